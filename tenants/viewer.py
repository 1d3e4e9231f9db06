"""Who acts: a person in one post in one tenant, with what the rule book may ask of them.

A viewer is made once per token and post and never changes; ``standing`` says from what it was made.
*Nobody* is a viewer too: no person, or a person without a current post, and ``notice`` says which.
"""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from policies.book import Book
from policies.enforcer import Enforcer
from policies.facts import ANYONE, Held, Lineage, bindings, stands_elsewhere
from storage.engine import transaction
from storage.reads import Encoded, Opening, Overloaded, ReadFailed, Reads, encoded
from tenants.context import KeySet, asking, claims, seal
from tenants.refusals import DatabaseBusy, Language, ViewerPostNotHeld

CHINA = timedelta(hours=8)
NO_LINEAGE: Lineage = (None, None, None, None, None, None)

ANONYMOUS = "viewer.anonymous"
UNKNOWN_SUBJECT = "viewer.unknown_subject"
NO_CURRENT_POST = "viewer.no_current_post"
SUSPENDED = "viewer.unit_suspended"

NOTICES: Mapping[str, Mapping[Language, str]] = {
    ANONYMOUS: {
        "zh": "您尚未登录，只能看到已公开的内容。",
        "en": "You are not signed in: you see what is published.",
    },
    UNKNOWN_SUBJECT: {
        "zh": "您的登录身份尚未与任何人员关联，请联系本级管理员。",
        "en": "Your sign-in belongs to no person here yet; ask the administrator of your level.",
    },
    NO_CURRENT_POST: {
        "zh": "您目前没有现任职务，只能看到已公开的内容。",
        "en": "You hold no current post: you see what is published.",
    },
    SUSPENDED: {
        "zh": "您任职的单位已被停用，只能看到已公开的内容。",
        "en": "The unit of your post is suspended: you see what is published.",
    },
}
"""Why a viewer is nobody, by code."""


@dataclass(frozen=True)
class PostHeld:
    """A post that the person holds today."""

    post: UUID
    title: str
    title_en: str
    tenant: int
    tenant_uid: UUID
    tenant_name: str
    root: int
    kind: str
    slot: int
    parent: int | None
    lineage: Lineage
    body: UUID | None
    actor_type: str | None
    heads: bool
    leading: bool
    roles: Held
    glass: UUID | None = None
    """The emergency window that is open in this post, and the unit it lies over."""
    window: int | None = None


@dataclass(frozen=True)
class Viewer:
    """Someone who acts, in one post, in one tenant; see ``policies.facts.Viewer``."""

    person: UUID | None = None
    post: UUID | None = None
    tenant: int | None = None
    parent: int | None = None
    root: int | None = None
    slot: int | None = None
    lineage: Lineage = NO_LINEAGE
    kind: str | None = None
    tenants: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    body: UUID | None = None
    actor_type: str | None = None
    roles: Held = frozenset({ANYONE})
    all_roles: Held = frozenset({ANYONE})
    window: int | None = None
    glass: UUID | None = None
    """The emergency window that is open in the acting post: what is read by then is marked."""
    issuer: str = ""
    subject: str = ""
    name: str = ""
    language: Language = "zh"
    standing: int = 0
    policy_version: int = 0
    notice: str | None = None
    posts: tuple[PostHeld, ...] = ()
    signed_in_at: float | None = None
    """When they proved to their provider who they are, in seconds since 1970; None: it did not say."""
    level: int = 0
    """How surely: 1 signed in, 2 with a second factor; 0 when nothing is known."""
    acrs: tuple[tuple[str, int], ...] = ()
    """What their provider calls the levels: what to ask it for."""
    session: tuple[str, str | None, float | None] | None = None
    """As their issuer knows it: its own name for them, the session, and since when it is."""

    @cached_property
    def elsewhere(self) -> bool:
        """Whether they also hold a post outside the acting unit and all above it."""
        return stands_elsewhere(self.units, self.lineage)

    @cached_property
    def said(self) -> str:
        """What a signed context says of this viewer: written once, sealed for each request."""
        return claims(
            self.person, self.post, root=self.root, lineage=self.lineage, tenants=self.tenants
        )

    @cached_property
    def bound(self) -> Mapping[str, Encoded]:
        """What a statement may bind of this viewer, in PostgreSQL's text form: written once."""
        facts = {**bindings(self), "viewer_root": self.root}
        return {name: encoded(value) for name, value in facts.items()}

    def in_post(self, post: PostHeld) -> "Viewer":
        """Gives the same person acting in another of their posts."""
        return replace(
            self,
            post=post.post,
            tenant=post.tenant,
            parent=post.parent,
            root=post.root,
            slot=post.slot,
            lineage=post.lineage,
            kind=post.kind,
            body=post.body,
            actor_type=post.actor_type,
            roles=post.roles,
            window=post.window,
            glass=post.glass,
        )

    def holding(self, *posts: PostHeld) -> "Viewer":
        """Gives the same person, acting where they act, as if they held these posts only."""
        every: Held = frozenset().union(*(held.roles for held in posts))
        return replace(
            self,
            posts=posts,
            tenants=tuple(dict.fromkeys(held.tenant for held in posts)),
            units=tuple(sorted({at for held in posts for at in held.lineage if at is not None})),
            all_roles=every,
        )


