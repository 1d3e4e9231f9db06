"""An OpenID provider of the test's own: discovery, sign-in with PKCE, tokens, keys, and leaving."""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT = "levelwise-console"
AUDIENCE = "levelwise"


class OpenID:
    """Whoever `subject` names signs in at once; what was asked is kept for the test to look at."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.subject = "nobody"
        self.lifetime_seconds = 300
        self.audience = AUDIENCE
        self.refuse: str | None = None
        self.issuer = ""
        self.codes: dict[str, dict[str, str]] = {}
        self.refreshing: dict[str, str] = {}
        self.began: list[dict[str, str]] = []
        self.exchanged: list[dict[str, str]] = []
        self.left = 0

    def described(self) -> dict[str, Any]:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "end_session_endpoint": f"{self.issuer}/leave",
            "jwks_uri": f"{self.issuer}/keys",
            "code_challenge_methods_supported": ["S256"],
        }

    def key_set(self) -> dict[str, Any]:
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "one", "use": "sig"}]}

    def signed(self, subject: str, audience: str, **more: str) -> str:
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": audience, "sub": subject, "iat": now}
        claims |= {"exp": now + self.lifetime_seconds, **more}
        return jwt.encode(claims, self.key, algorithm="RS256", headers={"kid": "one"})

    def authorize(self, asked: dict[str, str]) -> str:
        """Gives where the browser is sent back to."""
        self.began.append(asked)
        if self.refuse:
            answer = {"error": self.refuse, "state": asked["state"], "iss": self.issuer}
            return f"{asked['redirect_uri']}?{urlencode(answer)}"
        code = secrets.token_urlsafe(24)
        self.codes[code] = asked | {"subject": self.subject}
        answer = {"code": code, "state": asked["state"], "iss": self.issuer}
        return f"{asked['redirect_uri']}?{urlencode(answer)}"

    def tokens(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Exchanges a code, once and only for its verifier, or a refresh token."""
        self.exchanged.append(form)
        if form["grant_type"] == "refresh_token":
            subject = self.refreshing.pop(form["refresh_token"], None)
            return (200, self.told(subject, "")) if subject else (400, {"error": "invalid_grant"})
        begun = self.codes.pop(form["code"], None)
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if (
            begun is None
            or begun["code_challenge"] != challenge
            or begun["code_challenge_method"] != "S256"
        ):
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != begun["redirect_uri"] or form["client_id"] != CLIENT:
            return 400, {"error": "invalid_grant"}
        return 200, self.told(begun["subject"], begun["nonce"])

    def told(self, subject: str, nonce: str) -> dict[str, Any]:
        refresh = secrets.token_urlsafe(24)
        self.refreshing[refresh] = subject
        return {
            "token_type": "Bearer",
            "access_token": self.signed(subject, self.audience),
            "id_token": self.signed(subject, CLIENT, nonce=nonce),
            "refresh_token": refresh,
            "expires_in": self.lifetime_seconds,
        }


def handler(openid: OpenID) -> type[BaseHTTPRequestHandler]:
    """The provider's addresses."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            if address.path == "/authorize":
                self._go(openid.authorize(asked))
            elif address.path == "/leave":
                openid.left += 1
                self._go(asked["post_logout_redirect_uri"])
            elif address.path == "/keys":
                self._say(200, openid.key_set())
            elif address.path == "/.well-known/openid-configuration":
                self._say(200, openid.described())
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            text = self.rfile.read(int(self.headers["content-length"])).decode()
            form = {name: values[0] for name, values in parse_qs(text).items()}
            self._say(*openid.tokens(form))

        def _go(self, address: str) -> None:
            self.send_response(302)
            self.send_header("location", address)
            self.end_headers()

        def _say(self, status: int, told: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("access-control-allow-origin", "*")
            self.end_headers()
            self.wfile.write(json.dumps(told).encode())

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@contextmanager
def providing() -> Iterator[OpenID]:
    """Keeps a provider running for the length of a block."""
    openid = OpenID()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(openid))
    openid.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield openid
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
