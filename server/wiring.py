"""Puts a process together: database, rule book and schema become the parts the edge serves.

Everything is made before anything is opened, so that what cannot work says so before the port is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine
from starlette.routing import BaseRoute

from ledger.editions.in_force import (
    CANDIDATE_CHANNEL,
    BookInForce,
    by_engine,
    by_reads,
    kept_current,
)
from ledger.editions.shadow import Shadow, counting
from ledger.live.following import CHANNELS
from ledger.notices.tables import CHANNEL as NOTICES
from ledger.reactions import REACTIONS
from ledger.reading import Reading
from ledger.responsibilities.files import Links
from ledger.subscribers.addresses import Outward
from ledger.subscribers.secrets import Secrets
from migrations.run import at_head
from policies import book as pages
from policies.book import Book
from policies.enforcer import Enforcer
from policies.printing import document
from policies.reach import Reach, probed
from schema.answering import Answering
from schema.assembly import build_schema
from schema.printing import printed as sdl
from server.app import Parts, issuers_of
from server.database.deployment import Deployment, signer_of, vault_of
from server.edge.health import Check
from server.edge.negotiation import Language
from server.exchange.addresses import addresses, exchanging
from server.exchange.errands import Door
from server.outgoing.notifying import Notifier, notifying
from server.outgoing.relaying import Relay, relaying
from server.outgoing.senders.chosen import senders_of
from server.outgoing.webhooks import Post
from server.scim import answering as scim
from server.settings import Mode, SettingRefused, Settings
from server.sign_in import invitations, signing_out
from server.sign_in.authentication import Doorkeeper, Identity, Lookup, Tokens
from server.sign_in.invitations import Invitations
from server.sign_in.signed_out import SignedOut
from server.sign_in.signing_out import SigningOut
from server.sweeping import sweeping
from server.working import Working
from storage.engine import make_engine
from storage.files import Files, files_at
from storage.listening import Listening
from storage.reads import Reads
from storage.scratch import Scratch
from tenants.context import KeySet
from tenants.refusals import ViewerPostNotHeld
from tenants.sitting import Sittings
from tenants.viewer import NOBODY, Viewer, viewer_read

_HEARD = (*CHANNELS, NOTICES, signing_out.CHANNEL, CANDIDATE_CHANNEL)
_ANNOUNCE = text("select app.announce_policy(:book)")


def wired(settings: Settings, deployment: Deployment, *, held: ExitStack | None = None) -> Parts:
    """Wires one process.

    Given:   held, what this process must let go of when it ends.
    Refuses: BookError and StartRefused when the rule book cannot be trusted.
    """
    engine = make_engine(deployment.app_dsn, size=settings.acting_connections)
    reads = Reads(deployment.app_dsn, size=settings.reading_connections)
    listening = Listening(deployment.app_dsn, *_HEARD)
    keys, floor = deployment.keys, probed(Enforcer(pages.load()))
    live = BookInForce(floor, by_reads(reads, keys), signer_of(settings))
    lookup, tokens = lookup_in(reads, keys, live), Tokens(issuers_of(settings))
    sittings = _sittings(engine, keys, live)
    leaving = SigningOut(tokens, engine, keys, SignedOut())
    links = Links.of(keys.keys.values(), base_url=settings.base_url)
    door = Door(links, sittings, Doorkeeper(tokens, lookup, signed_out=leaving.signed_out))
    files, working = _disks(settings)
    reading = Reading(reads, keys, floor, links, live)

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        async with (
            _open(engine, reads, listening, live=live, held=held),
            signing_out.learning(leaving, listening),
            exchanging(working, files),
            _beside(settings, deployment, live, files),
            relaying_of(settings, deployment, floor),
        ):
            yield

    return Parts(
        answering=_answering(settings, reading, sittings, listening),
        lookup=lookup,
        sdl=sdl(),
        rule_book=_printed_book(live),
        checks=_checks(deployment.app_dsn, live),
        lifespan=lifespan,
        routes=(
            *addresses(door, files, settings, working, deployment, floor, reading),
            *signing_out.routes(leaving),
            *_doors(settings, sittings, keys, door.keeper),
        ),
        titles=titles_of(floor.enforcer.book),
        signed_out=leaving.signed_out,
    )


def _disks(settings: Settings) -> tuple[Files, Working]:
    """Where files stay, and where what is worked on lies for that long."""
    files = files_at(settings.files_url or (settings.home / "files").absolute().as_uri())
    return files, Working(Scratch.under(settings.home / "working"))


def _answering(
    settings: Settings, reading: Reading, sittings: Sittings, listening: Listening
) -> Answering:
    return Answering(
        build_schema(),
        reading,
        sittings,
        listening=listening,
        vault=vault_of(settings),
        outward=outward_of(settings),
        show_suggestions=settings.mode is Mode.DEVELOPMENT,
    )


def _sittings(engine: AsyncEngine, keys: KeySet, live: BookInForce) -> Sittings:
    """Where acts are done, by the book in force."""
    return Sittings(
        engine,
        keys,
        reach=lambda: live.reach,
        reactions=REACTIONS,
        reach_for=live.current_for,
    )


def _notifier(settings: Settings, deployment: Deployment, live: BookInForce) -> Notifier | None:
    """What sends notices, where the relay's address is known."""
    link, senders = settings.link, senders_of(settings)
    dsn = deployment.relay_dsn
    return Notifier(dsn, lambda: live.reach.enforcer, senders, link) if dsn else None


