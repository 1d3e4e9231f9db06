"""Where people sign in: what the OpenID provider says about itself, for a page of ours.

The browser does the sign-in (authorization code with PKCE, no secret); the server only reads the
provider's own description, so that the page may be told to talk to these addresses and no others.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from server.sign_in.authentication import Issuer
from server.sign_in.token_keys import fetch

LOGGER = logging.getLogger("levelwise.authentication")
PATH = "/.well-known/openid-configuration"
FRESH_SECONDS = 300.0
COOLDOWN_SECONDS = 10.0
ENDPOINTS = {
    "authorization_endpoint": "authorize",
    "token_endpoint": "token",
    "end_session_endpoint": "leave",
}
NEEDED = frozenset({"authorize", "token"})


class NotAProvider(ValueError):
    """The document does not describe the provider that was asked for."""


def endpoints_in(document: Any, issuer: str) -> dict[str, str]:
    """Reads a provider's description: where to sign in, get tokens and leave.

    Refuses: NotAProvider for the description of another issuer, for addresses that are not https
             (or http on loopback), and for a provider that does not know PKCE with S256.
    """
    if not isinstance(document, dict) or document.get("issuer") != issuer:
        raise NotAProvider("it describes another issuer")
    methods = document.get("code_challenge_methods_supported")
    if methods is not None and "S256" not in methods:
        raise NotAProvider("it does not take PKCE with S256")
    found = {}
    for name, short in ENDPOINTS.items():
        address = document.get(name)
        if address is None:
            continue
        if not isinstance(address, str) or not _trusted(address):
            raise NotAProvider(f"{name} is no address to send people to")
        found[short] = address
    if not found.keys() >= NEEDED:
        raise NotAProvider("it does not say where to sign in")
    return found


def origin_of(address: str) -> str:
    """Gives the origin of an address, as a content security policy names it."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def _trusted(address: str) -> bool:
    parts = urlsplit(address)
    loopback = parts.hostname in {"127.0.0.1", "localhost", "::1"}
    plain = not set(address) & set(" \t\r\n;,'\"<>\\") and address.isascii()
    return (
        plain
        and bool(parts.netloc)
        and (parts.scheme == "https" or (parts.scheme == "http" and loopback))
    )


@dataclass
class Provider:
    """One OpenID provider as the console uses it; its description is kept for five minutes."""

    issuer: str
    client_id: str
    audience: str
    scope: str
    fetch: Callable[[str], Any] = fetch
    clock: Callable[[], float] = time.monotonic
    _known: dict[str, str] | None = field(default=None, init=False)
    _tried_at: float = field(default=float("-inf"), init=False)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)

    @classmethod
    def of(cls, issuers: Sequence[Issuer], scope: str) -> "Provider | None":
        """Gives the first issuer at which this deployment is a client: people sign in there."""
        for one in issuers:
            if one.clients:
                return cls(one.name, one.clients[0], one.audience, scope)
        return None

    async def described(self) -> dict[str, str] | None:
        """Gives what the page needs to sign people in; None while the provider cannot be asked."""
        async with self._lock:
            age = self.clock() - self._tried_at
            if age > (FRESH_SECONDS if self._known else COOLDOWN_SECONDS):
                self._tried_at = self.clock()
                await self._refresh()
        if self._known is None:
            return None
        return {
            "issuer": self.issuer,
            "client": self.client_id,
            "audience": self.audience,
            "scope": self.scope,
            **self._known,
        }

    async def _refresh(self) -> None:
        """Asks anew; what was known before stays when the provider does not answer."""
        try:
            document = await asyncio.to_thread(self.fetch, self.issuer.rstrip("/") + PATH)
            self._known = endpoints_in(document, self.issuer)
        except (OSError, ValueError) as error:
            LOGGER.warning("the provider %s cannot be asked: %s", self.issuer, error)
