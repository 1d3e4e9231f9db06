"""Who asks: a bearer token becomes a viewer, once per token and post, and is remembered a while.

A token is checked for its signature by a known public key, issuer, audience and times. Where keys
come from is never the token's choice. Without a token the viewer is nobody; with a bad one the
request ends here, and that is the only 401.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from unicodedata import category
from uuid import UUID

import jwt
from jwt.exceptions import InvalidTokenError

from server.sign_in.signed_out import SignedOut
from server.sign_in.token_keys import Keys, PublicKey
from storage import ids
from tenants.refusals import ViewerPostNotHeld
from tenants.viewer import Viewer

SKEW_SECONDS = 30
LONGEST_TOKEN = 8_192
LONGEST_SUBJECT = 255
NAMELESS = frozenset({"Cc", "Cs"})
LOGGED_OUT = "http://schemas.openid.net/event/backchannel-logout"
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
    """Someone as an issuer names them: in which session, since when, how surely, in which post."""

    issuer: str
    subject: str
    expires_at: float
    issued_at: float | None = None
    session: str | None = None
    signed_in_at: float | None = None
    level: int = 0
    acrs: tuple[tuple[str, int], ...] = ()
    post: UUID | None = None
    sub: str = ""
    """The issuer's own name for them, where another claim names the person here."""

    @property
    def began(self) -> float | None:
        """Since when the session is: the sign-in, or else the token."""
        return self.issued_at if self.signed_in_at is None else self.signed_in_at


Lookup = Callable[[Identity | None, UUID | None], Awaitable[Viewer]]


@dataclass(frozen=True)
class Claims:
    """How an issuer's claims are read: which one names the person, which the post, which how surely.

    ``posts`` turns what the post's claim says into a post; what it does not name is no post. A claim
    never gives a post: it chooses among those that the person holds.
    """

    subject: str = "sub"
    post: str | None = None
    posts: Mapping[str, UUID] = field(default_factory=dict)
    levels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Issuer:
    """One issuer this server believes, for tokens made out to this server."""

    name: str
    audience: str
    keys: Keys
    reads: Claims = field(default_factory=Claims)
    clients: tuple[str, ...] = ()
    """Our clients at the issuer: logout tokens are made out to them, access tokens are not."""

    def identity(self, claims: Mapping[str, Any]) -> Identity:
        """Reads who it is out of verified claims.

        Refuses: BadToken when they name nobody.
        """
        subject = claims.get(self.reads.subject)
        if not isinstance(subject, str) or not can_name(subject):
            raise BadToken("the token names no subject")
        session, acr = claims.get("sid"), claims.get("acr")
        stated = claims.get(self.reads.post) if self.reads.post else None
        return Identity(
            self.name,
            subject,
            float(claims["exp"]),
            issued_at=_instant(claims.get("iat")),
            session=session if isinstance(session, str) else None,
            signed_in_at=_instant(claims.get("auth_time")),
            level=self.reads.levels.get(acr, 1) if isinstance(acr, str) else 1,
            acrs=tuple(sorted(self.reads.levels.items())),
            post=self.reads.posts.get(stated) if isinstance(stated, str) else None,
            sub=str(claims["sub"]),
        )


def can_name(said: str) -> bool:
    """Whether somebody can be called so: JSON writes control signs and halves of characters, too."""
    return 0 < len(said) <= LONGEST_SUBJECT and not any(category(one) in NAMELESS for one in said)


def _instant(said: Any) -> float | None:
    known = isinstance(said, int | float) and not isinstance(said, bool)
    return float(said) if known else None


@dataclass(frozen=True, slots=True)
class Admitted:
    """A viewer with the moment until which the token holds; `key` is how it is remembered."""

    viewer: Viewer
    expires_at: float
    fresh_until: float
    key: tuple[bytes | None, bytes | None]
    identity: Identity | None = None


