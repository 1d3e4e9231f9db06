"""Compares what rows keep of their clocks with what their stories give, read apart from the acts."""

from collections.abc import Mapping
from typing import Any

from ledger.clocks.calendar import Calendar, Override
from ledger.clocks.of_problems import in_order, traced
from ledger.clocks.reckoning import kept

COLUMNS = (
    *("due_on", "rectify_by", "missed_on", "remind_on", "due_days", "waits_on", "yellow_on"),
    *("owed_on", "own_on"),
)


def differing(stage: Any) -> list[str]:
    """Lists every open problem whose row says something else than its story."""
    found = []
    problems = _named(stage, "select * from app.problem where open")
    for one in problems:
        again = replayed(stage, one)
        wrong = {name: (one[name], again[name]) for name in COLUMNS if one[name] != again[name]}
        if wrong:
            found.append(f"{one['id']}: {wrong}")
    return found


def replayed(stage: Any, problem: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the columns of a problem anew, from rows that a superuser reads."""
    steps = _named(
        stage, "select * from app.happening where problem_id = %s order by happened_at, id",
        problem["id"],
    )  # fmt: skip  # columns side by side
    more = _named(
        stage,
        "select clock, days, decided_at as happened_at from app.extension"
        " where problem_id = %s and state = 'APPROVED' order by decided_at, id",
        problem["id"],
    )
    line = [problem[f"at{slot}"] for slot in range(1, 7)]
    days = _named(
        stage,
        "select day, works, declared_on from app.calendar_day where state = 'PUBLISHED'"
        " and holder = any (%s) order by holder_slot, day",
        line,
    )
    calendar = Calendar.of(Override(one["day"], one["works"], one["declared_on"]) for one in days)
    told = traced(problem, in_order(steps, more), calendar)
    return {"due_on": None, **kept(told, calendar)}


def _named(stage: Any, statement: str, *values: Any) -> list[dict[str, Any]]:
    return stage.named(statement, *values)
