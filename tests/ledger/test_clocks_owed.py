"""Whoever owes a rectification owes it until it is done, or a level above has taken it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from ledger.clocks.calendar import NATIONAL, civil
from ledger.clocks.limits import Clock, Limit, shipped
from ledger.clocks.of_problems import traced
from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.hand_down import HandDown, hand_down
from tests.ledger.conftest import Stage
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.ordered_stories import Told, drawn
from tests.ledger.replaying import differing
from tests.reference import clocks_model as model
from tests.world import key_of

STORIES = 60


def walked_through(start: datetime, events: list, limit: Limit) -> tuple[model.Told, date | None]:
    """What a walk finds, and when it would be due had it not ended."""

    def walk(*, stop: bool) -> model.Told:
        return model.walk_days(
            start, events, lambda _: limit, works=NATIONAL.works, horizon=500, stop_counts=stop
        )

    found = walk(stop=True)
    return found, walk(stop=False).due if found.standing == "STOPPED" else found.due


def differs(told: Told) -> list[str]:
    """Compares each run of the rectification with a walk day by day."""
    limit = shipped().on(Clock.RECTIFICATION, told.problem["class"] or "SET_TIME", date(2026, 1, 1))
    assert limit is not None
    walked = model.owed(told.steps, told.more)
    runs = [one for one in traced(told.problem, told.story).clocks if one.clock == "RECTIFICATION"]
    wrong = [] if len(runs) == len(walked) else [f"{len(runs)} runs, not {len(walked)}"]
    for one, run in zip(runs, walked, strict=False):
        found, due = walked_through(run.since, run.log, replace(limit, amount=run.days))
        said = (one.started_at, one.used, one.breached_on, str(one.state), one.due_on)
        if said != (run.at, found.used, found.breached, found.standing, due):
            wrong.append(f"{said} is not {(run.at, found, due)}")
    return wrong


def test_the_time_for_rectification_runs_as_the_sentences_say() -> None:
    draw = Random(20260420)
    stories = [drawn(draw, (1, 2), length=30, at_home=True) for _ in range(STORIES)]
    for told in stories:
        assert differs(told) == [], told
    runs = [one for told in stories for one in model.owed(told.steps, told.more)]
    seen = Counter(one.kind for run in runs for one in run.log)
    assert min(seen[kind] for kind in ("STOPPED", "PAUSED", "REOPENED", "EXTENDED")) > 5, "control"
    gone_by = [run for run in runs if run.since < run.at]
    assert min(len(gone_by), sum(bool(run.log) for run in gone_by)) > 5, "control: missed, at home"


def row(stage: Stage, ladder: Ladder) -> tuple:
    query = "select rectify_by, due_on from app.problem where id = %s"
    return stage.one(query, ladder.problem)


async def working(stage: Stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.start()
    return ladder


async def test_whose_own_day_has_passed_hands_nothing_on_before_there_is_more_time(
    stage: Stage,
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    stage.now += timedelta(days=14)
    later = civil(stage.now) + timedelta(days=30)
    before = stage.everything()
    given = (key_of("tenant", "a1x"), key_of("post", "a1x.head"), later)
    refusal = await ladder.refused("a1.task_force", hand_down, HandDown, *given)
    assert (refusal.code, refusal.facts) == ("problem.deadline_passed", {"deadline": str(DEADLINE)})
    assert stage.everything() == before
    asked = AskExtension(ladder.problem, ladder.now()["version"], "RECTIFICATION", 10, "汛期")
    made = (await stage.perform("a1.handler", ask_extension, asked)).record
    await stage.done("a.task_force", approve_extension, ApproveExtension(made, 1, "同意"))
    refusal = await ladder.refused("a1.task_force", hand_down, HandDown, *given)
    until = DEADLINE + timedelta(days=10)
    assert refusal.facts == {"deadline": str(later), "latest": str(until)}
    await ladder.down("a1x", deadline=until)
    assert row(stage, ladder)[0] == until


async def test_to_escalate_clears_nothing_until_a_level_above_has_taken_it(stage: Stage) -> None:
    ladder, taken = await working(stage), await working(stage)
    stage.now += timedelta(days=20)
    given = ("请上级统筹", "beyond_authority")
    for one in (ladder, taken):
        await one.do("a1x.head", escalate_problem, EscalateProblem, *given)
        assert row(stage, one) == (DEADLINE, DEADLINE), "overdue as before"
    await ladder.back()
    assert ladder.now()["state"] == "RECTIFYING"
    assert row(stage, ladder) == (DEADLINE, DEADLINE)
    await taken.draw_in()
    assert row(stage, taken)[0] is None, "the control: it is theirs no longer"
    assert differing(stage) == []


async def test_a_return_goes_on_with_the_days_that_were_left_and_is_timed_at_once(
    stage: Stage,
) -> None:
    ladder = await working(stage)
    stage.now += timedelta(days=8)
    await ladder.finish()
    assert row(stage, ladder)[0] is None
    await ladder.evaluate_self()
    stage.now += timedelta(days=20)
    await ladder.answer("DISSATISFIED", by="a.organisation_department")
    assert ladder.now()["state"] == "RETURNED"
    left = (DEADLINE - date(2026, 4, 23)).days
    assert row(stage, ladder)[0] == civil(stage.now) + timedelta(days=left)
    assert ladder.now()["due_on"] < civil(stage.now) + timedelta(days=10), "nobody waits a year"
    returned = row(stage, ladder)
    stage.now += timedelta(days=1)
    await ladder.rework()
    assert row(stage, ladder) == returned, "to take it up again gives no day"
    assert differing(stage) == []
