"""Back-channel logout (OpenID Connect): a provider ends a session, and all it opened here ends.

What was ended is kept in the database and told to every process; each closes the sockets and streams
of the session and answers its tokens with 401 from then on.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.requests import Request
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from server.edge.replies import PRIVATE, send_bytes
from server.sign_in.authentication import LOGGED_OUT, BadToken, Tokens
from server.sign_in.signed_out import Ending, SignedOut
from storage.engine import transaction
from storage.listening import Listening
from tenants.context import NOBODY, KeySet, seal

LOGGER = logging.getLogger("levelwise.signing_out")
PATH = "/oidc/backchannel-logout"
CHANNEL = "levelwise_signed_out"
OLDEST_SECONDS = 150.0
"""A logout token is for now: an older one is somebody's who kept it."""
LONGEST = 255
_NEEDED = ("iss", "aud", "iat", "exp", "jti", "events")
_END = text("select ctx.end_session(:issuer, :subject, :session, :jti, to_timestamp(:at))")
_ENDED = text("select ctx.ended_sessions()")


class LogoutRefused(Exception):
    """It is no logout token; the reason is for the provider's operator."""


@dataclass(frozen=True)
class SigningOut:
    """Takes logout tokens for one process, and learns what others took."""

    tokens: Tokens
    engine: AsyncEngine
    keys: KeySet
    signed_out: SignedOut

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ends a session, or says why not."""
        try:
            await self._end(await self._token(Request(scope, receive)))
        except (BadToken, LogoutRefused):
            headers = ((b"content-type", b"application/json"), *PRIVATE)
            await send_bytes(send, b'{"error":"invalid_request"}', status=400, headers=headers)
        else:
            await send_bytes(send, b"", status=200, headers=PRIVATE)

    async def _token(self, request: Request) -> str:
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind != "application/x-www-form-urlencoded":
            raise LogoutRefused("a form is needed")
        sent = parse_qs((await request.body()).decode("latin-1"), max_num_fields=20)
        tokens = sent.get("logout_token", [])
        if len(tokens) != 1:
            raise LogoutRefused("one logout_token is needed")
        return tokens[0]

    async def _end(self, token: str) -> None:
        """Keeps what is ended and tells every process; the same token works once.

        Refuses: BadToken, KeysUnavailable, LogoutRefused.
        """
        issuer, claims = await self.tokens.claims(token, needed=_NEEDED, to_clients=True)
        events = claims["events"]
        subject, session = _name(claims, "sub"), _name(claims, "sid")
        jti = _name(claims, "jti")
        if not isinstance(events, dict) or not isinstance(events.get(LOGGED_OUT), dict):
            raise LogoutRefused("it is no logout token")
        if "nonce" in claims or jti is None or (subject is None and session is None):
            raise LogoutRefused("it names no session")
        if abs(time.time() - float(claims["iat"])) > OLDEST_SECONDS:
            raise LogoutRefused("it is not of now")
        given = {
            "issuer": issuer.name,
            "subject": subject,
            "session": session,
            "jti": jti,
            "at": float(claims["iat"]),
        }
        async with self._asking(f"logout|{issuer.name}|{jti}") as connection:
            fresh = (await connection.execute(_END, given)).scalar_one()
        if not fresh:
            raise LogoutRefused("it was used before")
        await self.learn()

    async def learn(self) -> None:
        """Reads what was ended, whoever took it."""
        async with self._asking("logouts") as connection:
            found: list[dict[str, Any]] = (await connection.execute(_ENDED)).scalar_one()
        await self.signed_out.learn(
            Ending(one["issuer"], one["subject"], one["session"], one["at"]) for one in found
        )

    def _asking(self, question: str) -> Any:
        asked = f"{NOBODY}|{sha256(question.encode()).hexdigest()}"

        def signed(pid: int) -> str:
            return seal(self.keys, asked, pid=pid, now=time.time())

        return transaction(self.engine, signed)


@asynccontextmanager
async def learning(signing_out: SigningOut, listening: Listening) -> AsyncIterator[None]:
    """Learns what is ended for as long as the block lasts, beginning with what was ended before."""
    await signing_out.learn()
    task = asyncio.create_task(_learning(signing_out, listening))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _learning(signing_out: SigningOut, listening: Listening) -> None:
    async for _ in listening.rounds(CHANNEL):
        while True:
            try:
                await signing_out.learn()
                break
            except SQLAlchemyError as failed:
                LOGGER.warning("ended sessions could not be read, again: %s", failed)
                await asyncio.sleep(0.5)


def _name(claims: Any, name: str) -> str | None:
    found = claims.get(name)
    if found is not None and not (isinstance(found, str) and 0 < len(found) <= LONGEST):
        raise LogoutRefused(f"{name} is no name")
    if found is not None and "\x00" in found:
        raise LogoutRefused(f"{name} is no name")
    return found


def routes(signing_out: SigningOut) -> Sequence[BaseRoute]:
    """Gives the route that the application mounts."""
    return (Route(PATH, signing_out, methods=["POST"]),)
