"""Cursors of offline clients: a place in the order of changes, good for whom it was given to.

Signed, so that nobody learns what a predecessor in their post could see: a cursor of another person
or post, of other rights, or one that was made up, opens nothing and the client begins anew.
"""

import base64
import binascii
import hashlib
import hmac
import struct
from uuid import UUID

from ledger.live.feed import Place
from tenants.context import KeySet
from tenants.viewer import Viewer

_FORM = struct.Struct(">Bq16sii")
_MAC = 16
_LONGEST = 200
_VERSION = 1


def written(keys: KeySet, viewer: Viewer, place: Place) -> str:
    """Writes a place as a cursor of this viewer, good until their rights change."""
    said = _FORM.pack(
        _VERSION, place.xid, place.record.bytes, viewer.standing, viewer.policy_version
    )
    signed = said + _mac(keys.keys[keys.current], said, viewer)
    return base64.urlsafe_b64encode(signed).rstrip(b"=").decode()


def read(keys: KeySet, viewer: Viewer, cursor: str) -> Place | None:
    """Reads a cursor; None when it is not this viewer's with the rights of now."""
    if len(cursor) > _LONGEST:
        return None
    try:
        signed = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        said, mac = signed[:-_MAC], signed[-_MAC:]
        version, xid, record, standing, policy = _FORM.unpack(said)
    except (binascii.Error, ValueError, struct.error):
        return None
    known = any(
        hmac.compare_digest(mac, _mac(key, said, viewer)) for key in list(keys.keys.values())
    )
    current = (viewer.standing, viewer.policy_version) == (standing, policy)
    return Place(xid, UUID(bytes=record)) if known and current and version == _VERSION else None


def _mac(key: bytes, said: bytes, viewer: Viewer) -> bytes:
    own = hmac.digest(key, b"levelwise cursor of changes", "sha256")
    whose = f"{viewer.person}|{viewer.post}|".encode()
    return hmac.new(own, whose + said, hashlib.sha256).digest()[:_MAC]
