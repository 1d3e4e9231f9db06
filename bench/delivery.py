"""``python -m bench.delivery``: how long an act takes while deliveries hang, beside none at all.

The demo is served from a folder of its own (.levelwise/delivery), with its relay in the same
process. Fifty systems are subscribed to what one post sees; half of their receivers are dead, half
take the connection and say a byte a second. One person reports problems, one after the other: a
round while nobody is told, a round while all fifty are to be told of each, in turn. Said are median
and 95th percentile of both, and how many deliveries dripped meanwhile. Exit status 1 when acts
wait for deliveries.
"""

import argparse
import asyncio
import os
import statistics
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from bench.servers import free_port

HOME = Path(".levelwise/delivery").absolute()
SUBSCRIBERS, ROUNDS, ACTS, WARM = 50, 4, 100, 20
LONGEST_START, DRIP_SECONDS = 300.0, 1.0
MOST = 1.5
"""So much longer the median of an act may be while fifty deliveries hang: the same two cores do both,
and one attempt of ten seconds that an act waited for would make it hundreds of times as long."""
REPORTER, ADMIN = "county-handler", "security-administrator"
_COMMAND = "from server.cli import main; main()"
_TYPE = "levelwise.problem.reported.v1"
_MADE = "subscriber { id version } __typename"


@dataclass(frozen=True)
class Demo:
    """The demo that is served: where it is asked, and as whom."""

    url: str
    tokens: Mapping[str, str]

    def ask(self, who: str, query: str, given: Mapping[str, Any] | None = None) -> Any:
        """Asks as one of the cast."""
        body = orjson.dumps({"query": query, "variables": given or {}})
        headers = {
            "content-type": "application/json",
            "authorization": f"Bearer {self.tokens[who]}",
        }
        request = urllib.request.Request(self.url, body, headers)
        with urllib.request.urlopen(request, timeout=60) as reply:
            said = orjson.loads(reply.read())
        assert not said.get("errors"), said
        return said["data"]

    def act(self, who: str, name: str, picks: str, /, **given: Any) -> Any:
        """Does an act, which must be done."""
        kind = name[0].upper() + name[1:]
        query = (
            f"mutation ($input: {kind}Input!) {{ {name}(input: $input) {{ __typename"
            f" ... on {kind}Success {{ {picks} }} ... on Refusal {{ code message }} }} }}"
        )
        said = self.ask(who, query, {"input": {"key": uuid.uuid4().hex, **given}})[name]
        assert said["__typename"] != "Refusal", said
        return said


class Dripping:
    """A receiver that takes every connection and answers one byte a second."""

    def __init__(self) -> None:
        self.port, self.taken = free_port(), 0
        threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True).start()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._drip, "127.0.0.1", self.port)
        await server.serve_forever()

    async def _drip(self, _: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        with suppress(OSError):
            for byte in b"HTTP/1.1 204 No Content\r\n" * 10:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(DRIP_SECONDS)
        writer.close()


def main() -> int:
    """Measures, prints the figures and gives the exit status."""
    parser = argparse.ArgumentParser(prog="python -m bench.delivery", description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="of each of the two, in turn")
    parser.add_argument("--acts", type=int, default=ACTS, help="in a round")
    asked = parser.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    dripping = Dripping()
    with _served() as demo:
        made = list(_subscribed(demo, dripping))
        for _ in range(WARM):
            _report(demo)
        quiet: list[float] = []
        hung: list[float] = []
        for _ in range(asked.rounds):
            _told(demo, "pauseSubscriber", made)
            quiet += [_report(demo) for _ in range(asked.acts)]
            _told(demo, "resumeSubscriber", made)
            hung += [_report(demo) for _ in range(asked.acts)]
        _told(demo, "endSubscriber", made)
    return _said(quiet, hung, taken=dripping.taken)


def _said(quiet: list[float], hung: list[float], *, taken: int) -> int:
    load, _, _ = os.getloadavg()
    print(
        f"reportProblem, {len(quiet)} acts each in turn, load {load:.1f} on {os.cpu_count()} cores"
    )
    for name, took in (("nobody is told", quiet), (f"{SUBSCRIBERS} dead and dripping", hung)):
        print(f"    {name}: p50 {_at(took, 50):.1f} ms, p95 {_at(took, 95):.1f} ms")
    print(f"    deliveries that dripped meanwhile, ten seconds each: {taken}")
    assert taken, "nothing was to be delivered: this measured nothing"
    return 0 if _at(hung, 50) <= MOST * _at(quiet, 50) else 1


def _at(took: list[float], percent: int) -> float:
    return statistics.quantiles(took, n=100)[percent - 1] * 1000


def _report(demo: Demo) -> float:
    """Gives how long it takes to report a problem."""
    given = {"id": str(uuid.uuid4()), "listType": "AUDIT", "title": "水渠堵塞", "facts": "堵塞三月"}
    begun = time.perf_counter()
    demo.act(REPORTER, "reportProblem", "replayed", **given)
    return time.perf_counter() - begun


def _subscribed(demo: Demo, dripping: Dripping) -> Iterator[Any]:
    post = demo.ask(REPORTER, "{ viewer { post { id } } }")["viewer"]["post"]["id"]
    dead = free_port()
    for n in range(SUBSCRIBERS):
        port = dead if n % 2 else dripping.port
        url = f"http://127.0.0.1:{port}/hook"
        named = {"post": post, "name": f"系统 {n}", "url": url, "types": [_TYPE]}
        yield demo.act(ADMIN, "createSubscriber", _MADE, **named)["subscriber"]


def _told(demo: Demo, act: str, subscribers: Sequence[Any]) -> None:
    """Pauses, resumes or ends all of them."""
    for one in subscribers:
        given = {"subscriber": one["id"], "expectedVersion": one["version"]}
        one["version"] = demo.act(ADMIN, act, _MADE, **given)["subscriber"]["version"]


@contextmanager
def _served() -> Iterator[Demo]:
    port = free_port()
    environment = {**os.environ, "LEVELWISE_HOME": str(HOME), "PORT": str(port),
                   "WEBHOOK_INNER_HOSTS": "127.0.0.1"}  # fmt: skip  # reads as a table
    for name in ("DATABASE_URL", "MIGRATOR_URL", "LEVELWISE_KEYS", "HOST", "RELAY_WORKERS"):
        environment.pop(name, None)
    with (HOME / "serve.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", _COMMAND, "demo"], stdout=log, stderr=log, env=environment
        )
    try:
        _wait(port, process)
        told = orjson.loads((HOME / "demo.json").read_bytes())
        yield Demo(told["graphql_url"], {one["key"]: one["token"] for one in told["cast"]})
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until:
        with (
            suppress(OSError),
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=2),
        ):
            return
        assert process.poll() is None, (HOME / "serve.log").read_text(encoding="utf-8")
        time.sleep(0.5)
    raise TimeoutError("the demo did not start")


if __name__ == "__main__":
    sys.exit(main())
