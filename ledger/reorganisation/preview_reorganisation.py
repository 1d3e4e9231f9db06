"""The act that works out what a change of the tree will mean (预演)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.reorganisation.deadlines import deadlines_moved
from ledger.reorganisation.events import ReorganisationPreviewed
from ledger.reorganisation.stepping import opened, patient, through_gate
from ledger.reorganisation.tables import reorganisation_effect
from tenants.sitting import Sitting

_FORESEE = text("select app.preview_reorganisation(:item, :today)")


@dataclass(frozen=True)
class PreviewReorganisation:
    """The draft, and the version that was read."""

    reorganisation: UUID
    expected_version: int


async def preview_reorganisation(sitting: Sitting, given: PreviewReorganisation) -> UUID:
    """Works out what the change will mean, and names exactly that by a hash.

    Gives:    the draft with its hash and effects; nothing moves. A later preview replaces it.
    Refuses:  reorganisation.not_found, the rules of reorganisation.preview, reorganisation.stale,
              reorganisation.wrong_state, reorganisation.one_tree, tenant.code_taken,
              storage.busy.
    Records:  ReorganisationPreviewed.
    """
    found = await opened(sitting, given.reorganisation, "preview", version=given.expected_version)
    await patient(sitting)
    asked = {"item": found.id, "today": sitting.today}
    foreseen: Mapping[str, Any] = await through_gate(sitting, _FORESEE, asked)
    changes = {
        "state": "PREVIEWED",
        "preview_hash": foreseen["hash"],
        "previewed_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    rows = [
        {
            "holder": found["holder"],
            "reorganisation_id": found.id,
            "previewed_at": sitting.now,
            **one,
        }
        for one in [
            *foreseen["effects"],
            *await deadlines_moved(sitting, found.id, foreseen["days"]),
        ]
    ]
    await sitting.insert_many(reorganisation_effect, rows)
    await sitting.record(ReorganisationPreviewed(changed.id, changed.version, changed["holder"]))
    return changed.id
