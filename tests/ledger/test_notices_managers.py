"""The last manager of a unit leaves by date: those one level up are told some days before."""

from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ledger.clocks.calendar import ZONE
from ledger.notices.digest import letter_of
from ledger.notices.reminding import tell_ending_managers
from tests.ledger.acting import Client
from tests.ledger.reorganising import administrators
from tests.world import key_of

KIND = "LAST_MANAGER_ENDS"
NOTICES = "{ notices { nodes { kind forDay appointment { relievedOn post { id } } } } }"
ENDS = date(2026, 6, 1)
BEFORE = ENDS - timedelta(days=14)


async def swept(client: Client, today: date) -> int:
    """Tells as the relay does."""
    dsn, rules = client.stage.database.relay_dsn, client.stage.reach.enforcer
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await tell_ending_managers(connection, rules, today=today)


async def told(client: Client, who: str) -> list[dict[str, Any]]:
    said = await client.ask(who, NOTICES)
    assert "errors" not in said, said
    return [one for one in said["data"]["notices"]["nodes"] if one["kind"] == KIND]


def by_hand(client: Client, statement: str, *given: Any) -> None:
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        assert connection.execute(statement, given).rowcount == 1


def leaves(client: Client, who: str, day: date | None) -> None:
    query = "update app.appointment set relieved_on = %s where person_id = %s"
    by_hand(client, query, day, key_of("person", who))


@pytest.fixture
def staffed(client: Client) -> Client:
    """Each unit has an administrator; a and the city have two."""
    administrators(client.stage)
    return client


async def test_those_one_level_up_are_told_once(staffed: Client) -> None:
    leaves(staffed, "a1.administrator", ENDS)
    assert await swept(staffed, BEFORE - timedelta(days=1)) == 0, "the control: not earlier"
    assert (await swept(staffed, BEFORE), await swept(staffed, BEFORE)) == (2, 0)
    assert await swept(staffed, ENDS - timedelta(days=1)) == 0, "once of an end"
    for who in ("a.administrator", "a.deputy"):
        (found,) = await told(staffed, who)
        post = f"Post_{key_of('post', 'a1.administrator')}"
        said = {"relievedOn": str(ENDS), "post": {"id": post}}
        assert (found["forDay"], found["appointment"]) == (str(ENDS), said)
    for who in ("a1.administrator", "city.administrator", "a.head", "a2.administrator"):
        assert await told(staffed, who) == [], who
    # Put off, it is told of anew.
    leaves(staffed, "a1.administrator", ENDS + timedelta(days=7))
    assert await swept(staffed, BEFORE) == 0
    assert await swept(staffed, BEFORE + timedelta(days=7)) == 2


async def test_beside_one_who_stays_nothing_is_told(staffed: Client) -> None:
    leaves(staffed, "a.administrator", ENDS)
    assert await swept(staffed, BEFORE) == 0
    # Both of them, on different days: the later one is the last.
    leaves(staffed, "a.deputy", ENDS - timedelta(days=3))
    assert await swept(staffed, BEFORE) == 2
    assert [one["forDay"] for one in await told(staffed, "city.administrator")] == [str(ENDS)]


async def test_where_nothing_is_above_the_unit_itself_is_told(staffed: Client) -> None:
    # Who is in office is asked of the clock of the database.
    today = datetime.now(ZONE).date()
    for who in ("city.administrator", "city.deputy"):
        leaves(staffed, who, today + timedelta(days=14))
    assert await swept(staffed, today) == 2
    assert len(await told(staffed, "city.administrator")) == 1


async def test_a_role_that_is_given_until_a_day_ends_as_well(staffed: Client) -> None:
    """a1 is managed by its handler, to whom the role is given, until that ends."""
    leaves(staffed, "a1.administrator", date(2026, 4, 1))
    root, handler = staffed.stage.world.tenants["city"], key_of("post", "a1.handler")
    by_hand(
        staffed,
        "insert into app.role_grant (root, id, holder, post_id, role, given_from, given_until, reason,"
        " document_no, given_by, given_at) select root, gen_random_uuid(), holder, id,"
        " 'level_administrator', date '2026-01-01', %s, '', '', %s, now() from app.post"
        " where root = %s and id = %s",
        *(ENDS, key_of("person", "a.administrator"), root, handler),
    )
    assert await swept(staffed, BEFORE) == 2
    (found,) = await told(staffed, "a.administrator")
    assert found["appointment"]["post"]["id"] == f"Post_{handler}"


async def test_the_letter_counts_it_and_names_nobody(staffed: Client) -> None:
    leaves(staffed, "a1.administrator", ENDS)
    await swept(staffed, BEFORE)
    stage, who = staffed.stage, key_of("person", "a.administrator")
    by_hand(
        staffed,
        "insert into app.notice_setting (root, id, person_id, email, quiet_from, quiet_until,"
        " digest_at) values (%s, gen_random_uuid(), %s, 'a@example.org', '00:00', '00:00', '08:00')",
        *(stage.world.tenants["city"], who),
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("select app.plan_digests(%s, %s)", [stage.now, ["MAIL"]])
        (claimed,) = connection.execute(
            "select app.claim_digest(%s, %s)", [stage.now + timedelta(days=2), ["MAIL"]]
        ).fetchone() or (None,)
        assert claimed is not None
        letter = letter_of(claimed, stage.reach.enforcer, today=BEFORE, link="")
    assert letter is not None
    assert letter.count == 1
    assert "a1.administrator" not in letter.text
