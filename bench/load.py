"""Sends load with wrk, or with autocannon where wrk is not installed, and reads processor times."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import orjson

from bench.servers import Ask, Running
from server.database.postgres import wait_for_a_turn

TICK = os.sysconf("SC_CLK_TCK")
LUA = Path(__file__).with_name("rotate.lua")


@dataclass(frozen=True)
class Run:
    """One measured run against one server."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float
    failed: int
    app_cpu_us: float
    database_cpu_us: float

    @property
    def per_second(self) -> float:
        """Requests answered per second."""
        return self.requests / self.seconds

    @property
    def cpu_us(self) -> float:
        """Processor time of application and database per request."""
        return self.app_cpu_us + self.database_cpu_us


class LoadRefused(Exception):
    """A run had failing requests, or the load generator did not work."""


class Load:
    """A load generator: its name, and how it measures."""

    def __init__(self, home: Path, postmaster: int) -> None:
        self._home = home
        self._postmaster = postmaster
        self._wrk = shutil.which("wrk")
        self.name = "wrk" if self._wrk else "autocannon"

    def run(self, server: Running, question: str, *, clients: int, seconds: float) -> Run:
        """Runs all viewers' requests in turn against one server.

        Refuses: LoadRefused when a request failed.
        """
        times = Processors(server.pid, self._postmaster)
        with times.counting():
            said = self._sent(server, question, clients=clients, seconds=seconds)
        if said["failed"] or not said["requests"]:
            raise LoadRefused(f"{server.name} {question} at {clients}: {said}")
        count = int(said["requests"])
        return Run(
            count,
            said["seconds"],
            said["p50"],
            said["p99"],
            int(said["failed"]),
            times.app * 1e6 / count,
            times.database * 1e6 / count,
        )

    def warm(self, server: Running, question: str, *, clients: int, seconds: float) -> None:
        """Sends load that is not measured."""
        self._sent(server, question, clients=clients, seconds=seconds)

    def _sent(
        self, server: Running, question: str, *, clients: int, seconds: float
    ) -> dict[str, float]:
        send = self._with_wrk if self._wrk else self._with_autocannon
        return send(server, question, clients=clients, seconds=seconds)

    def _with_wrk(
        self, server: Running, question: str, *, clients: int, seconds: float
    ) -> dict[str, float]:
        file = self._home / f"{server.name}-{question}.requests"
        file.write_bytes(b"".join(_framed(ask) for ask in server.asks[question]))
        words = [
            str(self._wrk),
            "-t1",
            f"-c{clients}",
            f"-d{max(1, round(seconds))}s",
            "--timeout",
            "30s",
            "-s",
            str(LUA),
            f"http://127.0.0.1:{server.port}/",
            "--",
            str(file),
        ]
        return dict(orjson.loads(_said_by(words).rpartition("RESULT ")[2]))

    def _with_autocannon(
        self, server: Running, question: str, *, clients: int, seconds: float
    ) -> dict[str, float]:
        asks = [
            {
                "method": "POST",
                "path": ask.path,
                "headers": headers_of(ask),
                "body": ask.body.decode(),
            }
            for ask in server.asks[question]
        ]
        folder = self._home / "postgraphile"
        given = {
            "url": f"http://127.0.0.1:{server.port}",
            "clients": clients,
            "seconds": seconds,
            "requests": asks,
        }
        file = self._home / "autocannon.json"
        file.write_bytes(orjson.dumps(given))
        words = [str(folder / "node_modules/.bin/node"), str(folder / "load.mjs"), str(file)]
        return dict(orjson.loads(_said_by(words)))


def _said_by(words: list[str]) -> str:
    """What a generator prints; it stands for clients elsewhere, and takes no core from a server that runs."""
    done = subprocess.run(
        words, check=True, capture_output=True, text=True, preexec_fn=partial(wait_for_a_turn, 0)
    )
    return done.stdout


class Processors:
    """Processor time that an application and all PostgreSQL processes used between two moments."""

    def __init__(self, app: int, postmaster: int) -> None:
        self._app, self._postmaster = app, postmaster
        self.app = 0.0
        self.database = 0.0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Counts what is used inside the block."""
        app, database = _used(self._app), self._backends()
        yield
        self.app = _used(self._app) - app
        after = self._backends()
        self.database = sum(used - database.get(pid, 0.0) for pid, used in after.items())

    def _backends(self) -> dict[int, float]:
        children = Path(f"/proc/{self._postmaster}/task/{self._postmaster}/children").read_text()
        pids = [self._postmaster, *map(int, children.split())]
        return {pid: _used(pid) for pid in pids}


def headers_of(ask: Ask) -> dict[str, str]:
    """Gives the headers that a client sends."""
    return {"content-type": "application/json", "accept": "application/json", **ask.headers}


def _used(pid: int) -> float:
    """Seconds of user and system time that a process has used."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICK


def _framed(ask: Ask) -> bytes:
    """One request for ``rotate.lua``: path, number of headers, headers, length of body, body."""
    headers = headers_of(ask)
    lines = [ask.path, str(len(headers)), *(f"{k}\n{v}" for k, v in headers.items())]
    return "\n".join(lines).encode() + b"\n%d\n" % len(ask.body) + ask.body + b"\n"
