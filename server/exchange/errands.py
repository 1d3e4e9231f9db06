"""Addresses that carry out what an act allowed: for a few minutes, as the viewer they were made for.

The address says, encrypted, who may follow it and for what; the viewer is read anew each time and
asked about by the rule book, so that a right or a session that ended meanwhile ends the address too.
What is sealed and what is written asks besides for the bearer token of that very person: an address
that was passed on, or stands in a log, is good for nothing there.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import ClassVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from ledger.responsibilities.files import Errand, Link, Links
from ledger.responsibilities.refusals import FileNotFound
from server.edge.foreseen import RETRY, edge_error
from server.edge.middleware import BodyTooLarge
from server.edge.replies import EdgeError, header_of, request_id_of, send_error
from server.sign_in.authentication import BadToken, Doorkeeper, Identity
from tenants.passing import refusal_in
from tenants.refusals import NotAllowed, NotFound, Refusal
from tenants.sitting import Sittings
from tenants.viewer import Viewer

LOGGER = logging.getLogger("levelwise.errands")
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
    asks_token: ClassVar[bool] = True
    """Whether whoever follows the address must show a token; a browser that saves a file has none."""

    links: Links
    sittings: Sittings
    keeper: Doorkeeper

    async def followed(self, request: Request) -> Followed:
        """Reads whoever an address was made for, as they are now.

        Refuses:  file.not_found for an address that is not ours, not for this, too old, or another
                  person's; BadToken without a token where one is asked for, and for a session that
                  was ended; KeysUnavailable, viewer.post_not_held.
        """
        said = request.query_params.get("errand", "")
        errand = self.links.read_errand(said, purpose=self.purpose)
        if errand is None or datetime.now(UTC).timestamp() >= errand.until:
            raise FileNotFound
        identity = await self._identity(request, errand)
        viewer = await self.keeper.lookup(identity, errand.post)
        return Followed(replace(viewer, session=errand.session), errand, request)

    async def _identity(self, request: Request, errand: Errand) -> Identity:
        identity = await shown_by(request, self.keeper, errand)
        if self.asks_token:
            if identity is None:
                raise BadToken("this address is good with the token of its viewer only")
            return identity
        sub, session, began = errand.session or ("", None, None)
        made = Identity(
            errand.issuer, errand.subject, errand.until, issued_at=began, session=session, sub=sub
        )
        self.keeper.refuse_ended(made)
        return made


async def shown_by(
    request: Request, keeper: Doorkeeper, made_for: Errand | Link
) -> Identity | None:
    """Gives who shows a token at an address; None when nobody does, as a browser that saves a file.

    Refuses:  file.not_found for the token of anybody but the one it was made for; BadToken,
              KeysUnavailable.
    """
    identity = await keeper.identified(header_of(request.scope, b"authorization"))
    if identity is None:
        return None
    if (identity.issuer, identity.subject) != (made_for.issuer, made_for.subject):
        raise FileNotFound
    return identity


@dataclass(frozen=True)
class Errands:
    """One way through a door as an application: refusals become answers."""

    act: Callable[[Request], Awaitable[Response]]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Does one errand."""
        try:
            response = await self.act(Request(scope, receive))
        except ClientDisconnect:
            return
        except BodyTooLarge:
            raise
        except Exception as error:
            shown = _shown(error)
            if shown is None:
                LOGGER.exception("bug in request %s", request_id_of(scope))
                shown = EdgeError("INTERNAL_SERVER_ERROR", 500)
            await send_error(scope, send, shown)
            return
        await response(scope, receive, send)


def _shown(error: Exception) -> EdgeError | None:
    refusal = refusal_in(error)
    if refusal is None:
        return edge_error(error)
    retry = RETRY if refusal.retryable else ()
    return EdgeError(refusal.code, status_of(refusal), refusal, headers=retry)


def status_of(refusal: Refusal) -> int:
    """Gives the status of HTTP that says best what a refusal is."""
    if isinstance(refusal, NotFound):
        return 404
    if isinstance(refusal, NotAllowed):
        return 403
    return 503 if refusal.retryable else 422
