"""T9: kill -9 of the server and of PostgreSQL under load; what was acknowledged is there, once.

Clients move problems up and down, and send again under the same key until they are answered. Every
text says who sent it as the how-manieth, so that the story can be counted.
"""

import contextlib
import json
import os
import signal
import tempfile
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any

import psycopg

from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from migrations.run import set_passwords, upgrade
from server.database import postgres, postmaster
from server.settings import Mode
from server.sign_in.demo_issuer import ISSUER, DemoIssuer
from tests import world
from tests.conftest import KEYS
from tests.conftest import Server as Reached
from tests.evidence.days import SOON
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.served import Served

CLIENTS = 8
KILLS = 8
SEED = 9
TOWNSHIPS = ("a1", "a2", "b1", "b2")
PATIENCE = 60.0


@dataclass
class Run:
    """What the clients were told, and what is there."""

    kills: int = 0
    acknowledged: set[str] = field(default_factory=set)
    replayed: int = 0
    lost: int = 0
    doubled: int = 0
    skipped: int = 0
    broken: int = 0
    orphans: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Whether all is there, once, and no level was skipped."""
        return not (
            self.lost or self.doubled or self.skipped or self.broken or self.orphans or self.wrong
        )

    def __str__(self) -> str:
        return (
            f"acknowledged lost {self.lost}, doubled {self.doubled}, levels skipped {self.skipped}, "
            f"chain breaks {self.broken}, acts without outbox {self.orphans}"
        )


def run(ground: Ground) -> list[Line]:
    """Measures with keys and durable commits, then without each of them."""
    started, kills = time.monotonic(), ground.size(KILLS, 2)
    true = killed(ground, kills=kills)
    ground.say(f"T9 {true.kills} kills, {len(true.acknowledged):,} acts acknowledged: {true}")
    unkeyed = _until(lambda: killed(ground, kills=kills, keyed=False), lambda one: one.doubled > 0)
    ground.say(f"T9 without keys: {unkeyed}")
    lazy = _until(lambda: killed(ground, kills=kills, durable=False), lambda one: one.lost > 0)
    ground.say(f"T9 without durable commits: {lazy}")
    return [
        Line(
            test="T9",
            zh="满载时强杀服务器和数据库",
            en="kill -9 of server and database under a load of moves with retry",
            cases=true.kills,
            cases_of=f"kills, {len(true.acknowledged):,} acts acknowledged, {true.replayed} of them "
            "told again",
            result=str(true),
            passed=true.sound and len(true.acknowledged) > 8 * kills,
            control=f"a key for each try: doubled {unkeyed.doubled}; synchronous_commit=off: "
            f"lost {lazy.lost}",
            control_failed=unkeyed.doubled > 0 and lazy.lost > 0,
            seconds=time.monotonic() - started,
            seed=SEED,
            examples=tuple(true.wrong[:5]),
        )
    ]


def _until(tried: Any, failed: Any) -> Run:
    """Runs a control until it fails as it must, three times at most: kills fall where they fall."""
    found: Run = tried()
    for _ in range(2):
        if failed(found):
            break
        found = tried()
    return found


def killed(ground: Ground, *, kills: int, keyed: bool = True, durable: bool = True) -> Run:
    """Moves problems while the server and PostgreSQL are killed in turn."""
    found = Run()
    with _place(durable=durable) as place:
        place.start()
        stop = threading.Event()
        clients = [Client(place, number, keyed=keyed) for number in range(CLIENTS)]
        threads = [threading.Thread(target=one.work, args=(stop,)) for one in clients]
        for one in threads:
            one.start()
        draw = Random(SEED)
        for number in range(kills):
            _under_load(clients, draw)
            # Doubles come of a killed server, losses of a killed database; both are killed in turn.
            place.kill(database=not durable or (keyed and number % 2 == 1))
            found.kills += 1
        _under_load(clients, draw)
        stop.set()
        for one in threads:
            one.join(PATIENCE)
        for client in clients:
            found.acknowledged |= client.acknowledged
            found.replayed += client.replayed
            found.wrong += client.wrong
        _judge(place, found)
    return found


def _under_load(clients: list["Client"], draw: Random) -> None:
    """Waits until everybody is at work again, and a little longer."""
    before = sum(len(one.acknowledged) for one in clients)
    until = time.monotonic() + PATIENCE / 3
    while time.monotonic() < until:
        if sum(len(one.acknowledged) for one in clients) >= before + 2 * CLIENTS:
            break
        time.sleep(0.02)
    time.sleep(draw.uniform(0.05, 0.4))


def _judge(place: "Place", found: Run) -> None:
    """Counts what is there against what was acknowledged."""
    with psycopg.connect(place.dsn) as connection:
        told = dict(
            connection.execute(
                "select told, count(*) from (select text from app.happening union all"
                " select facts from app.problem) one (told) where told like 'act %' group by 1"
            ).fetchall()
        )
        found.lost = len(found.acknowledged - told.keys())
        found.doubled = sum(1 for count in told.values() if count > 1)
        skips = connection.execute(
            "select count(*) from (select h.*, lag(ends) over way as was, lag(seq) over way as n"
            " from app.hop h window way as (partition by problem_id order by seq)) h"
            " join app.tenant c on c.id = h.child where c.parent_id <> h.parent"
            " or (was is not null and was <> starts) or seq <> coalesce(n, 0) + 1"
        ).fetchone()
        found.skipped = skips[0] if skips else -1
        found.broken = len(connection.execute("select * from audit.verify()").fetchall())
        orphans = connection.execute(
            "select abs((select count(*) from audit.event where noun = 'problem')"
            " - (select count(*) from app.outbox o join app.problem p on p.id = o.record_id))"
        ).fetchone()
        found.orphans = orphans[0] if orphans else -1


# ---------------------------------------------------------------- the place


@dataclass
class Place:
    """PostgreSQL and the server over it, each in processes of their own that can be killed."""

    folder: Path
    issuer: DemoIssuer
    settings: Mapping[str, str]
    cluster: postgres.Cluster
    name: str = "levelwise"
    server: Served | None = None

    @property
    def dsn(self) -> str:
        """The superuser's address."""
        return self.cluster.dsn(self.name)

    @property
    def base(self) -> str:
        """Where the server is, now."""
        return self.server.base if self.server else "http://127.0.0.1:9"

    def start(self) -> None:
        """Starts the server where it was before."""
        app = Reached(self.cluster.dsn("postgres"), {}).database(self.name).app_dsn
        port = self.server.port if self.server else 0
        self.server = Served.started(app, self.folder, log=self.folder / "server.log", port=port)

    def kill(self, *, database: bool) -> None:
        """Kills one of the two with -9, and starts what is dead again."""
        assert self.server is not None
        if not database:
            self.server.kill()
            self.start()
            return
        assert self.cluster.process is not None
        assert self.cluster.lock is not None
        # All at once, as when a machine's memory runs out: the postmaster could warn the others.
        for pid in [self.cluster.process.pid, *postmaster.running_in(self.cluster.data_dir)]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.cluster.process.wait()
        self.cluster.lock.close()
        self.cluster = postgres.start(self.folder / "postgres", settings=self.settings)


