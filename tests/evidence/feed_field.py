"""The ground on which T10 is fought: one world, and what may not change in it, past every wall."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.feeds import applying
from policies import book
from policies.enforcer import Enforcer
from policies.printing import csv
from policies.reach import Reach, probed
from tests.conftest import Database
from tests.evidence.ground import Ground
from tests.world import World, build

SEED = 20261122
# Whoever is in post today: person, unit, and what the post carries.
RIGHTS = """select a.person_id, s.holder, coalesce(s.actor_type, ''), r from app.appointment a
  join app.post s on s.root = a.root and s.id = a.post_id
  left join unnest(s.roles) r on true
  where (a.relieved_on is null
      or a.relieved_on > (now() at time zone 'utc' + interval '8 hours')::date)
    and (s.actor_type is not null or r is not null)"""
# Everything that a feed could write, outside the county for which it was set up.
OUTSIDE = """select 'person', id::text, row(p.*)::text from app.person p where at3 is distinct from %(a)s
  union all select 'post', id::text, row(p.*)::text from app.post p where at3 is distinct from %(a)s
  union all select 'appointment', id::text, row(p.*)::text from app.appointment p
    where at3 is distinct from %(a)s
  union all select 'entry', id::text, row(p.*)::text from app.feed_entry p
    where at3 is distinct from %(a)s
  union all select 'identity', subject, row(i.*)::text from app.identity i"""
# The tree is nobody's to change by a feed, in the county or out of it.
TREE = "select row(t.*)::text from app.tenant t order by id"


@dataclass(frozen=True)
class Field:
    """A database with a world in it, and the rule book by which it is defended."""

    database: Database
    world: World
    reach: Reach
    now: datetime = field(default_factory=lambda: datetime.now(UTC))

    def rows(self, query: str, **given: Any) -> set[tuple[Any, ...]]:
        """Reads past every wall."""
        with psycopg.connect(self.database.superuser_dsn) as connection:
            return set(connection.execute(query, given).fetchall())

    def run(self, statement: str) -> None:
        """Does what the superuser may do alone."""
        with psycopg.connect(self.database.superuser_dsn) as connection:
            connection.execute(statement)

    def by(self, reach: Reach) -> "Field":
        """The same field, defended by another book."""
        return replace(self, reach=reach)


@dataclass
class Found:
    """What one run of requests did."""

    sent: int = 0
    gained: set[tuple[Any, ...]] = field(default_factory=set)
    taken: set[tuple[Any, ...]] = field(default_factory=set)
    outside: set[tuple[Any, ...]] = field(default_factory=set)
    tree: bool = False
    failed: list[str] = field(default_factory=list)
    """Requests that were answered by a bug of ours."""
    kinds: set[str] = field(default_factory=set)
    stopped: bool = False

    @property
    def harmless(self) -> bool:
        """Whether nobody gained or lost anything, and nothing changed outside."""
        return not (self.gained or self.taken or self.outside or self.tree)

    def sent_one(self, kind: str) -> None:
        """Counts a request."""
        self.sent += 1
        self.kinds.add(kind)


@contextmanager
def fielded(ground: Ground) -> Iterator[Field]:
    """A fresh world, defended by the shipped book."""
    with ground.database() as database:
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            world = build(connection)
        yield Field(database, world, probed(Enforcer(book.load())))


@contextmanager
def watched(at: Field, found: Found, *, feed: str) -> Iterator[None]:
    """Notes who gained and lost what meanwhile, what changed outside county a, and whether a feed
    stopped.
    """
    rights, tree = at.rows(RIGHTS), at.rows(TREE)
    a = at.world.tenants["a"]
    outside = at.rows(OUTSIDE, a=a)
    yield
    now = at.rows(RIGHTS)
    found.gained |= now - rights
    found.taken |= rights - now
    found.outside |= {(kind, key) for kind, key, _ in at.rows(OUTSIDE, a=a) ^ outside}
    found.tree |= at.rows(TREE) != tree
    stopped = at.rows(
        "select 1 from app.feed f join ctx.feed_secret s on s.root = f.root and s.feed_id = f.id"
        " where f.state = 'STOPPED' and s.sha256 = sha256(convert_to(%(feed)s, 'UTF8'))",
        feed=feed,
    )
    found.stopped |= bool(stopped)


def trusting() -> Reach:
    """What a control goes by: a book that lets a feed fill and empty whatever post below its unit."""
    said = book.load()
    given = said.rules["a-feed-takes-people-in-below-its-unit"]
    more = ("appointment.appoint", "appointment.relieve")
    seeded = replace(given, actions=(*given.actions, *more))
    seeded_book = replace(said, rules={**said.rules, given.key: seeded})
    with TemporaryDirectory() as folder:
        policy = Path(folder) / "policy.csv"
        policy.write_text(csv(seeded_book), encoding="utf-8")
        return probed(Enforcer(seeded_book, policy=policy))


@contextmanager
def needing_no_ground() -> Iterator[None]:
    """Switches off that what gives or takes rights says why: a second guard, which stops a trusted
    feed as well.
    """
    said = {"reason": "-", "document_no": "-"}
    over = {"ended_reason": "-", "ended_document_no": "-"}
    with (
        patch.object(applying, "stated", lambda _: said),
        patch.object(applying, "ended", lambda _: over),
    ):
        yield
