"""Keys that sign the heads of the audit: outside the database, in the environment or a 0600 file."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tenants.context import KeySet

__all__ = ["Signer", "signed"]


@dataclass(frozen=True, repr=False)
class Signer:
    """Signs with the first key; every key's public half verifies what it signed once."""

    keys: Mapping[str, Ed25519PrivateKey]
    kid: str

    @classmethod
    def read(cls, text: str) -> "Signer":
        """Reads ``LEVELWISE_AUDIT_KEYS``, written as LEVELWISE_KEYS. Refuses: KeysRefused."""
        return cls._of(KeySet.read(text))

    @classmethod
    def kept_in(cls, path: Path) -> "Signer":
        """Reads the keys of a 0600 file, making it with one fresh key. Refuses: KeysRefused."""
        return cls._of(KeySet.kept_in(path))

    @classmethod
    def _of(cls, keys: KeySet) -> "Signer":
        made = {
            kid: Ed25519PrivateKey.from_private_bytes(
                HKDF(SHA256(), 32, salt=None, info=b"levelwise audit heads").derive(key)
            )
            for kid, key in keys.keys.items()
        }
        return cls(made, keys.current)

    @property
    def public(self) -> dict[str, bytes]:
        """The public keys by name: 32 bytes each."""
        return {kid: key.public_key().public_bytes_raw() for kid, key in self.keys.items()}

    def sign(self, message: bytes) -> bytes:
        """Signs with the current key."""
        return self.keys[self.kid].sign(message)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether a signature is that of a public key: as the verifier's own, and faster."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True
