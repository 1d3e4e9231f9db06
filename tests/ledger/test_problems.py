"""The problem ladder as people walk it: up, down, returned, closed; and what is refused."""

import itertools
import uuid
from datetime import date, timedelta

import pytest

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.take_up import TakeUp, take_up
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_closing import coded
from tests.world import key_of


async def test_a_small_problem_is_settled_where_it_was_found(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    await ladder.do("a1x.branch_secretary", resolve_on_spot, ResolveOnSpot, "当日清淤")
    now = ladder.now()
    assert (now["state"], now["holder"], now["hops"]) == ("RESOLVED_ON_SPOT", "a1x", 0)


async def test_a_problem_goes_one_level_up_and_one_level_down_and_is_closed(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.submit()
    assert ladder.now()["holder"] == "a1x", "until it is taken up the sender answers for it"
    await ladder.draw_in()
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a1", "LISTED")
    await ladder.triage()
    await ladder.down("a1y")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by="a.organisation_department")
    await ladder.close(by="a.organisation_department")
    now = ladder.now()
    assert (now["state"], now["hops"]) == ("CLOSED", 2)
    assert now["trail"] == {"a1x", "a1", "a1y"}


async def test_a_village_problem_goes_to_the_city_and_down_to_the_other_county(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.rise_to("city")
    assert ladder.now()["hops"] == 3
    await ladder.triage()
    await ladder.down("b")
    await ladder.sign()
    await ladder.down("b1")
    await ladder.sign()
    assert ladder.now()["holder"] == "b1"
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    now = ladder.now()
    assert (now["state"], now["returns"], now["holder"]) == ("RETURNED", 1, "b1")
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("BASICALLY_SATISFIED")
    await ladder.close()
    now = ladder.now()
    assert (now["state"], now["hops"]) == ("CLOSED", 5)
    assert now["trail"] == {"a1x", "a1", "a", "city", "b", "b1"}
    steps = stage.rows(
        "select seq, direction, starts, ends from app.hop where problem_id = %s order by seq",
        ladder.problem,
    )
    assert [one[0] for one in steps] == [1, 2, 3, 4, 5]
    assert all(before[3] == after[2] for before, after in itertools.pairwise(steps))


async def test_two_ends_exchange_an_item_twice_and_then_it_rises_by_rule(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    for _ in range(2):
        await ladder.submit()
        await ladder.back()
        assert ladder.now()["holder"] == "a1x"
    await ladder.submit()
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a1", "LISTED")
    by_rule = "select by_rule, starts, ends from app.hop where problem_id = %s"
    tenants = stage.world.tenants
    assert stage.one(by_rule, ladder.problem) == (True, tenants["a1x"], tenants["a1"])


async def test_a_report_sent_again_from_a_weak_network_is_the_same_problem(stage) -> None:
    given = ReportProblem(uuid.uuid4(), "AUDIT", "水渠堵塞", "村东")
    first = await stage.done("a1x.handler", report_problem, given)
    assert await stage.done("a1x.handler", report_problem, given) == first == given.id
    assert stage.one("select count(*) from app.problem") == 1
    assert stage.one("select count(*) from app.happening") == 1
    refusal = await stage.refused("a1y.handler", report_problem, given)
    assert refusal.code == "problem.exists"


async def test_only_the_direct_superior_takes_up_or_hands_back(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.submit()
    for who, code in (
        ("a1x.head", "book.not_allowed"),
        ("a1.handler", "problem.not_found"),
        ("a.head", "problem.not_found"),
        ("city.head", "problem.not_found"),
        ("b1.head", "problem.not_found"),
    ):
        refusal = await ladder.refused(who, take_up, TakeUp, "LAGGING")
        assert refusal.code == code, who
        refusal = await ladder.refused(who, hand_back, HandBack, "within_reach")
        assert refusal.code == code, who


async def test_a_problem_is_handed_down_to_a_direct_subordinate_only(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    for to in ("a1x", "b", "city", "bureau", "a", "b1"):
        given = (key_of("tenant", to), key_of("post", f"{to}.head"), DEADLINE)
        refusal = await ladder.refused("a.head", hand_down, HandDown, *given)
        assert (refusal.code, refusal.facts["act"]) == (
            "book.not_allowed",
            "problem.hand_down_to",
        ), to
    given = (key_of("tenant", "a_bureau"), key_of("post", "a_bureau.head"), DEADLINE)
    await ladder.do("a.head", hand_down, HandDown, *given)
    assert ladder.now()["holder"] == "a_bureau", "a department of the same level is one hop away"


async def test_unit_lead_leader_and_deadline_are_all_three_needed(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    unit, post = key_of("tenant", "a1"), key_of("post", "a1.head")
    for given, code in (
        ((uuid.uuid4(), post, DEADLINE), "problem.unit_not_found"),
        ((unit, key_of("post", "a2.head"), DEADLINE), "problem.post_not_there"),
        ((unit, post, date(2026, 4, 14)), "problem.deadline_passed"),
    ):
        assert (await ladder.refused("a.head", hand_down, HandDown, *given)).code == code


async def test_an_objection_is_ruled_on_once_and_an_upheld_one_brings_it_home(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    why = ("other_unit", "应由西村办理")
    await ladder.do("a1x.head", object_to_assignment, ObjectToAssignment, *why)
    await ladder.do("a1.head", overrule_objection, OverruleObjection, "维持交办")
    refusal = await ladder.refused("a1x.head", object_to_assignment, ObjectToAssignment, *why)
    assert refusal.code == "problem.objected_already"
    await ladder.do("a1.head", recall_problem, RecallProblem, "wrong_unit")
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a1", "LISTED")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.do("a1x.head", object_to_assignment, ObjectToAssignment, *why)
    await ladder.do("a1.head", recall_problem, RecallProblem, "objection_upheld")
    await ladder.triage()
    given = (key_of("tenant", "a1x"), key_of("post", "a1x.head"), DEADLINE)
    refusal = await ladder.refused("a1.head", hand_down, HandDown, *given)
    assert refusal.code == "problem.exchanges_used_up"


async def test_an_emergency_copy_opens_the_line_above_and_moves_nothing(stage) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    refusal = await ladder.refused("city.head", resolve_on_spot, ResolveOnSpot, "看不到")
    assert refusal.code == "problem.not_found"
    for to in ("b", "a1y", "bureau", "a1x"):
        given = (key_of("tenant", to), "山体滑坡")
        refusal = await ladder.refused("a1x.head", copy_upward, CopyUpward, *given)
        assert refusal.code == "book.not_allowed", to
    await ladder.do("a1x.head", copy_upward, CopyUpward, key_of("tenant", "city"), "山体滑坡")
    now = ladder.now()
    assert (now["holder"], now["hops"], now["open_to"]) == ("a1x", 0, 2)
    refusal = await ladder.refused("city.head", resolve_on_spot, ResolveOnSpot, "看得到")
    assert refusal.code == "book.not_allowed", "the city reads it now, and it is not its to settle"


async def test_who_handled_it_neither_answers_for_the_client_nor_closes(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    answer = ("SATISFIED", "VISIT", "在其家中", True)
    for who in ("a1x.head", "a1x.handler", "a1.head", "a1.task_force"):
        refusal = await ladder.refused(who, record_client_answer, RecordClientAnswer, *answer)
        assert refusal.code == "book.not_allowed", who
        lessons = (90, 90, 90, "STYLE", "支部原因", "机制")
        refusal = await ladder.refused(who, close_problem, CloseProblem, *lessons)
        assert refusal.code == "book.not_allowed", who
    # Whoever evaluates has to wait for those served: nothing closes without their answer.
    judge = "a.organisation_department"
    assert (await ladder.refused(judge, close_problem, CloseProblem, *lessons)).code == (
        "problem.wrong_state"
    )
    refusal = await ladder.refused(
        judge, record_client_answer, RecordClientAnswer, "NO_ANSWER", None, "现场已核查"
    )
    assert refusal.code == "problem.no_answer_is_no_consent"
    await coded(ladder)
    stage.now += timedelta(days=31)
    await ladder.answer("NO_ANSWER", by=judge)
    assert stage.one("select rating from app.evaluation where party = 'CLIENT'") == "NO_ANSWER"


@pytest.mark.parametrize(
    ("act", "given", "code"),
    [
        (admit_problem, ("AdmitProblem", "no_such_line"), "problem.standard_unmet"),
        (submit_up, ("SubmitUp", "建议", "beyond_authority"), "problem.wrong_state"),
        (accept_assignment, ("AcceptAssignment",), "problem.wrong_state"),
    ],
)
async def test_what_the_state_or_the_standard_does_not_take_is_refused(
    stage, act, given, code
) -> None:
    ladder = Ladder(stage)
    await ladder.report()
    kinds = {one.__name__: one for one in (AdmitProblem, SubmitUp, AcceptAssignment)}
    who = "a1x.task_force" if act is admit_problem else "a1x.head"
    refusal = await ladder.refused(who, act, kinds[given[0]], *given[1:])
    assert refusal.code == code
    stale = kinds[given[0]](ladder.problem, 1, *given[1:])
    assert (await stage.refused(who, act, stale)).code == "problem.stale"
