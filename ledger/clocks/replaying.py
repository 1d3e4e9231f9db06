"""Replays the problems whose calendar or story changed beside an act of their own.

A declared day moves what lies below it, and those served answer by a code. Runs in the sweep, as
the relay role: the acts of one level must not wait until the problems of a whole county were
counted anew. Until then a row says what it said before.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
import psycopg

from ledger.clocks.calendar import Calendar, Override
from ledger.clocks.of_problems import in_order, traced
from ledger.clocks.reckoning import kept

_FIRST = UUID(int=0)


async def replay_declared(connection: psycopg.AsyncConnection[Any]) -> int:
    """Replays what lies below each day that was declared or taken back since the last time.

    Gives:    how many problems were replayed. One that somebody changes meanwhile is left alone:
              that act counts by the new calendar already.
    """
    total = 0
    declared = await (await connection.execute("select day from app.days_to_reckon()")).fetchall()
    for (day,) in declared:
        after = _FIRST
        while rows := await _below(connection, day, after):
            for story in rows:
                await _keep(connection, story)
            after = UUID(rows[-1]["id"])
            total += len(rows)
        await connection.execute("select app.day_reckoned(%s)", [day])
    return total


async def replay_answered(connection: psycopg.AsyncConnection[Any]) -> int:
    """Replays what was answered by a code since the last time.

    Gives:    how many problems were replayed; one that an act took on meanwhile is left alone.
    """
    found = await connection.execute("select story from app.answers_to_reckon()")
    stories = [story for (story,) in await found.fetchall()]
    for story in stories:
        await _keep(connection, story)
        await connection.execute("select app.answer_reckoned(%s)", [story["id"]])
    return len(stories)


async def _below(
    connection: psycopg.AsyncConnection[Any], day: UUID, after: UUID
) -> list[Mapping[str, Any]]:
    found = await connection.execute("select story from app.problems_below(%s, %s)", [day, after])
    return [story for (story,) in await found.fetchall()]


async def _keep(connection: psycopg.AsyncConnection[Any], story: Mapping[str, Any]) -> None:
    given = [story["id"], story["version"], orjson.dumps(replayed(story)).decode()]
    await connection.execute("select app.keep_reckoned(%s, %s, %s::jsonb)", given)


def replayed(story: Mapping[str, Any]) -> dict[str, Any]:
    """Gives the columns that a problem keeps of its clocks, from its story as a gate tells it."""
    return replayed_by(calendar_told(story["days"]), story)


def calendar_told(days: Iterable[tuple[str, bool, str]]) -> Calendar:
    """Gives the calendar of a line, from the days that it declared as a gate tells them."""
    return Calendar.of(
        Override(date.fromisoformat(day), works, date.fromisoformat(declared))
        for day, works, declared in days
    )


def replayed_by(calendar: Calendar, story: Mapping[str, Any]) -> dict[str, Any]:
    """Gives what ``replayed`` does, by a calendar that is known already."""
    return kept(traced(story, timed_story(story), calendar), calendar)


def timed_story(story: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Gives the steps and extensions of a story as a gate tells it, in order of time."""
    return in_order(map(_timed, story["steps"]), map(_timed, story["more"]))


def _timed(step: Mapping[str, Any]) -> dict[str, Any]:
    """Gives a step with its days and instants as what they are; JSON knows only texts."""
    due = step.get("due_on")
    return {
        **step,
        "happened_at": datetime.fromisoformat(step["happened_at"]),
        "due_on": None if due is None else date.fromisoformat(due),
    }
