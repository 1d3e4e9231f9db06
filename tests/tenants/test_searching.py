"""Names are found by any two characters in them, through an index, whatever becomes of the name."""

import psycopg
import pytest

from tenants.divisions.importing import import_files
from tests.conftest import Database
from tests.tenants.divisions import TONGREN

PLACED = "insert into app.tenant (kind, code, name, name_sort, initials, parent_id)"


def pairs(connection: psycopg.Connection, name: str) -> list[int]:
    return [row[0] for row in connection.execute("select app.name_pairs(%s)", [name])]


def searched_by(connection: psycopg.Connection, text: str) -> int:
    (found,) = connection.execute("select app.search_pair(%s)", [text]).fetchone()
    return found


def unfound(connection: psycopg.Connection) -> int:
    (count,) = connection.execute(
        """select count(*) from app.tenant t, app.name_pairs(t.name) q(pair) where not exists (
        select from app.tenant_name_pair p where p.pair = q.pair and p.tenant = t.id)"""
    ).fetchone()
    return count


@pytest.mark.parametrize("name", ["铜仁市", "𠮷野村", "A区", "村村通", "a", ""])
def test_every_two_characters_are_a_pair(shared_database: Database, name: str) -> None:
    with psycopg.connect(shared_database.superuser_dsn) as connection:
        every = pairs(connection, name)
        parts = [name[at : at + 2] for at in range(max(len(name) - 1, 0))]
        common = [part for part in parts if not pairs(connection, part)]
        assert len(every) == len(parts) - len(common)
        assert all(searched_by(connection, part) in every for part in parts if part not in common)


def test_what_all_names_share_is_no_pair(shared_database: Database) -> None:
    with psycopg.connect(shared_database.superuser_dsn) as connection:
        for text in ("村民委员会", "社区", "村", "村 委会", ""):
            assert searched_by(connection, text) == 0
        assert searched_by(connection, "新村村民委员会") in pairs(connection, "新村")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("铜仁市", "铜仁市"),
        ("第３组（筹）", "第3组(筹)"),
        (" 甲　一 ", "甲一"),
        ("甲 A区", "甲A区"),
        ("Ａ　Ｂ", "A B"),
        ("A \u00a0 B", "A B"),
        ("甲 （乙） 丙", "甲(乙)丙"),
        ("％＿＼～", "%_\\~"),
        ("　", ""),
    ],
)
def test_a_name_is_compared_as_it_is_meant(
    shared_database: Database, written: str, meant: str
) -> None:
    with psycopg.connect(shared_database.superuser_dsn) as connection:
        folded = "select app.folded(%s), app.folded(app.folded(%s))"
        assert connection.execute(folded, [written, written]).fetchone() == (meant, meant)
        other = {0} if written != meant and meant else set()
        assert set(pairs(connection, written)) == set(pairs(connection, meant)) | other


def test_an_import_and_a_single_node_and_a_new_name_are_found(database: Database) -> None:
    with psycopg.connect(database.migrator_dsn) as connection:
        assert import_files([TONGREN], dsn=database.migrator_dsn).inserted
        assert unfound(connection) == 0
        (city,) = connection.execute("select id from app.tenant where kind = 'CITY'").fetchone()
        connection.execute(
            f"{PLACED} values ('DEPARTMENT', 'X1', '市数据局', 's', 'ssjj', %s)", [city]
        )
        assert unfound(connection) == 0
        connection.execute("update app.tenant set name = '市大数据局' where code = 'X1'")
        connection.execute("update app.tenant set name = '市数据局' where code = 'X1'")
        assert unfound(connection) == 0
        (kept,) = connection.execute(
            "select count(*) from app.tenant_name_pair p join app.tenant t on t.id = p.tenant"
            " where t.code = 'X1'"
        ).fetchone()
        assert kept == len(pairs(connection, "市数据局")) + len(pairs(connection, "市大数"))


def test_the_application_may_read_pairs_and_write_none(database: Database) -> None:
    with (
        psycopg.connect(database.app_dsn) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute("insert into app.tenant_name_pair values (1, 1, 1)")
