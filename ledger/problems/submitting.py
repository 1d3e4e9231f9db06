"""What a submission has been through: read off the story of the problem."""

from collections.abc import Mapping, Sequence
from typing import Any

from ledger.clocks.of_problems import ASKED, WITHDRAWN
from ledger.problems.refusals import ProblemNotOpenToThis
from ledger.problems.stepping import rows_of
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting

WAITING = "PENDING_UPPER"
AT_WORK = "RECTIFYING"
BACK_TO_WORK: Mapping[str, str] = {"RETURNED": AT_WORK}
"""Whoever takes back, or gets back, what had been returned goes on with the work; it is returned once."""


async def asked_times(sitting: Sitting, found: Record) -> int:
    """Counts how often more was asked of the submission that waits."""
    story = await rows_of(sitting, happening, found)
    return sum(one["act"] == ASKED for one in story[_submitted(story) :])


async def withdrawn_times(sitting: Sitting, found: Record) -> int:
    """Counts how often the viewer's unit has taken a problem back."""
    story = await rows_of(sitting, happening, found)
    mine = (one for one in story if one["author_tenant"] == sitting.tenant)
    return sum(one["act"] == WITHDRAWN for one in mine)


async def at_work(sitting: Sitting, found: Record) -> None:
    """Holds that what waits for the superior was submitted at work: that goes on until it is taken up.

    Refuses:  problem.wrong_state.
    """
    if found["state"] == WAITING and await submitted_from(sitting, found, WAITING) != AT_WORK:
        raise ProblemNotOpenToThis(state=found["state"])


async def submitted_from(sitting: Sitting, found: Record, otherwise: str) -> str:
    """Gives the state to which a submission that is taken or handed back returns: whence it came."""
    story = await rows_of(sitting, happening, found)
    came = [one["before"] for one in story[_submitted(story) :][:1]]
    before: str = came[0] if came else otherwise
    return BACK_TO_WORK.get(before, before)


def _submitted(story: Sequence[Mapping[str, Any]]) -> int:
    """Gives where the last submission stands in a story; its end where there is none."""
    ways = [
        at for at, one in enumerate(story) if (one["before"] != WAITING) & (one["after"] == WAITING)
    ]
    return ways[-1] if ways else len(story)
