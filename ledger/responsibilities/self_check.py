"""The act by which those who bear an obligation say that it is done (自查)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.responsibilities import rules
from ledger.responsibilities.events import ObligationSelfChecked
from ledger.responsibilities.refusals import (
    ObligationNotFound,
    ObligationNotOpenToThis,
    ObligationStale,
)
from ledger.responsibilities.tables import obligation
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class SelfCheck:
    """The obligation, the version that was read, and what the check found."""

    obligation: UUID
    expected_version: int
    finding: str


async def self_check(sitting: Sitting, given: SelfCheck) -> UUID:
    """States the result of one's own check of a recorded obligation.

    Given:    finding, 1 to 2,000 characters.
    Gives:    the obligation, waiting for the direct superior.
    Refuses:  obligation.not_found, the rules of obligation.self_check, obligation.stale,
              obligation.wrong_state, record.text_refused.
    Records:  ObligationSelfChecked.
    Source:   seed 3, 季度自查.
    """
    owed = await sitting.fetch(
        obligation, given.obligation, under="obligation.read", missing=ObligationNotFound
    )
    sitting.decide("obligation.self_check", owed)
    sitting.check_version(owed, given.expected_version, ObligationStale)
    end = rules.end("obligation", owed["state"], "self_check")
    if end is None:
        raise ObligationNotOpenToThis(state=owed["state"])
    finding = worded("finding", given.finding, most=2000)
    checked = await sitting.change(owed, {"state": end, "self_check": finding})
    await sitting.record(ObligationSelfChecked(checked.id, checked.version, checked["holder"]))
    return checked.id
