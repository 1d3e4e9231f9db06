"""Addresses that carry out what an act allowed: for its viewer alone, for a few minutes.

The address says, encrypted, who may follow it and for what. Whoever follows it is signed in again
and asked about by the rule book, so that a right that ended meanwhile ends the address too.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import ClassVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ledger.responsibilities.files import Errand, Links
from ledger.responsibilities.refusals import FileNotFound
from server.authentication import Identity, Lookup
from server.replies import EdgeError, request_id_of, send_error
from tenants.refusals import NotAllowed, NotFound, Refusal
from tenants.sitting import Sittings
from tenants.viewer import Viewer

HEADERS: Mapping[str, str] = {
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": "default-src 'none'; sandbox",
    "referrer-policy": "no-referrer",
}


@dataclass(frozen=True)
class Followed:
    """An errand that is being done: the viewer as they are now, and the request."""

    viewer: Viewer
    errand: Errand
    request: Request

    @property
    def request_id(self) -> str:
        """The id of the request, for the audit."""
        return request_id_of(self.request.scope)


@dataclass(frozen=True)
class Door:
    """What every door for errands needs."""

    purpose: ClassVar[str]

    links: Links
    sittings: Sittings
    lookup: Lookup

    async def followed(self, request: Request) -> Followed:
        """Signs in whoever an address was made for.

        Refuses:  file.not_found for an address that is not ours, not for this, or too old.
        """
        said = request.query_params.get("errand", "")
        errand = self.links.read_errand(said, purpose=self.purpose)
        if errand is None or datetime.now(UTC).timestamp() >= errand.until:
            raise FileNotFound
        identity = Identity(errand.issuer, errand.subject, errand.until)
        return Followed(await self.lookup(identity, errand.post), errand, request)


@dataclass(frozen=True)
class Errands:
    """One way through a door as an application: refusals become answers."""

    act: Callable[[Request], Awaitable[Response]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Does one errand."""
        try:
            response = await self.act(Request(scope, receive))
        except Refusal as refusal:
            status = status_of(refusal)
            await send_error(scope, send, EdgeError(refusal.code, status, refusal))
            return
        except ClientDisconnect:
            return
        await response(scope, receive, send)


def status_of(refusal: Refusal) -> int:
    """Gives the status of HTTP that says best what a refusal is."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotAllowed):
        return 403
    return 503 if refusal.retryable else 422
