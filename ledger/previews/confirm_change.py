"""The act by which somebody of the level above confirms a change (上一级确认)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.previews.events import ChangeConfirmed
from ledger.previews.stepping import opened
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ConfirmChange:
    """The change, the version and the hash that were read, and a word on it."""

    change: UUID
    expected_version: int
    preview_hash: str
    text: str = ""


async def confirm_change(sitting: Sitting, given: ConfirmChange) -> UUID:
    """Confirms exactly what was previewed; whoever previewed it applies it then, and nobody else.

    Gives:    the change, confirmed; nothing is given yet.
    Refuses:  change.not_found, the rules of proposed_change.confirm, change.stale,
              change.wrong_state, change.preview_stale, record.text_refused.
    Records:  ChangeConfirmed.
    Source:   peers.md idea 6; GB/T 22239 8.1.5.
    """
    found = await opened(
        sitting,
        given.change,
        "confirm",
        version=given.expected_version,
        preview_hash=given.preview_hash,
    )
    changes = {
        "state": "CONFIRMED",
        "answer": worded("text", given.text, least=0, most=1000),
        "decided_by": sitting.viewer.person,
        "decided_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(ChangeConfirmed(changed.id, changed.version, changed["holder"]))
    return changed.id
