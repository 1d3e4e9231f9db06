"""The plans of the golden operations: the wall is asked once for each table, and indexes are used.

The tables here are small, so the planner is told to avoid sequential scans: what is still scanned
from end to end has no index that the statement can use, and would be slow on a large table.
"""

import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import psycopg
import pytest

from ledger.reading import facts_of
from storage.binding import Statement
from storage.metadata import metadata
from storage.reads import encoded
from tenants.context import claims, seal
from tenants.viewer import Viewer
from tests.conftest import KEYS, Database
from tests.golden.operations import Golden
from tests.golden.test_golden import each, statement_of, viewer_of
from tests.reading.asking import Asking
from tests.world import World

HELD = {
    table.name for table in metadata.tables.values() if table.info["wall"] in {"held", "inherited"}
}


def explained(database: Database, viewer: Viewer, statement: Statement, given: Any) -> Any:
    """The plan of a statement as the application's role meets it, under the viewer's context."""
    said = claims(
        viewer.person, viewer.post, root=viewer.root, lineage=viewer.lineage, tenants=viewer.tenants
    )
    facts = facts_of(viewer)
    values = [encoded(one.value(facts, given)) for one in statement.parameters]
    shown = [None if value is None else value.decode() for value in values]
    with (
        psycopg.connect(database.app_dsn) as connection,
        psycopg.RawCursor(connection) as cursor,
    ):
        sealed = seal(KEYS, said, pid=connection.info.backend_pid, now=time.time())
        cursor.execute("select set_config('levelwise.context', $1, false)", [sealed])
        cursor.execute("set enable_seqscan = off")
        cursor.execute(f"prepare golden as {statement.sql}".encode())
        marks = ", ".join(map(_quoted, shown))
        called = f"golden({marks})" if shown else "golden"
        cursor.execute(f"explain (format json, verbose, analyze) execute {called}".encode())
        return cursor.fetchone()[0][0]["Plan"]


def _quoted(value: str | None) -> str:
    return "null" if value is None else "'" + value.replace("'", "''") + "'"


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A plan's nodes, from the top down."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


@pytest.fixture
async def planned(ask: Asking, staged: tuple[Database, World]) -> Any:
    async def plan(golden: Golden) -> list[Mapping[str, Any]]:
        viewer = await viewer_of(golden, ask, staged[1])
        await ask.data(golden.query, viewer, golden.variables)
        statement = statement_of(golden, ask, viewer)
        return list(nodes(explained(staged[0], viewer, statement, golden.variables)))

    return plan


@each
async def test_the_context_is_never_checked_for_each_row(
    golden: Golden, planned: Any
) -> None:
    plan = await planned(golden)
    tables = re.findall(r"(?:FROM|JOIN) app\.", golden.recorded("sql").read_text(encoding="utf-8"))
    checks = [one for one in plan if "ctx." in " ".join(one.get("Output", ()))]
    # What stands behind ELSE asks again, for rows outside the lineage: at most twice for a table.
    assert len([one for one in checks if one["Actual Loops"]]) <= 3 * len(tables)
    assert all(one["Actual Loops"] <= 1 for one in checks), "checked for more than one row"
    assert all(one.get("Parent Relationship") == "InitPlan" for one in checks)
    conditions = [
        text
        for one in plan
        for kind, text in one.items()
        if kind in {"Filter", "Index Cond", "Join Filter", "Recheck Cond", "One-Time Filter"}
        if "ctx." in text
    ]
    assert conditions == [], "the context would be checked for each row"


@each
async def test_no_table_behind_a_wall_is_scanned_from_end_to_end(
    golden: Golden, planned: Any
) -> None:
    plan = await planned(golden)
    # An EXISTS is answered from a hash of the whole table only while that table is small.
    hashed = set(re.findall(r"hashed (SubPlan \d+)", json.dumps(plan[0])))
    scanned = {
        one["Relation Name"]
        for one in plan
        if one["Node Type"] == "Seq Scan"
        and one["Relation Name"] in HELD
        and one.get("Subplan Name") not in hashed
    }
    assert scanned == set()


async def test_a_plan_that_checks_for_each_row_would_be_caught(
    ask: Asking, staged: tuple[Database, World]
) -> None:
    """The control: the same rows behind a condition written the wrong way."""
    database, _ = staged
    with psycopg.connect(database.superuser_dsn) as connection:
        wrong = "select 1 from app.entry where ctx.tenant() in (at1, at2, at3)"
        shown = connection.execute(f"explain (format json) {wrong}").fetchone()
    assert "ctx." in json.dumps(shown and shown[0])
