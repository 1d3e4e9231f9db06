"""A sitting: one viewer, one transaction, in which an act fetches, decides, changes and records.
Nobody acts on what they may not see; each write is compared with what the decisions taken cover."""

import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import ColumnElement, Select, Table, false, insert, select, text, true, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from uuid_utils.compat import uuid7

from policies.enforcer import Decision
from policies.facts import bindings
from policies.narrow import Always, Never, narrow
from policies.reach import Reach
from storage.engine import transaction
from tenants import recording
from tenants.context import TTL, KeySet, sign
from tenants.marks import UNNAMED, Reads, mark
from tenants.recording import Event, Outcome
from tenants.records import Record, placed
from tenants.refusals import (
    Bug,
    DatabaseBusy,
    KeyMalformed,
    KeyReused,
    NotFound,
    Refusal,
    ViewerIsNobody,
    refusal_classes,
)
from tenants.saying_no import said_no
from tenants.signed_in import signed_in_for
from tenants.viewer import CHINA, Viewer

KEY = re.compile(r"[A-Za-z0-9._-]{8,64}")
_VERSIONS = text("select ctx.versions()")
OUTCOME_KEY = "outcome_pk"
BUSY = psycopg.OperationalError
"""Deadlocks, waits, timeouts, and a server that is away: the same request may be sent again."""

Given = TypeVar("Given")
Act = Callable[["Sitting", Given], Awaitable[UUID]]
"""What an act is: it works in a sitting on its input and gives the key of its record."""


class Outdated(Exception):
    """The viewer was made under another standing or book: make the viewer anew and ask again."""


class Stale(Protocol):
    def __call__(self, *, current: int) -> Refusal: ...


