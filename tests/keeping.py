"""A database that one test after another has: put back to what it was, row by row, between them.

What a test left is found by the age of the rows: every version of a row that was written after the
database was last as it should be is younger than that moment, and a row that is gone is missing in
the count. That is asked of every table, of PostgreSQL's own tables as well: where a test changed
what is not rows (a trigger, a right, a column), its database is thrown away and not mended.

``TEST_DATABASES=fresh`` gives every test a clone and connections of its own; the rows of both are the
same (tests/ledger/test_kept_databases.py).
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from tests.conftest import Database, Server, cloned
from tests.patience import PATIENCE
from tests.warm import Warm

FRESH = os.environ.get("TEST_DATABASES") == "fresh"
USES = 60
"""How many tests have a database before the next clone: what was deleted still takes up room."""
FOLLOWING = ("pg_depend", "pg_description")
"""PostgreSQL's tables that change only with another, or say nothing but a comment; the longest."""
"""Seconds that a test's own connections may take to go when it is over; on a busy machine some do."""

_TABLES = """
select format('%%I.%%I', n.nspname, c.relname), n.nspname = 'pg_catalog'
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
 where c.relkind in ('r', 'm') and not c.relisshared and n.nspname <> 'information_schema'
   and not (n.nspname = 'pg_catalog' and c.relname = any(%s))
 order by 1"""
_SEQUENCES = (
    "select format('%I.%I', n.nspname, c.relname) from pg_class c"
    " join pg_namespace n on n.oid = c.relnamespace where c.relkind = 'S' order by 1"
)
_BESIDE = (
    "select d.datacl::text || coalesce((select string_agg(s::text, '|' order by s::text)"
    " from pg_db_role_setting s where s.setdatabase = d.oid), '')"
    " from pg_database d where d.datname = current_database()"
)
"""What the server knows of a database outside of it: rights, and settings of roles in it."""
_OTHERS = (
    "select (select count(*) from pg_stat_activity where datname = current_database()"
    "  and pid <> pg_backend_pid() and pid <> all(%s))"
    " + (select count(*) from pg_locks where locktype = 'advisory' and database ="
    "  (select oid from pg_database where datname = current_database()))"
)
"""Whoever else is connected, and locks that outlived their transaction."""


class Spoilt(Exception):
    """A test left what cannot be put back: its database goes, and the next test has a new one."""


@dataclass(frozen=True)
class Pristine:
    """What a database holds before any test: how many rows each table has, and the rows."""

    counted: Mapping[str, int]
    own: frozenset[str]
    """The tables of PostgreSQL itself."""
    rows: Mapping[str, bytes]
    sequences: Mapping[str, tuple[int, bool]]
    beside: str
    ages: str
    """The statement that counts each table, and its rows that are younger than a moment."""

    @classmethod
    def of(cls, connection: psycopg.Connection[Any]) -> "Pristine":
        found = connection.execute(_TABLES, [list(FOLLOWING)]).fetchall()
        ages = " union all ".join(
            f"select '{name}', count(*), count(*) filter (where age(xmin) < age(%(since)s::xid))"
            f" from {name}"
            for name, _ in found
        )
        counted = {
            name: count for name, count, _ in connection.execute(ages, {"since": "3"}).fetchall()
        }
        own = frozenset(name for name, theirs in found if theirs)
        rows = {}
        for name, count in counted.items():
            if count and name not in own:
                with connection.cursor().copy(f"copy {name} to stdout (format binary)") as copied:
                    rows[name] = b"".join(bytes(part) for part in copied)
        return cls(counted, own, rows, _sequences(connection), _beside(connection), ages)


def _sequences(connection: psycopg.Connection[Any]) -> dict[str, tuple[int, bool]]:
    names = [name for (name,) in connection.execute(_SEQUENCES).fetchall()]
    asked = " union all ".join(
        f"select '{name}', last_value, is_called from {name}" for name in names
    )
    return {name: (last, called) for name, last, called in connection.execute(asked).fetchall()}


def _beside(connection: psycopg.Connection[Any]) -> str:
    row = connection.execute(_BESIDE).fetchone()
    assert row is not None
    return str(row[0])


