"""What every walled table keeps, whatever it holds: generated from the metadata."""

import time
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Table

from migrations.blueprint import tables
from tenants.columns import PLACED
from tenants.context import KeySet, seal
from tenants.wall import insertable, updatable, wall_of
from tests.wall.rows import ISSUED, TREE, Maker, World, held_tables, viewing

HELD = held_tables()
ALL = tables().sorted_tables
VIEWERS = [name for name, _, _ in TREE]


def of_kind(*kinds: str) -> list[Table]:
    return [table for table in ALL if wall_of(table) in kinds]


def named(table: Table) -> str:
    return table.name


def ids(cursor: psycopg.Cursor[Any], table: Table) -> set[Any]:
    cursor.execute(sql.SQL("select id from app.{}").format(sql.Identifier(table.name)))
    return {row[0] for row in cursor.fetchall()}


def count(cursor: psycopg.Cursor[Any], table: Table) -> Any:
    cursor.execute(sql.SQL("select count(*) from app.{}").format(sql.Identifier(table.name)))
    (found,) = cursor.fetchone() or (None,)
    return found


@pytest.mark.parametrize("table", HELD, ids=named)
def test_a_viewer_sees_the_rows_of_its_subtree_and_no_others(app, world: World, table) -> None:
    issued = ISSUED.get(table.name, ())
    for viewer in VIEWERS:
        expected = {
            row.id
            for row in world.of(table.name)
            if world.above(row.holder, viewer)
            or (row.state in issued and row.part != "OWN" and world.above(viewer, row.holder))
        }
        assert expected, "the control sees something"
        with viewing(app, world.token(viewer, app)) as cursor:
            assert ids(cursor, table) == expected, viewer


@pytest.mark.parametrize("table", HELD, ids=named)
def test_nobody_sees_no_row_that_somebody_holds(app, world: World, table) -> None:
    with viewing(app, world.token(None, app)) as cursor:
        assert count(cursor, table) == 0


@pytest.mark.parametrize("table", of_kind("open"), ids=named)
def test_an_open_table_is_read_by_any_verified_context_only(app, world: World, table) -> None:
    for viewer in (None, "city", "a1v"):
        with viewing(app, world.token(viewer, app)) as cursor:
            assert count(cursor, table) > 0
    with viewing(app, None) as cursor:
        assert count(cursor, table) == 0


def forgeries(world: World, app: psycopg.Connection[Any]) -> dict[str, str]:
    """Gives tokens that are not what the server would have signed for this connection."""
    true, pid, now = world.token("city", app), app.info.backend_pid, time.time()
    said = world.said("city")
    other = KeySet({world.keys.current: b"another key of the same name, 32+"})
    stranger = KeySet({"stranger": world.keys.keys[world.keys.current]})
    city, far = world.tenants["city"].id, world.tenants["far"].id
    assert f"|,{city},,,,|" in true
    return {
        "edited": true.replace(f"|,{city},,,,|", f"|,{far},,,,|"),
        "expired": seal(world.keys, said, pid=pid, now=now - 31),
        "of another connection": seal(world.keys, said, pid=pid + 1, now=now),
        "of another key": seal(other, said, pid=pid, now=now),
        "of an unknown key name": seal(stranger, said, pid=pid, now=now),
        "without a signature": true[64:],
        "with an empty signature": " " * 64 + true[64:],
        "cut": true[:-1],
        "upper case": true[:64].upper() + true[64:],
        "empty": "",
        "short": "abc",
        "long": true + "|" * 1000,
        "odd": "'; select 1 --" + "é汉" * 100,
    }


@pytest.mark.parametrize(
    # What moves another row has none of its own here: tests/ledger/test_problems_guards.py.
    "table",
    [t for t in ALL if wall_of(t) in {"held", "inherited", "open"} and not t.info.get("moves")],
    ids=named,
)
def test_a_forged_context_opens_nothing_and_raises_nothing(app, world: World, table) -> None:
    for what, token in forgeries(world, app).items():
        with viewing(app, token) as cursor:
            assert count(cursor, table) == 0, what
    with viewing(app, world.token("city", app)) as cursor:
        assert count(cursor, table) > 0, "the control"


@pytest.mark.parametrize("table", HELD, ids=named)
def test_a_row_is_written_in_ones_own_subtree_and_nowhere_else(
    app, world: World, migrator, table
) -> None:
    if not insertable(table):
        pytest.skip("the application does not write this table")
    maker = _maker(migrator, world)
    # What is proposed to a level above is born there, on one's own line and on no other.
    above = table.info.get("born") == "line"
    for holder, allowed in (("a1", True), ("a", True), ("b", False), ("city", above)):
        row = maker.values(table, holder)
        row = {name: value for name, value in row.items() if name in insertable(table)}
        row |= {n: v for n, v in {"person_id": world.persons[holder]}.items() if n in row}
        row |= {"year": 2027} if "year" in row else {}
        # Whose list a problem is on is refused by itself, before the wall is asked.
        row |= {name: None for name in ("listed_by", "listed_parent") if name in row}
        allowed = allowed and (holder == "a" or table.info.get("born") != "here")
        with viewing(app, world.token("a", app)) as cursor:
            writer = Maker(cursor, world.tenants)
            if allowed:
                _insert(writer, table, row)
            else:
                with pytest.raises(psycopg.errors.InsufficientPrivilege):
                    _insert(writer, table, row)


