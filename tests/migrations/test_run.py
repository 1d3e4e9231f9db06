"""From nothing to head: roles, tables, wall, gates and keys, again and again, side by side."""

import concurrent.futures
import re
from multiprocessing import get_context
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import Column, Integer, MetaData, Table

import migrations
from migrations import blueprint
from migrations.run import at_head, dsn_for, head, prepare, upgrade
from tenants.wall import WallMissing, wall_of
from tests.conftest import Database, Server

SCHEMA = Path(migrations.__file__).with_name("schema.sql")
ROOT = SCHEMA.parents[1]


def test_the_committed_schema_is_the_one_that_migrates() -> None:
    """If this fails: python -m migrations.blueprint > migrations/schema.sql."""
    assert SCHEMA.read_text(encoding="utf-8") == blueprint.text()


def test_every_module_of_tables_is_migrated() -> None:
    """What mirrors a table that a gate makes (ledger/audit/chain.py) has metadata of its own."""
    found = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in [*ROOT.glob("ledger/*/*.py"), *ROOT.glob("tenants/*.py")]
        if re.search(r'= Table\(\n    "\w+",\n    metadata,', path.read_text(encoding="utf-8"))
    }
    assert found == set(blueprint.TABLE_MODULES)


def test_migrating_again_changes_nothing(database: Database) -> None:
    dump = (
        "select oid, relname, relacl::text from pg_class where relnamespace = 'app'::regnamespace"
    )
    with psycopg.connect(database.superuser_dsn, autocommit=True) as superuser:
        before = superuser.execute(f"{dump} order by oid").fetchall()
        upgrade(database.superuser_dsn, keys=database.keys)
        assert superuser.execute(f"{dump} order by oid").fetchall() == before


def test_migrating_twice_at_once_works(cluster: Server) -> None:
    with (
        cluster.made("template0") as one,
        cluster.made("template0") as other,
        concurrent.futures.ProcessPoolExecutor(4, get_context("spawn")) as pool,
    ):
        runs = [pool.submit(upgrade, cluster.dsn(n)) for n in (one, other, one, other)]
        for run in runs:
            run.result(timeout=120)
        with psycopg.connect(cluster.dsn(one, "levelwise_app")) as app:
            assert at_head(app)


def test_head_is_told_to_the_application(database: Database) -> None:
    with psycopg.connect(database.app_dsn) as app:
        assert at_head(app)
        found = app.execute("select version_num from release.revision").fetchall()
    assert found == [(head(),)]


def test_an_empty_database_is_not_at_head(cluster: Server) -> None:
    with cluster.made("template0") as name, psycopg.connect(cluster.dsn(name)) as superuser:
        assert not at_head(superuser)


def test_an_older_revision_is_not_at_head(database: Database) -> None:
    with psycopg.connect(database.superuser_dsn) as superuser:
        superuser.execute("update release.revision set version_num = '0000'")
        assert not at_head(superuser)


def test_roles_can_do_no_more_than_they_must(database: Database) -> None:
    with psycopg.connect(database.superuser_dsn) as superuser:
        rows = superuser.execute(
            "select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreatedb or rolcreaterole"
            " or rolreplication or rolinherit from pg_roles where rolname like 'levelwise%' order by 1"
        ).fetchall()
    assert rows == [
        ("levelwise_app", True, False),
        ("levelwise_auditor", True, False),
        ("levelwise_bench", True, False),
        ("levelwise_gate", False, False),
        ("levelwise_migrator", True, False),
        ("levelwise_owner", False, False),
        ("levelwise_relay", True, False),
    ]


def test_the_migrator_becomes_the_owner_and_the_application_becomes_nobody(
    database: Database,
) -> None:
    with psycopg.connect(database.migrator_dsn) as migrator:
        migrator.execute("set role levelwise_owner")
    for role in ("levelwise_owner", "levelwise_gate", "levelwise_migrator", "levelwise_relay"):
        with (
            psycopg.connect(database.app_dsn) as app,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            app.execute(sql.SQL("set role {}").format(sql.Identifier(role)))


def test_a_table_without_a_wall_does_not_migrate() -> None:
    for info in ({}, {"wall": "none"}):
        table = Table("loose", MetaData(schema="app"), Column("id", Integer), info=info)
        with pytest.raises(WallMissing, match=r"app\.loose"):
            wall_of(table)


def test_the_application_loads_nothing_and_the_migrator_loads_by_staging(
    database: Database,
) -> None:
    with psycopg.connect(database.app_dsn, autocommit=True) as app:
        for statement in ("create temp table x (id int)", "create table staging.x (id int)"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                app.execute(statement)
    with psycopg.connect(database.migrator_dsn) as migrator:
        migrator.execute("create table staging.x (code text, name text)")
        with migrator.cursor().copy("copy staging.x from stdin") as copy:
            copy.write_row(("520600000000", "铜仁市"))
        migrator.execute(
            "insert into app.tenant (root, id, kind, code, name, name_sort, initials, slot, at2)"
            " select 7, 7, 'CITY', code, name, name, 'trs', 2, 7 from staging.x"
        )
        found = migrator.execute("select root, slot, at2, parent_id from app.tenant").fetchall()
    assert found == [(7, 2, 7, None)]


def test_other_users_do_not_connect(database: Database) -> None:
    prepare(database.superuser_dsn)
    with psycopg.connect(database.superuser_dsn) as superuser:
        found = superuser.execute(
            "select has_database_privilege('pg_monitor', current_database(), 'connect')"
        ).fetchone()
    assert found == (False,)


def test_a_dsn_is_made_for_another_role() -> None:
    base = "postgresql://postgres:secret@db.example:5433/levelwise?sslmode=require"
    assert dsn_for("levelwise_app", base, {"levelwise_app": "p@ss/word"}) == (
        "postgresql://levelwise_app:p%40ss%2Fword@db.example:5433/levelwise?sslmode=require"
    )
    assert dsn_for("levelwise_app", "postgresql:///d?host=/sock") == (
        "postgresql://levelwise_app@/d?host=/sock"
    )