def _doors(
    settings: Settings, sittings: Sittings, keys: KeySet, doorkeeper: Doorkeeper
) -> Iterator[BaseRoute]:
    """The ways in besides GraphQL: of other systems, and of people who were invited."""
    vault = vault_of(settings)
    yield from scim.routes(scim.ScimDoor(sittings, keys, vault, base_url=settings.base_url))
    yield from invitations.routes(Invitations(doorkeeper, sittings.engine, keys))


def _printed_book(live: BookInForce) -> Callable[[Language], str]:
    """The book in force as one document in both languages, with the floor's tables of truth."""
    kept: dict[str, str] = {}

    def printed(_: Language) -> str:
        book = live.reach.enforcer.book
        if book.version not in kept:
            kept.clear()
            kept[book.version] = document(book, live.shipped)
        return kept[book.version]

    return printed


@asynccontextmanager
async def _open(
    engine: AsyncEngine,
    reads: Reads,
    listening: Listening,
    *,
    live: BookInForce,
    held: ExitStack | None,
) -> AsyncIterator[None]:
    """Holds every connection of the process open, and lets go of them in the opposite order."""
    async with AsyncExitStack() as stack:
        if held is not None:
            stack.callback(held.close)
        stack.push_async_callback(engine.dispose)
        await _announce(engine, live.floor.version)
        await reads.open()
        stack.push_async_callback(reads.close)
        await live.learn()
        await listening.open()
        stack.push_async_callback(listening.close)
        await stack.enter_async_context(kept_current(live, listening))
        await stack.enter_async_context(counting(Shadow(live, engine)))
        yield


@asynccontextmanager
async def _beside(
    settings: Settings, deployment: Deployment, live: BookInForce, files: Files
) -> AsyncIterator[None]:
    """Does what time itself does, where the relay's address is known."""
    notifier, signer = _notifier(settings, deployment, live), signer_of(settings)
    if notifier is None:
        yield
        return
    sweep = sweeping(notifier.dsn, files, auditor=deployment.auditor_dsn, signer=signer)
    async with sweep, notifying(notifier):
        yield


def outward_of(settings: Settings) -> Outward:
    """Gives where events may be sent: the world, and what the settings list besides.

    Refuses: SettingRefused.
    """
    try:
        return Outward.listing(settings.webhook_inner_hosts)
    except ValueError as unread:
        wanted = "names, addresses or networks are needed, separated by commas"
        listed = ",".join(settings.webhook_inner_hosts)
        raise SettingRefused(
            "WEBHOOK_INNER_HOSTS", listed, wanted, zh="须为主机名或网段，以逗号分隔"
        ) from unread


@asynccontextmanager
async def relaying_of(
    settings: Settings, deployment: Deployment, floor: Reach
) -> AsyncIterator[None]:
    """Relays events beside the server, over connections of its own: no act waits for a delivery."""
    if deployment.relay_dsn is None or not settings.relay_workers:
        yield
        return
    engine = make_engine(deployment.app_dsn, size=2, wait=10.0)
    live = BookInForce(floor, by_engine(engine, deployment.keys), signer_of(settings))
    relay = Relay(
        deployment.relay_dsn,
        replace(_sittings(engine, deployment.keys, live), reactions={}),
        Secrets(vault_of(settings).keys),
        Post(outward_of(settings)),
        settings.base_url,
    )
    try:
        async with relaying(relay, workers=settings.relay_workers):
            yield
    finally:
        await engine.dispose()


def _checks(dsn: str, live: BookInForce) -> Mapping[str, Check]:
    """What must hold before a load balancer sends anyone here."""
    return {
        "database": partial(asyncio.to_thread, _answers, dsn),
        "migrations": partial(asyncio.to_thread, _at_head, dsn),
        "rule_book": partial(_loaded, live),
    }


async def _announce(engine: AsyncEngine, version: str) -> None:
    """Tells the database which book this process reads by; a new one is heard by all others."""
    async with engine.begin() as connection:
        await connection.execute(_ANNOUNCE, {"book": version})


def lookup_in(reads: Reads, keys: KeySet, live: BookInForce) -> Lookup:
    """Gives the look-up of people by their token's issuer and subject."""

    async def lookup(identity: Identity | None, post: UUID | None) -> Viewer:
        if identity is None:
            if post is not None:
                raise ViewerPostNotHeld
            return replace(NOBODY, policy_version=live.policy)
        viewer = await viewer_read(
            reads,
            identity.issuer,
            identity.subject,
            keys=keys,
            post=post,
            enforcer=live.floor.enforcer,
        )
        await live.learn(viewer.policy_version)
        if viewer.person is None:
            viewer = replace(viewer, policy_version=live.policy)
        return replace(
            viewer,
            signed_in_at=identity.signed_in_at,
            level=identity.level,
            acrs=identity.acrs,
            session=(identity.sub, identity.session, identity.began),
        )

    return lookup


def titles_of(book: Book) -> Mapping[str, Mapping[Language, str]]:
    """Gives the titles of the book's roles in both languages."""
    return {role.key: {"zh": role.zh, "en": role.en} for role in book.roles.values()}


def _answers(dsn: str) -> str:
    with psycopg.connect(dsn, connect_timeout=3) as connection:
        return f"PostgreSQL {connection.info.server_version // 10000}"


def _at_head(dsn: str) -> str:
    with psycopg.connect(dsn, connect_timeout=3) as connection:
        if not at_head(connection):
            raise RuntimeError("the database is not at this release: levelwise migrate")
    return "head"


async def _loaded(live: BookInForce) -> str:
    book = live.reach.enforcer.book
    return f"{book.version}: {len(book.rules)} rules"
