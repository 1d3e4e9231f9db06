"""A reorganisation whose day has come is told to those who may carry it out, until they do."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from ledger.notices.digest import letter_of
from ledger.notices.reminding import tell_reorganisations
from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.planning import Step
from tests.ledger.acting import Client
from tests.ledger.reorganising import TODAY, Reorganising, administrators, unit

KIND = "REORGANISATION_DUE"
NOTICES = "{ notices { nodes { kind forDay reorganisation { id title state } } } }"
TOLD = ("a.administrator", "a.deputy")


async def swept(client: Client, today: date) -> int:
    """Tells as the relay does."""
    dsn, rules = client.stage.database.relay_dsn, client.stage.reach.enforcer
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await tell_reorganisations(connection, rules, today=today)


async def told(client: Client, who: str) -> list[dict[str, Any]]:
    said = await client.ask(who, NOTICES)
    assert "errors" not in said, said
    return [one for one in said["data"]["notices"]["nodes"] if one["kind"] == KIND]


@pytest.fixture
async def waiting(client: Client) -> Reorganising:
    """A township that takes another name tomorrow."""
    administrators(client.stage)
    item = await Reorganising.drafted(
        client.stage, "a.administrator", "RENAME", [Step("RENAME", unit("a1"), name="甲一街道")]
    )
    await item.scheduled("a.administrator", other="a.deputy", on=TODAY + timedelta(days=1))
    return item


async def test_its_day_is_told_to_those_who_may_carry_it_out_and_each_day_after(
    client: Client, waiting: Reorganising
) -> None:
    assert await swept(client, TODAY) == 0, "the control: not before its day"
    assert [await told(client, who) for who in TOLD] == [[], []]
    day = TODAY + timedelta(days=1)
    assert (await swept(client, day), await swept(client, day)) == (2, 0), "once a day"
    assert await swept(client, day + timedelta(days=3)) == 2
    for who in TOLD:
        found = await told(client, who)
        assert {one["forDay"] for one in found} == {str(day), str(day + timedelta(days=3))}
        assert {one["reorganisation"]["state"] for one in found} == {"SCHEDULED"}
    name = client.stage.one("select name from app.tenant where uid = %s", unit("a1"))
    assert name == "甲一镇", "nobody carries it out for them"
    for who in ("a.head", "city.administrator", "a1.administrator", "b.administrator"):
        assert await told(client, who) == [], who


async def test_what_is_carried_out_is_told_no_more(client: Client, waiting: Reorganising) -> None:
    day = TODAY + timedelta(days=1)
    assert await swept(client, day) == 2
    client.stage.now += timedelta(days=1)
    agreed = waiting.now()["preview_hash"]
    await waiting.do("a.deputy", apply_reorganisation, ApplyReorganisation, agreed)
    assert waiting.now()["state"] == "APPLIED"
    assert await swept(client, day + timedelta(days=1)) == 0


async def test_the_letter_counts_it_and_says_no_word_of_it(
    client: Client, waiting: Reorganising
) -> None:
    stage, day = client.stage, TODAY + timedelta(days=1)
    await swept(client, day)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.notice_setting (root, id, person_id, email, quiet_from, quiet_until,"
            " digest_at) select root, gen_random_uuid(), id, 'a@example.test', '00:00', '00:00',"
            " '00:00' from app.person where id = %s",
            [stage.world.person("a.deputy")],
        )
        connection.execute("select app.plan_digests(clock_timestamp(), '{MAIL}')")
        (claimed,) = connection.execute(
            "select app.claim_digest(clock_timestamp(), '{MAIL}')"
        ).fetchone()
    letter = letter_of(claimed, stage.reach.enforcer, today=day, link="https://example.test")
    assert letter is not None
    assert (letter.count, "区划调整" in letter.text) == (1, True)
    title = stage.one("select title from app.reorganisation")
    assert title not in str(claimed)
