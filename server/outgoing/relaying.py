"""The relay: what happened goes to those who are to be told of it, in order, at least once.

A relay claims one subscriber at a time, for a while; any number may work side by side. It takes the
next rows of the outbox, asks under the signed context of the subscriber's post what it may see of
them, posts one after the other and writes down how that went. Whether a post may still see a thing is
asked again at each attempt. Acts know nothing of all this: they write a row and are done.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import orjson
import psycopg

from ledger.outgoing.envelope import enveloped, source_of
from ledger.outgoing.visible import Happened, happened_in, still_told, told
from ledger.subscribers.secrets import SecretLost, Secrets
from server.outgoing.webhooks import Message, NotDelivered, Post
from tenants.refusals import DatabaseBusy, ViewerPostNotHeld
from tenants.sitting import Outdated, Sittings
from tenants.viewer import CHINA, Viewer, viewer_from

LOGGER = logging.getLogger("levelwise.relaying")
PAUSES = tuple(
    timedelta(seconds=seconds)
    for seconds in (5, 30, 120, 600, 1800, 3600, 2 * 3600, 4 * 3600, 8 * 3600, 12 * 3600)
)
"""How long to wait after each attempt that failed; the last one again and again, until the chance
is over."""
CHANCE = timedelta(days=3)
KEPT = timedelta(days=30)
"""How long what arrived can be looked up and replayed."""
LEASE_SECONDS = 60
WINDOW = 200
TURN = 100
TURN_SECONDS = 5.0
"""So many deliveries at most, and begun within so long, before another subscriber has its turn: a
receiver that takes its time takes it from itself."""
UNSIGNED = timedelta(minutes=5)
"""How long a subscriber is left alone whose secret does not open."""
LOOK_SECONDS = 0.5
_FORGET_SECONDS = 3600.0

Connection = psycopg.AsyncConnection[Any]
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Turn:
    """One subscriber, claimed for a while; the viewer is its post, None when that stands no more."""

    key: UUID
    mark: UUID
    url: str
    types: frozenset[str]
    viewer: Viewer | None
    source: str
    secrets: tuple[bytes, ...] = field(repr=False)


@dataclass(frozen=True)
class Relay:
    """Delivers, as the relay role; reads records as the application does, under a post's context."""

    dsn: str
    sittings: Sittings
    secrets: Secrets
    post: Post
    base_url: str
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)

    async def once(self, connection: Connection) -> int | None:
        """Gives one subscriber its turn.

        Given:    a connection of the relay role in autocommit.
        Gives:    how many deliveries were tried; None when nobody has anything to come.
        """
        mark, now = uuid4(), self.clock()
        asked = await connection.execute(
            "select app.claim_subscriber(%s, %s, %s, %s)", [mark, now, LEASE_SECONDS, CHANCE]
        )
        (claimed,) = await asked.fetchone() or (None,)
        if claimed is None:
            return None
        key, again = UUID(claimed["subscriber"]), None
        try:
            turn = self._turn(claimed, key, mark, now=now)
            return await self._taken(connection, turn)
        except SecretLost:
            LOGGER.warning("the secret of subscriber %s does not open; give it a new one", key)
            again = now + UNSIGNED
            return 0
        finally:
            await connection.execute(
                "select app.release_subscriber(%s, %s, %s)", [key, mark, again]
            )

    def _turn(self, claimed: Row, key: UUID, mark: UUID, *, now: datetime) -> Turn:
        secrets = [self.secrets.opened(bytes.fromhex(claimed["secret"]), key)]
        if claimed["both"] and claimed["secret_before"]:
            # It may be the lost one that the new one was given for.
            with contextlib.suppress(SecretLost):
                secrets.append(self.secrets.opened(bytes.fromhex(claimed["secret_before"]), key))
        enforcer, today = self.sittings.reach().enforcer, (now + CHINA).date()
        viewer: Viewer | None = None
        if claimed["viewer"] is not None:
            with contextlib.suppress(ViewerPostNotHeld):
                viewer = viewer_from(
                    claimed["viewer"], post=UUID(claimed["post"]), enforcer=enforcer, today=today
                )
        return Turn(
            key,
            mark,
            claimed["url"],
            frozenset(claimed["types"]),
            viewer,
            source_of(UUID(claimed["root_uid"])),
            secrets=tuple(secrets),
        )

    async def _taken(self, connection: Connection, turn: Turn) -> int:
        """Delivers what waits and then what is new, until there is no more or the turn is over."""
        tried, loop = 0, asyncio.get_running_loop()
        over = loop.time() + TURN_SECONDS
        while tried < TURN and loop.time() < over:
            now = self.clock()
            asked = await connection.execute(
                "select app.next_delivery(%s, %s, %s)", [turn.key, turn.mark, now]
            )
            (waiting,) = await asked.fetchone() or (None,)
            if waiting is None:
                if not await self._more(connection, turn):
                    return tried
                continue
            if datetime.fromisoformat(waiting["next_at"]) > now:
                # What comes after it waits too: order is kept.
                return tried
            tried += 1
            # As it is now: rights, secret and address may have changed within the turn.
            fresh = self._turn(waiting["by"], turn.key, turn.mark, now=now)
            if not await self._deliver(connection, fresh, waiting):
                return tried
        return tried

    async def _more(self, connection: Connection, turn: Turn) -> bool:
        """Takes the next rows of the outbox; False when there are none."""
        asked = await connection.execute(
            "select app.next_events(%s, %s, %s)", [turn.key, turn.mark, WINDOW]
        )
        (found,) = await asked.fetchone() or ([],)
        if not found:
            return False
        rows = happened_in(found)
        types = await self._seen(turn, rows)
        kept = [
            {"event": str(one.event), "type": types[one.event]}
            for one in rows
            if one.event in types
        ]
        last = rows[-1]
        taken = await connection.execute(
            "select app.take_events(%s, %s, %s::jsonb, %s, %s, %s, %s, %s)",
            [
                turn.key,
                turn.mark,
                orjson.dumps(kept).decode(),
                last.xid,
                last.event,
                self.clock(),
                CHANCE,
                LEASE_SECONDS,
            ],
        )
        (ours,) = await taken.fetchone() or (False,)
        return bool(ours)

    async def _seen(self, turn: Turn, rows: list[Happened]) -> dict[UUID, str]:
        """Asks which of these the subscriber is told of, and as what."""
        if turn.viewer is None:
            return {}
        async with self.sittings.open(turn.viewer) as sitting:
            found = await told(sitting, rows, pinging=turn.key)
        always = {one.event for one in rows if one.noun == "subscriber"}
        return {key: name for key, name in found.items() if name in turn.types or key in always}

    async def _deliver(self, connection: Connection, turn: Turn, waiting: Row) -> bool:
        """Tries one delivery; False when the turn is over."""
        happened = Happened(
            UUID(waiting["event"]),
            0,
            "SubscriberPinged" if waiting["noun"] == "subscriber" else "",
            waiting["noun"],
            UUID(waiting["record"]),
            waiting["version"],
            datetime.fromisoformat(waiting["at"]),
        )
        again: datetime | None = None
        if not await self._still(turn, happened, waiting["type"]):
            result, code = "HIDDEN", ""
        else:
            try:
                result, code = (
                    "DELIVERED",
                    await self.post.send(turn.url, self._message(turn, happened, waiting)),
                )
            except NotDelivered as failed:
                result, code = "GONE" if failed.gone else "FAILED", failed.code
                again = self._again(waiting, failed.wait)
        now = self.clock()
        written = await connection.execute(
            "select app.record_event_delivery(%s, %s, %s, %s, %s, %s, %s)",
            [waiting["delivery"], turn.mark, now, result, code, again, LEASE_SECONDS],
        )
        (ours,) = await written.fetchone() or (False,)
        return bool(ours) and result != "GONE"

    async def _still(self, turn: Turn, happened: Happened, name: str) -> bool:
        """Asks once more whether the post may see it, as it is now."""
        if turn.viewer is None:
            return False
        async with self.sittings.open(turn.viewer) as sitting:
            return await still_told(sitting, happened, name, pinging=turn.key)

    def _message(self, turn: Turn, happened: Happened, waiting: Row) -> Message:
        body = enveloped(
            happened.event,
            waiting["type"],
            source=turn.source,
            subject=happened.subject,
            version=happened.version,
            at=happened.at,
            base=self.base_url,
        )
        return Message(
            str(happened.event),
            waiting["delivery"],
            waiting["attempts"] + 1,
            body,
            secrets=turn.secrets,
        )

    def _again(self, waiting: Row, wish: float | None) -> datetime | None:
        """When to try again; None when the chance is over."""
        now = self.clock()
        if now >= datetime.fromisoformat(waiting["last_chance"]):
            return None
        attempts: int = waiting["attempts"]
        pause = PAUSES[min(attempts, len(PAUSES) - 1)]
        # Not all at the same moment, when a receiver of many comes back.
        pause = pause * random.uniform(0.9, 1.1)  # noqa: S311 - nothing secret hangs on it
        return now + max(pause, timedelta(seconds=wish or 0))


@asynccontextmanager
async def relaying(relay: Relay, *, workers: int) -> AsyncIterator[None]:
    """Relays for as long as the block lasts."""
    tasks = [asyncio.create_task(_working(relay, first=one == 0)) for one in range(workers)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _working(relay: Relay, *, first: bool) -> None:
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(
                relay.dsn, autocommit=True
            ) as connection:
                await _delivering(relay, connection, first=first)
        except (psycopg.Error, DatabaseBusy, Outdated) as failed:
            LOGGER.warning("Relaying stopped and begins again: %s", failed)
        except Exception:
            LOGGER.exception("bug while relaying")
        await asyncio.sleep(1)


async def _delivering(relay: Relay, connection: Connection, *, first: bool) -> None:
    forgotten = float("-inf")
    loop = asyncio.get_running_loop()
    while True:
        if first and loop.time() - forgotten > _FORGET_SECONDS:
            forgotten = loop.time()
            await connection.execute("select app.forget_deliveries(%s)", [relay.clock() - KEPT])
        # Nothing tried is no reason to rest: of many subscribers few want a given event.
        if await relay.once(connection) is None:
            await asyncio.sleep(LOOK_SECONDS)
