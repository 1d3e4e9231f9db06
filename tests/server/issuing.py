"""An OpenID provider of the test's own: a description, a key set that changes, tokens and logouts."""

import json
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
AUDIENCE = "levelwise"


class Issuing:
    """A provider behind a real address of this machine."""

    def __init__(self) -> None:
        self.keys: dict[str, rsa.RSAPrivateKey] = {}
        self.asked: list[str] = []
        self.down = False
        self.calls_itself: str | None = None
        self.url = ""
        self.rotate("first")

    def rotate(self, kid: str, *, keep: bool = True) -> None:
        """Signs with a new key from now on; the old ones stay published or not."""
        if not keep:
            self.keys.clear()
        self.keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = kid

    def document(self, path: str) -> dict[str, Any] | None:
        self.asked.append(path)
        if self.down:
            return None
        if path == "/.well-known/openid-configuration":
            return {"issuer": self.calls_itself or self.url, "jwks_uri": f"{self.url}/jwks"}
        return {
            "keys": [
                json.loads(RSAAlgorithm.to_jwk(key.public_key())) | {"kid": kid, "use": "sig"}
                for kid, key in self.keys.items()
            ]
        }

    def signed(self, *, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """Signs claims; one that is None is left out."""
        now = int(time.time())
        every = {"iss": self.url, "aud": AUDIENCE, "iat": now, "exp": now + 300, **claims}
        said = {name: value for name, value in every.items() if value is not None}
        key = self.keys[self.kid]
        return jwt.encode(said, key, algorithm="RS256", headers={"kid": self.kid} | (header or {}))

    def token(self, subject: str, **claims: Any) -> str:
        """An access token of somebody who has signed in just now."""
        return self.signed(sub=subject, **({"auth_time": int(time.time())} | claims))

    def logout(self, **claims: Any) -> str:
        """A logout token, unless claims say otherwise."""
        given = {"jti": uuid.uuid4().hex, "events": {LOGOUT: {}}} | claims
        return self.signed(header={"typ": "logout+jwt"}, **given)

    def bearer(self, subject: str, **claims: Any) -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(subject, **claims)}"}


@contextmanager
def issuing() -> Iterator[Issuing]:
    """Lets a provider listen on a free port of this machine."""
    made = Issuing()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = made.document(self.path)
            self.send_response(200 if found is not None else 503)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    made.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
