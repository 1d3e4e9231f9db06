"""The act by which the direct superior accepts what was done (认可)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities import rules
from ledger.responsibilities.events import ObligationAccepted
from ledger.responsibilities.judging import missing_entries, not_ones_own
from ledger.responsibilities.refusals import (
    ObligationNotFound,
    ObligationNotOpenToThis,
    ObligationStale,
)
from ledger.responsibilities.tables import obligation
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class AcceptObligation:
    """The obligation, the version that was read, and a word to those who did it."""

    obligation: UUID
    expected_version: int
    review: str = ""


async def accept_obligation(sitting: Sitting, given: AcceptObligation) -> UUID:
    """Accepts a self-checked obligation of a direct subordinate.

    Given:    review, up to 2,000 characters; needed where fewer entries stand than the clause asks
              for, so that whoever accepts less says why.
    Gives:    the obligation, closed.
    Refuses:  obligation.not_found, the rules of obligation.accept, obligation.borne_by_judge,
              obligation.stale, obligation.wrong_state, record.text_refused.
    Records:  ObligationAccepted.
    Source:   seed 0, 一级抓一级; domain 3.4.
    """
    owed = await sitting.fetch(
        obligation, given.obligation, under="obligation.read", missing=ObligationNotFound
    )
    sitting.decide("obligation.accept", owed)
    await not_ones_own(sitting, owed)
    sitting.check_version(owed, given.expected_version, ObligationStale)
    end = rules.end("obligation", owed["state"], "accept_obligation")
    if end is None:
        raise ObligationNotOpenToThis(state=owed["state"])
    least = 1 if await _too_few(sitting, owed) else 0
    review = worded("review", given.review, least=least, most=2000)
    accepted = await sitting.change(owed, {"state": end, "open": False, "review": review})
    await sitting.record(ObligationAccepted(accepted.id, accepted.version, accepted["holder"]))
    return accepted.id


async def _too_few(sitting: Sitting, owed: Record) -> bool:
    """Says whether fewer entries were recorded than the clause asks for in each period."""
    query = select(missing_entries(obligation.c).label("missing")).where(
        obligation.c.root == sitting.root, obligation.c.id == owed.id
    )
    (found,) = await sitting.rows(query)
    return bool(found["missing"])
