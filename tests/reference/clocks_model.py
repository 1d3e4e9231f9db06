"""What the rules of the clocks say, walked through minute by minute or day by day.

Written from the sentences, not from the code, and importing nothing of the application:

1. A clock counts hours by the minute, or days. A day counts when the clock is running as the day
   begins; the day of the start therefore counts not (Civil Code 201), and of working days only
   those that are worked.
2. What happens at an instant holds from the next minute on; of days, a pause, an end or a going-on
   holds from the next day on, while a new limit and an extension hold for their own day already.
3. It falls due at the first minute or day at which as much is used as is allowed then, looked at
   only while the clock runs; a limit of nothing falls due at once. If more is allowed later, that
   due day is forgotten. A calendar day that rolls moves to the next one that is worked (203).
4. It is missed on the first minute or day after the due one at which the clock runs. That stays.
5. A pause or an extension that nobody approved, a pause of a clock that may not be stopped, a
   second pause, a going-on of a running clock and an extension over the number or the sum allowed
   count for nothing.
6. What had ended and is opened again goes on with what was left; nothing else happens to it in
   between. With nothing left and not missed before, it falls due on the day it is opened again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
CHINA = timedelta(hours=8)


STANDING = {
    "PAUSED": "PAUSED",
    "RESUMED": "RUNNING",
    "REOPENED": "RUNNING",
    "STOPPED": "STOPPED",
}


@dataclass
class Told:
    """What the walk found."""

    used: int
    due: date | None
    breached: date | None
    standing: str


def china_day(instant: datetime) -> date:
    return (instant.astimezone(UTC) + CHINA).date()


def accepted(events: Sequence[Any], version_on: Callable[[date], Any]) -> list[Any]:
    """Gives the events that count, in order."""
    standing, extensions, kept = "RUNNING", [], []
    for event in events:
        rule, kind = version_on(china_day(event.at)), str(event.kind)
        counts = True
        if kind == "PAUSED":
            counts = event.approved and standing == "RUNNING" and (rule.pausable or event.forced)
        elif kind == "RESUMED":
            counts = standing == "PAUSED"
        elif kind == "REOPENED":
            counts = standing == "STOPPED"
        elif kind == "EXTENDED":
            counts = (
                event.approved
                and event.amount >= 1
                and len(extensions) < rule.extensions
                and sum(extensions) + event.amount <= rule.extension_most
            )
        if not counts:
            continue
        kept.append(event)
        if kind == "EXTENDED":
            extensions.append(event.amount)
        else:
            standing = STANDING[kind]
    return kept


def last_of(kept: Sequence[Any]) -> Any:
    """Gives the last end, if there was one."""
    return next((one for one in reversed(kept) if str(one.kind) == "STOPPED"), None)


def walk_days(
    start: datetime,
    events: Sequence[Any],
    version_on: Callable[[date], Any],
    *,
    works: Callable[[date], bool],
    changed: Sequence[date] = (),
    horizon: int,
    stop_counts: bool = True,
) -> Told:
    """Walks day by day, ``horizon`` days far; ``changed``, the days of new limits."""
    kept = accepted(events, version_on)
    last_stop = last_of(kept)
    day, used, reached, breached = china_day(start), 0, None, None
    # What is used is told up to the last line of the sum: a limit holds from the day's beginning.
    turns = [
        china_day(event.at) - (DAY if str(event.kind) == "EXTENDED" else 0 * DAY) for event in kept
    ]
    last = max([day, *turns, *(one - DAY for one in changed)])
    used_at_last = 0
    standing = "RUNNING"
    final = standing
    for event in kept:
        if str(event.kind) != "EXTENDED":
            final = STANDING[str(event.kind)]
    begins_running = False
    for _ in range(horizon):
        rule = version_on(day)
        allowed = rule.amount + sum(
            event.amount
            for event in kept
            if str(event.kind) == "EXTENDED" and china_day(event.at) <= day
        )
        first = day == china_day(start)
        if begins_running and (str(rule.unit) == "DAY" or works(day)):
            used += 1
        if (
            reached is not None
            and used_before_day(used, begins_running, rule, works, day) < allowed
        ):
            reached = None
        if (
            (begins_running or first)
            and used >= allowed
            and reached is None
            and not (first and allowed > 0)
        ):
            reached = day
        if reached is not None and breached is None and begins_running:
            deadline = rolled(reached, rule, works)
            if day > deadline and day <= last:
                breached = day
        if day <= last:
            used_at_last = used
        for event in kept:
            if china_day(event.at) == day and str(event.kind) != "EXTENDED":
                if event is last_stop and not stop_counts:
                    continue
                standing = STANDING[str(event.kind)]
                opened = str(event.kind) == "REOPENED"
                if opened and reached is not None and breached is None:
                    reached = max(reached, day)
        begins_running = standing == "RUNNING"
        day += DAY
        end_rule = rule
    due = None if reached is None else rolled(reached, end_rule, works)
    return Told(used_at_last, due, breached, final)


def used_before_day(
    used: int, counted: bool, rule: Any, works: Callable[[date], bool], day: date
) -> int:
    """Gives what was used before a day began."""
    return used - (1 if counted and (str(rule.unit) == "DAY" or works(day)) else 0)


def rolled(day: date, rule: Any, works: Callable[[date], bool]) -> date:
    while rule.rolls and str(rule.unit) == "DAY" and not works(day):
        day += DAY
    return day


def walk_minutes(
    start: datetime,
    events: Sequence[Any],
    version_on: Callable[[date], Any],
    *,
    changed: Sequence[date] = (),
    horizon: int,
    stop_counts: bool = True,
) -> Told:
    """Walks minute by minute, ``horizon`` minutes far; instants fall on whole minutes."""
    kept = accepted(events, version_on)
    last_stop = last_of(kept)
    now, used, reached, breached = start, 0, None, None
    turns = [datetime(one.year, one.month, one.day, tzinfo=UTC) - CHINA for one in changed]
    last = max([start, *(event.at for event in kept), *turns])
    happens: dict[datetime, list[Any]] = {}
    for event in kept:
        happens.setdefault(event.at, []).append(event)
    used_at_last, standing, final = 0, "RUNNING", "RUNNING"
    due_instant = None
    for event in kept:
        if str(event.kind) != "EXTENDED":
            final = STANDING[str(event.kind)]
    running = False
    more, known_for, amount = 0, None, 0
    for step in range(horizon):
        moment = now - (MINUTE if step else 0 * MINUTE)
        if known_for != china_day(moment):
            known_for, amount = china_day(moment), version_on(china_day(moment)).amount * 60
        allowed = amount + more
        before = used
        if running:
            used += 1
        if reached is not None and before < allowed:
            reached = None
        if reached is None and used >= allowed and (running or step == 0):
            reached = now
        if reached is not None and breached is None and running and reached < now <= last:
            breached = now
        if now <= last:
            used_at_last = used
        for event in happens.get(now, ()):
            if str(event.kind) == "EXTENDED":
                more += event.amount * 60
            elif stop_counts or event is not last_stop:
                standing = STANDING[str(event.kind)]
                opened = str(event.kind) == "REOPENED"
                if opened and reached is not None and breached is None:
                    reached = max(reached, now)
        running = standing == "RUNNING"
        now += MINUTE
    due_instant = reached
    due = None if due_instant is None else china_day(due_instant)
    return Told(used_at_last, due, None if breached is None else china_day(breached), final)


@dataclass(frozen=True)
class Happened:
    """What the sentences say happened to a run."""

    at: datetime
    kind: str
    amount: int = 0
    approved: bool = True
    forced: bool = False


@dataclass(frozen=True)
class Owed:
    """A run of the time for rectification: when it was written down, from when it counts, its days."""

    at: datetime
    since: datetime
    days: int
    log: list[Happened]


def owed(steps: Sequence[Any], more: Sequence[Any]) -> list[Owed]:
    """Gives each run of the time for rectification, and what happened to it.

    1. An order sets the days and begins anew; what an objection brings back is no order.
    2. It stops when the work is said to be done, when a level above takes the problem, or when it is
       over and done with. It stops neither when it is submitted up, nor handed back, nor listed by
       whoever has it.
    3. A return goes on with what was left; what was closed and came back has the days of the last
       order anew.
       The assigner may set a day for what was returned: that begins anew, too.
       A rest stops what may rest; force majeure stops all.
    4. Whoever takes it home under an order of its own owes it by the day of that order: what was
       below ends, and a day that has gone by meanwhile was missed then. To take it home gives
       nothing back.
    """
    runs: list[Owed] = []
    running, days = False, 0
    over = {"RESOLVED_ON_SPOT", "CLOSED", "ARCHIVED", "REJECTED", "MERGED", "DIVERTED"}
    stopping = {"take_up", "take_over", "recall_problem", "rise_by_rule"}
    stopping |= {"claim_completion", "override_refusal", "uphold_objection"}
    waits = [(one["happened_at"], one["days"]) for one in more]
    for at, step in enumerate(steps):
        now, before, after = step["happened_at"], step["before"], step["after"]
        taken = step["act"] == "take_over" and after == "LISTED"
        if step["act"] == "hand_down":
            days = (step["due_on"] - china_day(now)).days
        if before != after and step["act"] in {"hand_down", "fail_recheck"}:
            if running:
                runs[-1].log.append(Happened(now, "STOPPED"))
            runs.append(Owed(now, now, days, []))
            running = True
        elif step["act"] == "set_rework_deadline":
            if running:
                runs[-1].log.append(Happened(now, "STOPPED"))
            runs.append(Owed(now, now, (step["due_on"] - china_day(now)).days, []))
            running = True
        elif (
            step["due_on"]
            and (before != after or taken)
            and (after == "LISTED" or step["act"] == "uphold_objection")
        ):
            if running:
                runs[-1].log.append(Happened(now, "STOPPED"))
            left = (step["due_on"] - china_day(now)).days
            runs.append(Owed(now, min(now, now + left * DAY), max(left, 0), []))
            running = True
        elif running and (before != after or taken) and (after in over or step["act"] in stopping):
            runs[-1].log.append(Happened(now, "STOPPED"))
            running = False
        elif runs and not running and after == "RETURNED" and before != after:
            runs[-1].log.append(Happened(now, "REOPENED"))
            running = True
        elif running and step["act"] == "suspend_problem":
            forced = step["reason"] == "force_majeure"
            runs[-1].log.append(Happened(now, "PAUSED", forced=forced))
        elif running and step["act"] == "resume_problem":
            runs[-1].log.append(Happened(now, "RESUMED"))
        until = steps[at + 1]["happened_at"] if at + 1 < len(steps) else None
        for when, amount in waits:
            if running and now <= when and (until is None or when < until):
                runs[-1].log.append(Happened(when, "EXTENDED", amount))
    return runs
