"""Runs the servers in turn and gathers what they did; compares their answers first."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

import orjson

from bench.load import Load, Run
from bench.queries import NAMES, plain
from bench.servers import OURS, POSTGRAPHILE, PSYCOPG, Running, answer

CLIENTS = (1, 16, 64)
WARM_UP_SECONDS = 1.0


class Disagreement(Exception):
    """Two servers gave different rows for the same question of the same viewer."""


@dataclass(frozen=True)
class Figures:
    """What the runs of one server came to, at one question and concurrency: medians."""

    per_second: float
    p50_ms: float
    p99_ms: float
    app_cpu_us: float
    database_cpu_us: float

    @property
    def cpu_us(self) -> float:
        """Processor time of application and database per request."""
        return self.app_cpu_us + self.database_cpu_us

    @classmethod
    def of(cls, runs: Sequence[Run]) -> "Figures":
        """Gives the medians of several runs."""
        return cls(
            median(run.per_second for run in runs),
            median(run.p50_ms for run in runs),
            median(run.p99_ms for run in runs),
            median(run.app_cpu_us for run in runs),
            median(run.database_cpu_us for run in runs),
        )


@dataclass(frozen=True)
class Row:
    """One question at one concurrency, for all three servers."""

    name: str
    concurrency: int
    runs: Mapping[str, Sequence[Run]]
    """By server, its runs in the order of the rounds."""

    @property
    def figures(self) -> Mapping[str, Figures]:
        """The medians of each server."""
        return {name: Figures.of(runs) for name, runs in self.runs.items()}

    @property
    def ratio_postgraphile(self) -> float:
        """Requests per second as a multiple of PostGraphile's."""
        return self._ratio(POSTGRAPHILE)

    @property
    def ratio_psycopg(self) -> float:
        """Requests per second as a multiple of bare psycopg's."""
        return self._ratio(PSYCOPG)

    @property
    def cpu_ratio_postgraphile(self) -> float:
        """How many times more processor time PostGraphile and its database use per request."""
        return median(theirs.cpu_us / mine.cpu_us for mine, theirs in self._rounds(POSTGRAPHILE))

    def _ratio(self, other: str) -> float:
        return median(mine.per_second / theirs.per_second for mine, theirs in self._rounds(other))

    def _rounds(self, other: str) -> Iterable[tuple[Run, Run]]:
        """Runs of one round, seconds apart: a machine that is slower for a while is so for both."""
        return zip(self.runs[OURS], self.runs[other], strict=True)


def compare(servers: Sequence[Running]) -> int:
    """Compares the rows of every answer of the three servers.

    Refuses: Disagreement, with the first answer that differs.
    """
    ours, postgraphile, bare = servers
    compared = 0
    for name in NAMES:
        for ask, other, floor in zip(
            ours.asks[name], postgraphile.asks[name], bare.asks[name], strict=True
        ):
            said, theirs, same = answer(ours, ask), answer(postgraphile, other), answer(bare, floor)
            if said != same:
                raise Disagreement(f"{name}: ours {said[:600]!r}, psycopg {same[:600]!r}")
            mine, rows = (_rows(name, body) for body in (said, theirs))
            if mine != rows:
                pairs = zip(mine, rows, strict=False)
                first = next(((a, b) for a, b in pairs if a != b), (len(mine), len(rows)))
                raise Disagreement(f"{name}: ours {first[0]!r}, PostGraphile {first[1]!r}")
            if not mine:
                raise Disagreement(f"{name}: there is nothing to compare")
            compared += len(mine)
    return compared


def _rows(name: str, body: bytes) -> list[object]:
    found = orjson.loads(body)
    if found.get("errors"):
        raise Disagreement(f"{name}: {found['errors']}")
    return plain(name, found)


def measured(
    servers: Sequence[Running],
    load: Load,
    *,
    names: Sequence[str],
    clients: Sequence[int],
    rounds: int,
    seconds: float,
) -> Iterator[Row]:
    """Runs every question at every concurrency, the servers taking turns in each round."""
    for name in names:
        for server in servers:
            load.warm(server, name, clients=16, seconds=WARM_UP_SECONDS)
        for count in clients:
            runs: dict[str, list[Run]] = {server.name: [] for server in servers}
            for turn in range(rounds):
                # The order turns as well, so that nobody is always first after a pause.
                for server in [*servers[turn % 3 :], *servers[: turn % 3]]:
                    runs[server.name].append(load.run(server, name, clients=count, seconds=seconds))
            yield Row(name, count, runs)
