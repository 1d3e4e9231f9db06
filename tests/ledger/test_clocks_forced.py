"""Force majeure stops the time for rectification whatever the class; a mere rest does not."""

from datetime import UTC, date, datetime

import psycopg
import pytest

from ledger.clocks.limits import Clock
from ledger.clocks.of_problems import FORCED, traced
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing

FLOOD = (date(2026, 5, 15), "洪水", True)
LIGHT = "select state, overdue, alert, missed_on from app.problem"


def sweep(stage, day: date) -> None:
    with psycopg.connect(stage.database.relay_dsn) as connection:
        connection.execute("select app.sweep_overdue(%s)", [day])
        connection.execute("select app.sweep_lights(%s)", [day])


async def working(stage, label: str) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage(label)
    await ladder.down("a1", deadline=date(2026, 4, 27))
    await ladder.sign()
    await ladder.start()
    return ladder


@pytest.mark.parametrize("label", ["AT_ONCE", "SET_TIME", "STAGED"])
async def test_what_a_flood_stops_is_not_late_by_it(stage, label: str) -> None:
    ladder = await working(stage, label)
    assert stage.one("select rectify_by from app.problem") == date(2026, 4, 27)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, *FLOOD)
    told = stage.one("select reason, text from app.happening where act = 'suspend_problem'")
    assert told == (FORCED, "洪水")
    sweep(stage, date(2026, 5, 10))
    state, overdue, light, missed = stage.one(LIGHT)
    assert (state, overdue, missed) == ("SUSPENDED", False, None)
    assert light != "RED"
    stage.now = datetime(2026, 5, 15, 2, tzinfo=UTC)
    await ladder.do("a.task_force", resume_problem, ResumeProblem, "水退")
    due = stage.one("select rectify_by from app.problem")
    assert due > date(2026, 5, 22), "what was left of the time is left"
    sweep(stage, date(2026, 5, 16))
    assert stage.one(LIGHT)[:2] == ("RECTIFYING", False)
    assert stage.one(LIGHT)[3] is None
    assert differing(stage) == []


async def test_it_gives_back_no_day_that_was_missed_before(stage) -> None:
    ladder = await working(stage, "AT_ONCE")
    stage.now = datetime(2026, 4, 30, 2, tzinfo=UTC)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, *FLOOD)
    stage.now = datetime(2026, 5, 15, 2, tzinfo=UTC)
    await ladder.do("a.task_force", resume_problem, ResumeProblem, "水退")
    assert stage.one("select missed_on from app.problem") is not None
    assert differing(stage) == []


def test_a_rest_without_it_stops_no_time_of_what_is_to_be_done_at_once() -> None:
    begun = datetime(2026, 4, 1, 2, tzinfo=UTC)
    steps = [
        ("hand_down", None, "TRIAGED", "ASSIGNED", begun, date(2026, 4, 15)),
        ("suspend_problem", None, "RECTIFYING", "SUSPENDED", begun.replace(day=5), None),
        ("resume_problem", None, "SUSPENDED", "RECTIFYING", begun.replace(day=10), None),
    ]
    due = []
    for reason in (None, FORCED):
        steps[1] = (steps[1][0], reason, *steps[1][2:])
        names = ("act", "reason", "before", "after", "happened_at", "due_on")
        story = [dict(zip(names, step, strict=True)) for step in steps]
        told = traced({"list_type": "AUDIT", "class": "AT_ONCE"}, story)
        run = told.of(Clock.RECTIFICATION)
        assert run is not None
        due.append(run.due_on)
    assert due == [date(2026, 4, 15), date(2026, 4, 20)]
