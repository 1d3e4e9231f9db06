"""The act that approves a draft (审批), by another person than those before."""

from dataclasses import dataclass
from uuid import UUID

from ledger.publicity.events import DraftStepped
from ledger.publicity.stepping import NOTE, clean, draft_for, stepped, still_consented
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ApprovePublication:
    """The draft, the version that was read, and what is to be noted with it."""

    draft: UUID
    expected_version: int
    note: str = ""


async def approve_publication(sitting: Sitting, given: ApprovePublication) -> UUID:
    """Approves a draft that was checked, for the level that answers for it.

    Gives:    the draft, APPROVED. Title and text are scanned again, and names looked up again: what
              is refused today was perhaps let through when it was proposed.
    Refuses:  publicity.draft_not_found, the rules of draft.approve, publicity.stale,
              publicity.wrong_state, publicity.personal_data, publicity.consent_missing,
              publicity.three_persons,
              publicity.step_by_step, record.text_refused.
    Records:  DraftStepped.
    Source:   党务公开条例（试行） PO17 第15条.
    """
    found = await draft_for(sitting, given.draft, "draft.approve", version=given.expected_version)
    for field in ("title", "text"):
        clean(field, found[field], most=4000)
    await still_consented(sitting, found)
    note = worded("note", given.note, least=0, most=NOTE)
    changed = await stepped(sitting, found, "approve", signed="approved", note=note)
    await sitting.record(DraftStepped(changed.id, changed.version, changed["holder"]))
    return changed.id
