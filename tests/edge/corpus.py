"""T7: hostile GraphQL documents, and how long the server stands still over each of them.

`run_t7(base, shape)` sends the corpus to a running server while a second connection asks for
`/healthz` without pause: the longest of those answers is the stall. Where the server's process is
known, the processor time of its main thread bounds it: a loop cannot stand still for longer than it
computes, and neighbours on a busy machine do not count. Noise only adds, so a document beyond the
limit is asked up to three times and its best time counts; each time with another comment inside, so
that no cache answers for the check. The control is a server without
the limits (`python -m tests.edge.bare_server`), which has to stand still.
"""

import http.client
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tests.edge.hostile import Hostile, Shape, corpus, document
from tests.patience import PATIENCE

STALL_SECONDS = 0.05
ATTEMPTS = 3
PLACE = Shape()
LEAKS = ("Traceback", "Did you mean", "postgresql://", 'File "/')


@dataclass(frozen=True)
class Seen:
    """What one document did."""

    name: str
    status: int
    stall_seconds: float
    leaked: bool
    refused_as_it_must: bool


@dataclass(frozen=True)
class T7Result:
    """The outcome over the whole corpus."""

    seen: tuple[Seen, ...]
    allowed_seconds: float

    @property
    def cases(self) -> int:
        return len(self.seen)

    @property
    def worst(self) -> Seen:
        return max(self.seen, key=lambda one: one.stall_seconds)

    @property
    def faults(self) -> list[str]:
        """What falls short, a sentence each."""
        found = []
        for one in self.seen:
            if one.status >= 500 or one.status == 0:
                found.append(f"{one.name}: status {one.status}")
            if one.stall_seconds > self.allowed_seconds:
                found.append(f"{one.name}: stalled {one.stall_seconds * 1000:.0f} ms")
            if one.leaked:
                found.append(f"{one.name}: told something of the inside")
            if not one.refused_as_it_must:
                found.append(f"{one.name}: was not refused")
        return found

    @property
    def ok(self) -> bool:
        return not self.faults


class Probe:
    """Asks for /healthz without pause and remembers when each question took how long."""

    def __init__(self, host: str, port: int) -> None:
        self.address = (host, port)
        self.times: list[tuple[float, float]] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        question = f"GET /healthz HTTP/1.1\r\nhost: {self.address[0]}\r\n\r\n".encode()
        with socket.create_connection(self.address, timeout=120) as line:
            line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            while not self.stopped.is_set():
                started = time.perf_counter()
                line.sendall(question)
                answer = line.recv(4096)
                while b"alive" not in answer:
                    answer += line.recv(4096)
                self.times.append((started, time.perf_counter()))
                time.sleep(0.001)

    def stall(self, start: float, end: float, *, computed: float | None) -> float:
        """How long the server stood still in a span on a quiet core."""
        waited = self.worst(start, end)
        return waited if computed is None else min(waited, computed)

    def worst(self, start: float, end: float) -> float:
        """The longest answer that overlaps a span, waiting for the one that does so last."""
        while not self.times or self.times[-1][0] < end:
            time.sleep(0.001)
        return max((b - a for a, b in self.times if b >= start and a <= end), default=0.0)


@contextmanager
def probing(host: str, port: int) -> Iterator[Probe]:
    probe = Probe(host, port)
    thread = threading.Thread(target=probe.run, daemon=True)
    thread.start()
    try:
        yield probe
    finally:
        probe.stopped.set()
        thread.join(PATIENCE)


def computed_seconds(pid: int | None) -> float | None:
    """The processor time that the main thread of a process has used, where the system tells."""
    if pid is None:
        return None
    try:
        return int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (OSError, ValueError, IndexError):
        return None


def ask(host: str, port: int, hostile: Hostile, *, token: str | None) -> tuple[int, str]:
    """Sends one request on a connection of its own."""
    connection = http.client.HTTPConnection(host, port, timeout=120)
    headers = {"content-type": "application/json", "accept": "application/graphql-response+json"}
    if token:
        headers["authorization"] = f"Bearer {token}"
    try:
        if hostile.method == "GET":
            connection.request("GET", hostile.body.decode(), headers=headers)
        else:
            connection.request("POST", "/graphql", hostile.sent(), headers)
        response = connection.getresponse()
        return response.status, response.read().decode("utf-8", "replace")
    except (BrokenPipeError, ConnectionResetError):
        # Refused before the body was read to its end: that is an answer too.
        return 413, ""
    finally:
        connection.close()


def run_t7(
    base: str,
    shape: Shape = PLACE,
    *,
    token: str | None = None,
    pid: int | None = None,
    requests: tuple[Hostile, ...] | None = None,
    leaks: tuple[str, ...] = LEAKS,
) -> T7Result:
    """Runs the corpus against a server.

    Given: pid, the server's process, if it runs on this machine; leaks, words that no answer may
           hold.
    Gives: what each document did, and the stall that is allowed: 50 ms, or ten times a trivial
           query where the machine is slower than that, by the same clock as the stalls.
    """
    parts = urlsplit(base)
    host, port = str(parts.hostname), int(parts.port or 80)
    with probing(host, port) as probe:
        allowed = max(STALL_SECONDS, 10 * statistics.median(trivial(host, port, token, pid)))
        chosen = corpus(shape) if requests is None else requests
        seen = tuple(
            attack(probe, (host, port), one, allowed=allowed, token=token, pid=pid, leaks=leaks)
            for one in chosen
        )
    return T7Result(seen, allowed)


def trivial(host: str, port: int, token: str | None, pid: int | None) -> Iterator[float]:
    """How long a query takes that is none: of processor time, where the system tells it."""
    for _ in range(50):
        before, started = computed_seconds(pid), time.perf_counter()
        ask(host, port, document("trivial", "{ __typename }"), token=token)
        waited, after = time.perf_counter() - started, computed_seconds(pid)
        yield waited if before is None or after is None else after - before


def attack(
    probe: Probe,
    address: tuple[str, int],
    hostile: Hostile,
    *,
    allowed: float,
    token: str | None,
    pid: int | None,
    leaks: tuple[str, ...],
) -> Seen:
    """Sends one document and measures how long the server stood still over it."""
    best = float("inf")
    for _ in range(ATTEMPTS):
        before = computed_seconds(pid)
        started = time.perf_counter()
        status, text = ask(*address, hostile, token=token)
        ended = time.perf_counter()
        after = computed_seconds(pid)
        computed = None if before is None or after is None else after - before
        best = min(best, probe.stall(started, ended, computed=computed))
        if best <= allowed:
            break
    refused = status >= 400
    return Seen(
        hostile.name,
        status,
        best,
        any(leak in text for leak in leaks),
        refused or not hostile.refused,
    )