NOBODY = Viewer(notice=ANONYMOUS)

_SIGN_IN = text("select ctx.sign_in(:issuer, :subject)")


async def viewer_of(
    engine: AsyncEngine,
    issuer: str,
    subject: str,
    *,
    keys: KeySet,
    post: UUID | None,
    enforcer: Enforcer,
    now: datetime | None = None,
) -> Viewer:
    """Gives the viewer whom a verified token names.

    Given:    issuer and subject of the token; keys, which sign the question; post, the one to act
              in, else the primary one; now, else the clock's.
    Gives:    the viewer; nobody with a notice for an unknown subject or one without current post.
    Refuses:  viewer.post_not_held.
    """
    asked = asking(issuer, subject)

    def question(pid: int) -> str:
        return seal(keys, asked, pid=pid, now=time.time())

    async with transaction(engine, question, read_only=True) as connection:
        found = await connection.execute(_SIGN_IN, {"issuer": issuer, "subject": subject})
        signed_in: Mapping[str, Any] | None = found.scalar_one()
    given = (issuer, subject)
    return _viewer(signed_in, given, post=post, enforcer=enforcer, now=now or datetime.now(UTC))


async def viewer_read(
    reads: Reads,
    issuer: str,
    subject: str,
    *,
    keys: KeySet,
    post: UUID | None,
    enforcer: Enforcer,
) -> Viewer:
    """Gives the viewer as :func:`viewer_of` does, by the read path.

    Under load hundreds are signed in anew at once: here that costs each a read, and takes no
    connection away from those who act.
    Refuses:  viewer.post_not_held, the refusal of a database that is busy.
    """
    given = (issuer, subject)
    if "\0" in issuer or "\0" in subject:
        # PostgreSQL's text ends there, and what comes before may be somebody else's subject.
        return _viewer(None, given, post=post, enforcer=enforcer, now=datetime.now(UTC))
    asked = asking(issuer, subject)

    def question(pid: int) -> Encoded:
        return seal(keys, asked, pid=pid, now=time.time()).encode()

    opening = Opening("select set_config('levelwise.context', $0, true)", question)
    values = [issuer.encode(), subject.encode()]
    try:
        reply = await reads.read(opening, "select ctx.sign_in($1, $2)::text", values)
    except Overloaded:
        raise DatabaseBusy from None
    except ReadFailed as failure:
        if failure.passing:
            raise DatabaseBusy from failure
        raise
    signed_in = json.loads(reply.body) if reply.body else None
    return _viewer(signed_in, given, post=post, enforcer=enforcer, now=datetime.now(UTC))


def _viewer(
    signed_in: Mapping[str, Any] | None,
    given: tuple[str, str],
    *,
    post: UUID | None,
    enforcer: Enforcer,
    now: datetime,
) -> Viewer:
    if signed_in is None:
        if post is not None:
            raise ViewerPostNotHeld
        return replace(NOBODY, notice=UNKNOWN_SUBJECT)
    found_as = viewer_from(signed_in, post=post, enforcer=enforcer, today=(now + CHINA).date())
    return replace(found_as, issuer=given[0], subject=given[1])


