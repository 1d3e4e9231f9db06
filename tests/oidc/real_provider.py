"""The npm package oidc-provider, run beside the tests, and a browser's way through it in plain HTTP.

``scripts/oidc-provider`` installs it. Where it cannot be had the tests skip and say so.
"""

import base64
import json
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2 as httpx

from tests.lacking import lacking
from tests.patience import PATIENCE

HOME = Path(__file__).with_name("provider")
CLIENT = "levelwise-console"
AUDIENCE = "levelwise"
OLDEST_NODE = 22


def node() -> str | None:
    """Finds a node that is new enough: one that is installed, or the one beside the provider."""
    own = HOME / "node_modules" / ".bin" / "node"
    for one in (shutil.which("node"), str(own) if own.exists() else None):
        if one is not None:
            said = subprocess.run([one, "--version"], capture_output=True, text=True, check=False)
            major = re.match(r"v(\d+)\.", said.stdout)
            if major and int(major[1]) >= OLDEST_NODE:
                return one
    return None


@dataclass
class RealProvider:
    """The running provider: orders to it, and its public address."""

    process: "subprocess.Popen[str]"
    issuer: str
    redirect: str = ""

    def order(self, name: str, **given: Any) -> dict[str, Any]:
        """Has one thing done."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"order": name, **given}) + "\n")
        self.process.stdin.flush()
        return self._heard()

    def _heard(self) -> dict[str, Any]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, "the provider has ended"
        said: dict[str, Any] = json.loads(line)
        assert "failed" not in said, said
        return said

    def serve(self, base: str) -> None:
        """Makes our server at this address its client."""
        self.redirect = f"{base}/console"
        logout = f"{base}/oidc/backchannel-logout"
        self.order("serve", redirect=self.redirect, origin=base, logout=logout)

    def mint(self, subject: str, *, header: Mapping[str, Any] | None = None, **claims: Any) -> str:
        """An access token as the product makes it; a claim that is None is left out."""
        given = {"account": subject, "claims": claims, "header": header or {}}
        token: str = self.order("mint", **given)["token"]
        return token

    def described(self) -> dict[str, Any]:
        found = httpx.get(f"{self.issuer}/.well-known/openid-configuration", timeout=PATIENCE)
        return dict(found.raise_for_status().json())


@dataclass
class Browser:
    """Someone's browser: signs in by code and PKCE as the console does, and keeps the cookies."""

    provider: RealProvider
    client: httpx.Client

    def sign_in(
        self,
        who: str,
        *,
        acr: str = "urn:one",
        claims: Mapping[str, Any] | None = None,
        **asked: str,
    ) -> dict[str, Any]:
        """Goes the whole way from the console's page to tokens."""
        self.provider.order(
            "who", account=f"opaque-{who}", acr=acr, claims=claims or {"employee": who}
        )
        verifier = secrets.token_urlsafe(48)
        code = self.code(verifier, **asked)
        return dict(self.exchange(code, verifier).raise_for_status().json())

    def code(self, verifier: str, **asked: str) -> str:
        challenge = base64.urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=")
        state = secrets.token_urlsafe(32)
        query = {
            "response_type": "code", "client_id": CLIENT, "redirect_uri": self.provider.redirect,
            "scope": "openid", "state": state, "nonce": secrets.token_urlsafe(32),
            "code_challenge": challenge.decode(), "code_challenge_method": "S256", **asked,
        }  # fmt: skip  # reads as a table
        said = self.follow(self.provider.described()["authorization_endpoint"], query)
        assert said["state"] == state
        assert said["iss"] == self.provider.issuer
        return said["code"]

    def follow(self, address: str, query: dict[str, str] | None = None) -> dict[str, str]:
        """Follows the provider's redirections until it sends the browser back to us."""
        for _ in range(8):
            answer = self.client.get(address, params=query)
            query = None
            assert answer.is_redirect, (answer.status_code, answer.text)
            address = str(answer.next_request.url) if answer.next_request else ""
            if address.startswith(self.provider.redirect):
                return {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        raise AssertionError("the provider sends the browser in circles")

    def exchange(self, code: str, verifier: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code", "client_id": CLIENT, "code": code,
            "redirect_uri": self.provider.redirect, "code_verifier": verifier,
        }  # fmt: skip  # reads as a table
        return self.client.post(self.provider.described()["token_endpoint"], data=form)

    def leave(self, id_token: str) -> None:
        """Signs out at the provider, which tells its clients from behind before it answers."""
        query = {"id_token_hint": id_token, "post_logout_redirect_uri": self.provider.redirect}
        page = self.client.get(self.provider.described()["end_session_endpoint"], params=query)
        form = dict(re.findall(r'name="(xsrf)" value="([^"]+)"', page.text))
        action = re.search(r'action="([^"]+)"', page.text)
        assert action, page.text
        answer = self.client.post(action[1], data={**form, "logout": "yes"})
        assert answer.status_code == 303, answer.text


@contextmanager
def real_provider() -> Iterator[RealProvider]:
    """Keeps the provider running for the length of a block."""
    found = node()
    if found is None or not (HOME / "node_modules" / "oidc-provider").exists():
        lacking("no oidc-provider or no node >= 22: run scripts/oidc-provider (needs npm)")
    process = subprocess.Popen(
        [found, "provider.mjs"],
        cwd=HOME,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=sys.stderr if sys.stderr.isatty() else subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            made = RealProvider(process, "")
            made.issuer = made._heard()["issuer"]
            yield made
        finally:
            process.kill()