@dataclass
class Sitting:
    """What an act works with. Made by :meth:`Sittings.open` only."""

    viewer: Viewer
    connection: AsyncConnection
    reach: Reach
    now: datetime
    request: str
    token: Callable[..., str]
    act: str = "?"
    ruling: str = ""
    """The rule of the book that allowed what is being done."""
    events: list[Event] = field(default_factory=list)
    reactions: "Reactions" = field(default_factory=dict)
    accused: set[int] = field(default_factory=set)  # units that never learn of what was fetched
    confirmed: bool = False  # whether the level above has confirmed what is being given
    _covered: set[UUID] = field(default_factory=set)
    _seen: dict[UUID, Record] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The civil date in China at which the sitting is held."""
        return (self.now + CHINA).date()

    @property
    def root(self) -> int:
        """The deployment's root tenant of the viewer."""
        assert self.viewer.root is not None
        return self.viewer.root

    @property
    def tenant(self) -> int:
        """The tenant in which the viewer acts."""
        assert self.viewer.tenant is not None
        return self.viewer.tenant

    # ------------------------------------------------------------ fetch

    async def fetch(
        self, table: Table, key: UUID, *, under: str, missing: type[NotFound], lock: bool = True
    ) -> Record:
        """Fetches a record and locks it, if the viewer may read it.

        Given:    under, the action of the book by which its rows are read.
        Refuses:  missing, alike for what is not there and what may not be seen.
        """
        mine = (table.c.root == self.root, table.c.id == key, self.readable(table, under))
        query = select(table).where(*mine)
        found = await self.rows(query.with_for_update() if lock else query)
        if not found:
            raise missing
        self.accused.update(found[0].get("accused") or ())
        record = Record(table, found[0])
        if under.endswith(".read"):  # as explain reads it, and no more can be told of it
            self._seen[key] = record
        return record

    async def allowed(self, table: Table, *where: ColumnElement[bool], action: str) -> list[Record]:
        """Fetches and locks the records on which the viewer may do an action, by the rules as SQL."""
        query = select(table).where(table.c.root == self.root, *where, self.readable(table, action))
        signed_in_for(self.reach.enforcer.book.actions[action], self.viewer, now=self.now)
        found = await self.rows(query.order_by(table.c.id).with_for_update())
        self._covered.update(row["id"] for row in found)
        return [Record(table, row) for row in found]

    def readable(self, table: Table, action: str) -> ColumnElement[bool]:
        """Gives the viewer's rule for an action as SQL over a table's columns."""
        noun = self.reach.enforcer.book.noun_of(action)
        found = narrow(
            self.reach,
            self.viewer.roles,
            all_roles=self.viewer.all_roles,
            action=action,
            slot=self.viewer.slot,
            columns={name: table.c[noun.column(name)] for name in noun.fields},
        )
        if isinstance(found, Always):
            return true()
        return false() if isinstance(found, Never) else found.anyhow()

    async def rows(self, query: Select[Any], **said: object) -> list[dict[str, Any]]:
        """Reads rows under the wall, with the viewer's facts and what is said bound by name."""
        # What the query does not name is left aside; the same names each time keep it compiled.
        found = await self.connection.execute(query, {**bindings(self.viewer), **said})
        return [dict(row) for row in found.mappings()]

    # ------------------------------------------------------------ decide

    def decide(self, action: str, record: Record) -> Decision:
        """Asks the rule book whether the viewer may do this to the record.

        Refuses:  book.not_allowed, naming the rule that forbids or, of a record that was fetched to be
                  read, the nearest that could allow; ``nothing-allows`` of any other.
        """
        decision = self.reach.decide(self.viewer, action, record, today=self.today)
        if not decision.allowed:
            seen, today = self._seen.get(record.id), self.today
            raise said_no(self.reach, self.viewer, action, decision, seen=seen, today=today)
        signed_in_for(self.reach.enforcer.book.actions[action], self.viewer, now=self.now)
        self.ruling = decision.rule or ""
        self._covered.add(record.id)
        return decision

    def decide_all(self, action: str, records: Sequence[Record]) -> None:
        """Decides on many records: once for all that are alike in whatever the book reads of them."""
        noun = self.reach.enforcer.book.noun_of(action)
        read = [noun.column(name) for name in noun.fields]
        for record in {str([one[name] for name in read]): one for one in records}.values():
            self.decide(action, record)
        self._covered.update(record.id for record in records)

    def proposed(self, table: Table, values: Mapping[str, Any]) -> Record:
        """Gives a record that is not there yet, held by the viewer's tenant, to be judged."""
        known = dict.fromkeys(table.c.keys())
        born = {"root": self.root, "id": uuid7(), **placed(self.viewer)}
        return Record(table, {**known, **born, **values})

    # ------------------------------------------------------------ change

    async def insert(self, table: Table, values: Mapping[str, Any]) -> Record:
        """Writes a new record that a decision covers, itself or through a record it names."""
        return (await self.insert_many(table, [values]))[0]

    async def insert_many(self, table: Table, rows: Sequence[Mapping[str, Any]]) -> list[Record]:
        """Writes new records of one shape; each must be covered by a decision."""
        if not rows:
            return []
        written = [{"root": self.root, "id": uuid7(), **values} for values in rows]
        for values in written:
            self._must_cover(table, values)
        # RETURNING makes one statement of many rows: the context is verified once, not for each.
        many = insert(table).returning(table.c.id) if len(written) > 20 else insert(table)
        await self._run(many, written)
        self._covered.update(values["id"] for values in written)
        return [Record(table, values) for values in written]

    async def change(
        self, record: Record, values: Mapping[str, Any], *, through: Record | None = None
    ) -> Record:
        """Changes a record that a decision covers and raises its version.

        Given:    through, a covered record that names this one, where no decision was taken on
                  this one itself.
        """
        if through is not None and through.id in self._covered and record.id in through.values():
            self._covered.add(record.id)
        self._must_cover(record.table, record)
        raised = dict(values)
        if "version" in record.table.c:
            raised["version"] = record.version + 1
        statement = update(record.table).where(
            record.table.c.root == self.root, record.table.c.id == record.id
        )
        changed = await self._run(statement.values(raised), None)
        if changed != 1:
            message = f"{record.table.name}: the wall let {changed} rows be changed, not 1"
            raise Bug(message)
        self._covered.add(record.id)
        return record.after(raised)

    def _must_cover(self, table: Table, values: Mapping[str, Any]) -> None:
        named = {value for value in values.values() if isinstance(value, UUID)}
        if not named & self._covered:
            message = f"{table.name}: a write without a decision in {self.act}"
            raise Bug(message)

    async def _run(self, statement: Any, rows: list[dict[str, Any]] | None) -> int:
        try:
            return (await self.connection.execute(statement, rows)).rowcount
        except DBAPIError as failed:
            raise refused(failed) from failed

    # ------------------------------------------------------------ record

    async def record(self, event: Event, **because: str) -> None:
        """Records what happened: audit, which alone keeps ``because``, and outbox; then slices react."""
        await self.record_many([event], **because)

    async def record_many(self, events: Sequence[Event], **because: str) -> None:
        """Records events of one kind together, as :meth:`record` would one by one."""
        self.events.extend(events)
        told = (self.act, self.ruling, self.request, self.accused)
        connection = self.connection
        await recording.record_events(connection, self.root, events, told=told, because=because)
        for event in events:
            for react in self.reactions.get(type(event), ()):
                await react(self, event)

    def check_version(self, record: Record, expected: int, stale: Stale) -> None:
        """Refuses as ``<slice>.stale`` when the record is not at the version that was read."""
        if record.version != expected:
            raise stale(current=record.version)


Reaction = Callable[[Sitting, Any], Awaitable[None]]
Reactions = Mapping[type[Event], Sequence[Reaction]]


