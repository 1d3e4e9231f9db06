"""As units become one, whoever leads helps nobody; reversed, each has its part as it was."""

from typing import Any

import psycopg
import pytest

from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.assignments.object_to_part import object_to_part
from ledger.assignments.overrule_part_objection import overrule_part_objection
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import Reorganising, administrators, done, faults, foreseen, unit
from tests.ledger.test_assignments import EARLY, handed_out, part, parts, sign, states, to
from tests.ledger.test_parts_given import at_work, helping
from tests.ledger.test_parts_objected import GIVER, objected, objection, ruling
from tests.world import key_of

STANDING = """select id, holder, state, due_on, parts_open, objection_reason, objection_text,
  objection_answer from app.assignment order by id"""
LYING = "select holder, holder_post, state, parts_open from app.problem order by id"
WITHDRAWN = (
    """select holder, count(*)::int from app.assignment where state = 'WITHDRAWN' group by 1"""
)

FOUNDING = Step("FOUND", to=unit("a"), name="甲三镇", code="520602003000", unit_kind="TOWNSHIP")


def standing(stage: Any) -> list[Any]:
    return [stage.rows(query) for query in (STANDING, LYING)]


async def merged(stage: Any, gone: str, into: str) -> Reorganising:
    return await done(stage, "a", "MERGE", Step("MERGE", unit(gone), to=unit(into)))


def ending(stage: Any, merger: Reorganising) -> None:
    """The preview says how many parts end, and of whom."""
    names = {number: name for name, number in stage.world.tenants.items()}
    said = {(unit, items) for _, _, unit, items in foreseen(stage, merger, "ENDS")}
    assert said == {(names[holder], items) for holder, items in stage.rows(WITHDRAWN)}


async def undone(merger: Reorganising, by: str = "a") -> None:
    given = "设置有误"
    await merger.do(f"{by}.administrator", reverse_reorganisation, ReverseReorganisation, given)


async def alone(stage: Any) -> Ladder:
    """Handed down to a1 alone, which has begun; a2 was asked to help afterwards."""
    ladder = await at_work(stage)
    await ladder.do(GIVER, *helping("a2", "a_bureau"))
    return ladder


async def together(stage: Any) -> Ladder:
    """Handed out: a1 leads, and a2 helps."""
    return await handed_out(stage)


@pytest.mark.parametrize("order", [alone, together])
@pytest.mark.parametrize(("gone", "into"), [("a2", "a1"), ("a1", "a2")])
async def test_whoever_leads_after_a_merger_helps_nobody(
    stage: Any, order: Any, gone: str, into: str
) -> None:
    administrators(stage, deputies=True)
    ladder = await order(stage)
    await sign(ladder, "a2")
    given = HandOnPart(*part(ladder, "a2"), (to("a2x"), to("a2y")))
    await stage.done("a2.task_force", hand_on_part, given)
    before = standing(stage)
    merger = await merged(stage, gone, into)
    assert ladder.now()["holder"] == into
    assert {one: said[1] for one, said in parts(ladder).items() if said[0] == "CO"} == {
        **dict.fromkeys(("a2", "a2x", "a2y"), "WITHDRAWN"),
        "a_bureau": "ASSIGNED",
    }
    assert stage.one("select parts_open from app.problem") == 1
    versions = (
        "select array_agg(version) from app.assignment where state = 'WITHDRAWN' and holder = %s"
    )
    assert stage.one(versions, stage.world.tenants["a2x"]) == [2], "it ends in one step"
    ending(stage, merger)
    assert faults(stage) == []
    await undone(merger)
    assert standing(stage) == before, "each has its part as it was"
    assert faults(stage) == []


