"""The signed context: how a connection tells PostgreSQL for whom it reads and writes.

A token is 64 lower-case hex digits of HMAC-SHA256 over the message, followed by the message, in
UTF-8::

    kid|expiry|pid|person|post|root|lineage|tenants

``kid``      name of the key (letters, digits, ``.``, ``_``, ``-``);
``expiry``   whole seconds since 1970, after which the token is nothing;
``pid``      backend process id of the connection it is made for;
``person``   UUID with dashes, lower case; empty for nobody;
``post``     UUID of the acting post; empty for nobody;
``root``     tenant id of the acting tenant's root; empty for nobody;
``lineage``  six tenant ids joined by commas, empty where a slot is unused (province, city, county,
             township, village or department, office); the last one that stands is the acting
             tenant; ``,,,,,`` for nobody;
``tenants``  tenant ids of all posts the person holds, joined by commas; empty for nobody.

A ninth field, ``asked``, stands only in the token of a sign-in: see :func:`asking`.

It is the value of the setting ``levelwise.context``, set for one transaction only. The database
checks it in ``ctx.*`` (migrations/context_gates.py) with the same key; what does not verify is
nothing at all: no rows, no error.
"""

import base64
import binascii
import hashlib
import hmac
import os
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

__all__ = ["NOBODY", "SETTING", "KeySet", "KeysRefused", "asking", "claims", "seal", "sign"]

SETTING = "levelwise.context"
TTL = 30
NOBODY = "|||,,,,,|"
"""The claims of a viewer without a post: signed like any other, it opens what is published."""

_BLOCK = 64
_SHORTEST = 32
_KID = re.compile(r"[A-Za-z0-9._-]{1,32}")


class KeysRefused(ValueError):
    """Keys are missing or cannot be meant; the message never repeats a key."""


@dataclass(frozen=True)
class KeySet:
    """The keys that sign and verify contexts, by name; the first one signs."""

    keys: Mapping[str, bytes] = field(repr=False)
    current: str = field(init=False)
    _prefix: str = field(init=False, repr=False, compare=False)
    _mac: "hmac.HMAC" = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if not self.keys:
            raise KeysRefused("No context key is given. 没有上下文密钥。")
        for kid, key in self.keys.items():
            if not _KID.fullmatch(kid) or len(key) < _SHORTEST:
                raise KeysRefused(f"A context key needs a plain name and 32 bytes or more: {kid!r}")
        current = next(iter(self.keys))
        object.__setattr__(self, "current", current)
        object.__setattr__(self, "_prefix", current + "|")
        object.__setattr__(self, "_mac", hmac.new(self.keys[current], digestmod=hashlib.sha256))

    @classmethod
    def read(cls, text: str) -> "KeySet":
        """Reads ``LEVELWISE_KEYS``: ``kid:base64,kid:base64``, the signing key first.

        Refuses: KeysRefused when a part has no name, is no base64 or is shorter than 32 bytes.
        """
        keys: dict[str, bytes] = {}
        for part in filter(None, (piece.strip() for piece in text.split(","))):
            kid, colon, encoded = part.partition(":")
            if not colon or kid in keys:
                raise KeysRefused("LEVELWISE_KEYS looks like kid:base64,kid:base64, each kid once.")
            padded = encoded.replace("-", "+").replace("_", "/") + "=" * (-len(encoded) % 4)
            try:
                keys[kid] = base64.b64decode(padded, validate=True)
            except binascii.Error as broken:
                raise KeysRefused(f"LEVELWISE_KEYS: the key {kid!r} is not base64.") from broken
        return cls(keys)

    @classmethod
    def kept_in(cls, path: Path) -> "KeySet":
        """Reads the keys of a file that only its owner may open, making it with one fresh key.

        Refuses: KeysRefused when others may read the file.
        """
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = f"{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(32)).decode()}\n"
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            if path.stat().st_mode & 0o077:
                raise KeysRefused(f"{path} must not be readable by others: chmod 600.") from None
        else:
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(fresh)
        return cls.read(path.read_text(encoding="ascii"))

    def pads(self) -> list[tuple[str, bytes, bytes]]:
        """Gives name, inner and outer pad of each key: what the database keeps (RFC 2104)."""
        rows = []
        for kid, key in self.keys.items():
            block = (hashlib.sha256(key).digest() if len(key) > _BLOCK else key).ljust(
                _BLOCK, b"\0"
            )
            inner, outer = bytes(b ^ 0x36 for b in block), bytes(b ^ 0x5C for b in block)
            rows.append((kid, inner, outer))
        return rows


def claims(
    person: UUID | None,
    post: UUID | None,
    *,
    root: int | None,
    lineage: Sequence[int | None],
    tenants: Sequence[int],
) -> str:
    """Writes what a context says of a viewer; made once per viewer, sealed once per request.

    Given: the lineage of the acting tenant, six entries; all tenants in which the person has posts.
    """
    if person is None:
        return NOBODY
    places = ",".join(["" if tenant is None else str(tenant) for tenant in lineage])
    own = ",".join(map(str, tenants))
    return f"{person}|{'' if post is None else post}|{'' if root is None else root}|{places}|{own}"


def asking(issuer: str, subject: str) -> str:
    """Writes the claims of nobody who asks, by ``ctx.sign_in``, who one subject is.

    Injected SQL cannot make them, so it cannot look up people by guessing their subjects.
    """
    question = f"{len(issuer.encode())}:{issuer}{subject}"
    return f"{NOBODY}|{hashlib.sha256(question.encode()).hexdigest()}"


def seal(keys: KeySet, said: str, *, pid: int, now: float, ttl: int = TTL) -> str:
    """Signs claims for one backend process until ``now + ttl``."""
    message = f"{keys._prefix}{int(now) + ttl}|{pid}|{said}"  # noqa: SLF001 - one hot pair
    mac = keys._mac.copy()  # noqa: SLF001 - one hot pair
    mac.update(message.encode())
    return mac.hexdigest() + message


def sign(
    keys: KeySet,
    *,
    pid: int,
    person: UUID | None,
    post: UUID | None,
    root: int | None,
    lineage: Sequence[int | None],
    tenants: Sequence[int],
    now: float,
    ttl: int = TTL,
) -> str:
    """Makes the token of a viewer for one backend process: :func:`claims`, then :func:`seal`."""
    said = claims(person, post, root=root, lineage=lineage, tenants=tenants)
    return seal(keys, said, pid=pid, now=now, ttl=ttl)
