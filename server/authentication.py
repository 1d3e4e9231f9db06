"""Who asks: a bearer token becomes a viewer, once per token and post, and is remembered a while.

A token is checked for its signature by a known public key, issuer, audience and times. Where keys
come from is never the token's choice. Without a token the viewer is nobody; with a bad one the
request ends here, and that is the only 401.
"""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import jwt
from jwt.exceptions import InvalidTokenError

from server.token_keys import ALGORITHMS, Keys
from storage import ids
from tenants.refusals import ViewerPostNotHeld
from tenants.viewer import Viewer

SKEW_SECONDS = 30
LONGEST_TOKEN = 8_192
REMEMBERED = 10_000
# Revocation is seen at once by the reading itself (standing); this bounds what only we remember.
FRESH_SECONDS = 15.0
FRESH_SECONDS_OF_NOBODY = 5.0
# A header that carries a key, or says where to find one, wants to be its own witness.
SELF_WITNESSING = frozenset({"jku", "jwk", "x5u", "x5c", "crit", "b64"})


class BadToken(Exception):
    """The token cannot be accepted; the reason is for the client's developer."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Someone as an issuer names them."""

    issuer: str
    subject: str
    expires_at: float


@dataclass(frozen=True)
class Issuer:
    """One issuer this server believes, for tokens made out to this server."""

    name: str
    audience: str
    keys: Keys


@dataclass(frozen=True, slots=True)
class Admitted:
    """A viewer with the moment until which the token holds; `key` is how it is remembered."""

    viewer: Viewer
    expires_at: float
    fresh_until: float
    key: tuple[bytes | None, bytes | None]


Lookup = Callable[[Identity | None, UUID | None], Awaitable[Viewer]]


class Tokens:
    """Checks bearer tokens against the issuers of this deployment."""

    def __init__(self, issuers: tuple[Issuer, ...]) -> None:
        self.issuers: Mapping[str, Issuer] = {issuer.name: issuer for issuer in issuers}

    async def verify(self, token: str) -> Identity:
        """Verifies a token.

        Refuses: BadToken; KeysUnavailable when the issuer's keys cannot be had.
        """
        if len(token) > LONGEST_TOKEN:
            raise BadToken("the token is too long")
        try:
            header = jwt.get_unverified_header(token)
            claimed = jwt.decode(token, options={"verify_signature": False})
        except (InvalidTokenError, ValueError, RecursionError):
            raise BadToken("the token is malformed") from None
        if SELF_WITNESSING & header.keys():
            raise BadToken("the token's header is not acceptable")
        issuer = self._issuer(claimed.get("iss"))
        key_id = header.get("kid")
        key = await issuer.keys.find(key_id if isinstance(key_id, str) else None)
        if key is None:
            raise BadToken("the token is signed by an unknown key")
        algorithm = header.get("alg")
        fitting = ALGORITHMS.get(str(key.key_type), frozenset())
        if not isinstance(algorithm, str) or algorithm not in fitting:
            raise BadToken("the token's algorithm does not fit its key")
        return self._verified(token, key, algorithm=algorithm, issuer=issuer)

    def _issuer(self, name: Any) -> Issuer:
        issuer = self.issuers.get(name) if isinstance(name, str) else None
        if issuer is None:
            raise BadToken("the token's issuer is not known here")
        return issuer

    def _verified(self, token: str, key: jwt.PyJWK, *, algorithm: str, issuer: Issuer) -> Identity:
        try:
            claims = jwt.decode(
                token,
                key.key,
                algorithms=[algorithm],
                audience=issuer.audience,
                issuer=issuer.name,
                leeway=SKEW_SECONDS,
                options={"require": ["exp", "sub", "iss", "aud"]},
            )
        except jwt.ExpiredSignatureError:
            raise BadToken("the token has expired") from None
        except (InvalidTokenError, TypeError, ValueError, OverflowError):
            raise BadToken("the token does not verify") from None
        subject = claims["sub"]
        if not isinstance(subject, str) or not subject or len(subject) > 255:
            raise BadToken("the token names no subject")
        return Identity(issuer.name, subject, float(claims["exp"]))


class Doorkeeper:
    """Turns the two headers of a request into a viewer."""

    def __init__(
        self, tokens: Tokens, lookup: Lookup, *, clock: Callable[[], float] = time.time
    ) -> None:
        self.tokens = tokens
        self.lookup = lookup
        self.clock = clock
        self._known: dict[tuple[bytes | None, bytes | None], Admitted] = {}

    async def admit(self, authorization: bytes | None, post: bytes | None) -> Admitted:
        """Admits a request by its Authorization and Levelwise-Post headers.

        Refuses: BadToken, KeysUnavailable, viewer.post_not_held.
        """
        known = self._known.get((authorization, post))
        if known is not None and self.clock() < known.fresh_until:
            return known
        return await self._enter((authorization, post))

    async def renewed(self, admitted: Admitted) -> Viewer:
        """Makes the viewer anew, forgetting what is remembered: their standing has changed.

        Refuses: BadToken, KeysUnavailable, viewer.post_not_held.
        """
        self._known.pop(admitted.key, None)
        return (await self._enter(admitted.key)).viewer

    async def _enter(self, key: tuple[bytes | None, bytes | None]) -> Admitted:
        authorization, post = key
        identity = await self._identity(authorization)
        viewer = await self.lookup(identity, read_post(post))
        now = self.clock()
        expires_at = identity.expires_at + SKEW_SECONDS if identity else float("inf")
        fresh = FRESH_SECONDS if viewer.person else FRESH_SECONDS_OF_NOBODY
        admitted = Admitted(viewer, expires_at, min(expires_at, now + fresh), key)
        while len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[key] = admitted
        return admitted

    async def _identity(self, authorization: bytes | None) -> Identity | None:
        if not authorization:
            return None
        scheme, _, token = authorization.decode("latin-1").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise BadToken("the Authorization header is not `Bearer <token>`")
        return await self.tokens.verify(token.strip())


def read_post(text: bytes | None) -> UUID | None:
    """Reads the post a request acts in: its id as GraphQL gives it, or the bare UUID.

    Refuses: viewer.post_not_held, also for what is no id at all.
    """
    if not text:
        return None
    known = ids.parsed(text.decode("latin-1"))
    try:
        if known is None:
            return UUID(text.decode("ascii"))
    except ValueError:
        raise ViewerPostNotHeld from None
    kind, post = known
    if kind != "Post":
        raise ViewerPostNotHeld
    return post
