"""A change that takes two is told to those who may confirm it, and what they said to who asked."""

from typing import Any

import psycopg
import pytest

from ledger.effects import counting
from ledger.notices.digest import letter_of
from tests.ledger.acting import Client
from tests.ledger.giving import GROUND, Giving, giving
from tests.ledger.previewing import Previewing

__all__ = ["giving"]
COUNTY, CITY = "a.administrator", "city.administrator"
NOTICES = "{ unreadNotices notices { nodes { kind proposedChange { id state reason } } } }"
OTHERS = (
    "a.organisation_department",
    "a.head",
    "a1.administrator",
    "b.administrator",
    "city.head",
    "city.audit_administrator",
)


@pytest.fixture
def previewing(giving: Giving, monkeypatch: pytest.MonkeyPatch) -> Previewing:
    # However busy the machine is, all is counted.
    monkeypatch.setattr(counting, "SECONDS", 60.0)
    return Previewing(giving)


async def told(client: Client, who: str) -> list[dict[str, Any]]:
    """Somebody's notices; the count of those unread must say the same as the list."""
    said = await client.ask(who, NOTICES)
    assert "errors" not in said, said
    found: list[dict[str, Any]] = said["data"]["notices"]["nodes"]
    assert said["data"]["unreadNotices"] == len(found)
    return found


async def two_for_all(previewing: Previewing) -> None:
    """From now on two people of the city's line give a group of two anything."""
    said = {"expectedNumber": 0, "people": 1}
    done = await previewing.client.act(CITY, "setChangeThreshold", "threshold { people }", **said)
    assert "threshold" in done, done


async def grouped(previewing: Previewing, who: str, *posts: str) -> dict[str, Any]:
    """A group of two posts that somebody wants to give a role, as far as the proposal."""
    act = previewing.client.act
    made = await act(who, "makeGroup", "group { id }", title="值班组", **GROUND)
    group = made["group"]["id"]
    for post in posts:
        named = {"group": group, "post": previewing.id("Post", post), **GROUND}
        assert "member" in await act(who, "groupPost", "member { id }", **named)
    seen = await previewing.preview(who, grantRole={"group": group, "role": "handler"})
    assert seen["needsSecond"], seen
    found = await previewing.apply(who, seen)
    assert found["state"] == "PROPOSED", found
    return found


async def test_those_who_may_confirm_are_told_and_then_whoever_proposed(
    previewing: Previewing,
) -> None:
    client = previewing.client
    await two_for_all(previewing)
    alone = await previewing.preview(COUNTY, **previewing.granting("a2.spare", "handler"))
    assert (await previewing.apply(COUNTY, alone))["state"] == "APPLIED"
    assert await told(client, CITY) == [], "the control: what one gives alone is told nobody"
    waits = await grouped(previewing, COUNTY, "a.spare", "a1.spare")
    for who in (CITY, "city.security_administrator"):
        (one,) = await told(client, who)
        assert one["kind"] == "CHANGE_PROPOSED", who
        assert one["proposedChange"] == {
            "id": waits["id"], "state": "PROPOSED", "reason": GROUND["reason"],
        }  # fmt: skip  # columns side by side
    for who in (COUNTY, *OTHERS):
        assert await told(client, who) == [], who
    hashed = {"previewHash": waits["previewHash"]}
    confirmed = await previewing.answer(CITY, "confirmChange", waits, **hashed)
    assert confirmed["state"] == "CONFIRMED", confirmed
    (answered,) = await told(client, COUNTY)
    assert (answered["kind"], answered["proposedChange"]["state"]) == (
        "CHANGE_DECIDED",
        "CONFIRMED",
    )
    for who in OTHERS:
        assert await told(client, who) == [], who
    assert len(await told(client, CITY)) == 1, "nobody is told what they did themselves"


async def test_where_nothing_is_above_the_others_of_the_unit_are_told(
    previewing: Previewing,
) -> None:
    client = previewing.client
    await two_for_all(previewing)
    waits = await grouped(previewing, CITY, "city.spare", "city.desk")
    (one,) = await told(client, "city.security_administrator")
    assert one["kind"] == "CHANGE_PROPOSED"
    for who in (CITY, COUNTY, "city.head", "a.organisation_department"):
        assert await told(client, who) == [], who
    other = "city.security_administrator"
    declined = await previewing.answer(other, "declineChange", waits, text="人手已够")
    assert declined["state"] == "DECLINED", declined
    (answered,) = await told(client, CITY)
    assert (answered["kind"], answered["proposedChange"]["state"]) == ("CHANGE_DECIDED", "DECLINED")


async def test_who_may_confirm_no_longer_sees_no_notice_and_a_letter_says_no_word(
    previewing: Previewing,
) -> None:
    client, stage = previewing.client, previewing.stage
    await two_for_all(previewing)
    await grouped(previewing, COUNTY, "a.spare", "a1.spare")
    person = stage.world.person(CITY)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.notice_setting (root, id, person_id, email, quiet_from, quiet_until,"
            " digest_at) select root, gen_random_uuid(), id, 'a@example.test', '00:00', '00:00',"
            " '00:00' from app.person where id = %s",
            [person],
        )
        connection.execute("select app.plan_digests(clock_timestamp(), '{MAIL}')")
        (claimed,) = connection.execute(
            "select app.claim_digest(clock_timestamp(), '{MAIL}')"
        ).fetchone()
    today, rules = stage.now.date(), stage.reach.enforcer
    letter = letter_of(claimed, rules, today=today, link="https://example.test")
    assert letter is not None
    assert (letter.count, "待您单位确认" in letter.text) == (1, True)
    for word in (GROUND["reason"], GROUND["documentNo"], "值班组", "handler"):
        assert word not in str(claimed["notices"]), word
    assert len(await told(client, CITY)) == 1
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set roles = '{}' where id = %s", [stage.world.post(CITY)]
        )
    assert await told(client, CITY) == []


async def test_whom_the_gate_tells_is_not_for_the_caller_to_choose(
    previewing: Previewing,
) -> None:
    """A unit that has nothing to do with a change tells nobody anything of it."""
    await two_for_all(previewing)
    waits = await grouped(previewing, COUNTY, "a.spare", "a1.spare")
    stage = previewing.stage
    before = stage.one("select count(*) from app.notice")
    call = "select app.notify_change(%s, 'CHANGE_DECIDED', 'asker', '{}', '{}')"
    key = waits["id"].partition("_")[2]
    for who, written in (("b.administrator", 0), (CITY, 1)):
        async with stage.sittings.open(await stage.viewer(who)) as sitting:
            await sitting.connection.exec_driver_sql(call, (key,))
        assert stage.one("select count(*) from app.notice") == before + written, who