@contextlib.contextmanager
def _place(*, durable: bool) -> Iterator[Place]:
    settings = {
        **postgres.DEMO_SETTINGS, "max_connections": "60", "autovacuum": "off",
        # A killed process loses nothing that the kernel has: without fsync it is the same test.
        "fsync": "off", "full_page_writes": "off",
        "synchronous_commit": "on" if durable else "off", "wal_writer_delay": "1000ms",
    }  # fmt: skip  # reads as a table
    with tempfile.TemporaryDirectory(prefix="levelwise-t9-") as name:
        folder = Path(name)
        cluster = postgres.start(folder / "postgres", settings=settings)
        issuer = DemoIssuer.open(folder, mode=Mode.DEMO)
        place = Place(folder, issuer, settings, cluster)
        try:
            _people(place)
            yield place
        finally:
            if place.server is not None:
                place.server.kill()
            postgres.stop(place.cluster)


def _people(place: Place) -> None:
    with psycopg.connect(place.cluster.dsn("postgres"), autocommit=True) as connection:
        connection.execute(f"create database {place.name}".encode())
    upgrade(place.dsn, keys=KEYS)
    set_passwords(place.dsn, {})
    reached = Reached(place.cluster.dsn("postgres"), {}).database(place.name)
    with psycopg.connect(reached.migrator_dsn) as connection:
        load_catalogue(connection)
        load_work_rules(connection)
        world.build(connection)
        connection.execute(
            "insert into app.identity (root, issuer, subject, person_id)"
            " select root, %s, subject, person_id from app.identity",
            [ISSUER],
        )


# ---------------------------------------------------------------- the clients


