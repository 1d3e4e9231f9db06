"""What a post carries is what it held on some day: nothing gathers that was taken back at once."""

from typing import Any

import psycopg

from tests.ledger.giving import GRANT, GROUND, Giving, giving

__all__ = ["giving"]
CARRIED = "select jsonb_array_length(ctx.granted(%s, %s))"


async def test_what_is_given_and_taken_back_on_one_day_is_not_carried_along(giving: Giving) -> None:
    stage = giving.stage
    root, desk = stage.world.tenants["city"], stage.world.post("a.desk")

    async def given(role: str) -> dict[str, Any]:
        told = await giving.grant("a.administrator", "a.desk", role)
        found: dict[str, Any] = told["grant"]
        return found

    for _ in range(3):
        grant = await given("task_force")
        assert ("task_force", "*") in (await stage.viewer("a.desk")).roles
        said = {"grant": grant["id"], "expectedVersion": grant["version"], **GROUND}
        told = await giving.client.act("a.administrator", "takeBackRole", GRANT, **said)
        assert told["grant"]["givenUntil"] == grant["givenFrom"]
        assert ("task_force", "*") not in (await stage.viewer("a.desk")).roles
    assert stage.one(CARRIED, root, desk) == 0
    await given("task_force")
    assert stage.one(CARRIED, root, desk) == 1, "the control: what stands is carried"
    ends = "update app.role_grant set given_until = given_until + 1 where given_until is not null"
    by_hand(giving, ends)
    assert stage.one(CARRIED, root, desk) == 4, "the control: what was held on a day is, too"


def by_hand(giving: Giving, statement: str) -> None:
    with psycopg.connect(giving.stage.database.superuser_dsn) as connection:
        connection.execute(statement)
