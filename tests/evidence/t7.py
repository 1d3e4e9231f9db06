"""T7: hostile and generated documents against the whole server in a process of its own.

Two lines: the corpus of known attacks, and documents drawn over the printed schema and mutated,
asked as several people. Texts of a unit outside their reach are canaries that no answer may hold.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from server.settings import Mode
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from tests import world
from tests.edge.bare_server import small_server
from tests.edge.corpus import LEAKS, T7Result, run_t7
from tests.edge.hostile import corpus
from tests.evidence.documents import Documents
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.served import served
from tests.reading.rows import scatter
from tests.server.test_served import LEVELWISE

SEED = 7
WHO = (None, "city.head", "a.task_force", "bureau.party_group_secretary", "a1x.branch_secretary")
"""Who asks: nobody, and people of four levels of the same city."""
OUTSIDE = "elsewhere.head"
CANARY = "canary_elsewhere"
CONTROL = ("3,000 duplicate fields", "fan-out fragments, 720 bytes")
TYPES = {
    "responsibility_list": "ResponsibilityList", "clause": "Clause", "obligation": "Obligation",
    "body": "Body", "work_rule_supplement": "Supplement",
}  # fmt: skip  # reads as a table


@dataclass(frozen=True)
class Attacked:
    """A server, its process, tokens for it and the ids of all its records."""

    base: str
    pid: int
    issuer: DemoIssuer
    ids: tuple[str, ...]
    log: Path

    def token(self, who: str | None) -> str | None:
        """A token of someone; none of nobody."""
        return None if who is None else self.issuer.token(who)


def run(ground: Ground) -> list[Line]:
    """Measures both."""
    with attacked(ground) as found:
        return [_corpus(ground, found), generated(ground, found)]


@contextmanager
def attacked(ground: Ground) -> Iterator[Attacked]:
    with (
        ground.database() as database,
        tempfile.TemporaryDirectory(prefix="levelwise-t7-") as name,
    ):
        home = Path(name)
        with psycopg.connect(database.migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            people = world.build(connection)
            scatter(connection, people, SEED)
            ids = tuple(_ids(connection))
            _sow(connection, people)
        issuer = DemoIssuer.open(home, mode=Mode.DEMO)
        log = home / "server.log"
        with served(database.app_dsn, home, log=log) as (base, pid):
            yield Attacked(base, pid, issuer, ids, log)


def _ids(connection: psycopg.Connection[Any]) -> Iterator[str]:
    for table, kind in TYPES.items():
        for (key,) in connection.execute(f"select id from app.{table}".encode()):
            yield f"{kind}_{key}"
    for (key,) in connection.execute("select uid from app.tenant"):
        yield f"Tenant_{key}"


def _sow(connection: psycopg.Connection[Any], people: world.World) -> None:
    """Lets everybody sign in, and makes every free text of the unit elsewhere a canary."""
    connection.execute(
        "insert into app.identity (root, issuer, subject, person_id)"
        " select root, %s, subject, person_id from app.identity",
        [ISSUER],
    )
    holder = people.tenants["elsewhere"]
    held = {"root": holder, "holder": holder}
    lists = {"id": world.key_of("list", CANARY), "actor_type": "work_committee", "year": 2020}
    world.put(connection, "responsibility_list", held | lists)
    clause = {
        "id": world.key_of("clause", CANARY), "list_id": lists["id"], "year": 2020, "part": "OWN",
        "actor_type": "work_committee", "position": 1, "title": CANARY, "detail": CANARY,
        "cadence": "YEARLY", "due_rule": "year end", "said_by": holder, "state": "PUBLISHED",
    }  # fmt: skip  # reads as a table
    world.put(connection, "clause", held | clause)
    obligation = {
        "id": world.key_of("obligation", CANARY), "list_id": lists["id"], "clause_id": clause["id"],
        "actor_type": "work_committee", "period": CANARY, "starts_on": world.BEGAN,
        "ends_on": world.BEGAN, "due_on": world.BEGAN, "self_check": CANARY,
    }  # fmt: skip  # reads as a table
    world.put(connection, "obligation", held | obligation)
    connection.execute("update app.post set title = %s where holder = %s", [CANARY, holder])
    connection.execute("update app.person set name = %s where holder = %s", [CANARY, holder])


def _corpus(ground: Ground, attacked: Attacked) -> Line:
    started = time.monotonic()
    ground.say("T7 the corpus of hostile documents")
    found = run_t7(attacked.base, LEVELWISE, token=attacked.token("a.task_force"), pid=attacked.pid)
    chosen = tuple(one for one in corpus() if one.name in CONTROL)
    with small_server(limited=False) as (base, pid):
        bare = run_t7(base, requests=chosen, pid=pid)
    stood = [one for one in bare.seen if one.stall_seconds > bare.allowed_seconds]
    return Line(
        test="T7",
        zh="恶意的 GraphQL 文档",
        en="hostile GraphQL documents",
        cases=found.cases,
        cases_of="documents",
        result=_told(found),
        passed=found.ok,
        control=f"a server without the limits stands still over {len(stood)} of {len(CONTROL)}, "
        f"{bare.worst.stall_seconds * 1000:,.0f} ms",
        control_failed=len(stood) == len(CONTROL),
        seconds=time.monotonic() - started,
        examples=tuple(found.faults[:5]),
    )


def generated(ground: Ground, attacked: Attacked) -> Line:
    started, wanted = time.monotonic(), ground.size(2000, 50)
    documents = Documents(Random(SEED), attacked.ids)
    leaks = (*LEAKS, CANARY, "INTERNAL_SERVER_ERROR")
    found: list[T7Result] = []
    for who in WHO:
        chosen = tuple(documents.generated(number) for number in range(wanted // len(WHO)))
        ground.say(f"T7 {len(chosen)} generated documents as {who or 'nobody'}")
        token = attacked.token(who)
        found.append(
            run_t7(attacked.base, token=token, pid=attacked.pid, requests=chosen, leaks=leaks)
        )
    own = tuple(documents.plain(number) for number in range(40))
    sighted = run_t7(
        attacked.base, token=attacked.token(OUTSIDE), pid=attacked.pid, requests=own, leaks=leaks
    )
    canaries = sum(one.leaked for one in sighted.seen)
    whole = T7Result(
        tuple(one for part in found for one in part.seen),
        max(part.allowed_seconds for part in found),
    )
    accepted = sum(one.status == 200 for one in whole.seen)
    logged = [word for word in (CANARY, "Viewer(", "Traceback") if word in attacked.log.read_text()]
    return Line(
        test="T7",
        zh="按模式生成并变异的文档",
        en="documents drawn over the schema and mutated, as people of five kinds",
        cases=whole.cases,
        cases_of=f"documents, {accepted:,} of them executed",
        result=f"{_told(whole)}; told by the log {len(logged)}",
        passed=whole.ok and not logged and accepted > whole.cases / 5,
        control=f"whoever the canaries belong to sees them in {canaries} of {len(own)} answers",
        control_failed=canaries > 0,
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=(*logged, *whole.faults[:5]),
    )


def _told(found: T7Result) -> str:
    worst = found.worst.stall_seconds * 1000
    failed = sum(one.status >= 500 or one.status == 0 for one in found.seen)
    leaked = sum(one.leaked for one in found.seen)
    return (
        f"faults {len(found.faults)}; 5xx {failed}; leaks {leaked}; longest stall {worst:.0f} ms "
        f"of {found.allowed_seconds * 1000:.0f} allowed"
    )
