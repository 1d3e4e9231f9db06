"""Importing divisions again: what ends, what comes back as what it was, and what no import does."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tenants.checking import check_tree
from tenants.departments import write_departments
from tenants.divisions import applying
from tenants.viewer import CHINA
from tenants.wording import FIRST_DAY
from tests.conftest import Database
from tests.tenants.divisions import Node, imported, migrator, read_back, without, write

PROVINCE = Node("130000000000", "某省", "province", None)
CITY = Node("130500000000", "甲市", "city", None)
COUNTY = Node("130502000000", "乙县", "county", CITY.key)
OTHER = Node("130503000000", "丙县", "county", CITY.key)
TOWN = Node("130502100000", "丁镇", "township", COUNTY.key)
VILLAGE = Node("130502100201", "戊村", "village", TOWN.key)
SMALL = {node.key: node for node in (CITY, COUNTY, OTHER, TOWN, VILLAGE)}
LESS = without(SMALL, COUNTY.key)
IDENTITY = "select id, root, uid, code from app.tenant order by id"


def rows(database: Database, statement: str) -> list[Any]:
    with migrator(database) as connection:
        return connection.execute(statement.encode()).fetchall()


def today() -> date:
    return (datetime.now(UTC) + CHINA).date()


@pytest.fixture(params=["row by row", "in bulk"])
def load(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in bulk":
        monkeypatch.setattr(applying, "BULK", 1)


@pytest.mark.usefixtures("load")
def test_what_was_gone_comes_back_as_what_it_was(database: Database, tmp_path: Path) -> None:
    whole = write(tmp_path / "a.csv", SMALL)
    imported(database, whole)
    before = rows(database, IDENTITY)
    gone = imported(database, write(tmp_path / "b.csv", LESS), apply=True)
    assert [(c.code, c.below) for c in gone.changes] == [
        (COUNTY.code, 2),
        (TOWN.code, 1),
        (VILLAGE.code, 0),
    ]
    assert (rows(database, IDENTITY), read_back(database, ["13"])) == (before, LESS)
    waits = imported(database, whole)
    assert (waits.change_counts, waits.waiting) == ({"back": 3}, True)
    assert read_back(database, ["13"]) == LESS
    back = imported(database, whole, apply=True)
    assert (back.change_counts, back.inserted) == ({"back": 3}, 0)
    assert (rows(database, IDENTITY), read_back(database, ["13"])) == (before, SMALL)
    assert imported(database, whole).change_counts == {}
    edges = """select count(*), count(e.valid_until) from app.tenant_edge e join app.tenant t
        on t.id = e.child where t.code = '130502000000'"""
    assert rows(database, edges) == [(2, 1)]
    with migrator(database) as connection:
        assert check_tree(connection) == []


def test_what_comes_back_may_have_another_name_and_superior(
    database: Database, tmp_path: Path
) -> None:
    virtual = Node("139000000000", "省直辖县级行政区划", "city", PROVINCE.key)
    direct = Node("139001000000", "直辖县", "county", PROVINCE.key)
    town = Node("139001100000", "镇", "township", direct.key)
    before = {node.key: node for node in (PROVINCE, virtual, direct, town)}
    imported(database, write(tmp_path / "a.csv", before))
    written = rows(database, IDENTITY)
    imported(database, write(tmp_path / "b.csv", without(before, direct.key)), apply=True)
    after = before | {direct.key: Node(direct.code, "直辖市", "county", virtual.key)}
    done = imported(database, write(tmp_path / "c.csv", after), apply=True)
    assert done.change_counts == {"back": 2, "renamed": 1, "moved": 1}
    assert (rows(database, IDENTITY), read_back(database, ["13"])) == (written, after)
    with migrator(database) as connection:
        assert check_tree(connection) == []


@pytest.mark.usefixtures("load")
def test_what_is_added_to_a_known_tree_begins_today(database: Database, tmp_path: Path) -> None:
    imported(database, write(tmp_path / "a.csv", LESS))
    imported(database, write(tmp_path / "b.csv", SMALL), apply=True)
    since = """select t.code, t.valid_from, e.valid_from from app.tenant t
        left join app.tenant_edge e on e.child = t.id order by t.code"""
    assert rows(database, since) == [
        (CITY.code, FIRST_DAY, None),
        (COUNTY.code, today(), today()),
        (TOWN.code, today(), today()),
        (VILLAGE.code, today(), today()),
        (OTHER.code, FIRST_DAY, FIRST_DAY),
    ]


@pytest.mark.parametrize("apply", [False, True])
def test_a_unit_with_departments_is_never_gone(
    database: Database, tmp_path: Path, apply: bool
) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    with migrator(database) as connection:
        write_departments(connection)
        connection.commit()
    before = rows(database, "select t::text from app.tenant t order by id")
    report = imported(database, write(tmp_path / "b.csv", LESS), apply=apply)
    assert {(f.fault, f.code, f.line) for f in report.faults} == {
        ("in_use", COUNTY.code, 0),
        ("in_use", TOWN.code, 0),
    }
    assert report.fault_count == 2
    assert "departments and offices" in report.lines()[0]
    assert (report.applied, report.inserted) == (False, 0)
    assert rows(database, "select t::text from app.tenant t order by id") == before


def test_what_a_successor_took_over_is_never_brought_back(
    database: Database, tmp_path: Path
) -> None:
    whole = write(tmp_path / "a.csv", SMALL)
    imported(database, whole)
    imported(database, write(tmp_path / "b.csv", LESS), apply=True)
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute(
            "insert into app.tenant_succession (root, former, successor, since, reorganisation_id)"
            " select f.root, f.id, s.id, f.valid_until, gen_random_uuid()"
            " from app.tenant f, app.tenant s where f.code = %s and s.code = %s",
            [COUNTY.code, OTHER.code],
        )
    line = (
        whole.read_text(encoding="utf-8")
        .splitlines()
        .index(f"{COUNTY.code},乙县,county,{CITY.code}")
    )
    for apply in (False, True):
        report = imported(database, whole, apply=apply)
        assert [(f.fault, f.code, f.line) for f in report.faults] == [
            ("taken_over", COUNTY.code, line + 1)
        ]
        assert OTHER.code in report.faults[0].en
        assert read_back(database, ["13"]) == LESS


def test_what_comes_back_comes_under_what_stands(database: Database, tmp_path: Path) -> None:
    under = SMALL | {
        PROVINCE.key: PROVINCE,
        CITY.key: Node(CITY.code, CITY.name, "city", PROVINCE.key),
    }
    imported(database, write(tmp_path / "a.csv", under))
    imported(database, write(tmp_path / "b.csv", {PROVINCE.key: PROVINCE}), apply=True)
    alone = Node(OTHER.code, OTHER.name, "county", None)
    report = imported(database, write(tmp_path / "c.csv", {alone.key: alone}), apply=True)
    assert [(f.fault, f.code) for f in report.faults] == [("ended_above", OTHER.code)]
    assert CITY.code in report.faults[0].en
    assert set(read_back(database, ["13"])) == {PROVINCE.key}
