"""The act by which a superior does not follow a proposal to escalate (不予提级)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.escalation.events import EscalationDismissed
from ledger.escalation.refusals import EscalationAnswered, EscalationNotFound, EscalationStale
from ledger.escalation.tables import escalation
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DismissEscalation:
    """The proposal, the version that was read, and why it is not followed."""

    escalation: UUID
    expected_version: int
    reason: str


async def dismiss_escalation(sitting: Sitting, given: DismissEscalation) -> UUID:
    """Leaves a problem where it is although it is proposed to take it up.

    Given:    reason, 1 to 1,000 characters.
    Gives:    the proposal, dismissed; the same occasion is not proposed again.
    Refuses:  escalation.not_found, the rules of escalation.dismiss, escalation.stale,
              escalation.wrong_state, record.text_refused.
    Records:  EscalationDismissed.
    Source:   domain 6.4.
    """
    found = await sitting.fetch(
        escalation, given.escalation, under="escalation.read", missing=EscalationNotFound
    )
    sitting.decide("escalation.dismiss", found)
    sitting.check_version(found, given.expected_version, EscalationStale)
    if found["state"] != "PROPOSED":
        raise EscalationAnswered(state=found["state"])
    reason = worded("reason", given.reason, most=1000)
    changed = await sitting.change(found, {"state": "DISMISSED", "reason": reason})
    await sitting.record(EscalationDismissed(changed.id, changed.version, changed["holder"]))
    return changed.id