def _insert(writer: Maker, table: Table, row: dict[str, Any]) -> None:
    try:
        writer.insert(table, row)
    except (
        psycopg.errors.UniqueViolation,
        psycopg.errors.CheckViolation,
        psycopg.errors.ForeignKeyViolation,
    ):
        # One per parent and key, not approved, or of a post that the context alone names: the wall
        # let it through, which is what is asked, and what it refuses is refused before any of these.
        return


def _maker(migrator: psycopg.Connection[Any], world: World) -> Maker:
    maker = Maker(migrator.cursor(), world.tenants)
    maker.made = {(row.table, row.holder): row.id for row in world.rows}
    for table in tables().sorted_tables:
        if "holder" not in table.c and "root" not in table.c:
            cursor = migrator.execute(f"select * from app.{table.name} limit 1")
            names = [column.name for column in cursor.description or ()]
            found = cursor.fetchone()
            maker.shared |= {(table.name, n): v for n, v in zip(names, found or (), strict=False)}
    return maker


@pytest.mark.parametrize("table", ALL, ids=named)
def test_the_application_writes_only_the_columns_it_was_given(app, table) -> None:
    placed = {*PLACED, "overdue", "standing"} if wall_of(table) in {"held", "inherited"} else set()
    insert, update = set(insertable(table)), set(updatable(table))
    assert not placed & (insert | update)
    for column in table.c:
        for right, granted in (("insert", insert), ("update", update)):
            found = app.execute(
                "select has_column_privilege(%s, %s, %s)", [table.fullname, column.name, right]
            ).fetchone()[0]
            wanted = column.name in granted
            assert found is wanted, (column.name, right)


@pytest.mark.parametrize("table", ALL, ids=named)
def test_nothing_is_deleted_or_emptied(app, table) -> None:
    for right in ("delete", "truncate", "references", "trigger"):
        found = app.execute("select has_table_privilege(%s, %s)", [table.fullname, right])
        assert found.fetchone() == (False,)


@pytest.mark.parametrize("table", [t for t in ALL if t.info.get("append_only")], ids=named)
def test_an_append_only_row_is_never_changed(app, world: World, table) -> None:
    assert updatable(table) == []
    with (
        viewing(app, world.token("city", app)) as cursor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        cursor.execute(f"update app.{table.name} set id = id")


@pytest.mark.parametrize("table", of_kind("sealed", "relay"), ids=named)
def test_a_sealed_table_is_not_read(app, world: World, table) -> None:
    with (
        viewing(app, world.token("city", app)) as cursor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        count(cursor, table)


@pytest.mark.parametrize("table", of_kind("person"), ids=named)
def test_a_persons_table_shows_the_person_their_own_rows(app, world: World, table) -> None:
    statement = f"select distinct person_id from app.{table.name}"
    for viewer in VIEWERS:
        with viewing(app, world.token(viewer, app)) as cursor:
            assert cursor.execute(statement).fetchall() == [(world.persons[viewer],)]
    with viewing(app, world.token(None, app)) as cursor:
        assert cursor.execute(statement).fetchall() == []


@pytest.mark.parametrize(
    "table", [t for t in ALL if wall_of(t) not in {"sealed", "relay"}], ids=named
)
def test_the_context_is_never_checked_per_row(app, world: World, table) -> None:
    with viewing(app, world.token("a", app)) as cursor:
        cursor.execute(f"explain (verbose, analyze, timing off) select * from app.{table.name}")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    most = {"held": 2, "inherited": 3}.get(wall_of(table), 1)
    # Once more where the accused are kept out: that is a policy of its own.
    most += 1 if table.info.get("accused") else 0
    # And twice, at once, where the row is of a level as a whole: units and lineage of who asks.
    apart = 2 if table.info.get("apart") else 0
    most += apart
    # And once for each of those to whom a row may be shown besides: everybody, all in post, below.
    most += 3 if table.info.get("shown") else 0
    assert 1 <= plan.count("ctx.") <= most, plan
    assert plan.count("InitPlan") >= plan.count("ctx.") - apart // 2, plan
    checks = [line for line in plan.splitlines() if "Result" in line]
    assert all("loops=1)" in line or "never executed" in line for line in checks), plan
    assert "SubPlan" not in plan, plan


@pytest.mark.parametrize("table", ALL, ids=named)
def test_every_table_binds_its_owner_too(migrator, table) -> None:
    flags = migrator.execute(
        "select relrowsecurity, relforcerowsecurity, relowner::regrole::text from pg_class"
        " where oid = %s::regclass",
        [table.fullname],
    ).fetchone()
    assert flags == (True, True, "levelwise_owner")
