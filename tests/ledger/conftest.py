"""A peopled database for each test of an act, and the people to act as."""

import asyncio
import dataclasses
import functools
import uuid
import weakref
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row
from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.catalogue.loading import load_catalogue
from ledger.reactions import REACTIONS
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from storage.engine import make_engine
from tenants.recording import Outcome
from tenants.refusals import Refusal
from tenants.sitting import Sitting, Sittings
from tenants.viewer import Viewer
from tests import world
from tests.conftest import Database, Server, cloned
from tests.keeping import Keeping
from tests.ledger.acting import Client, opened
from tests.patience import became
from tests.warm import Warm

NOW = datetime(2026, 4, 15, 2, 0, tzinfo=UTC)
"""When every act of these tests is done: 15 April 2026, ten o'clock in Beijing."""


@pytest.fixture(scope="session")
def reach() -> Reach:
    return probed(Enforcer(book.load()))


@pytest.fixture(scope="session")
def peopled(cluster: Server, migrated: str) -> Iterator[tuple[str, world.World]]:
    """The name of a database with catalogue and world, to clone from."""
    with cluster.made(migrated) as name:
        with psycopg.connect(cluster.database(name).migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
        yield name, built


@dataclasses.dataclass
class Stage:
    """One test's database, with people who act in it."""

    database: Database
    world: world.World
    engine: AsyncEngine
    reach: Reach
    now: datetime = NOW
    warm: Warm | None = None
    """Connections that stay open from test to test, where the database does."""

    def __post_init__(self) -> None:
        self.sittings = Sittings(
            self.engine,
            self.database.keys,
            reach=lambda: self.reach,
            reactions=REACTIONS,
            clock=lambda: self.now,
        )

    async def viewer(self, name: str, *, post: str | None = None) -> Viewer:
        return await self.world.viewer(
            self.engine, name, enforcer=self.reach.enforcer, post=post, now=self.now
        )

    async def perform(
        self, who: str | Viewer, act: Callable[[Sitting, Any], Any], given: Any, *, key: str = ""
    ) -> Outcome:
        viewer = await self.viewer(who) if isinstance(who, str) else who
        return await self.sittings.perform(
            viewer, act, given=given, key=key or uuid.uuid4().hex, request="test"
        )

    async def done(
        self, who: str | Viewer, act: Callable[[Sitting, Any], Any], given: Any
    ) -> uuid.UUID:
        """Performs an act that must succeed and gives its record."""
        outcome = await self.perform(who, act, given)
        assert outcome.refusal is None, outcome.refusal
        assert outcome.record is not None
        return outcome.record

    async def refused(
        self, who: str | Viewer, act: Callable[[Sitting, Any], Any], given: Any
    ) -> Refusal:
        """Performs an act that must be refused, and holds that nothing changed or was recorded."""
        before = self.everything()
        outcome = await self.perform(who, act, given)
        assert outcome.refusal is not None, "the act was done"
        assert outcome.record is None
        assert self.everything() == before
        return outcome.refusal

    @functools.cached_property
    def beside(self) -> psycopg.Connection[Any]:
        """The superuser's connection, which sees what is committed and commits at each statement.

        One for all of a test: PostgreSQL learns the tables anew with every connection. Nothing is
        prepared on it, so tables may change under it.
        """
        if self.warm is not None:
            return self.warm.beside
        opened = psycopg.connect(
            self.database.superuser_dsn, autocommit=True, prepare_threshold=None
        )
        weakref.finalize(self, opened.close)
        return opened

    def rows(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self.beside.execute(statement, values).fetchall()

    def named(self, statement: str, *values: Any) -> list[dict[str, Any]]:
        with self.beside.cursor(row_factory=dict_row) as cursor:
            return cursor.execute(statement, values).fetchall()

    def one(self, statement: str, *values: Any) -> Any:
        (row,) = self.rows(statement, *values)
        return row[0] if len(row) == 1 else row

    async def held_up(self, task: asyncio.Task[Any]) -> None:
        """Waits until a task waits for a lock; whoever holds it lets go before its patience ends.

        Refuses: AssertionError when it waits for nobody.
        """
        waiting = "select count(*) from pg_locks where not granted"
        await became(lambda: task.done() or self.one(waiting))
        assert not task.done(), "it waits for nobody"

    def store(self, file: uuid.UUID) -> None:
        """Marks a file as arrived."""
        with psycopg.connect(self.database.superuser_dsn) as connection:
            connection.execute("update app.file set state = 'STORED' where id = %s", [file])

    def everything(self) -> str:
        """A digest of all that acts may change; of the audit, all but the refusals."""
        kept = [
            "responsibility_list",
            "clause",
            "binding",
            "pledge",
            "obligation",
            "entry",
            "file",
            "work_rule_supplement",
            "outbox",
            "problem",
            "hop",
            "happening",
            "share",
            "supporter",
            "measure",
            "evaluation",
            "petitioner",
            "sealed_identity",
            "appointment_form",
            "calendar_day",
            "problem_pledge",
            "case_member",
            "case_lead",
            "assignment",
            "handover",
            "problem_setting",
            "contact_card",
            "diary_entry",
            "diary_file",
            "visit_template",
            "escalation",
            "publication_draft",
            "publication",
            "posting",
            "comment",
            "consent",
            "publicity_duty",
            "extension",
            "cluster",
            "meeting",
            "meeting_party",
            "meeting_item",
            "meeting_minutes",
            "notice",
            "reorganisation",
            "reorganisation_step",
            "reorganisation_effect",
            "reorganisation_place",
            "reorganisation_move",
            "tenant",
            "tenant_edge",
            "tenant_former",
            "evaluation_code",
            "closing",
            "follow_up",
            "recheck",
            "recheck_sample",
            "rebound",
            "appointment",
            "post",
            "body",
            "tenant",
            "custom_role",
            "post_group",
            "group_member",
            "role_grant",
            "administrator_request",
            "unit_change",
            "proposed_change",
            "change_effect",
            "change_threshold",
            "evaluation_code",
            "closing",
            "follow_up",
            "recheck",
            "recheck_sample",
            "rebound",
        ]
        parts = [
            f"(select md5(coalesce(string_agg(t::text, '' order by t::text), '')) from app.{name} t)"
            for name in kept
        ]
        parts.append("(select count(*)::text from audit.event where noun <> 'refusal')")
        return self.one(f"select concat_ws(' ', {', '.join(parts)})")


@pytest.fixture(scope="session")
def keeping(cluster: Server, peopled: tuple[str, world.World]) -> Iterator[Keeping]:
    """The databases that tests have one after another (tests/keeping.py)."""
    found = Keeping(cluster, peopled[0])
    yield found
    found.end()


@asynccontextmanager
async def staged(keeping: Keeping, built: world.World, reach: Reach) -> AsyncIterator[Stage]:
    """Keeps a stage over the database that is lent, for the length of a block."""
    with keeping.lent() as kept:
        try:
            yield Stage(kept.database, built, kept.warm.engine, reach, warm=kept.warm)
        finally:
            await kept.warm.rest()


@pytest.fixture
async def stage(
    keeping: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> AsyncIterator[Stage]:
    """A peopled database in which nothing has happened, and its people."""
    async with staged(keeping, peopled[1], reach) as found:
        yield found


@pytest.fixture(scope="module")
def standing(cluster: Server, peopled: tuple[str, world.World]) -> Iterator[Database]:
    """A peopled database for the tests of one module that leave it as they found it."""
    with cloned(cluster, peopled[0]) as database:
        yield database


@pytest.fixture
async def still(
    standing: Database, peopled: tuple[str, world.World], reach: Reach
) -> AsyncIterator[Stage]:
    """A stage for what only reads, or is refused."""
    engine = make_engine(standing.app_dsn, size=2, wait=10.0)
    try:
        yield Stage(standing, peopled[1], engine, reach)
    finally:
        await engine.dispose()


@pytest.fixture
async def client(stage: Stage) -> AsyncIterator[Client]:
    """Somebody who asks and acts through GraphQL."""
    async with opened(stage) as found:
        yield found
