"""Who may take an answer of those served: nobody of the handling line."""

from ledger.closing.refusals import RecorderInTheLine
from ledger.problems.handling import NEUTRAL, hands
from tenants.records import Record
from tenants.sitting import Sitting


async def outside_the_line(sitting: Sitting, found: Record) -> None:
    """Holds that the viewer took no step in handling the problem: neither found, assigned nor did it.

    Nor any in handling what was merged into it: it is one matter.

    Refuses:  evaluation.in_the_line.
    """
    steps = await hands(sitting, found)
    if any(who == sitting.viewer.person and act not in NEUTRAL for who, act in steps):
        raise RecorderInTheLine
