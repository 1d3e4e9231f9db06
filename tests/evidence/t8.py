"""T8: no sealed body is delivered unless the row of the audit that says so is committed.

Whoever asks for an identity and then takes the asking back, by whichever way, gets nothing: by
rollback, by savepoint, from a second connection while the first is open, with the client or its
backend killed, or the whole server. What was delivered before a kill stands in the audit after it.
"""

import contextlib
import os
import signal
import socket
import tempfile
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from migrations.run import upgrade
from server.database import postgres
from tenants.context import claims, seal
from tests import world
from tests.conftest import KEYS, Database, Server
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.patience import waited

WHO = "a1x.handler"
REASON = "入户核实"
KILLS = 5
"""How often a whole server is killed at full size."""
SHARES: Mapping[str, float] = {
    "rollback": 0.25, "savepoint": 0.25, "second connection": 0.25, "killed client": 0.125,
    "killed backend": 0.075,
}  # fmt: skip  # reads as a table
"""How many of the attempts are of which kind; the rest are made while a server is killed."""
_GUARD = "or pg_xact_status(t.xid) is distinct from 'committed'"


@dataclass(frozen=True)
class Vault:
    """A database with one sealed identity, and someone who may ask for it."""

    database: Database
    said: str
    petitioner: uuid.UUID

    def connect(self) -> psycopg.Connection[Any]:
        """A connection of the application role, with the signed context of who asks."""
        connection = psycopg.connect(self.database.app_dsn)
        token = seal(KEYS, self.said, pid=connection.info.backend_pid, now=time.time())
        connection.execute("select set_config('levelwise.context', %s, false)", [token])
        connection.commit()
        return connection

    def ask(self, connection: psycopg.Connection[Any]) -> Any:
        """Leaves a ticket and its row of the audit, in the connection's transaction."""
        given = [self.petitioner, REASON]
        found = connection.execute("select app.ask_identity(%s, %s, 't8')", given).fetchone()
        assert found is not None
        assert found[0] is not None, "who must act may ask"
        return found[0]

    def redeem(self, connection: psycopg.Connection[Any], ticket: Any) -> int:
        """How many sealed bodies a ticket gives."""
        given = connection.execute("select body from app.redeem_identity(%s)", [ticket])
        return len(given.fetchall())

    def after(self, ticket: Any) -> int:
        """How many it gives to a fresh connection."""
        with self.connect() as connection:
            return self.redeem(connection, ticket)


