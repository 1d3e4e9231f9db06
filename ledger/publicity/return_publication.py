"""The act that returns a draft to who proposed it, with a reason."""

from dataclasses import dataclass
from uuid import UUID

from ledger.publicity import rules
from ledger.publicity.events import DraftStepped
from ledger.publicity.refusals import DraftNotFound, PublicityStale
from ledger.publicity.stepping import NOTE, reasoned, stepped
from ledger.publicity.tables import publication_draft
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReturnPublication:
    """The draft, the version that was read, why by its code, and in words."""

    draft: UUID
    expected_version: int
    reason: str
    note: str = ""


async def return_publication(sitting: Sitting, given: ReturnPublication) -> UUID:
    """Returns a draft: by who checks it while it is proposed, by who approves it once checked.

    Gives:    the draft, returned for good; another one may be proposed.
    Refuses:  publicity.draft_not_found, the rules of draft.check, the rules of
              draft.approve, publicity.stale, publicity.reason_unknown, publicity.wrong_state, record.text_refused.
    Records:  DraftStepped.
    Source:   党务公开条例（试行） PO17 第15条.
    """
    found = await sitting.fetch(
        publication_draft, given.draft, under="draft.read", missing=DraftNotFound
    )
    sitting.decide("draft.approve" if found["state"] == "CHECKED" else "draft.check", found)
    sitting.check_version(found, given.expected_version, PublicityStale)
    reason = reasoned(given.reason, rules.RETURNS)
    note = worded("note", given.note, least=0, most=NOTE)
    changed = await stepped(sitting, found, "return", signed="ended", reason=reason, note=note)
    await sitting.record(DraftStepped(changed.id, changed.version, changed["holder"]))
    return changed.id
