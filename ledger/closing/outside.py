"""Who may take an answer of those served: nobody of the handling line."""

from ledger.clocks.statutory import ACTS
from ledger.closing.refusals import RecorderInTheLine
from ledger.problems.handling import hands
from tenants.records import Record
from tenants.sitting import Sitting

NEUTRAL = (
    "record_client_answer",
    "record_dissatisfaction",
    "reopen_problem",
    "close_problem",
    "fail_problem",
    "override_refusal",
    "open_recheck",
    "pass_recheck",
    "fail_recheck",
    "find_breach",
    "revoke_breach",
    # What a superior orders or asks of a unit that has it to settle, and that those served were told
    # or called, is no handling either.
    "order_rescreening",
    "hand_back",
    "ask_about_submission",
    *(one.key for one in ACTS.values() if one.by == "handler"),
)
"""Steps of those who judge or keep in contact: having taken one makes nobody part of the handling line."""


async def outside_the_line(sitting: Sitting, found: Record) -> None:
    """Holds that the viewer took no step in handling the problem: neither found, assigned nor did it.

    Nor any in handling what was merged into it: it is one matter.

    Refuses:  evaluation.in_the_line.
    """
    steps = await hands(sitting, found)
    if any(who == sitting.viewer.person and act not in NEUTRAL for who, act in steps):
        raise RecorderInTheLine
