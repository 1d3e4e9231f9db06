"""Ends rests whose review date has come: nobody has to ask for it (t21, the scheduler).

Runs in the sweep, as the relay role. The step is replayed with the story, as that of an act is.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import orjson
import psycopg

from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import traced
from ledger.clocks.reckoning import kept
from ledger.clocks.replaying import calendar_told, timed_story

_OVER: Mapping[str, Any] = {
    "act": "resume_problem",
    "reason": None,
    "before": "SUSPENDED",
    "after": "RECTIFYING",
    "due_on": None,
    "allowed": None,
}


async def end_rests(connection: psycopg.AsyncConnection[Any], *, now: datetime) -> int:
    """Lets the work go on wherever the review date of a rest has come.

    Gives:    how many rests ended. One that somebody acts on meanwhile is left alone.
    """
    found = await connection.execute("select story from app.rests_over(%s)", [civil(now)])
    ended = 0
    for (story,) in await found.fetchall():
        steps = timed_story(story)
        at = max([now, *(one["happened_at"] for one in steps[-1:])])
        step = {**_OVER, "happened_at": at}
        calendar = calendar_told(story["days"])
        reckoned = kept(traced(story, [*steps, step], calendar), calendar)
        given = [story["id"], story["version"], at, reckoned["rectify_by"]]
        told = await connection.execute(
            "select app.end_rest(%s, %s, %s, %s, %s::jsonb)",
            [*given, orjson.dumps(reckoned).decode()],
        )
        done = await told.fetchone()
        ended += bool(done and done[0])
    return ended