def viewer_from(
    signed_in: Mapping[str, Any],
    *,
    post: UUID | None,
    enforcer: Enforcer,
    today: date,
    past: bool = False,
) -> Viewer:
    """Makes a viewer of what the gate ``ctx.sign_in`` answered.

    Given:    past, whether today is a day before: then windows count that were open on it.
    Gives:    the viewer in the post asked for, else in the primary one: the leading post held
              longest; nobody when no post is current.
    Refuses:  viewer.post_not_held for a post that is not held today.
    """
    current = [held for held in signed_in["posts"] if _is_current(held, today)]
    posts = tuple(
        _post(held, enforcer, today, past=past) for held in current if not held["suspended"]
    )
    person = Viewer(
        name=signed_in["name"],
        language="en" if signed_in["language"] == "EN" else "zh",
        standing=signed_in["standing"],
        policy_version=signed_in["policy_version"],
        posts=posts,
    )
    chosen = [held for held in posts if post in {None, held.post}]
    if post is not None and not chosen:
        raise ViewerPostNotHeld
    if not chosen:
        return replace(person, notice=SUSPENDED if current else NO_CURRENT_POST)
    somebody = replace(person, person=UUID(signed_in["person_id"])).holding(*posts)
    # The gate lists posts by appointment day; sorting by leading keeps that order within each.
    return somebody.in_post(min(chosen, key=lambda held: not held.leading))


def _is_current(held: Mapping[str, Any], today: date) -> bool:
    return (
        date.fromisoformat(held["appointed_on"]) <= today
        and _before(today, held["relieved_on"])
        and date.fromisoformat(held["valid_from"]) <= today
        and _before(today, held["valid_until"])
        and _before(today, held["tenant_valid_until"])
        and not is_suspended(held, today)
    )


def is_suspended(held: Mapping[str, Any], today: date) -> bool:
    """Says whether somebody is suspended from a post on a day (停职)."""
    began = held["suspended_on"]
    return began is not None and not _before(today, began) and _before(today, held["resumed_on"])


def given(held: Mapping[str, Any], book: Book) -> Iterator[tuple[tuple[str, str], str, str | None]]:
    """Gives each role and permission of a post, from which day, and until which.

    Given:    held, a post as the gates print it; what the post itself brings is from its beginning.
    Gives:    pairs as :data:`policies.facts.Held` has them; what the book no longer knows is left
              out.
    """
    whole = (*book.actor_types.get(held["actor_type"] or "", ()), *held["roles"])
    for role in whole:
        yield (role, "*"), held["valid_from"], held["valid_until"]
    for grant in held["grants"]:
        named = [f"{grant['role']}:*"] if grant["role"] else grant["permissions"] or []
        for role, _, domain in (one.partition(":") for one in named):
            if role in book.roles and (domain == "*" or domain in book.actions):
                yield (role, domain), grant["given_from"], grant["given_until"]


def _before(today: date, end: str | None) -> bool:
    return end is None or today < date.fromisoformat(end)


def _post(held: Mapping[str, Any], enforcer: Enforcer, today: date, *, past: bool) -> PostHeld:
    roles = frozenset(
        pair
        for pair, began, end in given(held, enforcer.book)
        if date.fromisoformat(began) <= today and _before(today, end)
    )
    window = _window(held, today if past else None)
    if window is not None:
        roles |= {(role, "*") for role in enforcer.book.window_roles}
    at1, at2, at3, at4, at5, at6 = held["lineage"]
    return PostHeld(
        post=UUID(held["post_id"]),
        title=held["title"],
        title_en=held["title_en"],
        tenant=held["tenant_id"],
        tenant_uid=UUID(held["tenant_uid"]),
        tenant_name=held["tenant_name"],
        root=held["root"],
        kind=held["kind"],
        slot=held["slot"],
        parent=held["parent"],
        lineage=(at1, at2, at3, at4, at5, at6),
        body=None if held["body_id"] is None else UUID(held["body_id"]),
        actor_type=held["actor_type"],
        heads=held["heads"],
        leading=held["leading"],
        roles=enforcer.closed(roles),
        glass=None if window is None else UUID(window["id"]),
        window=None if window is None else window["covers"],
    )


def _window(held: Mapping[str, Any], day: date | None) -> Mapping[str, Any] | None:
    """Gives the emergency window of a post: the one that is open, or was on a day.

    What is open now is said by the database's clock. It is no grant: whoever weighs what somebody
    holds, to give it on, does not meet it here (:func:`given`).
    """
    for one in held.get("windows", ()):
        began, ended = date.fromisoformat(one["began"]), date.fromisoformat(one["ended"])
        if one["open"] if day is None else began <= day <= ended:
            found: Mapping[str, Any] = one
            return found
    return None