def run(ground: Ground) -> list[Line]:
    """Measures the attempts and the control."""
    started, wanted = time.monotonic(), ground.size(1000, 60)
    found: dict[str, int] = {}
    attempts = 0
    with ground.database() as database:
        vault = _filled(database)
        for way, share in SHARES.items():
            times = max(2, round(wanted * share))
            ground.say(f"T8 {times} sealed reads by {way}")
            found[way] = _WAYS[way](vault, times)
            attempts += times
        known = _delivered(vault, 20)
        loosened = _loosened(vault, 20)
    kills = KILLS if ground.full else 1
    each = max(4, (wanted - attempts) // kills)
    ground.say(f"T8 {kills} kills of a whole server, {each} sealed reads before each")
    found["killed server"] = _servers_killed(kills, each)
    attempts += kills * each
    wrong = {way: number for way, number in found.items() if number}
    return [
        Line(
            test="T8",
            zh="没有提交的审计记录，不交付封存的身份",
            en="no sealed identity is delivered without a committed row of the audit",
            cases=attempts,
            cases_of=f"attempts by {', '.join(found)}",
            result=f"delivered without a committed row {sum(found.values())}; "
            f"{known} of 20 that were committed are delivered and stand in the audit",
            passed=not wrong and known == 20,
            control=f"a gate that does not ask whether the ticket is committed delivers {loosened} "
            "of 20 before a rollback",
            control_failed=loosened == 20,
            seconds=time.monotonic() - started,
            examples=tuple(f"{way}: {number}" for way, number in wrong.items()),
        )
    ]


# ---------------------------------------------------------------- ways to take an asking back


def _rolled_back(vault: Vault, times: int) -> int:
    given = 0
    with vault.connect() as connection, vault.connect() as other:
        for _ in range(times):
            ticket = vault.ask(connection)
            given += vault.redeem(connection, ticket)
            connection.rollback()
            given += vault.redeem(connection, ticket) + vault.redeem(other, ticket)
            connection.rollback()
            other.rollback()
    return given


def _saved(vault: Vault, times: int) -> int:
    given = 0
    with vault.connect() as connection, vault.connect() as other:
        for _ in range(times):
            connection.execute("savepoint before")
            ticket = vault.ask(connection)
            given += vault.redeem(connection, ticket)
            connection.execute("rollback to before")
            given += vault.redeem(connection, ticket)
            connection.commit()
            given += vault.redeem(connection, ticket) + vault.redeem(other, ticket)
            connection.commit()
            other.rollback()
    return given


def _beside(vault: Vault, times: int) -> int:
    given = 0
    with vault.connect() as connection, vault.connect() as other:
        for _ in range(times):
            ticket = vault.ask(connection)
            given += vault.redeem(other, ticket)
            other.rollback()
            connection.rollback()
    return given


def _client_killed(vault: Vault, times: int) -> int:
    given = 0
    for _ in range(times):
        connection = vault.connect()
        ticket, pid = vault.ask(connection), connection.info.backend_pid
        with socket.socket(fileno=os.dup(connection.fileno())) as line:
            line.shutdown(socket.SHUT_RDWR)
        with contextlib.suppress(psycopg.Error):
            connection.close()
        _gone(vault, pid)
        given += vault.after(ticket)
    return given


def _backend_killed(vault: Vault, times: int) -> int:
    given = 0
    for _ in range(times):
        connection = vault.connect()
        ticket, pid = vault.ask(connection), connection.info.backend_pid
        with psycopg.connect(vault.database.superuser_dsn, autocommit=True) as superuser:
            superuser.execute("select pg_terminate_backend(%s, 5000)", [pid])
        with contextlib.suppress(psycopg.Error):
            connection.commit()
        with contextlib.suppress(psycopg.Error):
            connection.close()
        _gone(vault, pid)
        given += vault.after(ticket)
    return given


_WAYS: Mapping[str, Callable[[Vault, int], int]] = {
    "rollback": _rolled_back,
    "savepoint": _saved,
    "second connection": _beside,
    "killed client": _client_killed,
    "killed backend": _backend_killed,
}


def _gone(vault: Vault, pid: int) -> None:
    """Waits until a backend has ended, and its transaction with it."""
    with psycopg.connect(vault.database.superuser_dsn, autocommit=True) as superuser:
        alive = "select count(*) from pg_stat_activity where pid = %s"
        waited(lambda: superuser.execute(alive, [pid]).fetchone() == (0,))


# ---------------------------------------------------------------- the whole server


def _servers_killed(kills: int, each: int) -> int:
    """Kills a server of its own, with an asking open and others just delivered."""
    given = 0
    with tempfile.TemporaryDirectory(prefix="levelwise-t8-") as name:
        folder = Path(name) / "postgres"
        cluster = postgres.start(folder)
        try:
            server = Server(cluster.dsn("postgres"), {})
            upgrade(server.dsn("postgres"), keys=KEYS)
            vault = _filled(server.database("postgres"))
            for _ in range(kills):
                taken = _given(vault, each - 1)
                # One alone: askings of a root wait for each other at the head of their chain.
                connection = vault.connect()
                ticket = vault.ask(connection)
                _kill(cluster)
                with contextlib.suppress(psycopg.Error):
                    connection.close()
                postgres.stop(cluster)
                cluster = postgres.start(folder)
                given += vault.after(ticket) + len(taken - _in_the_audit(vault))
        finally:
            postgres.stop(cluster)
    return given


def _given(vault: Vault, times: int) -> set[str]:
    """The tickets of bodies that were delivered a moment ago."""
    taken = set()
    with vault.connect() as connection:
        for _ in range(times):
            ticket = vault.ask(connection)
            connection.commit()
            assert vault.redeem(connection, ticket) == 1
            connection.commit()
            taken.add(str(ticket))
    return taken


def _kill(cluster: postgres.Cluster) -> None:
    pid = int((cluster.data_dir / "postmaster.pid").read_text(encoding="utf-8").split()[0])
    os.kill(pid, signal.SIGKILL)


def _in_the_audit(vault: Vault) -> set[str]:
    """The tickets that the audit knows."""
    query = "select facts->>'ticket' from audit.event where act = 'identity.ask'"
    with psycopg.connect(vault.database.superuser_dsn) as connection:
        return {ticket for (ticket,) in connection.execute(query)}


# ---------------------------------------------------------------- what must succeed


def _delivered(vault: Vault, times: int) -> int:
    """How many committed askings deliver, and stand in the audit."""
    given = 0
    with vault.connect() as connection:
        for _ in range(times):
            ticket = vault.ask(connection)
            connection.commit()
            stands = str(ticket) in _in_the_audit(vault)
            given += vault.redeem(connection, ticket) == 1 and stands
            connection.commit()
    return given


def _loosened(vault: Vault, times: int) -> int:
    """The control: how many are delivered and rolled back where the gate does not ask."""
    with psycopg.connect(vault.database.superuser_dsn) as superuser:
        query = "select pg_get_functiondef('app.redeem_identity(uuid)'::regprocedure)"
        found = superuser.execute(query).fetchone()
        assert found is not None
        assert _GUARD in found[0]
        superuser.execute(found[0].replace(_GUARD, ""))
    given = 0
    with vault.connect() as connection:
        for _ in range(times):
            ticket = vault.ask(connection)
            given += vault.redeem(connection, ticket)
            connection.rollback()
    return given


# ---------------------------------------------------------------- the ground


def _filled(database: Database) -> Vault:
    with psycopg.connect(database.migrator_dsn) as connection:
        load_catalogue(connection)
        people = world.build(connection)
        petitioner = _sealed(connection, people)
        found = connection.execute(
            "select root, array[at1, at2, at3, at4, at5, at6] from app.tenant where id = %s",
            [people.tenants["a1x"]],
        ).fetchone()
        assert found is not None
    said = claims(
        people.person(WHO), people.post(WHO), root=found[0], lineage=found[1],
        tenants=[people.tenants["a1x"]],
    )  # fmt: skip  # columns side by side
    return Vault(database, said, petitioner)


def _sealed(connection: psycopg.Connection[Any], people: world.World) -> uuid.UUID:
    """A petitioner of a village's problem, with an identity in the vault."""
    unit = people.tenants["a1x"]
    held = {"root": people.tenants["city"], "holder": unit}
    problem, petitioner = uuid.uuid4(), uuid.uuid4()
    row = {
        "id": problem, "holder_post": people.post(WHO), "list_type": "PETITION", "title": "水渠堵塞",
        "facts": "一", "origin": unit, "reported_by": people.person(WHO), "due_on": world.BEGAN,
    }  # fmt: skip  # reads as a table
    world.put(connection, "problem", held | row)
    masked = {
        "id": petitioner, "problem_id": problem, "kind": "PERSON", "matter": "REQUEST",
        "channel": "VISIT", "author_tenant": unit, "author_person": people.person(WHO),
    }  # fmt: skip  # reads as a table
    world.put(connection, "petitioner", held | masked)
    body = {"id": uuid.uuid4(), "petitioner_id": petitioner, "sealed_for": problem, "kid": "t8"}
    row = {"root": held["root"], **body, "wrapped": b"wrapped", "body": b"sealed"}
    world.put(connection, "sealed_identity", row)
    return petitioner