class Client:
    """One problem of a township, handed down and recalled, over and over."""

    def __init__(self, place: Place, number: int, *, keyed: bool) -> None:
        self.place, self.number, self.keyed = place, number, keyed
        self.township = TOWNSHIPS[number % len(TOWNSHIPS)]
        self.tokens = {
            who: place.issuer.token(f"{self.township}.{who}") for who in ("handler", "task_force")
        }
        of_number = uuid.uuid5(uuid.NAMESPACE_OID, f"t9 {number}")
        self.problem = str(uuid.UUID(int=of_number.int, version=4))
        self.sent = 0
        self.acknowledged: set[str] = set()
        self.replayed = 0
        self.wrong: list[str] = []

    def work(self, stop: threading.Event) -> None:
        """Acts until it is told to stop; each act is sent until it is answered."""
        try:
            self._begin()
            while not stop.is_set():
                self._round(stop)
        except _GivenUp as gone:
            self.wrong.append(f"client {self.number}: {gone}")

    def _begin(self) -> None:
        given = {"id": self.problem, "listType": "AUDIT", "title": "水渠堵塞", "facts": "堵塞"}
        self._act("handler", "reportProblem", given)
        about = {"problem": f"Problem_{self.problem}"}
        self._act("handler", "registerProblem", about | {"place": "村东"}, versioned=True)
        self._act("task_force", "admitProblem", about | {"line": "finding"}, versioned=True)
        self._act("task_force", "listProblem", about | self._text(), versioned=True)

    def _round(self, stop: threading.Event) -> None:
        about = {"problem": f"Problem_{self.problem}"}
        if not self.keyed:
            # What has no version to go stale is what a second key would double.
            found = {"listType": "AUDIT", "title": "水渠堵塞", "facts": self._text()["text"]}
            self._act("handler", "reportProblem", found, anew=True)
            return
        village = f"{self.township}x"
        down = {
            "unit": f"Tenant_{world.key_of('tenant', village)}", "deadline": SOON,
            "leadPost": f"Post_{world.key_of('post', f'{village}.head')}",
        }  # fmt: skip  # reads as a table
        for who, act, given in (
            ("task_force", "triageProblem", {"label": "STAGED"}),
            ("task_force", "handDownProblem", down),
            ("task_force", "recallProblem", {"reason": "wrong_unit"}),
        ):
            if stop.is_set():
                return
            self._act(who, act, about | given | self._text(), versioned=True)

    def _text(self) -> dict[str, str]:
        self.sent += 1
        return {"text": f"act {self.number}-{self.sent}"}

    def _act(
        self,
        who: str,
        act: str,
        given: Mapping[str, Any],
        *,
        versioned: bool = False,
        anew: bool = False,
    ) -> None:
        """Sends an act until it is answered, under one key; the control under a key for each try.

        Given: anew, whether each try makes another id for the record, too.
        """
        key, version = uuid.uuid4().hex, self._version(who) if versioned else None
        kind = act[0].upper() + act[1:]
        document = (
            f"mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ __typename"
            f" ... on {kind}Success {{ replayed }} ... on Refusal {{ code retryable }} }} }}"
        )
        until = time.monotonic() + PATIENCE
        while True:
            said = {"key": key if self.keyed else uuid.uuid4().hex, **given}
            if version is not None:
                said["expectedVersion"] = version
            if anew:
                said["id"] = str(uuid.uuid4())
            told = self._ask(who, document, {"input": said}, until)[act]
            if told["__typename"] != "Refusal":
                self.replayed += bool(told["replayed"])
                text = given.get("text", given.get("facts", ""))
                if text.startswith("act "):
                    self.acknowledged.add(text)
                return
            if not told["retryable"]:
                raise _GivenUp(f"{act} {told['code']}")
            time.sleep(0.05)

    def _version(self, who: str) -> int:
        query = "query ($id: ID!) { problem(id: $id) { version } }"
        until = time.monotonic() + PATIENCE
        found = self._ask(who, query, {"id": f"Problem_{self.problem}"}, until)["problem"]
        version: int = found["version"]
        return version

    def _ask(
        self, who: str, query: str, variables: Mapping[str, Any], until: float
    ) -> dict[str, Any]:
        body = json.dumps({"query": query, "variables": variables}).encode()
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {self.tokens[who]}",
        }
        while time.monotonic() < until:
            request = urllib.request.Request(f"{self.place.base}/graphql", body, headers)
            with contextlib.suppress(OSError, json.JSONDecodeError, urllib.error.URLError):
                with urllib.request.urlopen(request, timeout=10) as reply:
                    told = json.load(reply)
                if not told.get("errors"):
                    data: dict[str, Any] = told["data"]
                    return data
            if not self.keyed and query.startswith("mutation"):
                # The control makes a new request of each try.
                variables = {"input": {**variables["input"], "key": uuid.uuid4().hex}}
                body = json.dumps({"query": query, "variables": variables}).encode()
            time.sleep(0.05)
        raise _GivenUp(query[:80])


class _GivenUp(Exception):
    """No answer came for as long as anybody waits."""
