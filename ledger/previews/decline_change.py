"""The act by which somebody of the level above declines a change (不予确认)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.previews.events import ChangeDeclined
from ledger.previews.stepping import opened
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DeclineChange:
    """The change, the version that was read, and why."""

    change: UUID
    expected_version: int
    text: str


async def decline_change(sitting: Sitting, given: DeclineChange) -> UUID:
    """Declines a change; it is never applied. Another preview may be made of the same.

    Gives:    the change, declined.
    Refuses:  change.not_found, the rules of proposed_change.confirm, change.stale,
              change.wrong_state, record.text_refused.
    Records:  ChangeDeclined.
    """
    found = await opened(sitting, given.change, "confirm", version=given.expected_version)
    changes = {
        "state": "DECLINED",
        "answer": worded("text", given.text, most=1000),
        "decided_by": sitting.viewer.person,
        "decided_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(ChangeDeclined(changed.id, changed.version, changed["holder"]))
    return changed.id
