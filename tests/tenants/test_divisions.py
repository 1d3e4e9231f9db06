"""Importing divisions: what is written, what waits, and what nothing may change."""

from pathlib import Path

import psycopg
import pytest

from tenants.checking import check_tree
from tenants.departments import write_departments
from tenants.divisions import applying
from tests.conftest import Database
from tests.tenants.divisions import (
    PINGDINGSHAN,
    TONGREN,
    Node,
    Tree,
    grown,
    imported,
    migrator,
    read_back,
    renamed,
    without,
    write,
)

CITY = Node("130500000000", "甲市", "city", None)
COUNTY = Node("130502000000", "乙县", "county", CITY.key)
OTHER = Node("130503000000", "丙县", "county", CITY.key)
TOWN = Node("130502100000", "丁镇", "township", COUNTY.key)
VILLAGE = Node("130502100201", "戊村", "village", TOWN.key)
SMALL = {node.key: node for node in (CITY, COUNTY, OTHER, TOWN, VILLAGE)}


@pytest.fixture(params=["row by row", "in bulk"])
def load(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways of writing: with triggers and indexes, and with both set aside."""
    if request.param == "in bulk":
        monkeypatch.setattr(applying, "BULK", 1)


@pytest.mark.usefixtures("load")
def test_tongren_is_one_city_with_its_counties_townships_and_villages(database: Database) -> None:
    report = imported(database, TONGREN)
    assert report.kinds == {"CITY": 1, "COUNTY": 10, "TOWNSHIP": 181, "VILLAGE": 2947}
    assert report.inserted == 3139
    assert [root.code for root in report.new_roots] == ["520600000000"]
    with migrator(database) as connection:
        counts = connection.execute(
            "select slot, count(*), count(at1), count(at2) from app.tenant group by slot order by slot"
        ).fetchall()
        edges = connection.execute("select count(*) from app.tenant_edge").fetchone()
        assert check_tree(connection) == []
    assert counts == [(2, 1, 0, 1), (3, 10, 0, 10), (4, 181, 0, 181), (5, 2947, 0, 2947)]
    assert edges == (3138,)


def test_a_bulk_load_leaves_every_index_key_and_trigger_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(applying, "BULK", 1)
    query = """
        select 'i', pg_get_indexdef(indexrelid) from pg_index
        where indrelid in ('app.tenant'::regclass, 'app.tenant_edge'::regclass)
        union all select conname, pg_get_constraintdef(oid) from pg_constraint
        where conrelid in ('app.tenant'::regclass, 'app.tenant_edge'::regclass)
        union all select tgname, tgenabled::text from pg_trigger where not tgisinternal
        union all select relname, relrowsecurity || ' ' || relforcerowsecurity from pg_class
        where relnamespace = 'app'::regnamespace
        union all select 'left behind', relname from pg_class
        where relnamespace = 'staging'::regnamespace
        order by 1, 2"""
    with migrator(database) as connection:
        before = connection.execute(query).fetchall()
    imported(database, TONGREN)
    with migrator(database) as connection:
        assert connection.execute(query).fetchall() == before


def test_two_roots_live_side_by_side(database: Database) -> None:
    imported(database, TONGREN)
    report = imported(database, PINGDINGSHAN)
    assert report.kinds == {"CITY": 1, "COUNTY": 12, "TOWNSHIP": 148, "VILLAGE": 2828}
    assert report.change_counts == {}
    with migrator(database) as connection:
        assert connection.execute("select count(distinct root) from app.tenant").fetchone() == (2,)


def test_importing_the_same_again_changes_nothing(database: Database) -> None:
    imported(database, TONGREN)
    report = imported(database, TONGREN, apply=True)
    assert (report.inserted, report.new_roots, report.changes) == (0, (), ())


def test_an_import_is_recorded_and_an_idle_one_is_not(database: Database) -> None:
    imported(database, TONGREN)
    imported(database, TONGREN)
    assert recorded(database) == [
        {
            "files": ["520600-tongren.csv"],
            "rows": 3139,
            "inserted": 3139,
            "roots": ["520600000000"],
            "changes": {},
        }
    ]


def recorded(database: Database) -> list[object]:
    with psycopg.connect(database.auditor_dsn) as connection:
        return [
            row[0]
            for row in connection.execute(
                "select facts from audit.event where act = 'tenant.import'"
            )
        ]


def test_a_dry_run_writes_nothing(database: Database, tmp_path: Path) -> None:
    report = imported(database, write(tmp_path / "a.csv", SMALL), dry_run=True)
    assert report.dry_run
    assert report.new_roots[0].nodes == 5
    assert read_back(database, ["13"]) == {}


@pytest.mark.parametrize("seed", range(8))
def test_generated_trees_round_trip_and_follow_their_files(
    shared_database: Database, tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    if seed % 2:
        monkeypatch.setattr(applying, "BULK", 1)
    tree = grown(seed)
    tops = [node.code for node in tree.values() if node.parent is None]
    report = imported(shared_database, write(tmp_path / "first.csv", tree))
    assert not report.refused, report.lines()
    assert read_back(shared_database, tops) == tree
    changed = _changed(tree, seed)
    waiting = imported(shared_database, write(tmp_path / "second.csv", changed))
    assert waiting.waiting == (changed != tree)
    assert read_back(shared_database, tops) == tree
    imported(shared_database, write(tmp_path / "second.csv", changed), apply=True)
    assert read_back(shared_database, tops) == changed
    with migrator(shared_database) as connection:
        assert check_tree(connection) == []


def _changed(tree: Tree, seed: int) -> Tree:
    keys = [key for key, node in tree.items() if node.parent is not None]
    changed = renamed(tree, keys[seed % len(keys)], "改名之地")
    changed = without(changed, keys[-1])
    fresh = Node(keys[0][0][:2] + "9901000000", "新设之地", "county", next(iter(tree)))
    if tree[fresh.parent or keys[0]].kind == "province":
        changed |= {fresh.key: fresh}
    return changed


def test_changes_to_known_nodes_are_printed_and_wait(database: Database, tmp_path: Path) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    added = Node("130502100202", "己村", "village", TOWN.key)
    changed = without(renamed(SMALL, TOWN.key, "新丁镇"), OTHER.key) | {added.key: added}
    report = imported(database, write(tmp_path / "a.csv", changed))
    assert report.waiting
    assert {(c.sort, c.code) for c in report.changes} == {
        ("added", added.code),
        ("renamed", TOWN.code),
        ("gone", OTHER.code),
    }
    assert "--apply" in report.lines()[-2]
    assert read_back(database, ["13"]) == SMALL
    done = imported(database, write(tmp_path / "a.csv", changed), apply=True)
    assert any(line.startswith("已执行变更 / applied: ") for line in done.lines())
    assert done.applied
    assert read_back(database, ["13"]) == changed


def test_a_plan_covers_only_the_roots_of_its_files(database: Database, tmp_path: Path) -> None:
    imported(database, TONGREN)
    report = imported(database, write(tmp_path / "a.csv", SMALL), apply=True)
    assert report.change_counts == {}
    with migrator(database) as connection:
        ended = connection.execute("select count(*) from app.tenant where valid_until is not null")
        assert ended.fetchone() == (0,)


def test_a_file_of_one_county_is_a_plan_for_that_county_alone(
    database: Database, tmp_path: Path
) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    top = Node(COUNTY.code, COUNTY.name, "county", None)
    report = imported(database, write(tmp_path / "b.csv", {top.key: top}))
    assert {(c.sort, c.code) for c in report.changes} == {
        ("gone", TOWN.code),
        ("gone", VILLAGE.code),
    }


def test_a_province_added_later_rewrites_one_column(database: Database, tmp_path: Path) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    with migrator(database) as connection:
        write_departments(connection)
        connection.execute(
            "insert into app.body_kind values ('b', 'b', 'b', null) on conflict do nothing"
        )
        connection.execute(
            "insert into app.body (root, id, holder, kind, name, name_sort) "
            "select root, gen_random_uuid(), id, 'b', 'b', 'b' from app.tenant"
        )
        connection.commit()
        roots = connection.execute("select id, root, uid from app.tenant order by id").fetchall()
    province = Node("130000000000", "某省", "province", None)
    whole = SMALL | {
        province.key: province,
        CITY.key: Node(CITY.code, CITY.name, "city", province.key),
    }
    first = imported(database, write(tmp_path / "b.csv", whole))
    assert first.new_roots == ()
    assert [(c.sort, c.code) for c in first.changes] == [
        ("added", province.code),
        ("moved", CITY.code),
    ]
    assert read_back(database, ["13"]) == SMALL
    imported(database, write(tmp_path / "b.csv", whole), apply=True)
    assert read_back(database, ["13"]) == whole
    assert imported(database, write(tmp_path / "b.csv", whole)).change_counts == {}
    with migrator(database) as connection:
        assert check_tree(connection) == []
        query = "select id, root, uid from app.tenant where kind <> 'PROVINCE' order by id"
        assert connection.execute(query).fetchall() == roots
        placed = connection.execute("select bool_and(at1 is not null) from app.body").fetchone()
        reach = connection.execute(
            "select b.open_to from app.body b join app.tenant t on t.id = b.holder where t.kind = 'CITY'"
        ).fetchone()
        roots_now = connection.execute("select count(distinct root) from app.tenant").fetchone()
    assert placed == (True,)
    assert reach == (1,)
    assert roots_now == (1,)


PROVINCE = Node("130000000000", "某省", "province", None)
SECOND = Node("130600000000", "庚市", "city", PROVINCE.key)
UNDER = {
    PROVINCE.key: PROVINCE,
    CITY.key: Node(CITY.code, CITY.name, "city", PROVINCE.key),
    SECOND.key: SECOND,
}


@pytest.mark.usefixtures("load")
def test_a_province_and_its_other_cities_come_into_the_tree_that_stands(
    database: Database, tmp_path: Path
) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    whole = without(SMALL, OTHER.key) | UNDER
    report = imported(database, write(tmp_path / "b.csv", whole), apply=True)
    assert {(c.sort, c.code) for c in report.changes} == {
        ("added", PROVINCE.code),
        ("added", SECOND.code),
        ("moved", CITY.code),
        ("gone", OTHER.code),
    }
    assert report.under == ((CITY.code, PROVINCE.code),)
    told = report.lines()
    assert sum(f"levelwise bootstrap --tenant {PROVINCE.code}" in line for line in told) == 1
    assert read_back(database, ["13"]) == whole
    assert imported(database, write(tmp_path / "c.csv", whole), apply=True).under == ()
    with migrator(database) as connection:
        assert check_tree(connection) == []
        query = "select distinct t.code from app.tenant x join app.tenant t on t.id = x.root"
        assert connection.execute(query).fetchall() == [(CITY.code,)]


@pytest.mark.parametrize("province_first", [False, True])
def test_two_trees_that_stand_are_never_made_one(
    database: Database, tmp_path: Path, province_first: bool
) -> None:
    other = {PROVINCE.key: PROVINCE} if province_first else {}
    alone = Node(SECOND.code, SECOND.name, "city", None)
    imported(database, write(tmp_path / "a.csv", other or SMALL))
    imported(database, write(tmp_path / "b.csv", SMALL if other else {alone.key: alone}))
    with migrator(database) as connection:
        before = connection.execute("select t::text from app.tenant t order by id").fetchall()
    path = write(tmp_path / "c.csv", SMALL | UNDER)
    for apply in (False, True):
        report = imported(database, path, apply=apply)
        moved = CITY if province_first else SECOND
        line = (
            path.read_text().splitlines().index(f"{moved.code},{moved.name},city,{PROVINCE.code}")
        )
        assert [(f.fault, f.code, f.line) for f in report.faults] == [
            ("two_trees", moved.code, line + 1)
        ]
        assert (report.inserted, report.applied) == (0, False)
    with migrator(database) as connection:
        after = connection.execute("select t::text from app.tenant t order by id").fetchall()
        assert after == before


def test_a_unit_under_another_root_cannot_be_written(database: Database, tmp_path: Path) -> None:
    imported(database, write(tmp_path / "a.csv", SMALL))
    imported(database, write(tmp_path / "b.csv", {PROVINCE.key: PROVINCE}))
    province = "(select id from app.tenant where kind = 'PROVINCE')"
    city = "(select id from app.tenant where kind = 'CITY')"
    with migrator(database) as connection, pytest.raises(psycopg.errors.ForeignKeyViolation):
        connection.execute(f"update app.tenant set parent_id = {province} where id = {city}")
    with migrator(database) as connection, pytest.raises(psycopg.errors.ForeignKeyViolation):
        connection.execute(
            f"insert into app.tenant_edge (root, child, parent) select {city}, {city}, {province}"
        )


def test_a_moved_county_keeps_its_identity_and_its_old_edge_ends(
    database: Database, tmp_path: Path
) -> None:
    province = Node("130000000000", "某省", "province", None)
    direct = Node("139001000000", "直辖县", "county", province.key)
    town = Node("139001100000", "镇", "township", direct.key)
    virtual = Node("139000000000", "省直辖县级行政区划", "city", province.key)
    before = {node.key: node for node in (province, direct, town)}
    imported(database, write(tmp_path / "a.csv", before))
    after = before | {
        virtual.key: virtual,
        direct.key: Node(direct.code, direct.name, "county", virtual.key),
    }
    imported(database, write(tmp_path / "a.csv", after), apply=True)
    assert read_back(database, ["13"]) == after
    with migrator(database) as connection:
        assert check_tree(connection) == []
        edges = connection.execute(
            "select count(*), count(valid_until) from app.tenant_edge where child = "
            "(select id from app.tenant where code = %s)",
            [direct.code],
        ).fetchone()
    assert edges == (2, 1)


def test_a_file_whose_name_is_no_text_is_imported_and_recorded(
    database: Database, tmp_path: Path
) -> None:
    path = write(tmp_path / "bad\udcff.csv", SMALL)
    report = imported(database, path)
    assert (report.files, report.inserted) == (("bad\ufffd.csv",), len(SMALL))
    with migrator(database) as connection:
        assert check_tree(connection) == []
