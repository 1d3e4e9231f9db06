"""A database with acts of several units in its audit, its heads signed, and ways to tamper with it."""

import base64
import time
import uuid
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from ledger.audit import verifier
from ledger.audit.heads import countersign
from ledger.audit.reading_chains import export
from ledger.audit.signing import Signer, signed
from tenants.context import claims, seal
from tests import world
from tests.conftest import KEYS, Database

SIGNER = Signer.read("tests:" + base64.b64encode(b"a key that signs heads in tests!").decode())
BEGAN = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
ACTORS = ("city.head", "a.head", "a1.head", "b.handler", "a1x.head")

TABLES = ("event", "head", "anchor", "countersignature")

TAMPERS: Mapping[str, Sequence[str]] = {
    "changed": ("update audit.event set act = 'problem.open' where (shard, number) = ({s}, 3)",),
    "deleted": ("delete from audit.event where (shard, number) = ({s}, 3)",),
    "inserted": (
        "update audit.event set number = number + 1 where shard = {s} and number > 3",
        """insert into audit.event (shard, number, at, tenant, act, noun, facts, previous, hash)
          select shard, 4, at, tenant, act, noun, facts, hash, hash from audit.event
          where (shard, number) = ({s}, 3)""",
    ),
    "swapped": ("update audit.event set number = 7 - number where shard = {s} and number in (3, 4)",),
    "cut": (
        "delete from audit.event where shard = {s} and number > 4",
        """update audit.head h set (number, hash) = (select number, hash from audit.event
          where (shard, number) = ({s}, 4)) where shard = {s}""",
    ),
}  # fmt: skip  # reads as a table
"""What an insider with every right on the database might do to one chain, the head included."""


@dataclass
class Audited:
    """One database with an audit, and the hour it is."""

    database: Database
    people: world.World
    now: datetime = field(default=BEGAN)

    def act(self, times: int, *actors: str) -> None:
        """Records acts of people of several units in turn."""
        with psycopg.connect(self.database.app_dsn, autocommit=True) as app:
            said = {who: self._said(who) for who in actors or ACTORS}
            for number in range(times):
                who = list(said)[number % len(said)]
                with app.transaction():
                    token = seal(KEYS, said[who], pid=app.info.backend_pid, now=time.time())
                    app.execute("select set_config('levelwise.context', %s, true)", [token])
                    app.execute(
                        "select audit.append('close_problem', 'problem', %s, 2, 'a-rule', 'r', %s)",
                        [uuid.uuid4(), '{"event": "ProblemClosed"}'],
                    )

    def _said(self, who: str) -> str:
        with psycopg.connect(self.database.migrator_dsn) as migrator:
            found = migrator.execute(
                "select root, id, array[at1, at2, at3, at4, at5, at6] from app.tenant where id = %s",
                [self.people.tenants[who.partition(".")[0]]],
            ).fetchone()
        assert found is not None
        person, post = self.people.person(who), self.people.post(who)
        return claims(person, post, root=found[0], lineage=found[2], tenants=[found[1]])

    def shard(self, unit: str) -> int:
        return self.people.tenants[unit] % 16

    def sign(self) -> tuple[int, int]:
        """Signs the heads of the next hour."""
        self.now += timedelta(hours=1)
        return countersign(self.database.auditor_dsn, SIGNER, now=self.now)

    def lines(self) -> Generator[dict[str, Any], None, None]:
        keys = {kid: base64.b64encode(key).decode() for kid, key in SIGNER.public.items()}
        return export(self.database.auditor_dsn, keys, made_at="now")

    def verify(self) -> verifier.Verified:
        """Verifies the whole audit, trusting the keys of these tests. Refuses: verifier.Broken."""
        with closing(self.lines()) as lines:
            return verifier.verify(lines, SIGNER.public, signed)

    def found_by_the_database(self) -> list[str]:
        with psycopg.connect(self.database.auditor_dsn) as auditor:
            return [row[0] for row in auditor.execute("select finding from audit.verify()")]

    @contextmanager
    def put_back(self) -> Iterator[None]:
        """Leaves the audit as it was found, whatever was done to it."""
        with psycopg.connect(self.database.superuser_dsn) as superuser:
            for table in TABLES:
                superuser.execute(f"create table public.was_{table} as table audit.{table}")
        try:
            yield
        finally:
            with self.as_insider() as superuser:
                for table in TABLES:
                    superuser.execute(f"delete from audit.{table}")
                    kept = superuser.execute(
                        "select string_agg(quote_ident(attname), ', ') from pg_attribute"
                        " where attrelid = %s::regclass and attnum > 0 and attgenerated = ''",
                        [f"audit.{table}"],
                    ).fetchone()
                    assert kept is not None
                    superuser.execute(
                        f"insert into audit.{table} ({kept[0]}) select {kept[0]} from public.was_{table}"
                    )
                    superuser.execute(f"drop table public.was_{table}")

    @contextmanager
    def as_insider(self) -> Iterator[psycopg.Connection[Any]]:
        """A superuser who puts everything out of the way that could stop them."""
        with psycopg.connect(self.database.superuser_dsn) as superuser:
            superuser.execute("set session_replication_role = replica")
            superuser.execute("alter table audit.event drop constraint if exists event_pkey")
            yield superuser

    def tamper(self, how: str, shard: int) -> None:
        with self.as_insider() as superuser:
            for statement in TAMPERS[how]:
                superuser.execute(statement.format(s=shard))
