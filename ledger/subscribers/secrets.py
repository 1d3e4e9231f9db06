"""Secrets of subscribers: shown once, kept sealed with keys that the database never sees."""

import base64
import os
from dataclasses import dataclass
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tenants.context import KeySet

_LENGTH, _NONCE = 32, 12
_PREFIX = "whsec_"


class SecretLost(Exception):
    """A secret does not open: another key, another subscriber, or somebody changed it."""


@dataclass(frozen=True)
class Secrets:
    """Makes, seals and opens secrets under the keys of the vault; the first one seals."""

    keys: KeySet

    def made(self) -> str:
        """Makes a secret, as receivers write it down (Standard Webhooks)."""
        return _PREFIX + base64.b64encode(os.urandom(_LENGTH)).decode()

    def sealed(self, secret: str, subscriber: UUID) -> bytes:
        """Seals a secret for one subscriber."""
        kid, nonce = self.keys.current.encode(), os.urandom(_NONCE)
        plain = base64.b64decode(secret.removeprefix(_PREFIX))
        closed = AESGCM(self._key(kid)).encrypt(nonce, plain, subscriber.bytes + kid)
        return bytes([len(kid)]) + kid + nonce + closed

    def opened(self, sealed: bytes, subscriber: UUID) -> bytes:
        """Opens a secret, as the key that signs.

        Refuses:  SecretLost, for every reason alike.
        """
        kid, rest = sealed[1 : 1 + sealed[0]], sealed[1 + sealed[0] :]
        try:
            key = AESGCM(self._key(kid))
            return key.decrypt(rest[:_NONCE], rest[_NONCE:], subscriber.bytes + kid)
        except (InvalidTag, KeyError, ValueError):
            raise SecretLost("The secret does not open. 密钥无法开启。") from None

    def _key(self, kid: bytes) -> bytes:
        purpose = b"levelwise subscriber secret"
        return HKDF(SHA256(), _LENGTH, salt=None, info=purpose).derive(self.keys.keys[kid.decode()])
