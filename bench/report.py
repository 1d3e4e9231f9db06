"""What the bench prints and keeps: figures, ratios, and whether the gates hold."""

import platform
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import orjson

from bench.measuring import Row
from bench.servers import SERVERS, SOURCE

LISTS = ("list", "inbox", "reach")
GATED = (16, 64)
GATE_LISTS, GATE_ROLL_UP, GATE_PSYCOPG = 3.5, 3.0, 0.8

ADVANTAGES = """\
What PostGraphile is given that Levelwise is not / 让给 PostGraphile 的优势:
  who asks is a plain header and three plain settings: no token is verified, no context is signed;
  its policies carry the reach of one role only, without the trail, custom roles or deny rules;
  reach has a view per slot, so that the same partial index serves it;
  its roll-up reads live rows as definer, outside row-level security, by covering indexes of its own.
  请求者由明文请求头和三个明文设置给出：不验令牌、不签上下文；策略只写一种角色的可见范围；
  可见范围查询按槽位各有视图，用同一套部分索引；汇总以定义者身份直接读取，不经行级安全，并有专用的覆盖索引。"""

HEADINGS = (
    "question",
    "clients",
    "server",
    "req/s",
    "p50 ms",
    "p99 ms",
    "app us",
    "db us",
    "x pgl",
    "x psycopg",
    "cpu x",
)


def lines(rows: Sequence[Row]) -> Iterator[str]:
    """Gives the table, one line per question, concurrency and server."""
    shape = "{:<8} {:>7} {:<13} {:>7} {:>8} {:>8} {:>7} {:>7} {:>6} {:>9} {:>6}"
    yield shape.format(*HEADINGS)
    for row in rows:
        for server in SERVERS:
            found = row.figures[server]
            ratios: tuple[str, ...] = ("", "", "")
            if server == SERVERS[0]:
                ratios = tuple(
                    f"{value:.2f}"
                    for value in (
                        row.ratio_postgraphile,
                        row.ratio_psycopg,
                        row.cpu_ratio_postgraphile,
                    )
                )
            yield shape.format(
                row.name,
                row.concurrency,
                server,
                f"{found.per_second:.0f}",
                f"{found.p50_ms:.2f}",
                f"{found.p99_ms:.1f}",
                f"{found.app_cpu_us:.0f}",
                f"{found.database_cpu_us:.0f}",
                *ratios,
            )


def shortfalls(rows: Sequence[Row]) -> list[str]:
    """Gives a sentence for every gate that does not hold."""
    short = []
    for row in rows:
        if row.concurrency not in GATED:
            continue
        where = f"{row.name} at {row.concurrency} clients"
        least = GATE_LISTS if row.name in LISTS else GATE_ROLL_UP
        if row.ratio_postgraphile < least:
            short.append(f"{where}: {row.ratio_postgraphile:.2f} x PostGraphile, {least} is asked")
        if row.name in LISTS and row.ratio_psycopg < GATE_PSYCOPG:
            short.append(f"{where}: {row.ratio_psycopg:.2f} x psycopg, {GATE_PSYCOPG} is asked")
    return short


def kept(rows: Sequence[Row], about: Mapping[str, Any], file: Path) -> None:
    """Writes ``bench/latest.json``."""
    shown = [
        {
            "name": row.name,
            "concurrency": row.concurrency,
            "ratio_postgraphile": round(row.ratio_postgraphile, 3),
            "ratio_psycopg": round(row.ratio_psycopg, 3),
            "cpu_ratio_postgraphile": round(row.cpu_ratio_postgraphile, 3),
            "servers": {
                name: {
                    "requests_per_second": round(found.per_second, 1),
                    "p50_ms": round(found.p50_ms, 3),
                    "p99_ms": round(found.p99_ms, 3),
                    "app_cpu_us": round(found.app_cpu_us, 1),
                    "database_cpu_us": round(found.database_cpu_us, 1),
                }
                for name, found in row.figures.items()
            },
        }
        for row in rows
    ]
    short = shortfalls(rows)
    said = {**about, "rows": shown, "gates": {"held": not short, "short": short}}
    file.write_bytes(orjson.dumps(said, option=orjson.OPT_INDENT_2))


def versions(database: str, load: str) -> dict[str, str]:
    """Gives the versions of everything that took part."""
    pinned = orjson.loads((SOURCE / "package.json").read_bytes())["dependencies"]
    ours = (
        "levelwise",
        "uvicorn",
        "uvloop",
        "httptools",
        "psycopg",
        "starlette",
        "sqlalchemy",
        "strawberry-graphql",
        "graphql-core",
    )
    return {
        "python": platform.python_version(),
        "postgresql": database,
        "load": load,
        **{name: version(name) for name in ours},
        **{f"npm {name}": str(pinned[name]) for name in ("postgraphile", "node", "pg")},
    }
