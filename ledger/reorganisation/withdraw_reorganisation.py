"""The act that withdraws a proposed change of the tree (撤回)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.reorganisation.events import ReorganisationWithdrawn
from ledger.reorganisation.stepping import opened
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class WithdrawReorganisation:
    """The reorganisation, the version that was read, and why."""

    reorganisation: UUID
    expected_version: int
    reason: str


async def withdraw_reorganisation(sitting: Sitting, given: WithdrawReorganisation) -> UUID:
    """Withdraws a change that was not applied yet.

    Given:    reason, 1 to 1,000 characters.
    Gives:    the reorganisation, withdrawn for good.
    Refuses:  reorganisation.not_found, the rules of reorganisation.withdraw, reorganisation.stale,
              reorganisation.wrong_state, record.text_refused.
    Records:  ReorganisationWithdrawn.
    """
    found = await opened(sitting, given.reorganisation, "withdraw", version=given.expected_version)
    because = worded("reason", given.reason, most=1000)
    changed = await sitting.change(found, {"state": "WITHDRAWN", "ended_because": because})
    await sitting.record(ReorganisationWithdrawn(changed.id, changed.version, changed["holder"]))
    return changed.id
