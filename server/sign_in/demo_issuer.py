"""The issuer of the demo's tokens: a key of this machine, for people who do not exist.

It refuses to be opened outside the demo, so that no deployment trusts a key that lies in a folder.
"""

import os
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from server.settings import Mode
from server.sign_in.token_keys import FixedKeys, read_key_set

ISSUER = "levelwise-demo"
AUDIENCE = "levelwise"
LEVELS = {"demo-password": 1, "demo-two-factors": 2}
"""What the demo calls the ways to sign in."""
KEY_FILE = "demo-issuer.pem"
ONE_DAY = 24 * 60 * 60


class OnlyInTheDemo(Exception):
    """The demo issuer was asked for outside the demo. 演示签发者只能在演示模式下使用。"""


def _read_or_make(path: Path) -> Ed25519PrivateKey:
    """Reads the key, or makes it in a file that only its owner can read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        made = Ed25519PrivateKey.generate()
        pem = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(pem)
        # Whoever comes second takes the key of the first.
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError(f"{path} holds no Ed25519 key")
    return key


@dataclass(frozen=True)
class DemoIssuer:
    """Signs tokens for the demo's cast, and gives the key that checks them."""

    private_key: Ed25519PrivateKey
    key_id: str

    @classmethod
    def open(cls, home: Path, *, mode: Mode) -> "DemoIssuer":
        """Opens the issuer of a home folder, making its key the first time.

        Refuses: OnlyInTheDemo.
        """
        if mode is not Mode.DEMO:
            raise OnlyInTheDemo(
                "The demo issuer works in the demo only. 演示签发者只能在演示模式下使用。"
            )
        private_key = _read_or_make(home / KEY_FILE)
        public = private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        return cls(private_key, sha256(public).hexdigest()[:16])

    def token(
        self,
        subject: str,
        *,
        now: float | None = None,
        lifetime_seconds: int = ONE_DAY,
        acr: str = "demo-two-factors",
    ) -> str:
        """Signs a token for a subject who has signed in just now, valid for a day unless told so."""
        issued_at = int(time.time() if now is None else now)
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "iat": issued_at,
            "exp": issued_at + lifetime_seconds,
            "auth_time": issued_at,
            "acr": acr,
        }
        return jwt.encode(claims, self.private_key, algorithm="EdDSA", headers={"kid": self.key_id})

    def keys(self) -> FixedKeys:
        """Gives the public key in the form in which a provider would publish it."""
        public = self.private_key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        entry = {
            "kty": "OKP",
            "crv": "Ed25519",
            "use": "sig",
            "kid": self.key_id,
            "x": urlsafe_b64encode(public).rstrip(b"=").decode(),
        }
        return FixedKeys(read_key_set({"keys": [entry]}))
