"""Events for those who would rather pull: what happened since, as far as they may see it now."""

import base64
import binascii
import struct
import time
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ledger.outgoing.visible import Happened, happened_in, told
from storage.engine import transaction
from storage.paging import BadInput
from tenants.context import seal
from tenants.marks import Reads
from tenants.sitting import Sittings
from tenants.viewer import Viewer

_FORM = struct.Struct(">Bq16s")
_VERSION = 1
_LAST = UUID(int=2**128 - 1)
_AFTER = text("select app.events_after(:xid, :event, :most)")


@dataclass(frozen=True)
class Since:
    """A page of events with the types under which the viewer is told of them."""

    events: Sequence[tuple[Happened, str]]
    cursor: str
    has_more: bool


async def events_since(
    sittings: Sittings, viewer: Viewer, cursor: str | None, *, first: int
) -> Since:
    """Gives what happened since a cursor to records that the viewer may read now.

    Given:    cursor, None to begin; first, how many events are looked at, whoever may see them.
    Gives:    nothing twice behind the cursor it gives, and nothing missed before it.
    Refuses:  storage.paging.BadInput for a cursor that is none; tenants.sitting.Outdated.
    """
    place = (0, UUID(int=0)) if cursor is None else _read(cursor)
    if viewer.person is None:
        return Since((), _written(*place), has_more=False)
    found = await _after(sittings, viewer, place, most=first if cursor is not None else 0)
    rows = happened_in(found["events"])
    if cursor is None:
        return Since((), _written(found["ended"] - 1, _LAST), has_more=False)
    if not rows:
        return Since((), cursor, has_more=False)
    async with sittings.open(viewer, reads=Reads(("eventsSince",))) as sitting:
        types = await told(sitting, rows)
    seen = [(one, types[one.event]) for one in rows if one.event in types]
    return Since(seen, _written(rows[-1].xid, rows[-1].event), has_more=len(rows) == first)


async def _after(
    sittings: Sittings, viewer: Viewer, place: tuple[int, UUID], *, most: int
) -> dict[str, Any]:
    """Asks the gate, in a context that is signed for this one question."""
    asked = sha256(f"events|{place[0]}|{place[1]}|{most}".encode()).hexdigest()

    def question(pid: int) -> str:
        return seal(sittings.keys, f"{viewer.said}|{asked}", pid=pid, now=time.time())

    given = {"xid": place[0], "event": place[1], "most": most}
    async with transaction(sittings.engine, question, read_only=True) as connection:
        found: dict[str, Any] = (await connection.execute(_AFTER, given)).scalar_one()
    return found


def _written(xid: int, event: UUID) -> str:
    return base64.urlsafe_b64encode(_FORM.pack(_VERSION, xid, event.bytes)).rstrip(b"=").decode()


def _read(cursor: str) -> tuple[int, UUID]:
    try:
        said = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        version, xid, event = _FORM.unpack(said)
    except (binascii.Error, ValueError, struct.error):
        version, xid, event = 0, 0, b""
    if version != _VERSION or xid < 0:
        raise BadInput("cursor", "is no cursor of eventsSince", zh="不是 eventsSince 的游标")
    return xid, UUID(bytes=event)
