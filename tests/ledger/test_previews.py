"""A change of rights is previewed, and applied exactly as it was previewed or not at all."""

import uuid
from datetime import timedelta
from random import Random
from typing import Any

import psycopg
import pytest

from ledger.effects import counting
from tests.ledger import reorganising
from tests.ledger.giving import GROUND, ROLE, Giving, giving
from tests.ledger.ladder import Ladder
from tests.ledger.previewing import Previewing
from tests.ledger.previewing_compared import compared
from tests.ledger.test_problems_accused import complained
from tests.world import key_of

__all__ = ["giving"]
COUNTY, CITY = "a.administrator", "city.administrator"


@pytest.fixture
def previewing(giving: Giving, monkeypatch: pytest.MonkeyPatch) -> Previewing:
    # However busy the machine is, all is counted.
    monkeypatch.setattr(counting, "SECONDS", 60.0)
    return Previewing(giving)


def unchanged(previewing: Previewing) -> str:
    """All rights as they are: what a preview, and a refusal, must leave alone."""
    parts = ("role_grant", "custom_role", "group_member", "appointment", "post", "person")
    return "".join(
        previewing.stage.one(f"select coalesce(string_agg(t::text, '' order by t.id), '') from app.{one} t")
        for one in parts
    )  # fmt: skip  # columns side by side


async def in_group(previewing: Previewing, *posts: str, role: str | None = "handler") -> str:
    """A group of county a with these posts in it, given a role."""
    act, said = previewing.client.act, {"title": "值班组", **GROUND}
    group: str = (await act(COUNTY, "makeGroup", "group { id }", **said))["group"]["id"]
    for post in posts:
        named = {"group": group, "post": previewing.id("Post", post), **GROUND}
        assert "member" in await act(COUNTY, "groupPost", "member { id }", **named)
    if role is not None:
        told = await act(COUNTY, "grantRole", "grant { id }", group=group, role=role, **GROUND)
        assert "grant" in told, told
    return group


async def threshold(previewing: Previewing, who: str, *, number: int = 0, **given: Any) -> Any:
    return await previewing.client.act(
        who, "setChangeThreshold", "threshold { people records number }",
        expectedNumber=number, **given,
    )  # fmt: skip  # columns side by side


