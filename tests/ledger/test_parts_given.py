"""Whoever handed a problem down names more who help, until it is claimed to be done."""

from datetime import date, timedelta
from typing import Any

import pytest

from ledger.assignments import giving
from ledger.assignments.give_part import GivePart, give_part
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.recall_problem import RecallProblem, recall_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_assignments import (
    EARLY,
    as_app,
    finish,
    handed_out,
    part,
    parts,
    sign,
    states,
    to,
)
from tests.ledger.test_notices_raised import told
from tests.ledger.test_rework_days import unchanged
from tests.world import key_of

GIVER = "a.task_force"


def helping(*units: str, day: date = EARLY) -> tuple[Any, ...]:
    return give_part, GivePart, tuple(to(unit, day) for unit in units)


async def at_work(stage: Any) -> Ladder:
    """Handed down to one unit alone, which has begun."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start()
    return ladder


async def test_who_helps_is_named_while_it_is_at_work_and_the_claim_waits_for_them(
    client: Client,
) -> None:
    stage = client.stage
    ladder = await at_work(stage)
    before = ladder.now()
    await ladder.do("a.head", *helping("a2", "a_bureau"))
    now = ladder.now()
    assert now["trail"] == {"a", "a1", "a2", "a_bureau"}
    assert {**now, "trail": before["trail"]} == before, "it lies where it lay, as it was ordered"
    assert parts(ladder) == {
        "a2": ("CO", "ASSIGNED", EARLY, 0),
        "a_bureau": ("CO", "ASSIGNED", EARLY, 0),
    }
    assert len(await told(client, "a2.head", "PART_GIVEN")) == 1
    await ladder.do_measures()
    refusal = await ladder.refused("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    assert (refusal.code, refusal.facts["open"]) == ("problem.parts_open", "2")
    await sign(ladder, "a2", "a_bureau")
    await finish(ladder, "a2", "a_bureau")
    await ladder.do("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    await unchanged(ladder, GIVER, "problem.wrong_state", *helping("a2"))
    head = await stage.viewer("a.head")
    assert as_app(stage, head, "a2", "a") == "assignment_of_the_whole", "claimed to be done"


async def test_in_place_of_one_that_was_withdrawn(stage) -> None:
    ladder = await handed_out(stage, "a2")
    gone = WithdrawPart(*part(ladder, "a2"), "另行安排")
    await stage.done(GIVER, withdraw_part, gone)
    await ladder.do(GIVER, *helping("a_bureau"))
    await ladder.do(GIVER, *helping("a2"))
    rows = stage.rows("select state from app.assignment where role = 'CO' order by id")
    assert [state for (state,) in rows] == ["WITHDRAWN", "ASSIGNED", "ASSIGNED"]
    assert stage.one("select parts_open from app.problem") == 2
    await ladder.do(GIVER, recall_problem, RecallProblem, "wrong_unit")
    assert set(states(ladder).values()) == {"WITHDRAWN"}, "the control: they hang under the order"


async def test_what_may_be_given_by_whom_and_to_whom(stage) -> None:
    ladder = await at_work(stage)
    await ladder.do(GIVER, *helping("a_bureau"))
    late = helping("a2", day=DEADLINE + timedelta(days=1))
    for who, code, asked in (
        ("a1.head", "book.not_allowed", helping("a2")),
        ("a.handler", "book.not_allowed", helping("a2")),
        ("a2.head", "problem.not_found", helping("a2")),
        ("b.task_force", "problem.not_found", helping("b1")),
        (GIVER, "assignment.nobody_named", helping()),
        (GIVER, "assignment.has_it_already", helping("a1")),
        (GIVER, "assignment.has_it_already", helping("a2", "a_bureau")),
        (GIVER, "book.not_allowed", helping("a2x")),
        (GIVER, "book.not_allowed", helping("b1")),
        (GIVER, "problem.deadline_too_late", late),
        (GIVER, "problem.deadline_passed", helping("a2", day=date(2026, 4, 1))),
    ):
        await unchanged(ladder, who, code, *asked)
    stale = GivePart(ladder.problem, ladder.now()["version"] - 1, (to("a2"),))
    assert (await stage.refused(GIVER, give_part, stale)).code == "problem.stale"
    head = await stage.viewer("a.head")
    assert as_app(stage, head, "a1", "a") == "assignment_once", "whoever leads helps nobody"
    assert as_app(stage, head, "a2", "a") is None, "the control: another is written"


async def test_no_more_than_can_be_handed_out_at_once(stage, monkeypatch) -> None:
    """Whoever leads counts, and whoever helps in this order; what is withdrawn does not."""
    monkeypatch.setattr(giving, "MOST", 2)
    ladder = await handed_out(stage, "a2")
    await unchanged(ladder, GIVER, "assignment.nobody_named", *helping("a_bureau"))
    await stage.done(GIVER, withdraw_part, WithdrawPart(*part(ladder, "a2"), "另行安排"))
    await unchanged(ladder, GIVER, "assignment.nobody_named", *helping("a2", "a_bureau"))
    await ladder.do(GIVER, *helping("a2"))
    await sign(ladder, "a2")
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2x"),)))
    both = HandOnPart(*part(ladder, "a2"), (to("a2y"), to("a1x")))
    refusal = await stage.refused("a2.head", hand_on_part, both)
    assert refusal.code == "assignment.nobody_named"
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2y"),)))


@pytest.mark.parametrize("unit", ["a2", "a_bureau"])
async def test_nobody_helps_with_what_is_against_them(stage, unit: str) -> None:
    ladder = await at_work(stage)
    against = RegisterPetitioner(
        *(ladder.problem, "ANONYMOUS", "REQUEST", "LETTER"), accused=(key_of("tenant", unit),)
    )
    await stage.done("a1.handler", register_petitioner, against)
    await unchanged(ladder, GIVER, "problem.with_the_accused", *helping(unit))


async def test_whoever_handed_it_on_names_who_helps_and_nobody_further_up(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.rise_to("city")
    await ladder.triage()
    await ladder.down("a")
    await ladder.sign()
    await ladder.do("city.task_force", *helping("b"))
    await ladder.down("a1")
    for who, code in (
        ("city.task_force", "assignment.further_down"),
        ("city.head", "assignment.further_down"),
        ("city.handler", "book.not_allowed"),
        ("b.task_force", "book.not_allowed"),
    ):
        await unchanged(ladder, who, code, *helping("bureau"))
    await ladder.do(GIVER, *helping("a2"))
    assert stage.one("select parts_open from app.problem") == 2


async def test_once_it_is_claimed_to_be_done_nobody_is_sent_to_another_level(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("city")
    await ladder.triage()
    for unit in ("a", "a1"):
        await ladder.down(unit)
        await ladder.sign()
    await unchanged(ladder, "city.task_force", "assignment.further_down", *helping("bureau"))
    await ladder.work()
    for who in ("city.task_force", GIVER):
        await unchanged(ladder, who, "problem.wrong_state", *helping("a2"))
