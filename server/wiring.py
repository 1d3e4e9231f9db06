"""Puts a process together: database, rule book and schema become the parts the edge serves.

Everything is made before anything is opened, so that what cannot work says so before the port is.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from functools import partial
from uuid import UUID

import psycopg
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.audit.signing import Signer
from ledger.live.following import CHANNELS
from ledger.notices.tables import CHANNEL as NOTICES
from ledger.reactions import REACTIONS
from ledger.reading import Reading
from ledger.responsibilities.files import Links
from migrations.run import at_head
from policies import book as pages
from policies.book import Book
from policies.enforcer import Enforcer
from policies.printing import document
from policies.reach import Reach, probed
from policies.truth import tables
from schema.answering import Answering
from schema.assembly import build_schema
from schema.printing import printed as sdl
from server import invitations
from server.app import Parts, issuers_of
from server.authentication import Identity, Lookup, Tokens
from server.deployment import Deployment, signer_of, vault_of
from server.files import FileExchange, routes
from server.health import Check
from server.invitations import Invitations
from server.negotiation import Language
from server.notifying import Notifier, notifying
from server.senders.chosen import senders_of
from server.settings import Mode, Settings
from server.sweeping import sweeping
from storage.engine import make_engine
from storage.files import Files, files_at
from storage.listening import Listening
from storage.reads import Reads
from tenants.context import KeySet
from tenants.refusals import ViewerPostNotHeld
from tenants.sitting import Sittings
from tenants.viewer import NOBODY, Viewer, viewer_read

_ANNOUNCE = text("select app.announce_policy(:book)")


def wired(settings: Settings, deployment: Deployment, *, held: ExitStack | None = None) -> Parts:
    """Wires one process.

    Given:   held, what this process must let go of when it ends.
    Refuses: BookError and StartRefused when the rule book cannot be trusted.
    """
    book = pages.load()
    reach = probed(Enforcer(book))
    engine = make_engine(deployment.app_dsn, size=settings.acting_connections)
    reads = Reads(deployment.app_dsn, size=settings.reading_connections)
    listening = Listening(deployment.app_dsn, *CHANNELS, NOTICES)
    keys = deployment.keys
    lookup = lookup_in(reads, keys, reach)
    sittings = Sittings(engine, keys, reach=lambda: reach, reactions=REACTIONS)
    links = Links.of(keys.keys.values(), base_url=settings.base_url)
    files = files_at(settings.files_url or (settings.home / "files").absolute().as_uri())
    dsn, senders = deployment.relay_dsn, senders_of(settings)

    @asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        notifier = Notifier(dsn, reach.enforcer, senders, settings.link) if dsn else None
        beside = _beside(notifier, files, deployment.auditor_dsn, signer_of(settings))
        async with _open(engine, reads, listening, book=book, held=held), beside:
            yield

    return Parts(
        answering=Answering(
            build_schema(),
            Reading(reads, keys, reach, links),
            sittings,
            listening=listening,
            vault=vault_of(settings),
            show_suggestions=settings.mode is Mode.DEVELOPMENT,
        ),
        lookup=lookup,
        sdl=sdl(),
        rule_book=_printed_book(book),
        checks=_checks(deployment.app_dsn, book),
        lifespan=lifespan,
        routes=(
            *routes(FileExchange(files, links, sittings, lookup)),
            *invitations.routes(Invitations(Tokens(issuers_of(settings)), engine, keys)),
        ),
        titles=titles_of(book),
    )


def _printed_book(book: Book) -> Callable[[Language], str]:
    """The book and its truth tables as one document; it says everything in both languages."""
    printed = document(book, tables(book))
    return lambda _: printed


@asynccontextmanager
async def _open(
    engine: AsyncEngine,
    reads: Reads,
    listening: Listening,
    *,
    book: Book,
    held: ExitStack | None,
) -> AsyncIterator[None]:
    """Holds every connection of the process open, and lets go of them in the opposite order."""
    async with AsyncExitStack() as stack:
        if held is not None:
            stack.callback(held.close)
        stack.push_async_callback(engine.dispose)
        await _announce(engine, book)
        await reads.open()
        stack.push_async_callback(reads.close)
        await listening.open()
        stack.push_async_callback(listening.close)
        yield


@asynccontextmanager
async def _beside(
    notifier: Notifier | None, files: Files, auditor: str | None, signer: Signer | None
) -> AsyncIterator[None]:
    """Does what time itself does, where the relay's address is known."""
    if notifier is None:
        yield
        return
    sweep = sweeping(notifier.dsn, files, auditor=auditor, signer=signer)
    async with sweep, notifying(notifier):
        yield


def _checks(dsn: str, book: Book) -> Mapping[str, Check]:
    """What must hold before a load balancer sends anyone here."""
    return {
        "database": partial(asyncio.to_thread, _answers, dsn),
        "migrations": partial(asyncio.to_thread, _at_head, dsn),
        "rule_book": partial(_loaded, book),
    }


async def _announce(engine: AsyncEngine, book: Book) -> None:
    """Tells the database which book this process reads by; a new one is heard by all others."""
    async with engine.begin() as connection:
        await connection.execute(_ANNOUNCE, {"book": book.version})


def lookup_in(reads: Reads, keys: KeySet, reach: Reach) -> Lookup:
    """Gives the look-up of people by their token's issuer and subject."""

    async def lookup(identity: Identity | None, post: UUID | None) -> Viewer:
        if identity is None:
            if post is not None:
                raise ViewerPostNotHeld
            return NOBODY
        return await viewer_read(
            reads,
            identity.issuer,
            identity.subject,
            keys=keys,
            post=post,
            enforcer=reach.enforcer,
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


async def _loaded(book: Book) -> str:
    return f"{book.version}: {len(book.rules)} rules"
