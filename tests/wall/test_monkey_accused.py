"""The monkey meets every table, and where a row is against the viewer's unit it sees nothing of it.

Rows of another county are opened to the township by their trail, and against it by their own column:
only the restrictive policy is left between them.
"""

import random
from typing import Any

import psycopg
import pytest
from sqlalchemy import Table

from migrations.blueprint import tables
from tenants.wall import wall_of
from tests.conftest import Database
from tests.wall.attacks import HOSTILE, generated
from tests.wall.monkey import CANARY, VIEWER, _hidden_ids, _run, _Sight, canaries
from tests.wall.rows import World, choices, populate

HELD = [table for table in tables().sorted_tables if wall_of(table) in {"held", "inherited"}]
ACCUSED = [table for table in HELD if table.info.get("accused")]
MADE_ELSEWHERE = {"derived", "moves"}
"""What no application writes itself: its rows come from another, and the world has none of them."""
EACH = 15


@pytest.fixture(scope="module")
def ground(shared_database: Database) -> tuple[Database, World, set[str], set[str]]:
    database = shared_database
    with psycopg.connect(database.migrator_dsn) as migrator:
        world = populate(migrator, database.keys)
        migrator.commit()
        own, foreign = canaries(migrator, world)
    return database, world, own, foreign


def against(database: Database, world: World) -> dict[str, int]:
    """Opens other counties' rows by their trail, and turns them against the viewer's unit."""
    here, turned = world.tenants[VIEWER].id, {}
    held = [world.tenants[name].id for name in ("b", "b1")]
    with psycopg.connect(database.superuser_dsn) as superuser:
        superuser.execute("set session_replication_role = replica")
        for table in ACCUSED:
            change = f"update app.{table.name} set trail = trail || %s, accused = array[%s]"
            found = superuser.execute(f"{change} where holder = any (%s)", [[here], here, held])
            turned[table.name] = found.rowcount
    return turned


def seen(
    database: Database, world: World, own: set[str], foreign: set[str], among: list[Table]
) -> _Sight:
    """Lets the monkey loose: on each of these tables, and with every well-known attack."""
    sight, dice = _Sight(own, foreign), random.Random(8)
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        for table in among:
            words = list(generated([table], dice, _hidden_ids(world)))
            for statement in [f"select t.* from app.{table.name} t", *words[:EACH]]:
                _run(app, world, statement, sight)
        for statement in HOSTILE:
            _run(app, world, statement, sight)
    return sight


def test_it_sees_nothing_that_is_against_its_unit(ground: Any) -> None:
    database, world, own, foreign = ground
    turned = against(database, world)
    laid = {name for name, rows in turned.items() if rows}
    assert {"petitioner", "problem", "closing", "publication_draft", "extension"} <= laid
    sight = seen(database, world, own, foreign, ACCUSED)
    assert sight.examples == []
    assert sight.seen["own"] > 500
    # The control: without the restrictive policies the same statements tell all of it.
    with psycopg.connect(database.superuser_dsn) as superuser:
        for table in ACCUSED:
            superuser.execute(f"drop policy accused_never on app.{table.name}")
    assert seen(database, world, own, foreign, ACCUSED).seen["foreign"] > 100


def test_every_table_with_free_words_has_canaries_of_both_kinds_and_is_attacked(
    ground: Any,
) -> None:
    database, world, own, foreign = ground
    statements = "\n".join(generated(HELD, random.Random(4), _hidden_ids(world)))
    blind = []
    with psycopg.connect(database.superuser_dsn) as superuser:
        for table in HELD:
            assert f"app.{table.name} " in statements, table.name
            words = [c for c in table.c if str(c.type) == "TEXT" and not c.foreign_keys]
            free = [column for column in words if column.name not in choices(table)]
            if MADE_ELSEWHERE & set(table.info) or not free:
                continue
            rows = superuser.execute(f"select t::text from app.{table.name} t").fetchall()
            said = set(CANARY.findall(str(rows)))
            if not (said & own and said & foreign):
                blind.append(table.name)
    assert blind == []
