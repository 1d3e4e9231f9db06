"""The act that works out what a change of the tree will mean (预演)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.reorganisation.events import ReorganisationPreviewed
from ledger.reorganisation.stepping import opened, through_gate
from tenants.sitting import Sitting

_HASH = text("select app.preview_reorganisation(:item)")


@dataclass(frozen=True)
class PreviewReorganisation:
    """The draft, and the version that was read."""

    reorganisation: UUID
    expected_version: int


async def preview_reorganisation(sitting: Sitting, given: PreviewReorganisation) -> UUID:
    """Works out what the change will mean, and names exactly that by a hash.

    Gives:    the draft with its hash and effects; nothing moves. A later preview replaces it.
    Refuses:  reorganisation.not_found, the rules of reorganisation.preview, reorganisation.stale,
              reorganisation.wrong_state.
    Records:  ReorganisationPreviewed.
    """
    found = await opened(sitting, given.reorganisation, "preview", version=given.expected_version)
    seal = await through_gate(sitting, _HASH, {"item": found.id})
    changes = {"state": "PREVIEWED", "preview_hash": seal, "previewed_at": sitting.now}
    changed = await sitting.change(found, changes)
    await sitting.record(ReorganisationPreviewed(changed.id, changed.version, changed["holder"]))
    return changed.id
