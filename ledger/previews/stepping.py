"""What the acts on a previewed change have in common."""

from collections.abc import Mapping
from uuid import UUID

from ledger.previews.refusals import (
    ChangeNotFound,
    ChangeNotOpenToThis,
    ChangeStale,
    PreviewStale,
)
from ledger.previews.tables import proposed_change
from tenants.records import Record
from tenants.sitting import Sitting

FROM: Mapping[str, tuple[str, ...]] = {
    "apply": ("PREVIEWED", "CONFIRMED"),
    "confirm": ("PROPOSED",),
}
"""From which states each act starts; the shelf offers by the same table."""


async def opened(
    sitting: Sitting, key: UUID, act: str, *, version: int, preview_hash: str | None = None
) -> Record:
    """Gives a change on which the viewer may do an act now.

    Given:    preview_hash, what the viewer read; none where it does not matter.
    Refuses:  change.not_found, the rules of proposed_change.<act>, change.stale,
              change.wrong_state, change.preview_stale.
    """
    found = await sitting.fetch(
        proposed_change, key, under="proposed_change.read", missing=ChangeNotFound
    )
    sitting.decide(f"proposed_change.{act}", found)
    sitting.check_version(found, version, ChangeStale)
    if found["state"] not in FROM[act]:
        raise ChangeNotOpenToThis(state=found["state"])
    if preview_hash not in {None, found["preview_hash"]}:
        raise PreviewStale
    return found