@dataclass
class Kept:
    """One database, its connections that stay warm, and how it is put back."""

    database: Database
    pristine: Pristine
    keeper: psycopg.Connection[Any]
    warm: Warm
    since: str = ""
    """The transaction after which it was last as it should be."""
    uses: int = 0

    def __post_init__(self) -> None:
        self._now_pristine()

    def _now_pristine(self) -> None:
        row = self.keeper.execute("select pg_current_xact_id()::xid::text").fetchone()
        assert row is not None
        self.since = row[0]

    def put_back(self) -> None:
        """Makes the database what it was before the test.

        Refuses: Spoilt when that cannot be done row by row; psycopg.Error when a lock is held.
        """
        self._alone()
        found = self.keeper.execute(self.pristine.ages, {"since": self.since}, prepare=True)
        changed = {
            name: (count, young)
            for name, count, young in found.fetchall()
            if young or count != self.pristine.counted[name]
        }
        if spoilt := changed.keys() & self.pristine.own:
            raise Spoilt(f"other than rows: {', '.join(sorted(spoilt))}")
        if _beside(self.keeper) != self.pristine.beside:
            raise Spoilt("other than rows: rights or settings of the database")
        with self.keeper.transaction():
            self.keeper.execute("set local session_replication_role = replica")
            for name, (count, young) in changed.items():
                self._restore(name, whole=count - young == self.pristine.counted[name])
            self._rewind()
            self._now_pristine()

    def _alone(self) -> None:
        """Waits until nobody is connected but who stays; a test's own backends take a moment."""
        until = time.monotonic() + PATIENCE
        while self._others():
            if time.monotonic() > until:
                raise Spoilt("somebody is still connected")
            time.sleep(0.005)

    def _others(self) -> int:
        row = self.keeper.execute(_OTHERS, [self.warm.backends()]).fetchone()
        assert row is not None
        return int(row[0])

    def _restore(self, name: str, *, whole: bool) -> None:
        """Puts one table back: rows that stayed stay in their place, else all come anew in order."""
        if whole:
            young = f"delete from {name} where age(xmin) < age(%s::xid)"
            self.keeper.execute(young, [self.since])
            return
        self.keeper.execute(f"delete from {name}")
        if name in self.pristine.rows:
            with self.keeper.cursor().copy(f"copy {name} from stdin (format binary)") as copied:
                copied.write(self.pristine.rows[name])

    def _rewind(self) -> None:
        now = _sequences(self.keeper)
        if now.keys() != self.pristine.sequences.keys():
            raise Spoilt("other sequences")
        for name, (last, called) in self.pristine.sequences.items():
            if now[name] != (last, called):
                self.keeper.execute("select setval(%s, %s, %s)", [name, last, called])


class Keeping:
    """The databases that the tests of a process have one after another, copies of one template."""

    def __init__(self, server: Server, template: str, *, fresh: bool = FRESH) -> None:
        self.server, self.template, self.fresh = server, template, fresh
        self.pristine: Pristine | None = None
        self.kept: Kept | None = None
        self.stack = ExitStack()
        self.thrown: list[str] = []
        """Why databases were thrown away."""
        self.onward: dict[str, Keeping] = {}
        self.templates = ExitStack()

    def after(self, name: str, act: Callable[[Database], None]) -> "Keeping":
        """The databases of tests that begin where an act ended, which is done once for a process.

        Given: name, of the act: whoever asks under it means the same one.
        """
        if name not in self.onward:
            template = self.templates.enter_context(self.server.made(self.template))
            act(self.server.database(template))
            self.onward[name] = Keeping(self.server, template, fresh=self.fresh)
        return self.onward[name]

    @contextmanager
    def lent(self) -> Iterator[Kept]:
        """Lends the database to one test and puts it back, or throws it away, when it is over."""
        kept = self.kept or self._cloned()
        # Whoever asks while it is lent has another.
        self.kept, stack = None, self.stack
        self.stack = ExitStack()
        try:
            yield kept
        except BaseException:
            stack.close()
            raise
        kept.uses += 1
        try:
            if self.fresh or kept.uses >= USES:
                raise Spoilt("used up")
            kept.warm.check()
            kept.put_back()
        except (Spoilt, psycopg.Error) as why:
            self.thrown.append(str(why))
            stack.close()
            return
        self.close()
        self.kept, self.stack = kept, stack

    def _cloned(self) -> Kept:
        with ExitStack() as stack:
            database = stack.enter_context(cloned(self.server, self.template))
            keeper = psycopg.connect(database.superuser_dsn, autocommit=True)
            stack.callback(keeper.close)
            keeper.execute("set lock_timeout = '2s'")
            if self.pristine is None:
                self.pristine = Pristine.of(keeper)
            warm = Warm(database)
            stack.callback(warm.close)
            kept = Kept(database, self.pristine, keeper, warm)
            self.stack = stack.pop_all()
        return kept

    def close(self) -> None:
        """Ends what is kept."""
        self.stack.close()
        self.kept, self.stack = None, ExitStack()

    def end(self) -> None:
        """Ends what is kept here and after all acts, and what it was copied from."""
        for one in self.onward.values():
            one.end()
        self.close()
        self.templates.close()
