"""The check of places names a row of every table that somebody opened, hid or showed by hand."""

from collections.abc import Iterable, Iterator

import psycopg
import pytest
from psycopg import Connection, sql

from ledger.places import check_places
from migrations.blueprint import tables
from migrations.reorganising import placed
from tests.conftest import Database
from tests.wall.rows import World

# What moves a record is made by acts alone: tests/ledger/test_places.py has the others.
MOVES = {"assignment", "case_lead", "handover", "hop", "meeting_party", "share"}
TABLES = [table.name for table in placed(tables()) if table.name not in MOVES]
DEPTHS = (0, 1, 2)


@pytest.fixture
def by_hand(shared_database: Database, world: World) -> Iterator[Connection]:
    """A superuser's hand in the database: no trigger, no foreign key; rolled back at the end."""
    assert world.rows
    with psycopg.connect(shared_database.superuser_dsn) as connection:
        connection.execute("set local session_replication_role = replica")
        # The rows of these tests have no author who could have proposed them.
        connection.execute("update app.reorganisation set author_tenant = holder")
        yield connection
        connection.rollback()


def found(connection: Connection) -> set[tuple[str, str, str]]:
    said = check_places(connection, tables())
    assert all(one.zh and one.en for one in said)
    return {(one.table, one.record, one.fault) for one in said}


def one_of(connection: Connection, table: str) -> str:
    """A row of a unit that has one above it, of a township if there is one."""
    query = sql.SQL(
        "select id::text from app.{} where holder_parent is not null"
        " order by holder_slot = 4 desc, id limit 1"
    ).format(sql.Identifier(table))
    row = connection.execute(query).fetchone()
    assert row is not None, table
    return str(row[0])


def tampered(connection: Connection, names: Iterable[str], change: str) -> dict[str, str]:
    """Changes one row of each table, and gives which."""
    rows = {table: one_of(connection, table) for table in names}
    for table, row in rows.items():
        update = sql.SQL("update app.{} set ").format(sql.Identifier(table))
        connection.execute(update + sql.SQL(change) + sql.SQL(" where id::text = %s"), [row])
    return rows


def below(name: str) -> int:
    """How many records a row of a table hangs under: what is under a changed one may agree with it."""
    table = tables().tables[f"app.{name}"]
    link = table.info.get("parent")
    if not link:
        # A row of the past has the trail of the record that it is a copy of.
        return 1 if table.info.get("copied") else 0
    return 1 + below(next(key.column.table.name for key in table.c[link].foreign_keys))


def test_rows_that_their_triggers_placed_give_no_finding(by_hand: Connection) -> None:
    assert found(by_hand) == set()


@pytest.mark.parametrize("depth", DEPTHS)
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("open_to = case open_to when 1 then 2 else 1 end", "open_to"),
        ("open_to = 6", "open_to"),
        ("trail = trail || (select max(id) from app.tenant)", "trail"),
        ("trail = '{}'", "trail"),
    ],
)
def test_a_row_of_every_table_that_was_changed_by_hand_is_named(
    by_hand: Connection, depth: int, change: str, fault: str
) -> None:
    names = [name for name in TABLES if below(name) == depth]
    rows = tampered(by_hand, names, change)
    said = found(by_hand)
    assert names
    assert [name for name in names if (name, rows[name], fault) not in said] == []


def test_every_table_is_at_one_of_these_depths() -> None:
    assert {below(name) for name in TABLES} == set(DEPTHS)


def test_what_is_under_another_row_and_lies_elsewhere_is_named(
    by_hand: Connection, world: World
) -> None:
    elsewhere = world.tenants["a1v"].id
    # Where the link may be empty, and is, there is no other row to lie with.
    under = [
        name
        for name in TABLES
        if tables().tables[f"app.{name}"].info.get("parent") and below(name) == 1
    ]
    under = [name for name in under if not _loose(name)]
    rows = tampered(by_hand, under, f"(holder, at5) = ({elsewhere}, {elsewhere})")
    said = found(by_hand)
    assert under
    assert [name for name in under if (name, rows[name], "place") not in said] == []


def _loose(name: str) -> bool:
    table = tables().tables[f"app.{name}"]
    return bool(table.c[table.info["parent"]].nullable)


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("obligation", "state = 'SELF_CHECKED'"),
        ("obligation", "due_on = current_date + 9"),
        ("problem", "state = 'CLOSED', open = false"),
    ],
)
def test_lateness_that_cannot_be_is_named(by_hand: Connection, table: str, change: str) -> None:
    row = one_of(by_hand, table)
    statement = sql.SQL(f"update app.{table} set overdue = true, open_to = 1, {change}")
    by_hand.execute(statement + sql.SQL(" where id::text = %s"), [row])
    assert (table, row, "late") in found(by_hand)
    assert (table, row, "open_to") not in found(by_hand)
