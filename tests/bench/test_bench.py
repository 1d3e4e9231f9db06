"""The bench measures what it says: a true city, answers in one form, gates that can fail."""

import asyncio
from pathlib import Path

import psycopg
import pytest

from bench import city, compiled, people, queries, report
from bench.load import Run
from bench.measuring import Row
from bench.servers import SERVERS
from ledger.places import check_places
from ledger.responsibilities.tallies import miscounts
from migrations.blueprint import tables
from tenants.checking import check_tree
from tests.conftest import Database, Server, cloned

OBLIGATIONS = 30_000


@pytest.fixture(scope="module")
def grown(cluster: Server, migrated: str):
    with cloned(cluster, migrated) as database:
        found = city.grown(
            database.superuser_dsn, obligations=OBLIGATIONS, seed=7, say=lambda _: None
        )
        yield database, found


def test_the_city_stands_where_its_triggers_would_have_put_it(grown) -> None:
    database, found = grown
    assert found.obligations == OBLIGATIONS
    with psycopg.connect(database.migrator_dsn) as migrator:
        assert check_tree(migrator) == []
        assert check_places(migrator, tables()) == []
        assert miscounts(migrator) == []
        # What the triggers write anew is what stands there already.
        changed = migrator.execute(
            "with again as (update app.obligation set holder = holder where id in"
            " (select id from app.obligation limit 500) returning *)"
            " select count(*) from again a join app.obligation o on o.id = a.id"
            " where (a.at2, a.at3, a.at4, a.at5, a.open_to, a.trail, a.holder_parent, a.holder_slot)"
            " is distinct from (o.at2, o.at3, o.at4, o.at5, o.open_to, o.trail, o.holder_parent,"
            " o.holder_slot)"
        ).fetchone()
        assert changed == (0,)


def test_those_who_ask_come_from_every_level(grown) -> None:
    database, _ = grown
    with psycopg.connect(database.superuser_dsn) as connection:
        asking = people.viewers(connection)
    assert len(asking) == 64
    assert {one.kind for one in asking} == {kind for kind, _ in people.PLACES}


def plans(database: Database) -> dict[tuple[str, str], str]:
    """The plan of every question for one viewer of each level, as the application meets it."""
    with psycopg.connect(database.superuser_dsn) as connection:
        asking = people.viewers(connection)
    made = asyncio.run(compiled.of_everyone(database.app_dsn, database.keys, asking))
    found = {}
    with psycopg.connect(database.app_dsn) as connection:
        connection.prepare_threshold = None
        connection.execute("set plan_cache_mode = force_generic_plan")
        connection.execute("set random_page_cost = 1.1")
        for place, one in enumerate(asking):
            for name in queries.NAMES:
                if (name, one.kind) in found:
                    continue
                mine = made[name][place]
                connection.execute(f"prepare asked as {mine.sql}".encode())
                values = ", ".join(map(compiled.printable, mine.values))
                rows = connection.execute(f"explain execute asked({values})".encode()).fetchall()
                found[name, one.kind] = "\n".join(row[0] for row in rows)
                connection.execute("deallocate asked")
    return found


def test_no_question_scans_a_table_or_joins_bitmaps(grown) -> None:
    shown = plans(grown[0])
    assert len(shown) == len(queries.NAMES) * len(people.PLACES)
    for asked, plan in shown.items():
        assert "Seq Scan on" not in plan, (asked, plan)
        assert "BitmapAnd" not in plan, (asked, plan)
    for kind, slot in (("CITY", 2), ("COUNTY", 3), ("TOWNSHIP", 4), ("VILLAGE", 5)):
        assert f"obligation_at{slot}" in shown["reach", kind]
        assert f"obligation_tally_at{slot}" in shown["roll-up", kind]
        assert "obligation_inbox" in shown["inbox", kind]


def row(name: str, concurrency: int, *per_second: float) -> Row:
    runs = {
        server: [Run(int(one), 1.0, 1.0, 2.0, 0, 100.0, 1000.0 / one)]
        for server, one in zip(SERVERS, per_second, strict=True)
    }
    return Row(name, concurrency, runs)


def test_a_ratio_is_that_of_runs_seconds_apart() -> None:
    """A machine that is half as fast for a while is so for both servers of a round."""
    slow, fast = row("list", 16, 1000.0, 250.0, 1000.0), row("list", 16, 2000.0, 500.0, 2000.0)
    odd = row("list", 16, 1000.0, 900.0, 1000.0)
    runs = {
        server: [*slow.runs[server], *odd.runs[server], *fast.runs[server]] for server in SERVERS
    }
    assert Row("list", 16, runs).ratio_postgraphile == 4.0


def test_a_gate_that_is_missed_is_named() -> None:
    assert report.shortfalls([row("list", 16, 3600.0, 1000.0, 4000.0)]) == []
    assert report.shortfalls([row("list", 1, 1000.0, 1000.0, 4000.0)]) == []
    both = report.shortfalls([row("inbox", 64, 3400.0, 1000.0, 5000.0)])
    assert len(both) == 2
    assert "PostGraphile" in both[0]
    assert "psycopg" in both[1]
    assert report.shortfalls([row("roll-up", 16, 3100.0, 1000.0, 9000.0)]) == []
    assert report.shortfalls([row("roll-up", 16, 2900.0, 1000.0, 9000.0)]) != []


def test_what_is_kept_has_the_ratios_of_every_row(tmp_path: Path) -> None:
    file = tmp_path / "latest.json"
    report.kept([row("list", 16, 2000.0, 500.0, 1000.0)], {"seed": 7}, file)
    kept = report.orjson.loads(file.read_bytes())
    (only,) = kept["rows"]
    assert (only["name"], only["concurrency"]) == ("list", 16)
    assert (only["ratio_postgraphile"], only["ratio_psycopg"]) == (4.0, 2.0)
    assert only["cpu_ratio_postgraphile"] == pytest.approx(102.0 / 100.5, abs=0.001)
    assert kept["gates"] == {"held": True, "short": []}


def test_both_forms_of_an_answer_are_the_same_rows() -> None:
    ours = {
        "data": {
            "inbox": {
                "nodes": [
                    {
                        "id": "Obligation_0199c830-0a12-7443-8681-8eb871eef81e",
                        "dueOn": "2026-06-08",
                        "state": "RETURNED",
                        "overdue": True,
                        "tenant": {"name": "铜仁市"},
                        "clause": None,
                    }
                ]
            }
        }
    }
    theirs = {
        "data": {
            "obligations": {
                "nodes": [
                    {
                        "rowId": "0199c830-0a12-7443-8681-8eb871eef81e",
                        "dueOn": "2026-06-08",
                        "state": "RETURNED",
                        "overdue": True,
                        "tenant": {"name": "铜仁市"},
                        "clause": None,
                    }
                ]
            }
        }
    }
    assert queries.plain("inbox", ours) == queries.plain("inbox", theirs) != []
