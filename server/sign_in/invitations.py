"""POST /invitations: whoever is signed in and has an invitation becomes the person it is for."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

import orjson
import psycopg.errors
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from server.edge.replies import PRIVATE, EdgeError, header_of, send_bytes, send_error
from server.sign_in.authentication import BadToken, Doorkeeper
from storage.engine import transaction
from tenants.context import KeySet, asking, seal
from tenants.refusals import Conflict, NotFound, Refusal

_ACCEPT = text("select ctx.accept_invitation(:issuer, :subject, :code)")
LONGEST_CODE = 200


@dataclass(eq=False)
class InvitationNotOpen(NotFound):
    """No open invitation has this code; it works once and for seven days."""

    code: ClassVar[str] = "invitation.not_open"
    zh: ClassVar[str] = "没有使用此邀请码的有效邀请；邀请码七天内有效，只能使用一次。"


@dataclass(eq=False)
class AlreadySomebody(Conflict):
    """Your sign-in belongs to a person here already; two posts are for two persons."""

    code: ClassVar[str] = "invitation.already_somebody"
    zh: ClassVar[str] = "您的登录身份已与一名人员关联；两个职务须由两人分任。"


@dataclass(frozen=True)
class Invitations:
    """Takes invitations for one process."""

    doorkeeper: Doorkeeper
    engine: AsyncEngine
    keys: KeySet

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Accepts an invitation, or says why not."""
        try:
            await self._accept(Request(scope, receive))
        except BadToken:
            challenge = ((b"www-authenticate", b"Bearer"),)
            await send_error(scope, send, EdgeError("UNAUTHENTICATED", 401, headers=challenge))
        except ValueError:
            await send_error(scope, send, EdgeError("MALFORMED_JSON", 400))
        except Refusal as refusal:
            status = 404 if isinstance(refusal, NotFound) else 409
            await send_error(scope, send, EdgeError(refusal.code, status, refusal))
        else:
            headers = ((b"content-type", b"application/json"), *PRIVATE)
            await send_bytes(send, b'{"accepted":true}', status=200, headers=headers)

    async def _accept(self, request: Request) -> None:
        """Binds the token's subject to the invited person.

        Refuses: BadToken, KeysUnavailable, ValueError for a body that is none, invitation.not_open,
                 invitation.already_somebody.
        """
        who = await self.doorkeeper.identified(header_of(request.scope, b"authorization"))
        if who is None:
            raise BadToken("an invitation is accepted by someone who is signed in")
        sent = orjson.loads(await request.body())
        code = sent.get("code") if isinstance(sent, dict) else None
        if not isinstance(code, str) or not 0 < len(code) <= LONGEST_CODE or "\x00" in code:
            raise InvitationNotOpen
        asked = asking(who.issuer, who.subject)

        def signed(pid: int) -> str:
            return seal(self.keys, asked, pid=pid, now=time.time())

        given = {"issuer": who.issuer, "subject": who.subject, "code": code}
        try:
            async with transaction(self.engine, signed) as connection:
                accepted = (await connection.execute(_ACCEPT, given)).scalar_one()
        except DBAPIError as failed:
            if isinstance(failed.orig, psycopg.errors.UniqueViolation):
                raise AlreadySomebody from failed
            raise
        if not accepted:
            raise InvitationNotOpen


def routes(invitations: Invitations) -> Sequence[BaseRoute]:
    """Gives the route that the application mounts."""
    return (Route("/invitations", invitations, methods=["POST"]),)
