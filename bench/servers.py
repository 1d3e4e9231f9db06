"""The three servers under test, each in a process of its own, one worker each."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.compiled import Compiled
from bench.people import Viewer
from bench.queries import NAMES, of_levelwise, of_postgraphile
from server.database.postgres import Cluster

OURS, POSTGRAPHILE, PSYCOPG = "levelwise", "postgraphile", "psycopg"
SERVERS = (OURS, POSTGRAPHILE, PSYCOPG)
SOURCE = Path(__file__).with_name("postgraphile")
# Nothing is read from disk here, so more connections than cores only wait for each other.
POOL = (os.cpu_count() or 2) + 1
LONGEST_START = 60.0


@dataclass(frozen=True)
class Ask:
    """One HTTP request, ready to be sent."""

    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Running:
    """A server that answers: where it listens and which process it is."""

    name: str
    port: int
    pid: int
    asks: Mapping[str, Sequence[Ask]]
    """By question, the requests of all viewers in turn."""


class NotStarted(Exception):
    """A server under test did not come up; the message is what it said last."""


def free_port() -> int:
    """Gives a port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def ours(home: Path, viewers: Sequence[Viewer], tokens: Sequence[str]) -> Iterator[Running]:
    """Runs this server as it is served."""
    port = free_port()
    environment = {
        **os.environ,
        "LEVELWISE_ENV": "demo",
        "LEVELWISE_HOME": str(home),
        "PORT": str(port),
        "READING_CONNECTIONS": str(POOL),
    }
    for name in ("DATABASE_URL", "LEVELWISE_KEYS", "HOST"):
        environment.pop(name, None)
    asks = {
        name: [
            _graphql(
                of_levelwise(name, viewer).query,
                of_levelwise(name, viewer).variables,
                {"authorization": f"Bearer {token}"},
            )
            for viewer, token in zip(viewers, tokens, strict=True)
        ]
        for name in NAMES
    }
    command = [sys.executable, "-m", "bench.ours"]
    with _process(command, home / "levelwise.log", environment=environment, port=port) as pid:
        yield Running(OURS, port, pid, asks)


@contextlib.contextmanager
def postgraphile(home: Path, cluster: Cluster, viewers: Sequence[Viewer]) -> Iterator[Running]:
    """Runs PostGraphile in production mode as the role levelwise_bench."""
    port, folder = free_port(), installed(home, SOURCE)
    given = {
        "port": port,
        "connection": {
            "host": str(cluster.socket_dir),
            "port": cluster.port,
            "user": "levelwise_bench",
            "database": "levelwise",
        },
        "viewers": [{"key": one.subject, "settings": _settings(one)} for one in viewers],
    }
    file = home / "postgraphile.json"
    file.write_bytes(orjson.dumps(given))
    asks = {
        name: [
            _graphql(
                of_postgraphile(name, one).query,
                of_postgraphile(name, one).variables,
                {"x-viewer": one.subject},
            )
            for one in viewers
        ]
        for name in NAMES
    }
    environment = {**os.environ, "NODE_ENV": "production", "GRAPHILE_ENV": "production"}
    command = [str(folder / "node_modules/.bin/node"), str(folder / "server.mjs"), str(file)]
    log = home / "postgraphile.log"
    with _process(command, log, environment=environment, port=port) as pid:
        yield Running(POSTGRAPHILE, port, pid, asks)


@contextlib.contextmanager
def psycopg(
    home: Path, dsn: str, viewers: Sequence[Viewer], compiled: Mapping[str, Sequence[Compiled]]
) -> Iterator[Running]:
    """Runs the bare server over the same statements."""
    port = free_port()
    readings = [
        {"name": name, "viewer": viewer.subject, "sql": one.sql, "values": list(one.values)}
        for name in NAMES
        for viewer, one in zip(viewers, compiled[name], strict=True)
    ]
    file = home / "psycopg.json"
    file.write_bytes(
        orjson.dumps({"port": port, "dsn": dsn, "pool": POOL, "readings": readings}, default=str)
    )
    asks = {
        name: [Ask(f"/{name}", {"x-viewer": viewer.subject}, b"{}") for viewer in viewers]
        for name in NAMES
    }
    command = [sys.executable, "-m", "bench.bare", str(file)]
    log = home / "psycopg.log"
    with _process(command, log, environment=dict(os.environ), port=port) as pid:
        yield Running(PSYCOPG, port, pid, asks)


def installed(home: Path, source: Path) -> Path:
    """Installs pinned packages once, beside what lies with them; npm and the network are for that."""
    folder = home / source.name
    folder.mkdir(parents=True, exist_ok=True)
    wanted = (source / "package.json").read_bytes()
    here, done = folder / "package.json", folder / "node_modules" / ".package-lock.json"
    if not done.exists() or not here.exists() or here.read_bytes() != wanted:
        here.write_bytes(wanted)
        npm = shutil.which("npm")
        if npm is None:
            raise NotStarted(f"npm is needed for {source.name}. 安装 {source.name} 需要 npm。")
        words = [npm, "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(words, cwd=folder, check=True)
    for script in source.glob("*.mjs"):
        shutil.copy(script, folder / script.name)
    return folder


def answer(server: Running, ask: Ask) -> bytes:
    """Sends one request and gives the body of the response."""
    request = urllib.request.Request(
        f"http://127.0.0.1:{server.port}{ask.path}",
        data=ask.body,
        method="POST",
        headers={"content-type": "application/json", "accept": "application/json", **ask.headers},
    )
    with urllib.request.urlopen(request, timeout=30) as response:
        body: bytes = response.read()
    return body


def _graphql(query: str, variables: Mapping[str, Any], headers: Mapping[str, str]) -> Ask:
    return Ask("/graphql", headers, orjson.dumps({"query": query, "variables": variables}))


def _settings(viewer: Viewer) -> dict[str, str]:
    return {
        "bench.tenant": str(viewer.tenant),
        "bench.slot": str(viewer.slot),
        "bench.reach": viewer.reach,
    }


@contextlib.contextmanager
def _process(
    command: Sequence[str], log: Path, *, environment: Mapping[str, str], port: int
) -> Iterator[int]:
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        _wait(process, port, log)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 0.2):
            return
        time.sleep(0.1)
    said = log.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
    raise NotStarted("\n".join([f"{log.stem} did not start:", *said]))