async def further_alone(stage: Any) -> Ladder:
    """As each order above, and a1 handed it on to its village."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.do(GIVER, *helping("a2"))
    await ladder.down("a1x", deadline=EARLY)
    return ladder


async def further_together(stage: Any) -> Ladder:
    ladder = await handed_out(stage, "a2")
    await ladder.sign()
    await ladder.down("a1x", deadline=EARLY)
    return ladder


@pytest.mark.parametrize("order", [further_alone, further_together])
@pytest.mark.parametrize(("gone", "into"), [("a2", "a1"), ("a1", "a2")])
async def test_whoever_leads_may_have_handed_it_on(
    stage: Any, order: Any, gone: str, into: str
) -> None:
    administrators(stage, deputies=True)
    ladder = await order(stage)
    before = standing(stage)
    merger = await merged(stage, gone, into)
    assert stage.one("select parts_open from app.problem") == 0
    assert parts(ladder)["a2"][1] == "WITHDRAWN"
    ending(stage, merger)
    assert faults(stage) == []
    await undone(merger)
    assert standing(stage) == before


@pytest.mark.parametrize("order", [alone, further_alone, further_together])
@pytest.mark.parametrize("going", [("a1", "a2"), ("a2", "a1")])
async def test_the_preview_counts_what_ends_as_two_become_a_new_one(
    stage: Any, order: Any, going: tuple[str, str]
) -> None:
    administrators(stage, deputies=True)
    await order(stage)
    before = standing(stage)
    merging = [Step("MERGE", unit(one), to_step=1) for one in going]
    merger = await done(stage, "a", "MERGE", FOUNDING, *merging)
    assert stage.rows(WITHDRAWN) == [(stage.world.tenants["a2"], 1)]
    ending(stage, merger)
    assert faults(stage) == []
    await undone(merger)
    assert standing(stage) == before


async def test_of_two_who_help_the_part_of_the_one_that_goes_first_stays(stage: Any) -> None:
    administrators(stage, deputies=True)
    await handed_out(stage, "a1", "a2", main="a_bureau")
    before = standing(stage)
    merging = [Step("MERGE", unit(one), to_step=1) for one in ("a2", "a1")]
    merger = await done(stage, "a", "MERGE", FOUNDING, *merging)
    assert stage.rows(WITHDRAWN) == [(stage.world.tenants["a1"], 1)]
    ending(stage, merger)
    await undone(merger)
    assert standing(stage) == before


async def test_nobody_helps_itself_as_a_post_goes_to_whoever_gave_it(stage: Any) -> None:
    administrators(stage, deputies=True)
    ladder = await alone(stage)
    before = standing(stage)
    going = Step("MOVE_POST", post=key_of("post", "a_bureau.head"), to=unit("a"))
    merger = await Reorganising.drafted(stage, "a.administrator", "SPLIT", (FOUNDING, going))
    await merger.applied("city.administrator", other="city.deputy")
    assert states(ladder) == {"a2": "ASSIGNED", "a_bureau": "WITHDRAWN"}
    ending(stage, merger)
    await undone(merger, "city")
    assert standing(stage) == before


def accuse(stage: Any, unit: str) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = array[%s]", [stage.world.tenants[unit]]
        )


@pytest.mark.parametrize("further", [False, True])
@pytest.mark.parametrize(("main", "helps"), [("a2", "a_bureau"), ("a_bureau", "a2")])
async def test_all_comes_back_where_the_successor_is_the_accused(
    stage: Any, main: str, helps: str, further: bool
) -> None:
    """What is against a1 goes to its county instead, which gave it out and helps nobody with it."""
    administrators(stage, deputies=True)
    ladder = await handed_out(stage, helps, main=main)
    await sign(ladder, "a2") if helps == "a2" else await ladder.sign()
    if further and helps == "a2":
        given = HandOnPart(*part(ladder, "a2"), (to("a2x"),))
        await stage.done("a2.head", hand_on_part, given)
    elif further:
        await ladder.down("a2x", deadline=EARLY)
    elif main == "a2":
        posts = HandOverItems(key_of("post", "a2.head"), key_of("post", "a2.handler"))
        await stage.done("a2.head", hand_over_items, posts)
    accuse(stage, "a1")
    before = standing(stage)
    merger = await merged(stage, "a2", "a1")
    left = {said[1] for said in parts(ladder).values()}
    if main == "a2":
        assert (ladder.now()["holder"], left) == ("a", {"WITHDRAWN"})
    else:
        assert states(ladder) == dict.fromkeys(parts(ladder), "WITHDRAWN") | {main: "ASSIGNED"}
    assert foreseen(stage, merger, "ENDS") == set(), "in no number"
    assert faults(stage) == []
    await undone(merger)
    assert standing(stage) == before
    assert faults(stage) == []


async def test_all_comes_back_from_another_county(stage: Any) -> None:
    """Its own county gave it out with parts for others, which end as it leaves."""
    administrators(stage, deputies=True)
    ladder = await handed_out(stage, "a_bureau", main="a2")
    before = standing(stage)
    merger = await done(stage, "city", "MERGE", Step("MERGE", unit("a2"), to=unit("b1")))
    assert ladder.now()["holder"] == "b1"
    assert states(ladder)["a_bureau"] == "WITHDRAWN"
    await undone(merger, "city")
    assert standing(stage) == before
    assert faults(stage) == []


async def test_the_successor_claims_what_it_led(stage: Any) -> None:
    administrators(stage, deputies=True)
    ladder = await at_work(stage)
    await ladder.do(GIVER, *helping("a2"))
    await merged(stage, "a2", "a1")
    await ladder.do_measures()
    await ladder.do("a1.head", claim_completion, ClaimCompletion, "水渠已通")


@pytest.mark.parametrize("ruled", [False, True])
async def test_a_part_that_was_objected_to_comes_back_with_its_objection(
    stage: Any, ruled: bool
) -> None:
    administrators(stage, deputies=True)
    ladder = await objected(stage)
    if ruled:
        await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    before = standing(stage)
    merger = await merged(stage, "a2", "a1")
    assert states(ladder)["a2"] == "WITHDRAWN"
    await undone(merger)
    assert standing(stage) == before
    if not ruled:
        await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    refusal = await stage.refused("a2.head", object_to_part, objection(ladder))
    assert refusal.code == "assignment.objected_already"
    assert faults(stage) == []
