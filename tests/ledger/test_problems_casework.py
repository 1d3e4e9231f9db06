"""Around a case: spot solutions answered, refusals overridden, cases led, and filed away."""

from datetime import timedelta

import pytest

from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.form_task_force import FormTaskForce, form_task_force
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.start_rectifying import MeasureText, StartRectifying, start_rectifying
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

JUDGE = "city.organisation_department"


def posts(*names: str):
    return tuple(key_of("post", name) for name in names)


async def settled(stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.report()
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日清淤")
    return ladder


def answer(rating: str):
    solved = None if rating == "NO_ANSWER" else rating != "DISSATISFIED"
    said = (rating, None if solved is None else "VISIT", "没有清完", solved)
    return record_client_answer, RecordClientAnswer, *said


async def test_a_dissatisfied_answer_reopens_a_spot_solution_by_itself(stage) -> None:
    ladder = await settled(stage)
    for who, code in (
        ("a1x.head", "book.not_allowed"),
        ("a1.head", "book.not_allowed"),
        ("a.task_force", "problem.not_found"),
        ("a1y.task_force", "problem.not_found"),
    ):
        assert (await ladder.refused(who, *answer("SATISFIED"))).code == code, who
    await ladder.do("a1.task_force", *answer("SATISFIED"))
    assert ladder.now()["state"] == "RESOLVED_ON_SPOT"
    assert (await ladder.refused("a1.task_force", *answer("DISSATISFIED"))).code == (
        "problem.answered_already"
    )
    other = await settled(stage)
    no_answer = await other.refused("a1.task_force", *answer("NO_ANSWER"))
    assert no_answer.code == "book.not_allowed"
    await other.do("a1.task_force", *answer("DISSATISFIED"))
    now = other.now()
    assert (now["state"], now["returns"], now["holder"]) == ("REGISTERED", 1, "a1x")
    assert stage.one("select open from app.problem where id = %s", other.problem) is True
    await other.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "再次清淤")
    await other.do("a1.task_force", *answer("SATISFIED"))
    third = await settled(stage)
    stage.now += timedelta(days=31)
    assert (await third.refused("a1.task_force", *answer("DISSATISFIED"))).code == (
        "problem.answer_too_late"
    )


async def returned(stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("city")
    await ladder.triage()
    await ladder.down("b")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    return ladder


PANEL = ("city.head", "city.task_force", "city.petition_bureau")


def override(*members: str, ground: str = "unlawful"):
    return override_refusal, OverrideRefusal, ground, "诉求于法无据", posts(*members)


async def test_a_panel_of_the_listing_level_overrides_and_the_answer_stays(stage) -> None:
    ladder = await returned(stage)
    await ladder.answer("DISSATISFIED", by=ladder.caller("city.organisation_department"))
    for who, code in (
        ("city.task_force", "book.not_allowed"),
        ("b.organisation_department", "book.not_allowed"),
        ("b.head", "book.not_allowed"),
        ("a.organisation_department", "problem.not_found"),
    ):
        assert (await ladder.refused(who, *override(*PANEL))).code == code, who
    for given, code in (
        (override(*PANEL[:2]), "problem.panel_refused"),
        (override(*PANEL[:2], "b.head"), "problem.panel_refused"),
        (override(*PANEL[:2], "elsewhere.head"), "problem.owner_not_there"),
        (override(*PANEL, ground="tired_of_it"), "problem.reason_unknown"),
    ):
        assert (await ladder.refused(JUDGE, *given)).code == code
    await ladder.do(JUDGE, *override(*PANEL))
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    rated = "select rating from app.evaluation where party = 'CLIENT' and problem_id = %s"
    assert stage.one(rated, ladder.problem) == "DISSATISFIED", "it stays counted"
    assert stage.one("select count(*) from app.case_member where duty = 'PANEL'") == 3
    await ladder.do(JUDGE, fail_problem, FailProblem, "证据不足")
    assert ladder.now()["state"] == "RETURNED"
    refusal = await ladder.refused(JUDGE, *override(*PANEL))
    assert refusal.code == "problem.not_dissatisfied"


async def test_a_leader_takes_the_case_with_a_task_force(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    force = (form_task_force, FormTaskForce, key_of("post", "a.head"))
    members = posts("a.handler", "a_bureau.handler", "a1.head")
    await ladder.do("a.task_force", *force, members, "专项经费")
    duties = "select duty, state, count(*) from app.case_member group by duty, state order by 1, 2"
    assert stage.rows(duties) == [("LEADER", "ACTIVE", 1), ("MEMBER", "ACTIVE", 3)]
    await ladder.do("a.head", *force)
    assert stage.rows(duties) == [
        ("LEADER", "ACTIVE", 1), ("LEADER", "RELEASED", 1), ("MEMBER", "RELEASED", 3),
    ]  # fmt: skip  # reads as a table
    for who, given, code in (
        ("a.handler", force, "book.not_allowed"),
        ("city.head", force, "book.not_allowed"),
        ("a.head", (*force, posts("b.head")), "problem.owner_not_there"),
        ("b.head", force, "problem.not_found"),
    ):
        assert (await ladder.refused(who, *given)).code == code, who
    category = (categorise_problem, CategoriseProblem)
    assert (await ladder.refused("a.task_force", *category, "weather")).code == (
        "problem.reason_unknown"
    )
    assert (await ladder.refused("a.handler", *category, "land")).code == "book.not_allowed"


@pytest.mark.parametrize("owner", ["a1x.head", "a.head", "b1.head"])
async def test_a_measure_is_done_by_a_post_of_the_responsible_unit(stage, owner: str) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    measures = (MeasureText("清淤", key_of("post", owner), DEADLINE),)
    refusal = await ladder.refused("a1.handler", start_rectifying, StartRectifying, measures)
    assert refusal.code == "problem.owner_not_there"
    if owner == "a.head":
        measures = (MeasureText("清淤", key_of("post", "a1.handler"), DEADLINE),)
        await ladder.do("a1.handler", start_rectifying, StartRectifying, measures)
        rest = (suspend_problem, SuspendProblem, DEADLINE, "洪水")
        refusal = await ladder.refused("a.head", *rest)
        assert refusal.code == "problem.suspension_refused", "it is not a staged problem"
        await ladder.do("a.head", *rest, force_majeure=True)
        assert ladder.now()["state"] == "SUSPENDED"
