"""The record of acts: by someone, append-only, chained, and read level by level."""

import uuid
from typing import Any

import psycopg
import pytest

from tests.conftest import Database
from tests.wall.rows import World, populate, viewing

APPEND = (
    "select audit.append('problem.close', 'problem', %s, 2, 'a-rule', 'request-1', '{\"a\": 1}')"
)


@pytest.fixture
def chained(database: Database) -> World:
    """Forty acts of several tenants, and one of the deployment itself."""
    with psycopg.connect(database.migrator_dsn) as connection:
        world = populate(connection, database.keys)
        connection.execute("select audit.append_system('tree.import', 'tenant', null, '{}')")
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        for number in range(40):
            with app.transaction():
                who = ("city", "a", "b", "a1")[number % 4]
                app.execute(
                    "select set_config('levelwise.context', %s, true)", [world.token(who, app)]
                )
                app.execute(APPEND, [uuid.uuid4()])
    return world


def verified(database: Database) -> list[Any]:
    with psycopg.connect(database.auditor_dsn) as auditor:
        return auditor.execute("select finding from audit.verify()").fetchall()


def test_an_untouched_record_verifies(database: Database, chained: World) -> None:
    assert verified(database) == []
    with psycopg.connect(database.auditor_dsn) as auditor:
        rows = auditor.execute(
            "select tenant, person, act, noun, version, rule, request, facts from audit.event"
            " where tenant = %s",
            [chained.tenants["a"].id],
        ).fetchall()
    person = chained.persons["a"]
    assert (
        rows
        == [
            (
                chained.tenants["a"].id,
                person,
                "problem.close",
                "problem",
                2,
                "a-rule",
                "request-1",
                {"a": 1},
            )
        ]
        * 10
    )


@pytest.mark.parametrize(
    ("tamper", "said"),
    [
        (
            "update audit.event set act = 'problem.open' where (shard, number) = (%s, 3)",
            "the record was changed",
        ),
        (
            "delete from audit.event where (shard, number) = (%s, 3)",
            "a record is missing before this one",
        ),
        (
            "delete from audit.event where (shard, number) = (%s, 10)",
            "the head names a record that is gone",
        ),
        (
            "update audit.event set number = 13 - number where shard = %s and number in (6, 7)",
            "the record was changed",
        ),
        (
            (
                "insert into audit.event select shard, 11, at, root, tenant, person, post, act, noun,"
                " record, version, rule, request, facts, hash, hash from audit.event"
                " where (shard, number) = (%s, 10)"
            ),
            "the record was changed",
        ),
    ],
    ids=["changed", "deleted", "cut", "swapped", "inserted"],
)
def test_tampering_is_found(database: Database, chained: World, tamper, said) -> None:
    shard = chained.tenants["a"].id % 16
    with psycopg.connect(database.superuser_dsn) as superuser:
        superuser.execute("alter table audit.event disable trigger append_only")
        superuser.execute("alter table audit.event drop constraint event_pkey")
        superuser.execute(tamper, [shard])
    assert (said,) in verified(database)


def test_nobody_changes_the_record(database: Database, chained: World) -> None:
    with psycopg.connect(database.superuser_dsn, autocommit=True) as superuser:
        for change in (
            "update audit.event set act = act",
            "delete from audit.event",
            "truncate audit.event",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                superuser.execute(change)


@pytest.mark.parametrize("wanted", ["facts from audit.event", "previous from audit.event",
                                    "* from audit.head", "* from audit.turn"])  # fmt: skip  # reads as a table
def test_the_application_does_not_read_what_it_does_not_show(app, world: World, wanted) -> None:
    with (
        viewing(app, world.token("city", app)) as cursor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        cursor.execute(f"select {wanted}")


def test_the_application_reads_what_the_own_unit_and_the_next_below_did(
    database: Database, chained: World
) -> None:
    expected = {"city": {"city", "a", "b"}, "a": {"a", "a1"}, "b": {"b"}, "a1": {"a1"}}
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        for who, units in expected.items():
            with viewing(app, chained.token(who, app)) as cursor:
                cursor.execute("select tenant, count(*) from audit.event group by tenant")
                assert dict(cursor.fetchall()) == {chained.tenants[one].id: 10 for one in units}
        with viewing(app, chained.token(None, app)) as cursor:
            cursor.execute("select count(*) from audit.event")
            assert cursor.fetchone() == (0,)


def test_whom_an_act_accuses_does_not_read_it_even_under_a_careless_policy(
    database: Database, chained: World
) -> None:
    with psycopg.connect(database.superuser_dsn) as superuser:
        superuser.execute("create policy careless on audit.event for select using (true)")
        superuser.execute("update audit.event set accused = array[%s]", [chained.tenants["a"].id])
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        for who, expected in (("a", 0), ("a1", 0), ("b", 41), ("city", 41)):
            with viewing(app, chained.token(who, app)) as cursor:
                cursor.execute("select count(*) from audit.event")
                assert cursor.fetchone() == (expected,), who


@pytest.mark.parametrize("viewer", [None, "no context"])
def test_an_act_without_a_person_is_not_recorded(app, world: World, viewer) -> None:
    token = None if viewer else world.token(None, app)
    with viewing(app, token) as cursor, pytest.raises(psycopg.errors.InsufficientPrivilege):
        cursor.execute(APPEND, [uuid.uuid4()])


def test_the_application_cannot_write_in_the_name_of_the_deployment(app, world: World) -> None:
    for statement in (
        "select audit.append_system('x', 'x', null, '{}')",
        "select audit.chain(null::audit.event)",
    ):
        with (
            viewing(app, world.token("city", app)) as cursor,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            cursor.execute(statement)


def test_a_recorded_act_vanishes_with_its_transaction(database: Database, chained: World) -> None:
    with (
        psycopg.connect(database.app_dsn, autocommit=True) as app,
        viewing(app, chained.token("a", app)) as cursor,
    ):
        cursor.execute(APPEND, [uuid.uuid4()])
    assert verified(database) == []


def test_the_auditor_sees_no_data(database: Database, chained: World) -> None:
    with (
        psycopg.connect(database.auditor_dsn) as auditor,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        auditor.execute("select * from app.person")
