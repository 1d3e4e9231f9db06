"""Which web pages may talk to this server: one list for CORS, for GET and for sockets."""

import re
from dataclasses import dataclass

from starlette.types import Scope

from server.edge.replies import header_of

LOOPBACK_ORIGIN = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
# A page of another site can send none of these without asking first (a CORS preflight).
PREFLIGHTED = (
    b"graphql-require-preflight",
    b"apollo-require-preflight",
    b"x-apollo-operation-name",
    b"authorization",
)


@dataclass(frozen=True)
class Origins:
    """The origins that may read answers; `any_loopback` is for the demo on one's own machine."""

    listed: frozenset[str] = frozenset()
    any_loopback: bool = False

    def allow(self, origin: str) -> bool:
        """Says whether pages of this origin may read answers."""
        return origin in self.listed or (
            self.any_loopback and LOOPBACK_ORIGIN.fullmatch(origin) is not None
        )

    def admit(self, scope: Scope) -> bool:
        """Says whether a request or handshake comes from no page, an own page or an allowed one."""
        origin = header_of(scope, b"origin")
        if origin is None:
            return True
        text = origin.decode("latin-1")
        host = (header_of(scope, b"host") or b"").decode("latin-1")
        return text.partition("://")[2] == host or self.allow(text)

    def refuse_cross_site(self, scope: Scope) -> bool:
        """Says whether a GET was made by a browser for a page that may not make it.

        A GET without a preflight is all that a foreign page can send, and nobody asked the person.
        """
        if any(header_of(scope, name) for name in PREFLIGHTED):
            return False
        if (header_of(scope, b"content-type") or b"").startswith(b"application/json"):
            return False
        if header_of(scope, b"origin") is not None:
            return not self.admit(scope)
        return header_of(scope, b"sec-fetch-site") in {b"cross-site", b"same-site"}


def from_this_machine(scope: Scope) -> bool:
    """Says whether a request came over loopback and was addressed to loopback by name.

    The second half keeps out pages that rebind their own name to 127.0.0.1.
    """
    client = scope.get("client")
    if client is None or client[0] not in {"127.0.0.1", "::1"}:
        return False
    host = (header_of(scope, b"host") or b"").decode("latin-1")
    forwarded = header_of(scope, b"x-forwarded-for") or header_of(scope, b"forwarded")
    return forwarded is None and re.sub(r":\d+$", "", host) in LOOPBACK_NAMES
