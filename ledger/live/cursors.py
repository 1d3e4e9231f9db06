"""Cursors of offline clients: a place in the order of changes, good for whom it was given to.

Good for so long as no change behind it is forgotten: pages of one cursor keep the day on which it
was given. Signed, so that nobody learns what a predecessor in their post could see: a cursor of another person
or post, of other rights, or one that was made up, opens nothing and the client begins anew.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from ledger.live.feed import Place
from ledger.live.tables import KEPT_DAYS
from tenants.context import KeySet
from tenants.viewer import Viewer

_FORM = struct.Struct(">Bq16siii")
_MAC = 16
_LONGEST = 200
_VERSION = 2
GOOD_DAYS = KEPT_DAYS - 30
"""How long a cursor is good: less than changes are kept, so that its pages can be read in peace."""


@dataclass(frozen=True)
class Cursor:
    """A place and the day on which somebody began from there."""

    place: Place
    begun_on: date


def written(keys: KeySet, viewer: Viewer, cursor: Cursor) -> str:
    """Writes a cursor of this viewer, good until their rights change or changes are forgotten."""
    place = cursor.place
    said = _FORM.pack(
        _VERSION,
        place.xid,
        place.record.bytes,
        viewer.standing,
        viewer.policy_version,
        cursor.begun_on.toordinal(),
    )
    signed = said + _mac(keys.keys[keys.current], said, viewer)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def read(keys: KeySet, viewer: Viewer, cursor: str, *, today: date) -> Cursor | None:
    """Reads a cursor; None when it is too old, or not this viewer's with the rights of now."""
    if len(cursor) > _LONGEST:
        return None
    try:
        signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        said, mac = signed[:-_MAC], signed[-_MAC:]
        version, xid, record, standing, policy, begun = _FORM.unpack(said)
    except (binascii.Error, ValueError, struct.error):
        return None
    known = any(
        hmac.compare_digest(mac, _mac(key, said, viewer)) for key in list(keys.keys.values())
    )
    current = (viewer.standing, viewer.policy_version) == (standing, policy)
    if not (known and current and version == _VERSION):
        return None
    begun_on = date.fromordinal(begun)
    if begun_on < today - timedelta(days=GOOD_DAYS):
        return None
    return Cursor(Place(xid, UUID(bytes=record)), begun_on)


def _mac(key: bytes, said: bytes, viewer: Viewer) -> bytes:
    own = hmac.digest(key, b"levelwise cursor of changes", "sha256")
    whose = f"{viewer.person}|{viewer.post}|".encode()
    return hmac.new(own, whose + said, hashlib.sha256).digest()[:_MAC]
