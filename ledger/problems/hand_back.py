"""The act by which the superior leaves a problem below (退回下级)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.clocks.of_problems import HANDED_BACK
from ledger.problems.events import ProblemHandedBack
from ledger.problems.refusals import ExchangesUsedUp
from ledger.problems.stepping import (
    Told,
    fetched,
    line_rules,
    opened,
    reasoned,
    sent_back,
    stepped,
)
from ledger.problems.submitting import submitted_from
from tenants.sitting import Sitting


@dataclass(frozen=True)
class HandBack:
    """The problem, the version that was read, why by its code, and a word on it."""

    problem: UUID
    expected_version: int
    reason: str
    text: str = ""


async def hand_back(sitting: Sitting, given: HandBack) -> UUID:
    """Hands a waiting problem back to the direct subordinate that submitted it.

    Given:    reason, one of the closed list.
    Gives:    the problem with its sender, who still answers for it: in the bank, or where else it was
              submitted from: on the list, labelled or not, or at work.
    Refuses:  problem.not_found, the rules of problem.take_up, problem.stale, problem.wrong_state,
              problem.reason_unknown, problem.exchanges_used_up.
    Records:  ProblemHandedBack.
    Source:   seed 0, 分级负责; transition t09; domain 6.3, work in hand goes on (t34).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.take_up", found)
    end = opened(sitting, found, HANDED_BACK, version=given.expected_version)
    reason = reasoned("hand_back", given.reason)
    times = await sent_back(sitting, found, HANDED_BACK, sitting.tenant, to=found["holder"])
    if times >= (await line_rules(sitting, sitting.tenant))["exchanges"]:
        raise ExchangesUsedUp(exchanges=times)
    told = Told(given.text, reason, "ALL", found["holder"])
    changes = {"state": await submitted_from(sitting, found, end)}
    changed = await stepped(sitting, found, HANDED_BACK, changes=changes, told=told)
    await sitting.record(ProblemHandedBack(changed.id, changed.version, changed["holder"]))
    return changed.id
