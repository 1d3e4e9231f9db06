"""The act by which the direct superior returns what was not done well enough (退回)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.responsibilities import rules
from ledger.responsibilities.events import ObligationReturned
from ledger.responsibilities.judging import not_ones_own
from ledger.responsibilities.refusals import (
    ObligationNotFound,
    ObligationNotOpenToThis,
    ObligationStale,
)
from ledger.responsibilities.tables import obligation
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReturnObligation:
    """The obligation, the version that was read, and what is missing."""

    obligation: UUID
    expected_version: int
    review: str


async def return_obligation(sitting: Sitting, given: ReturnObligation) -> UUID:
    """Returns a self-checked obligation to the direct subordinate who bears it.

    Given:    review, what is missing, 1 to 2,000 characters.
    Gives:    the obligation, open, to be recorded anew.
    Refuses:  obligation.not_found, the rules of obligation.return, obligation.borne_by_judge,
              obligation.stale, obligation.wrong_state, record.text_refused.
    Records:  ObligationReturned.
    Source:   seed 0, 一级抓一级; domain 3.4.
    """
    owed = await sitting.fetch(
        obligation, given.obligation, under="obligation.read", missing=ObligationNotFound
    )
    sitting.decide("obligation.return", owed)
    await not_ones_own(sitting, owed)
    sitting.check_version(owed, given.expected_version, ObligationStale)
    end = rules.end("obligation", owed["state"], "return_obligation")
    if end is None:
        raise ObligationNotOpenToThis(state=owed["state"])
    review = worded("review", given.review, most=2000)
    returned = await sitting.change(owed, {"state": end, "review": review})
    await sitting.record(ObligationReturned(returned.id, returned.version, returned["holder"]))
    return returned.id