async def test_a_preview_says_who_gains_what_on_how_many_records_and_changes_nothing(
    previewing: Previewing,
) -> None:
    ladder = Ladder(previewing.stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    before = unchanged(previewing)
    seen = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    assert seen["state"] == "PREVIEWED", seen
    assert unchanged(previewing) == before
    assert (seen["peopleGaining"], seen["peopleLosing"], seen["needsSecond"]) == (1, 0, False)
    told = await previewing.told(COUNTY, seen)
    sight = told["problem.read"]
    assert (sight["person"]["name"], sight["unit"]["name"]) == ("a1.spare", "甲一镇")
    assert "own-unit" in sight["ranges"]
    assert (sight["records"], sight["openRecords"], sight["exact"]) == (1, 1, True)
    assert await previewing.told(COUNTY, seen, "LOSES") == {}
    # A role that holds others in trust: what may be given from then on is told, too.
    more = await previewing.preview(
        COUNTY, **previewing.granting("a1.spare", "level_administrator")
    )
    assert "task_force" in await previewing.told(COUNTY, more)
    # No post of another county, and no such post: the same answer.
    refused = [
        await previewing.preview(COUNTY, grantRole={"post": one, "role": "handler"})
        for one in (previewing.id("Post", "b1.spare"), f"Post_{uuid.uuid4()}")
    ]
    assert [one["code"] for one in refused] == ["post.not_found"] * 2


async def test_what_is_applied_is_what_was_previewed_and_is_applied_once(
    previewing: Previewing,
) -> None:
    seen = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    # Somebody else of the unit does not apply it, nor is another hash of it.
    other = await previewing.apply("a.organisation_department", seen)
    assert other["code"] == "book.not_allowed"
    wrong = await previewing.apply(COUNTY, seen, previewHash="0" * 64)
    assert wrong["code"] == "change.preview_stale"
    assert previewing.stage.one("select count(*) from app.role_grant") == 0
    done = await previewing.apply(COUNTY, seen)
    assert done["state"] == "APPLIED", done
    assert previewing.stage.rows("select role, reason from app.role_grant") == [
        ("handler", GROUND["reason"])
    ]
    assert ("handler", "*") in (await previewing.stage.viewer("a1.spare")).roles
    acts = previewing.stage.rows("select act, noun from audit.event where noun <> 'refusal'")
    assert {("apply_change", "proposed_change"), ("grant_role", "role_grant")} <= set(acts)
    again = await previewing.apply(COUNTY, done)
    assert again["code"] == "change.wrong_state"


async def test_what_moved_since_is_noticed_and_nothing_is_changed(previewing: Previewing) -> None:
    client = previewing.client
    role = (await previewing.giving.define(COUNTY, "值班员", "handler:post.read"))["customRole"]
    given = {"post": previewing.id("Post", "a1.spare"), "customRole": role["id"]}
    group = await in_group(previewing, "a.spare", role=None)
    first = await previewing.preview(COUNTY, grantRole=given)
    to_group = await previewing.preview(COUNTY, grantRole={"group": group, "role": "handler"})
    # The role comes to mean something else; another post joins the group.
    amended = {"customRole": role["id"], "expectedVersion": 1, **GROUND}
    told = await client.act(
        COUNTY, "amendRole", ROLE, permissions=["handler:problem.read"], **amended
    )
    assert "customRole" in told
    named = {"group": group, "post": previewing.id("Post", "a1.desk"), **GROUND}
    await client.act(COUNTY, "groupPost", "member { id }", **named)
    before = unchanged(previewing)
    for seen in (first, to_group):
        refused = await previewing.apply(COUNTY, seen)
        assert refused["code"] == "change.preview_stale", refused
    assert unchanged(previewing) == before
    # The control: previewed anew, the same is applied.
    seen = await previewing.preview(COUNTY, grantRole=given)
    assert (await previewing.apply(COUNTY, seen))["state"] == "APPLIED"


async def test_who_lost_the_right_to_give_applies_nothing(previewing: Previewing) -> None:
    seen = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    with psycopg.connect(previewing.stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.post set roles = '{organisation_department}' where title = %s", [COUNTY]
        )
        connection.execute("update app.person set standing = standing + 1")
    before = unchanged(previewing)
    refused = await previewing.apply(COUNTY, seen)
    assert refused["code"] == "book.not_allowed", refused
    assert unchanged(previewing) == before


async def test_above_the_threshold_the_level_above_confirms_first(previewing: Previewing) -> None:
    group = await in_group(previewing, "a.spare", "a1.spare", role=None)
    assert "threshold" in await threshold(previewing, CITY, people=1)
    change = {"grantRole": {"group": group, "role": "handler"}}
    # At once it is refused; a change for one person is not.
    said = {"group": group, "role": "handler", **GROUND}
    told = await previewing.client.act(COUNTY, "grantRole", "grant { id }", **said)
    assert told["code"] == "change.above_threshold"
    assert "grant" in await previewing.giving.grant(COUNTY, "a2.spare", "handler")
    before = unchanged(previewing)
    seen = await previewing.preview(COUNTY, **change)
    assert (seen["peopleGaining"], seen["needsSecond"]) == (2, True)
    proposed = await previewing.apply(COUNTY, seen)
    assert proposed["state"] == "PROPOSED"
    assert unchanged(previewing) == before
    assert (await previewing.apply(COUNTY, proposed))["code"] == "change.wrong_state"
    hashed = {"previewHash": seen["previewHash"]}
    codes = {
        who: (await previewing.answer(who, "confirmChange", proposed, **hashed))["code"]
        for who in (COUNTY, "b.administrator", "a1.administrator")
    }
    assert codes == {
        COUNTY: "book.not_allowed",
        "b.administrator": "change.not_found",
        "a1.administrator": "change.not_found",
    }
    confirmed = await previewing.answer(CITY, "confirmChange", proposed, **hashed)
    assert confirmed["state"] == "CONFIRMED", confirmed
    assert unchanged(previewing) == before
    assert (await previewing.apply(CITY, confirmed))["code"] == "book.not_allowed"
    assert (await previewing.apply(COUNTY, confirmed))["state"] == "APPLIED"
    for who in ("a.spare", "a1.spare"):
        assert ("handler", "*") in (await previewing.stage.viewer(who)).roles


async def test_what_begins_later_is_given_as_well_and_asks_for_the_second_person(
    previewing: Previewing,
) -> None:
    """The control is the same group with one post: it is given alone."""
    group = await in_group(previewing, "a.spare", role=None)
    said = {"grantRole": {"group": group, "role": "handler"}}
    assert "threshold" in await threshold(previewing, CITY, people=1)
    assert (await previewing.preview(COUNTY, **said))["needsSecond"] is False
    later = str(previewing.stage.now.date() + timedelta(days=3))
    for post in ("a1.spare", "a2.spare"):
        named = {"group": group, "post": previewing.id("Post", post), "givenFrom": later, **GROUND}
        assert "member" in await previewing.client.act(
            COUNTY, "groupPost", "member { id }", **named
        )
    told = await previewing.client.act(
        COUNTY, "grantRole", "grant { id }", group=group, role="handler", **GROUND
    )
    assert told["code"] == "change.above_threshold"
    seen = await previewing.preview(COUNTY, **said)
    assert (seen["peopleGaining"], seen["needsSecond"]) == (3, True)
    assert (await previewing.apply(COUNTY, seen))["state"] == "PROPOSED"


async def test_what_is_declined_or_moved_after_it_was_confirmed_is_not_applied(
    previewing: Previewing,
) -> None:
    await threshold(previewing, CITY, people=50, records=0)
    ladder = Ladder(previewing.stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    seen = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    assert seen["needsSecond"], "one problem is more than none"
    proposed = await previewing.apply(COUNTY, seen)
    declined = await previewing.answer(CITY, "declineChange", proposed, text="人手已够")
    assert declined["state"] == "DECLINED"
    assert (await previewing.apply(COUNTY, declined))["code"] == "change.wrong_state"
    again = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    proposed = await previewing.apply(COUNTY, again)
    hashed = {"previewHash": again["previewHash"]}
    confirmed = await previewing.answer(CITY, "confirmChange", proposed, **hashed)
    # Meanwhile the city lets one person give more: no second person would be asked today.
    told = await threshold(previewing, CITY, number=1, people=50, records=1000)
    assert "threshold" in told
    before = unchanged(previewing)
    assert (await previewing.apply(COUNTY, confirmed))["code"] == "change.preview_stale"
    assert unchanged(previewing) == before


async def test_a_level_is_stricter_than_the_line_above_and_never_looser(
    previewing: Previewing,
) -> None:
    assert (await threshold(previewing, COUNTY, people=51))["code"] == "change_threshold.loosened"
    assert "threshold" in await threshold(previewing, CITY, people=100, records=10)
    stale = await threshold(previewing, CITY, people=100)
    assert stale["code"] == "change_threshold.stale"
    for loose in ({"people": 101}, {"people": 5, "records": 11}):
        told = await threshold(previewing, COUNTY, **loose)
        assert told["code"] == "change_threshold.loosened"
    assert "threshold" in await threshold(previewing, COUNTY, people=100, records=9)
    query = "{ changeThresholds { people records tenant { name } } }"
    told = (await previewing.client.ask("a1.head", query))["data"]["changeThresholds"]
    assert [(one["people"], one["records"]) for one in told] == [(100, 9), (100, 10)]
    assert (await threshold(previewing, "a.head", people=1))["code"] == "book.not_allowed"


async def test_open_items_whose_holder_would_no_longer_see_them_are_told(
    previewing: Previewing,
) -> None:
    stage = previewing.stage
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    holder = stage.one("select holder_post from app.problem where id = %s", ladder.problem)
    whose = stage.one("select id from app.appointment where post_id = %s", holder)
    due = stage.one("select due_on from app.problem where id = %s", ladder.problem)
    said = {"appointment": f"Appointment_{whose}", "expectedVersion": 1}
    seen = await previewing.preview(COUNTY, suspendPerson=said)
    (blind,) = (await previewing.told(COUNTY, seen, "BLIND")).values()
    assert (blind["action"], blind["records"], blind["openRecords"]) == ("problem.read", 1, 1)
    assert (seen["peopleGaining"], seen["peopleLosing"]) == (0, 1)
    assert (await previewing.apply(COUNTY, seen))["state"] == "APPLIED"
    # No act on people moves a deadline.
    assert stage.one("select due_on from app.problem where id = %s", ladder.problem) == due


async def test_what_is_against_anybody_is_in_no_number(previewing: Previewing) -> None:
    stage = previewing.stage
    ladder = await complained(stage)
    holder = next(name for name, at in stage.world.tenants.items()
                  if at == stage.one("select holder from app.problem where id = %s",
                                     ladder.problem))  # fmt: skip  # reads as a table

    async def counted() -> tuple[int, int]:
        change = previewing.granting(f"{holder}.spare", "handler")
        seen = await previewing.preview(f"{holder}.administrator", **change)
        told = (await previewing.told(f"{holder}.administrator", seen))["problem.read"]
        return told["records"], told["openRecords"]

    assert await counted() == (0, 0)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.problem disable trigger user")
        connection.execute("update app.problem set accused = '{}'")
    assert await counted() == (1, 1), "the control"


async def test_whoever_reads_a_change_sees_only_what_they_may_see(previewing: Previewing) -> None:
    seen = await previewing.preview(COUNTY, **previewing.granting("a1.spare", "handler"))
    mine = await previewing.effects(COUNTY, seen)
    assert {one["person"]["name"] for one in mine} == {"a1.spare"}
    # The city sees what its counties change; of people two levels down, no name and no post.
    above = await previewing.effects(CITY, seen)
    assert len(above) == len(mine)
    assert {(one["person"], one["post"]) for one in above} == {(None, None)}
    query = "query ($id: ID!) { proposedChange(id: $id) { id } node(id: $id) { id } }"
    hidden = {"proposedChange": None, "node": None}
    for who in ("b.administrator", "a1.administrator", "a.handler", "a.head"):
        told = await previewing.client.ask(who, query, {"id": seen["id"]})
        assert told["data"] == hidden, who
    assert (await previewing.preview("a.handler", **previewing.granting("a.spare", "handler")))[
        "code"
    ] == "book.not_allowed"


async def test_a_reorganisation_is_previewed_and_applied_by_its_own_rules(
    previewing: Previewing,
) -> None:
    stage = previewing.stage
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["city"]}
        reorganising.put_in_post(connection, held, "city.deputy", roles=["level_administrator"])
    step = reorganising.Step("MOVE", unit=reorganising.unit("a2"), to=reorganising.unit("b"))
    for _ in range(2):
        await Ladder(stage).report("a2")
    plan = await reorganising.Reorganising.drafted(stage, CITY, "MOVE", [step])
    said = {"reorganisation": f"Reorganisation_{plan.item}", "expectedVersion": 1}
    seen = await previewing.preview(CITY, reorganisation=said)
    assert seen["previewHash"] == plan.now()["preview_hash"]
    assert plan.now()["state"] == "PREVIEWED"
    names = {f"Tenant_{key_of('tenant', name)}": name for name in ("a", "b", "a2")}
    query = """query ($id: ID!) { proposedChange(id: $id) { peopleGaining peopleLosing
      effects(first: 200) { nodes { sort noun action records openRecords person { id } post { id } unit { id } } } } }"""
    change = (await previewing.client.ask(CITY, query, {"id": seen["id"]}))["data"]
    told = change["proposedChange"]["effects"]["nodes"]
    problems = {
        (one["sort"], names.get(one["unit"]["id"]), one["action"], one["records"])
        for one in told
        if one["noun"] == "problem"
    }
    assert problems == {
        ("MOVES", "a2", None, 2),
        ("GAINS", "b", "problem.read", 2),
        ("LOSES", "a", "problem.read", 2),
    }
    assert not any(one["person"] or one["post"] for one in told)
    on_it = stage.rows("select sort, items from app.reorganisation_effect order by sort, items")
    assert sorted((one["sort"], one["records"]) for one in told) == on_it
    gaining, losing = (change["proposedChange"][f"people{one}"] for one in ("Gaining", "Losing"))
    sits = "select count(distinct person_id) from app.appointment where holder = any (%s)"
    for number, sort in ((gaining, "GAINS"), (losing, "LOSES")):
        units = {one["unit"]["id"] for one in told if one["sort"] == sort and one["records"]}
        keys = [stage.one("select id from app.tenant where uid = %s", one[7:]) for one in units]
        assert number == stage.one(sits, keys) > 0
    early = await previewing.apply(CITY, seen)
    assert early["code"] == "reorganisation.wrong_state", early
    await plan.do("city.deputy", reorganising.approve_reorganisation,
                  reorganising.ApproveReorganisation, plan.now()["preview_hash"])  # fmt: skip  # reads as a table
    await plan.do(CITY, reorganising.schedule_reorganisation,
                  reorganising.ScheduleReorganisation, reorganising.TODAY)  # fmt: skip  # reads as a table
    assert (await previewing.apply(CITY, seen))["state"] == "APPLIED"
    assert plan.now()["state"] == "APPLIED"


async def test_a_change_is_exactly_one(previewing: Previewing) -> None:
    grant = previewing.granting("a1.spare", "handler")
    both = {**grant, "relievePerson": {"appointment": "x", "expectedVersion": 1}}
    query = "mutation ($i: PreviewChangeInput!) { previewChange(input: $i) { __typename } }"
    for change in ({}, both):
        given = {"key": uuid.uuid4().hex, "change": {**GROUND, **change}}
        told = await previewing.client.ask(COUNTY, query, {"i": given})
        assert told["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


async def _peopled(previewing: Previewing) -> None:
    for village, up in (("a1x", "a1"), ("a1y", "a"), ("a2x", "a2")):
        ladder = Ladder(previewing.stage)
        await ladder.bank(village)
        await ladder.rise_to(up)
    await in_group(previewing, "a.desk", "a1.desk")
    role = await previewing.giving.define(COUNTY, "值班员", "handler:post.read")
    given = {"customRole": role["customRole"]["id"]}
    assert "grant" in await previewing.giving.grant(COUNTY, "a1.spare", **given)


async def test_what_the_preview_said_is_what_applying_did(previewing: Previewing) -> None:
    await _peopled(previewing)
    applied, kinds, wrong = await compared(previewing, Random(20260415), changes=14)
    assert wrong == [], "\n".join(wrong)
    assert applied >= 6, kinds
    assert len(kinds) >= 4, kinds


async def test_another_change_than_the_previewed_one_is_told_apart(
    previewing: Previewing,
) -> None:
    """The control of the one above."""
    await _peopled(previewing)
    applied, _, wrong = await compared(previewing, Random(7), changes=4, other=True)
    assert applied >= 1
    assert wrong
