"""Random rows over the small world: lists, clauses, bindings, obligations and entries."""

import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import psycopg
from psycopg.rows import dict_row

from tests.reading.ladder_rows import Ladder
from tests.world import ACTORS, World, put

READ = (
    "tenant", "body", "body_kind", "person", "post", "appointment", "actor_type", "duty",
    "responsibility_list", "clause", "binding", "obligation", "entry", "file", "problem", "hop",
    "happening", "measure", "evaluation", "petitioner", "calendar_day",
)  # fmt: skip  # columns side by side
STATES = ("PLANNED", "RECORDED", "SELF_CHECKED", "ACCEPTED", "RETURNED")
BEGAN = datetime(2026, 3, 1, tzinfo=UTC)


def scatter(connection: psycopg.Connection[Any], world: World, seed: int) -> None:
    """Inserts the rows of one world, as the migrator."""
    draw = Random(seed)
    roots = dict(connection.execute("select id, root from app.tenant").fetchall())
    duties = [row[0] for row in connection.execute("select id from app.duty order by key")]
    names = sorted(world.tenants)
    lists, clauses = [], []
    for _ in range(14):
        holder = world.tenants[draw.choice(names)]
        actor = draw.choice(sorted(ACTORS))
        year = draw.choice([2024, 2025, 2026])
        one = {"root": roots[holder], "holder": holder, "actor_type": actor, "year": year}
        if any((k["holder"], k["actor_type"], k["year"]) == (holder, actor, year) for k in lists):
            continue
        state = draw.choice(["DRAFT", "PUBLISHED", "PUBLISHED", "RETIRED"])
        lists.append({**one, "id": _id(draw), "state": state})
        put(connection, "responsibility_list", lists[-1])
    for owner in lists:
        for position in range(draw.randint(0, 3)):
            clauses.append(_clause(draw, owner, position, duties))
            put(connection, "clause", clauses[-1])
    for owner in lists:
        near = [c for c in clauses if c["root"] == owner["root"]]
        for position, said in enumerate(draw.sample(near, min(len(near), 3))):
            _bind(connection, draw, owner, said, position)
    Ladder(connection, world, draw).scatter(8)


def _id(draw: Random) -> uuid.UUID:
    return uuid.UUID(int=draw.getrandbits(128), version=4)


def _clause(
    draw: Random, owner: Mapping[str, Any], position: int, duties: list[Any]
) -> dict[str, Any]:
    return {
        "root": owner["root"],
        "id": _id(draw),
        "holder": owner["holder"],
        "list_id": owner["id"],
        "actor_type": owner["actor_type"],
        "year": owner["year"],
        "part": draw.choice(["COMMON", "OWN"]),
        "position": position,
        "duty_id": draw.choice([None, draw.choice(duties)]),
        "title": draw.choice(["召开会议", 'a "quoted" title', "反斜杠\\和\n换行", "写实 😀"]),
        "cadence": "QUARTERLY",
        "due_rule": "quarter end +10d",
        "evidence": draw.sample(["会议记录", "照片", 'a "b"'], draw.randint(0, 3)),
        "state": draw.choice(["DRAFT", "PUBLISHED", "RETIRED", "WITHDRAWN"]),
        "said_by": owner["holder"],
        "said_on": draw.choice([None, date(2026, 1, 5)]),
    }


def _bind(
    connection: psycopg.Connection[Any],
    draw: Random,
    owner: Mapping[str, Any],
    said: Mapping[str, Any],
    position: int,
) -> None:
    held = {"root": owner["root"], "holder": owner["holder"]}
    about = {"list_id": owner["id"], "clause_id": said["id"]}
    row = {**held, "id": _id(draw), **about, "part": said["part"], "position": position}
    until = draw.choice([None, None, date(2026, 3, 1)])
    put(connection, "binding", {**row, "since": date(2026, 1, 5), "until": until})
    for quarter in range(1, draw.randint(1, 4)):
        state = draw.choice(STATES)
        obligation = {
            **held, "id": _id(draw), **about, "actor_type": owner["actor_type"],
            "period": f"2026-Q{quarter}", "state": state, "open": state != "ACCEPTED",
            "starts_on": date(2026, 1, 1), "ends_on": date(2026, 3, 31),
            "due_on": date(2026, 4, 1) + timedelta(days=draw.randint(0, 9)),
            "overdue": draw.random() < 0.25, "self_check": draw.choice([None, "已自查"]),
        }  # fmt: skip  # reads as a table
        put(connection, "obligation", obligation)
        _enter(connection, draw, obligation)


def _enter(
    connection: psycopg.Connection[Any], draw: Random, obligation: Mapping[str, Any]
) -> None:
    people = connection.execute(
        "select a.person_id, a.post_id, a.holder from app.appointment a where a.root = %s"
        " order by a.id",
        [obligation["root"]],
    ).fetchall()
    for minute in range(draw.randint(0, 2) if people else 0):
        person, post, tenant = draw.choice(people)
        row = {
            "root": obligation["root"], "id": _id(draw), "holder": obligation["holder"],
            "obligation_id": obligation["id"], "author_person": person, "author_post": post,
            "author_tenant": tenant, "held_on": date(2026, 3, 2), "text": f"纪实 {minute}",
            "recorded_at": BEGAN + timedelta(minutes=draw.randint(0, 3)),
        }  # fmt: skip  # reads as a table
        put(connection, "entry", row)


def fetched(dsn: str) -> dict[str, list[dict[str, Any]]]:
    """All rows of the tables that are read, as the superuser sees them."""
    with psycopg.connect(dsn, row_factory=dict_row) as connection:
        return {
            table: connection.execute(f"select * from app.{table}".encode()).fetchall()
            for table in READ
        }
