"""Gives the road by which rows reach clients what marks readings under an emergency window."""

from collections.abc import Sequence
from uuid import UUID

from ledger.reading import Marks, Stale
from tenants.marks import Reads
from tenants.sitting import Outdated, Sittings
from tenants.viewer import Viewer


def marking(sittings: Sittings) -> Marks:
    """Gives what writes down readings under a window.

    Refuses:  ledger.reading.Stale when the window, or anything else of the viewer's standing, is
              over by now.
    """

    async def marks(viewer: Viewer, things: Sequence[UUID], fields: Sequence[str]) -> None:
        try:
            await sittings.mark(viewer, Reads(tuple(fields), tuple(things)))
        except Outdated:
            raise Stale from None

    return marks