@dataclass(frozen=True)
class Sittings:
    """Where sittings are held: the database, the keys of the context and the rule book."""

    engine: AsyncEngine
    keys: KeySet
    reach: Callable[[], Reach]  # as it is now: a changed book takes effect at the next sitting
    reactions: Reactions
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    reach_for: Callable[[Viewer], Awaitable[Reach | None]] | None = None  # where it has editions

    async def mark(self, viewer: Viewer, reads: Reads) -> None:
        """Has what is about to be read under an emergency window in the audit, for good."""
        async with self.open(viewer, reads=None) as first:
            await mark(first.connection, reads)

    @asynccontextmanager
    async def open(
        self, viewer: Viewer, *, act: str = "", request: str = "", reads: Reads | None = UNNAMED
    ) -> AsyncIterator[Sitting]:
        """Opens a sitting: a transaction with the viewer's signed context, committed at its end."""
        if viewer.glass is not None and reads is not None:  # an act's own record carries the mark
            await self.mark(viewer, reads)
        now = self.clock()

        def token(pid: int, ttl: int = TTL) -> str:
            return sign(
                self.keys,
                pid=pid,
                person=viewer.person,
                post=viewer.post,
                root=viewer.root,
                lineage=viewer.lineage,
                tenants=viewer.tenants,
                now=time.time(),
                ttl=ttl,
            )

        async with transaction(self.engine, token) as connection:
            if act:  # no unit moves under an act
                await connection.execute(text("select app.hold_tree(:root)"), {"root": viewer.root})
            yield Sitting(
                viewer,
                connection,
                reach=await self._current(connection, viewer),
                now=now,
                request=request,
                token=token,
                act=act or "?",
                reactions=self.reactions,
            )

    async def _current(self, connection: AsyncConnection, viewer: Viewer) -> Reach:
        """Gives the book for a viewer; refuses one whose posts, or whose book, have changed."""
        if viewer.person is not None or self.reach_for is not None:
            standing, policy = (await connection.execute(_VERSIONS)).scalar_one()
            viewer = viewer if viewer.person else replace(viewer, policy_version=policy)
            if (standing, policy) != (viewer.standing, viewer.policy_version):
                raise Outdated
        reach = await self.reach_for(viewer) if self.reach_for else self.reach()
        if reach is None:
            raise Outdated
        return reach

    async def perform(
        self, viewer: Viewer, run: Act[Given], *, given: Given, key: str, request: str
    ) -> Outcome:
        """Does an act once for each key of a person, and says what became of it.

        Given:    key, made by the client, 8 to 64 characters.
        Gives:    the outcome; one decided before under the same key and input comes back as it was.
        Refuses:  viewer.nobody, idempotency.key_malformed, idempotency.key_reused, storage.busy;
                  a refusal of the act itself is part of the outcome.
        """
        if viewer.person is None or viewer.tenant is None:
            raise ViewerIsNobody(notice=viewer.notice or "viewer.anonymous")
        if not KEY.fullmatch(key):
            raise KeyMalformed
        act = getattr(run, "__name__", "?")
        digest = recording.digest_of(act, viewer.post, given)
        try:
            async with self.open(viewer, act=act, request=request, reads=None) as sitting:
                past = await recording.past_outcome(sitting.connection, viewer, key)
                if past is None:
                    said = await _once(sitting, run, given)
                    await recording.keep_outcome(
                        sitting.connection, viewer, said, key=key, act=act, digest=digest
                    )
                    return said
        except NoConnectionFree as waited:
            raise DatabaseBusy from waited
        except DBAPIError as failed:
            if constraint_of(failed) != OUTCOME_KEY:
                raise refused(failed) from failed
            # The same key was being used at the same time, and that request was first.
            async with self.open(viewer, act=act, request=request, reads=None) as sitting:
                past = await recording.past_outcome(sitting.connection, viewer, key)
        if past is None or past[0] != digest:
            raise KeyReused
        return past[1]


async def _once(sitting: Sitting, run: Act[Given], given: Given) -> Outcome:
    """Runs an act behind a savepoint: a refusal undoes all of it and is itself what is recorded."""
    try:
        async with sitting.connection.begin_nested():
            record = await run(sitting, given)
    except Refusal as refusal:
        if refusal.retryable:
            raise
        told = (sitting.act, "", sitting.request, sitting.accused)
        await recording.record_refusal(sitting.connection, refusal, told=told)
        return Outcome(None, None, refusal)
    versions = [event.version for event in sitting.events if event.record == record]
    return Outcome(record, versions[-1] if versions else 1, None)


def constraint_of(failed: DBAPIError) -> str | None:
    """Names the constraint that a statement broke, if it was one."""
    return failed.orig.diag.constraint_name if isinstance(failed.orig, psycopg.Error) else None


def refused(failed: DBAPIError) -> Exception:
    """Gives the refusal that declares the broken constraint, or says that all are busy."""
    if isinstance(failed.orig, BUSY):
        return DatabaseBusy()
    name = constraint_of(failed)
    for declared in refusal_classes().values():
        if name is not None and getattr(declared, "constraint", None) == name:
            return declared()
    return failed
