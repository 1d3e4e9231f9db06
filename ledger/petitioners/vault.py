"""The vault: what a petitioner told of themselves, sealed before it comes near the database.

Each record has a key of its own (AES-256-GCM), wrapped by a key of the vault that the database
never sees. A sealed body is bound to its problem: moved to another record it does not open. For
exact look-up there is a keyed hash (HMAC), worth nothing without the vault.
"""

import hmac
import os
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from ledger.petitioners.dialling import dialled
from tenants.context import KeySet

__all__ = ["Closed", "Identity", "Sealed", "Vault", "VaultRefused", "masked_contact", "masked_name"]

_KEY, _NONCE = 32, 12
_STAR = "*"


class VaultRefused(Exception):
    """A body does not open: another key, another record, or somebody changed it.

    The message never repeats what was sealed.
    """


@dataclass(frozen=True, repr=False)
class Identity:
    """Who a petitioner is. It has no printed form, so that no log and no error shows it."""

    name: str = ""
    contact: str = ""
    document: str = ""
    address: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return "Identity(…)"

    @property
    def told(self) -> bool:
        """Whether anything was told at all."""
        return any(asdict(self).values())


@dataclass(frozen=True, repr=False)
class Sealed:
    """An identity as the database keeps it. ``fingerprint`` alone is the same for the same input."""

    fingerprint: str
    kid: str = field(metadata={"digest": False})
    wrapped: bytes = field(metadata={"digest": False})
    body: bytes = field(metadata={"digest": False})
    contact: bytes | None = field(metadata={"digest": False})
    document: bytes | None = field(metadata={"digest": False})
    name: bytes | None = field(metadata={"digest": False})


@dataclass(frozen=True, repr=False)
class Closed:
    """Bytes as the database keeps them. ``fingerprint`` alone is the same for the same input."""

    fingerprint: str
    kid: str = field(metadata={"digest": False})
    wrapped: bytes = field(metadata={"digest": False})
    body: bytes = field(metadata={"digest": False})


@dataclass(frozen=True, repr=False)
class Vault:
    """Seals and opens identities with keys held outside the database; the first one seals."""

    keys: KeySet

    @classmethod
    def read(cls, text: str) -> "Vault":
        """Reads ``LEVELWISE_VAULT_KEYS``, written like ``LEVELWISE_KEYS``.

        Refuses:  KeysRefused; the oldest key stays last, because exact look-up hangs on it.
        """
        return cls(KeySet.read(text))

    @classmethod
    def kept_in(cls, path: Path) -> "Vault":
        """Reads the keys of a file that only its owner may open, making it with one fresh key."""
        return cls(KeySet.kept_in(path))

    def sealed(self, identity: Identity, problem: UUID) -> Sealed:
        """Seals an identity for the petitioner of one problem."""
        kid = self.keys.current
        own = os.urandom(_KEY)
        plain = orjson.dumps(asdict(identity), option=orjson.OPT_SORT_KEYS)
        return Sealed(
            fingerprint=self._mac("input", plain).hex(),
            kid=kid,
            wrapped=_closed(self._wrapping(kid), own, _bound(problem, kid)),
            body=_closed(own, plain, _bound(problem, kid)),
            contact=self.blind("contact", identity.contact),
            document=self.blind("document", identity.document),
            name=self.blind("name", identity.name),
        )

    def opened(self, kid: str, wrapped: bytes, body: bytes, *, problem: UUID) -> Identity:
        """Opens what was sealed for a problem.

        Refuses:  VaultRefused, for every reason alike.
        """
        if kid not in self.keys.keys:
            raise VaultRefused("The vault has no such key. 保险库没有这把密钥。")
        bound = _bound(problem, kid)
        try:
            own = _open(self._wrapping(kid), wrapped, bound)
            return Identity(**orjson.loads(_open(own, body, bound)))
        except (InvalidTag, ValueError, TypeError):
            raise VaultRefused("The body does not open. 密文无法开启。") from None

    def closed(self, plain: bytes, *, purpose: str, record: UUID) -> Closed:
        """Seals bytes for one purpose and one record: elsewhere they do not open."""
        kid = self.keys.current
        own, bound = os.urandom(_KEY), purpose.encode() + _bound(record, kid)
        return Closed(
            fingerprint=self._mac(purpose, plain).hex(),
            kid=kid,
            wrapped=_closed(self._wrapping(kid), own, bound),
            body=_closed(own, plain, bound),
        )

    def disclosed(
        self, kid: str, wrapped: bytes, body: bytes, *, purpose: str, record: UUID
    ) -> bytes:
        """Opens bytes that were sealed for a purpose and a record.

        Refuses:  VaultRefused, for every reason alike.
        """
        if kid not in self.keys.keys:
            raise VaultRefused("The vault has no such key. 保险库没有这把密钥。")
        bound = purpose.encode() + _bound(record, kid)
        try:
            return _open(_open(self._wrapping(kid), wrapped, bound), body, bound)
        except (InvalidTag, ValueError):
            raise VaultRefused("The body does not open. 密文无法开启。") from None

    def blind(self, what: str, value: str) -> bytes | None:
        """Gives the keyed hash by which a contact or document is looked up; None for nothing.

        A contact that is a telephone number has one, however it is written.
        """
        plain = (dialled(value) if what == "contact" else None) or _bare(value)
        return self._mac(what, plain.encode()) if plain else None

    def blinds(self, what: str, values: Iterable[str]) -> list[bytes]:
        """Gives the keyed hashes of many values that are written as they are looked up."""
        key = _derived(self.keys.keys[list(self.keys.keys)[-1]], f"levelwise blind {what}")
        return [hmac.digest(key, value.casefold().encode(), "sha256") for value in values]

    def _mac(self, what: str, plain: bytes) -> bytes:
        oldest = list(self.keys.keys)[-1]
        key = _derived(self.keys.keys[oldest], f"levelwise blind {what}")
        return hmac.new(key, plain, sha256).digest()

    def _wrapping(self, kid: str) -> bytes:
        return _derived(self.keys.keys[kid], "levelwise wrap")


def _bare(value: str) -> str:
    return "".join(unicodedata.normalize("NFKC", value).split()).casefold()


def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), _KEY, salt=None, info=purpose.encode()).derive(key)


def _bound(problem: UUID, kid: str) -> bytes:
    return problem.bytes + kid.encode()


def _closed(key: bytes, plain: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, plain, bound)


def _open(key: bytes, closed: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(closed[:_NONCE], closed[_NONCE:], bound)


def masked_name(name: str) -> str:
    """Gives the form of a name that those may see who may not see the name: its first character."""
    return name[:1] + _STAR * 2 if name else ""


def masked_contact(contact: str) -> str:
    """Gives a contact with all but its last two characters covered."""
    shown = contact.strip()
    return _STAR * 6 + shown[-2:] if len(shown) > 6 else _STAR * len(shown)