class Tokens:
    """Checks bearer tokens against the issuers of this deployment."""

    def __init__(self, issuers: tuple[Issuer, ...]) -> None:
        self.issuers: Mapping[str, Issuer] = {issuer.name: issuer for issuer in issuers}

    async def verify(self, token: str) -> Identity:
        """Verifies a bearer token.

        Refuses: BadToken; KeysUnavailable when the issuer's keys cannot be had.
        """
        issuer, claims = await self.claims(token)
        events = claims.get("events")
        if isinstance(events, dict) and LOGGED_OUT in events:
            raise BadToken("this token ends a session and begins none")
        return issuer.identity(claims)

    async def claims(
        self,
        token: str,
        *,
        needed: tuple[str, ...] = ("exp", "sub", "iss", "aud"),
        to_clients: bool = False,
    ) -> tuple[Issuer, Mapping[str, Any]]:
        """Gives what a token says, once its signature, issuer, audience and times are found good.

        Given:   to_clients, whether it may be made out to a client of ours as well.
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
        if not isinstance(algorithm, str) or algorithm not in key.algorithms:
            raise BadToken("the token's algorithm does not fit its key")
        audiences = (issuer.audience, *(issuer.clients if to_clients else ()))
        told = (issuer.name, audiences)
        return issuer, _verified(token, key, algorithm=algorithm, told=told, needed=needed)

    def _issuer(self, name: Any) -> Issuer:
        issuer = self.issuers.get(name) if isinstance(name, str) else None
        if issuer is None:
            raise BadToken("the token's issuer is not known here")
        return issuer


def _verified(
    token: str,
    key: PublicKey,
    *,
    algorithm: str,
    told: tuple[str, tuple[str, ...]],
    needed: tuple[str, ...],
) -> Mapping[str, Any]:
    issuer, audiences = told
    try:
        found: Mapping[str, Any] = jwt.decode(
            token,
            key.key,
            algorithms=[algorithm],
            audience=audiences,
            issuer=issuer,
            leeway=SKEW_SECONDS,
            options={"require": list(needed)},
        )
    except jwt.ExpiredSignatureError:
        raise BadToken("the token has expired") from None
    except (InvalidTokenError, TypeError, ValueError, OverflowError):
        raise BadToken("the token does not verify") from None
    return found


class Doorkeeper:
    """Turns the two headers of a request into a viewer."""

    def __init__(
        self,
        tokens: Tokens,
        lookup: Lookup,
        *,
        signed_out: SignedOut | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.tokens = tokens
        self.lookup = lookup
        self.signed_out = signed_out or SignedOut()
        self.clock = clock
        self._known: dict[tuple[bytes | None, bytes | None], Admitted] = {}

    async def admit(self, authorization: bytes | None, post: bytes | None) -> Admitted:
        """Admits a request by its Authorization and Levelwise-Post headers.

        Refuses: BadToken, KeysUnavailable, viewer.post_not_held.
        """
        known = self._known.get((authorization, post))
        if known is not None and self.clock() < known.fresh_until:
            self.refuse_ended(known.identity)
            return known
        return await self._enter((authorization, post))

    async def renewed(self, admitted: Admitted) -> Viewer:
        """Makes the viewer anew, forgetting what is remembered: their standing has changed.

        Refuses: BadToken, KeysUnavailable, viewer.post_not_held.
        """
        self._known.pop(admitted.key, None)
        return (await self._enter(admitted.key)).viewer

    async def until_ended(self, admitted: Admitted) -> None:
        """Waits until the session is ended in which somebody was admitted; nobody's never is."""
        identity = admitted.identity
        if identity is None:
            await asyncio.Event().wait()
            return
        await self.signed_out.until_ended(
            identity.issuer, identity.sub, session=identity.session, began=identity.began
        )

    async def _enter(self, key: tuple[bytes | None, bytes | None]) -> Admitted:
        authorization, post = key
        identity = await self.identified(authorization)
        chosen = read_post(post)
        if chosen is None and identity is not None:
            chosen = identity.post
        viewer = await self.lookup(identity, chosen)
        now = self.clock()
        expires_at = identity.expires_at + SKEW_SECONDS if identity else float("inf")
        fresh = FRESH_SECONDS if viewer.person else FRESH_SECONDS_OF_NOBODY
        admitted = Admitted(viewer, expires_at, min(expires_at, now + fresh), key, identity)
        while len(self._known) >= REMEMBERED:
            self._known.pop(next(iter(self._known)))
        self._known[key] = admitted
        return admitted

    async def identified(self, authorization: bytes | None) -> Identity | None:
        """Says whom an Authorization header names, by a session that goes on; None without one.

        Refuses: BadToken, KeysUnavailable.
        """
        identity = await self._identity(authorization)
        self.refuse_ended(identity)
        return identity

    def refuse_ended(self, identity: Identity | None) -> None:
        """Refuses whose session was ended: BadToken."""
        if identity is not None and self.signed_out.ended(
            identity.issuer,
            identity.sub,
            session=identity.session,
            began=identity.began,
        ):
            raise BadToken("this session was ended")

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
