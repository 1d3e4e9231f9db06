"""What is read while a window is open is in the audit, committed, before it is read."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Text, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.reading import Marks, Stale
from tenants.sitting import Outdated, Sittings
from tenants.viewer import Viewer

_MARK = text("select app.mark_reading(:things, :fields, :request)").bindparams(
    bindparam("things", type_=ARRAY(Uuid)), bindparam("fields", type_=ARRAY(Text))
)


def marking(sittings: Sittings) -> Marks:
    """Gives what writes down readings under a window.

    Refuses:  ledger.reading.Stale when the window, or anything else of the viewer's standing, is
              over by now.
    """

    async def mark(viewer: Viewer, things: Sequence[UUID], fields: Sequence[str]) -> None:
        try:
            async with sittings.open(viewer) as sitting:
                said = {"things": list(things), "fields": list(fields), "request": "read"}
                await sitting.connection.execute(_MARK, said)
        except Outdated:
            raise Stale from None

    return mark
