"""The act by which the superior takes a stuck problem over (提级接办)."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from ledger.clocks.owing import late
from ledger.problems.events import ProblemRecalled, ProblemTakenUp
from ledger.problems.figures import in_force
from ledger.problems.lists import listing
from ledger.problems.stepping import (
    Told,
    fetched,
    hopped,
    line_rules,
    opened,
    reasoned,
    stepped,
)
from tenants.records import Record
from tenants.refusals import Conflict
from tenants.sitting import Sitting

UNSCREENED = frozenset({"COLLECTED", "REGISTERED"})
"""What may not be on a list yet: it may belong to the courts, or be there already."""
ITS_OWN = UNSCREENED | {"BANKED", "LISTED", "TRIAGED"}
"""Where it lies with a unit that has handed it on to nobody, and was not ordered to sign for it."""


@dataclass(eq=False)
class NotStuck(Conflict):
    """Where no work goes on it is taken over when overdue, or returned, from {returns} returns on."""

    code: ClassVar[str] = "problem.not_stuck"
    zh: ClassVar[str] = (
        "不在整改中的问题，逾期的方可接办；退回的，满 {returns} 次或者逾期的方可接办。"
    )
    returns: int


@dataclass(frozen=True)
class TakeOver:
    """The problem, the version that was read, why by its code, and a word on it."""

    problem: UUID
    expected_version: int
    reason: str
    text: str = ""


async def take_over(sitting: Sitting, given: TakeOver) -> UUID:
    """Takes a problem over from a direct subordinate that cannot get it done: one level up.

    Given:    reason, one of the closed list.
    Gives:    the problem, on the list of the viewer's level; what was not screened yet as it was,
              for the viewer's unit to register and screen.
    Refuses:  problem.not_found, the rules of problem.rule, problem.stale, problem.wrong_state,
              problem.not_stuck, problem.reason_unknown, problem.skips_a_level.
    Records:  ProblemTakenUp, ProblemRecalled.
    Source:   domain 6.2, 6.4; transitions t35, t37.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.rule", found)
    end = opened(sitting, found, "take_over", version=given.expected_version)
    await _stuck(sitting, found)
    reason = reasoned("recall", given.reason)
    below = found["holder"]
    moved = await hopped(
        sitting,
        found,
        child=below,
        parent=sitting.tenant,
        direction="UP",
        post=sitting.viewer.post,
        note=given.text,
        shown="ALL",
    )
    listed = {} if end in UNSCREENED else await listing(sitting, found)
    changes = {"state": end, "lead_post": None, **listed}
    told = Told(given.text, reason, "ALL", below)
    changed = await stepped(sitting, moved, "take_over", changes=changes, told=told)
    if found["state"] in ITS_OWN:
        await sitting.record(ProblemTakenUp(changed.id, changed.version, changed["holder"]))
    else:
        await sitting.record(ProblemRecalled(changed.id, changed.version, changed["holder"]))
    return changed.id


async def _stuck(sitting: Sitting, found: Record) -> None:
    """Holds that nothing moves it where it lies: overdue there, or returned too often.

    Work that goes on is taken over whenever the superior finds reason to.

    Refuses:  problem.not_stuck.
    """
    if found["state"] == "RECTIFYING" or late(found, sitting.today):
        return
    least = in_force(await line_rules(sitting, sitting.tenant), "ESCALATE_RETURNS")
    if found["state"] != "RETURNED" or found["returns"] < least:
        raise NotStuck(returns=least)
