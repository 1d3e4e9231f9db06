"""The act that takes a text back, before or after it was published; the trail stays."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.publicity import rules
from ledger.publicity.events import DraftStepped, PublicationWithdrawn
from ledger.publicity.stepping import NOTE, draft_for, reasoned, stepped
from ledger.publicity.tables import publication
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class WithdrawPublication:
    """The draft, the version that was read, why by its code, and in words."""

    draft: UUID
    expected_version: int
    reason: str
    note: str = ""


async def withdraw_publication(sitting: Sitting, given: WithdrawPublication) -> UUID:
    """Withdraws a text: from now on the public does not read it, nor what was said to it.

    Gives:    the draft, withdrawn. Text, hash, signatures, postings and comments stay on record for
              the unit, its superior and the level that approved.
    Refuses:  publicity.draft_not_found, the rules of draft.withdraw, publicity.stale,
              publicity.reason_unknown, publicity.wrong_state, record.text_refused.
    Records:  DraftStepped, PublicationWithdrawn.
    Source:   issue 3.12; PIPL 第15条.
    """
    found = await draft_for(sitting, given.draft, "draft.withdraw", version=given.expected_version)
    reason = reasoned(given.reason, rules.WITHDRAWALS)
    note = worded("note", given.note, least=0, most=NOTE)
    changed = await stepped(sitting, found, "withdraw", signed="ended", reason=reason, note=note)
    await sitting.record(DraftStepped(changed.id, changed.version, changed["holder"]))
    query = select(publication).where(
        publication.c.root == sitting.root, publication.c.draft_id == found.id
    )
    for row in await sitting.rows(query.with_for_update()):
        end = {"state": "WITHDRAWN", "withdrawn_at": sitting.now, "withdrawn_reason": reason}
        taken = await sitting.change(Record(publication, row), end)
        await sitting.record(PublicationWithdrawn(taken.id, taken.version, taken["holder"]))
    return changed.id
