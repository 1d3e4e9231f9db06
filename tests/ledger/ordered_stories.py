"""Stories of problems that are handed down, drawn at random along the state machine."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from ledger.clocks.calendar import NATIONAL, civil, is_working_day
from ledger.clocks.of_problems import FORCED, OWN_LIST, in_order, traced
from ledger.clocks.reckoning import kept
from ledger.problems.rules import TRANSITIONS
from ledger.problems.stepping import MOVING
from ledger.scores.story import WRONGLY_SENT

FIRST = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
MINUTES = (7, 90, 700, 1440, 1440, 4000, 9000, 20000)
SELDOM = {"t03a", "t33b", "t34a", "t35a", *(f"t37{letter}" for letter in "abcdefgh")}
"""What ends an order early, drawn seldom: most stories shall come as far as to be done."""
BACK = {"hand_back", "withdraw_submission"}
"""What goes back to where it was submitted from; to work, where it had been returned."""
LEFT_OUT = {"merge_problem", "divert_problem", "reject_problem", "archive_problem"}


@dataclass
class Told:
    """A story: its problem, its steps, and the extensions of its rectification."""

    problem: Mapping[str, Any]
    steps: list[dict[str, Any]] = field(default_factory=list)
    more: list[dict[str, Any]] = field(default_factory=list)

    @property
    def story(self) -> list[dict[str, Any]]:
        return in_order(self.steps, self.more)

    def rectify_by(self) -> date | None:
        """The day that the row keeps."""
        found: date | None = kept(traced(self.problem, self.story), NATIONAL)["rectify_by"]
        return found

    def add(self, step: dict[str, Any], *, more: int = 0) -> None:
        """Adds a step as the acts write it: what moves the day says to when."""
        moves = step["act"] in MOVING
        before = self.rectify_by() if moves else None
        self.steps.append(step)
        if more:
            at = step["happened_at"]
            self.more.append({"clock": "RECTIFICATION", "days": more, "happened_at": at})
        if moves and (after := self.rectify_by()) != before:
            step["due_on"] = after


def allowed(told: Told) -> int:
    """How long the last rectification may take in all, so far."""
    runs = [one for one in traced(told.problem, told.story).clocks if one.clock == "RECTIFICATION"]
    return runs[-1].allowed if runs and runs[-1].state != "STOPPED" else 0


def came_back(told: Told) -> bool:
    """Whether it was returned to whoever was ordered last."""
    moved = [one for one in told.steps if one["before"] != one["after"]]
    last = max([0, *(at for at, one in enumerate(moved) if one["act"] == "hand_down")])
    return any(one["after"] == "RETURNED" for one in moved[last:])


def worked(day: date) -> date:
    """The day itself, or the first one after it that is worked."""
    return day if is_working_day(day) else worked(day + timedelta(days=1))


def drawn(draw: Random, units: tuple[int, ...], *, length: int = 22, at_home: bool = False) -> Told:
    """A story from triage on; orders go to one of some units.

    Given:    at_home, whether some who take it home are bound by a day of their own, gone by or not.
    """
    label = draw.choice(["AT_ONCE", "SET_TIME", "SET_TIME", "STAGED", None])
    told = Told({"list_type": "AUDIT", "class": label})
    at, state, unit = FIRST + timedelta(days=draw.randint(0, 120)), "TRIAGED", units[0]
    hand, sent = None, "BANKED"  # whoever hands down; whence it was submitted
    for _ in range(length):
        at += timedelta(minutes=draw.choice(MINUTES))
        step = {"happened_at": at, "before": state, "after": state, "reason": None}
        step |= {"due_on": None, "other_end": None, "author": hand}
        if draw.random() < 0.2 and (before := allowed(told)):
            days = draw.randint(1, 30)
            tried = Told(told.problem, list(told.steps), list(told.more))
            tried.add({**step, "act": "approve_extension"}, more=days)
            if allowed(tried) > before:
                told = tried
            continue
        seldom = SELDOM if draw.random() < 0.9 else set()
        ways = [
            one
            for one in TRANSITIONS
            if one.start == state and one.act not in LEFT_OUT and one.line not in seldom
        ]
        if told.steps and told.steps[-1]["act"] == "uphold_objection":
            ways = [one for one in ways if one.act == "hand_down"]  # one act writes both
        if not came_back(told):
            ways = [one for one in ways if one.act != "set_rework_deadline"]
        if not ways:
            break
        way = draw.choice(ways)
        if way.end == "PENDING_UPPER" and state != way.end:
            sent = "RECTIFYING" if state == "RETURNED" else state
        step |= {"act": way.act, "after": sent if way.act in BACK else way.end}
        day = civil(at)
        if way.act == "hand_down":
            unit = draw.choice(units)
            step |= {"other_end": unit, "due_on": day + timedelta(days=draw.randint(0, 50))}
        elif way.act == "recall_problem":
            reason = draw.choice([*WRONGLY_SENT, "deadline_missed"])
            step |= {"other_end": unit, "reason": reason}
        elif way.act == "uphold_objection":
            step |= {"other_end": unit, "reason": "objection_upheld"}
        elif way.act == "set_rework_deadline":
            step["due_on"] = day + timedelta(days=draw.randint(0, 60))
        elif way.act == "suspend_problem":
            # On a day off, and on its last day, a rest moves nothing: see the limits of the rate.
            if not is_working_day(day) or day == told.rectify_by():
                continue
            step["due_on"] = day + timedelta(days=draw.randint(1, 90))
            step["reason"] = draw.choice([None, None, FORCED])
        home = way.end == "LISTED" or way.act == "uphold_objection"
        if at_home and home and way.act not in OWN_LIST and draw.random() < 0.6:
            step["due_on"] = worked(day + timedelta(days=draw.randint(-60, 60)))
        told.add(step)
        state = step["after"]
        if way.act in ("hand_down", "hand_back"):
            hand = unit
        elif home and way.act not in OWN_LIST:
            hand = None
    return told
