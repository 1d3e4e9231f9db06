"""What a unit that works under an order grants, and who is bound by an order after a merger of units."""

from datetime import date, timedelta

import pytest

from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.reorganisation.planning import Step
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.replaying import differing
from tests.ledger.test_problems_lists import ORDERED, kept, ordered
from tests.world import key_of

EARLIER = date(2026, 4, 20)


async def handed_on(stage, lister: str, label: str, day: date) -> Ladder:
    """Listed by the city, or the county itself; the township has it from the county by a day."""
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to(lister)
    await ladder.triage(label)
    if lister == "city":
        await ladder.down("a", deadline=ORDERED)
        await ladder.sign()
    await ladder.down("a1", deadline=day)
    await ladder.sign()
    await ladder.start()
    return ladder


@pytest.mark.parametrize(
    ("lister", "days", "granted"), [("city", 2, False), ("city", 1, True), ("a", 2, True)]
)
async def test_more_time_below_ends_no_later_than_the_own_order(
    stage, lister, days, granted
) -> None:
    day = ORDERED - timedelta(days=1)
    ladder = await handed_on(stage, lister, "AT_ONCE", day)
    asked = AskExtension(ladder.problem, ladder.now()["version"], "RECTIFICATION", days, "汛期")
    made = (await stage.perform("a1.handler", ask_extension, asked)).record
    before, given = stage.everything(), ApproveExtension(made, 1, "同意")
    if granted:
        await stage.done("a.task_force", approve_extension, given)
        assert kept(ladder)[2] == day + timedelta(days=days)
        assert differing(stage) == []
        return
    refusal = await stage.refused("a.task_force", approve_extension, given)
    assert (refusal.code, refusal.facts) == ("problem.order_ends", {"until": str(ORDERED)})
    assert stage.everything() == before


@pytest.mark.parametrize(
    ("lister", "rest", "granted"), [("city", 24, False), ("city", 23, True), ("a", 24, True)]
)
async def test_a_rest_moves_what_was_handed_on_no_later_than_the_own_order(
    stage, lister, rest, granted
) -> None:
    ladder = await handed_on(stage, lister, "STAGED", EARLIER)
    before, review_on = stage.everything(), date(2026, 4, rest)
    said = ("a.task_force", suspend_problem, SuspendProblem, review_on, "汛期停工")
    if not granted:
        refusal = await ladder.refused(*said)
        assert (refusal.code, refusal.facts) == ("problem.order_ends", {"until": str(ORDERED)})
        assert stage.everything() == before
        return
    await ladder.do(*said)
    stage.now += timedelta(days=rest - 15)
    await ladder.do("a.task_force", resume_problem, ResumeProblem, "复工")
    assert kept(ladder)[2] == EARLIER + timedelta(days=rest - 15), "as it was reckoned beforehand"
    assert (kept(ladder)[2] > ORDERED) == (lister == "a"), "the control: the own list has no order"


@pytest.mark.parametrize("merged", [True, False])
async def test_the_order_of_a_unit_that_ended_binds_its_successor(stage, merged) -> None:
    """撤乡并镇: 甲二镇并入甲一镇，甲二镇受领的时限由甲一镇接续."""
    administrators(stage)
    ladder = await ordered(stage)
    mine = "a1" if merged else "a2"
    await ladder.down("a2", deadline=EARLIER)
    await ladder.sign()
    await ladder.down("a2x", deadline=date(2026, 4, 17))
    if merged:
        await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    await ladder.do(f"{mine}.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert kept(ladder) == ("city", "AT_ONCE", EARLIER)
    await ladder.triage("AT_ONCE")
    place = "a1x" if merged else "a2x"
    given = (key_of("tenant", place), key_of("post", f"{place}.head"))
    late = EARLIER + timedelta(days=1)
    refusal = await ladder.refused(f"{mine}.task_force", hand_down, HandDown, *given, late)
    assert refusal.facts == {"deadline": str(late), "latest": str(EARLIER)}
    await ladder.down(place, deadline=EARLIER)
    assert kept(ladder) == ("city", "AT_ONCE", EARLIER)
