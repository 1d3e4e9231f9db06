"""Units as a table: proposals of one plan with those that SCIM tells, and an export says nothing."""

import zipfile
from pathlib import Path
from typing import Any

import psycopg
import pytest

from ledger.feeds import coming_units
from ledger.feeds.file_rows import LAYOUTS, PEOPLE
from ledger.feeds.refusals import FeedKindNotAgreed, FeedUnitsFull
from ledger.feeds.unit_rows import KIND_NAMES, UNITS
from server.exchange.backlog import ImportRefused
from server.exchange.people_files import PeopleReport
from storage.workbooks import as_csv, as_workbook
from tenants.refusals import DatabaseBusy
from tests.ledger.conftest import Stage
from tests.ledger.feeding import entries, made_feed
from tests.ledger.sheeting import Rows, cells, exported, person, taken
from tests.ledger.test_feeds_units import (
    COUNTY,
    PROPOSED,
    TOWNSHIP,
    VILLAGE,
    found,
    told_unit,
)
from tests.ledger.test_sheets_over_http import WHO, code_of, http, way_in, way_out  # noqa: F401 - the fixture
from tests.ledger.test_sheets_people import counts

CITY, COUNTY_A = "520600000000", "520602000000"
NEW = (COUNTY, TOWNSHIP, VILLAGE)
UNIT_LINES = """select change->>'code', kind, reason from app.feed_line
    where subject = 'UNIT' and state = 'WAITING' order by id"""


def state(stage: Stage) -> list[Any]:
    """What an import may change, and what none may."""
    tenants = "select md5(string_agg(t::text, '' order by id)) from app.tenant t"
    return [*counts(stage), stage.one(tenants)]


def unit(told: dict[str, str], **more: str) -> dict[str, str]:
    """A row of a unit that SCIM would tell in full."""
    kind = KIND_NAMES[told["kind"]]
    return {"code": told["code"], "name": told["name"], "kind": kind,
            "parent": told["parentCode"], **more}  # fmt: skip  # reads as a table


A1 = {"code": "520602001000", "name": "甲一镇", "kind": "乡镇（街道）", "parent": COUNTY_A}


def units_csv(path: Path, rows: Rows) -> Path:
    path.write_bytes(as_csv(UNITS, rows))
    return path


async def told_units(
    stage: Stage, secret: str, file: Path, *, feed: str = "feed of city", **how: object
) -> PeopleReport:
    return await taken(stage, secret, file, feed=feed, layouts=(UNITS,), **how)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_units_as_they_were_exported_make_an_empty_plan(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    secret = made_feed(stage.database, stage.world, "city", kinds=("UNITS",))
    file = tmp_path / f"units.{kind}"
    report = await exported(stage, "units", file, "city.organisation_department", CITY)
    assert report.rows == 18, "the city and all below it, however deep, and no other city"
    before = state(stage)
    again = await told_units(stage, secret, file, apply=True)
    assert (again.rows, again.faults, list(again.found.lines), again.done) == (18, [], [], None)
    assert state(stage) == before
    if kind == "csv":
        # The control: one cell is changed, and it is a proposal from that cell.
        text = file.read_text(encoding="utf-8-sig").replace(",甲一镇,乡", ",甲一新镇,乡")
        file.write_text(text, encoding="gb18030")
        renamed = await told_units(stage, secret, file, apply=True)
        assert renamed.done == [("WAITING", "UNIT", 1)]
        (said, *_) = renamed.lines("en")
        row = 1 + text.splitlines().index(next(x for x in text.splitlines() if "甲一新镇,乡" in x))
        assert said.startswith(f"B{row}: renamed 甲一新镇 甲一镇 → 甲一新镇, units change by")
        assert stage.one("select count(*) from app.tenant where name = '甲一新镇'") == 0


async def test_an_export_holds_the_unit_and_what_is_below_it(stage: Stage, tmp_path: Path) -> None:
    file = tmp_path / "units.xlsx"
    assert (await exported(stage, "units", file, "a.head", COUNTY_A)).rows == 8
    rows = cells(file)
    assert rows[0] == [column.heading for column in UNITS.columns]
    assert [COUNTY_A, "甲县", "县（市、区）", CITY, "测试市"] in rows
    assert "甲一镇" in {row[4] for row in rows}, "a village names its township"
    assert not {row[1] for row in rows} & {"测试市", "乙县"}
    told = "select said, request from audit.event where noun = 'person'"
    assert stage.rows(told) == [("DataExported", "export units 8")]
    sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml").decode()
    assert f'<formula1>"{",".join(KIND_NAMES.values())}"</formula1>' in sheet
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert [row[0] for row in cells(file, 1)][-5:] == [column.heading for column in UNITS.columns]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
async def test_new_units_in_whichever_order_are_proposals_once(
    stage: Stage, tmp_path: Path, order: tuple[int, ...]
) -> None:
    secret = made_feed(stage.database, stage.world, "city", kinds=("UNITS",))
    file = units_csv(tmp_path / "a.csv", [unit(NEW[n]) for n in order])
    units = stage.one("select count(*) from app.tenant")
    dry = await told_units(stage, secret, file)
    assert stage.rows(UNIT_LINES) == []
    done = await told_units(stage, secret, file, apply=True, expected=dry.found.hash)
    assert (done.done, stage.rows(UNIT_LINES)) == ([("WAITING", "UNIT", 3)], PROPOSED)
    again = await told_units(stage, secret, file, apply=True)
    assert (list(again.found.lines), again.done) == ([], None)
    assert stage.one("select count(*) from app.tenant") == units


async def test_a_file_and_scim_make_one_plan(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "city")
    await told_unit(await entries(stage, secret), TOWNSHIP)
    assert stage.rows(UNIT_LINES) == [(TOWNSHIP["code"], "AMBIGUOUS", "UNKNOWN_UNIT")]
    file = units_csv(tmp_path / "a.csv", [unit(COUNTY)])
    report = await told_units(stage, secret, file, apply=True)
    assert stage.rows(UNIT_LINES) == PROPOSED[:2]
    cells_of = [report.found.cell_of(line) for line in report.found.lines]
    assert cells_of == ["A2", ""], "what waited beside the file is of no cell of it"
    # What was founded meanwhile goes, and a name that is told no more is proposed no more.
    found(stage, COUNTY, CITY)
    await told_units(stage, secret, file, apply=True)
    assert stage.rows(UNIT_LINES) == PROPOSED[1:2]
    other = units_csv(tmp_path / "b.csv", [{**A1, "name": "甲一新镇"}])
    await told_units(stage, secret, other, apply=True)
    assert stage.rows(UNIT_LINES)[-1] == (A1["code"], "RENAME", "UNIT")
    back = await told_units(stage, secret, units_csv(tmp_path / "c.csv", [A1]), apply=True)
    assert (list(back.found.lines), stage.rows(UNIT_LINES)) == ([], PROPOSED[1:2])


async def test_a_unit_that_would_move_stops_the_feed(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "city", kinds=("UNITS",))
    file = units_csv(tmp_path / "a.csv", [{**A1, "parent": "520603000000"}])
    report = await told_units(stage, secret, file, apply=True)
    said = [*report.lines("zh")]
    assert said[0] == f"D2: 调动 甲一镇 {COUNTY_A} → 520603000000，单位由机构调整办理"
    assert any("数据源将停止" in line for line in said)
    assert stage.one("select state from app.feed") == "STOPPED"
    assert (
        stage.one("select parent_id from app.tenant where code = '520602001000'")
        == (stage.world.tenants["a"])
    )


async def test_what_is_wrong_is_told_by_its_cell_and_nothing_comes_in(
    stage: Stage, tmp_path: Path
) -> None:
    secret = made_feed(stage.database, stage.world, "city", kinds=("UNITS",))
    wrong = [
        unit(COUNTY, kind="大县"),
        unit(TOWNSHIP, name=""),
        {**A1, "code": "110101199003078515"},
        {**A1, "code": f"Post_{stage.world.post('a.head')}"},
        unit(VILLAGE),
        unit(VILLAGE),
        unit(VILLAGE, code="9", name="村" * 101),
    ]
    before = state(stage)
    report = await told_units(stage, secret, units_csv(tmp_path / "a.csv", wrong), apply=True)
    assert [one.fault.cell for one in report.faults] == ["C2", "B3", "A4", "A5", "A7", "B8"]
    assert {one.place for one in report.faults} == {f"a.csv!{UNITS.name}"}
    # What can be said only beside the units that are here.
    beside = [unit(TOWNSHIP, parent=""), {**A1, "kind": "部门"}, {**A1, "code": "2"}]
    report = await told_units(stage, secret, units_csv(tmp_path / "b.csv", beside), apply=True)
    assert [one.fault.said("en") for one in report.faults] == [
        "D2: a new unit needs the code of the one above",
        "C3: it is a township: no table changes that",
    ]
    assert state(stage) == before
    # The control: the same rows put right, an empty parent of what is here and a short kind too.
    right = [unit(TOWNSHIP, kind="镇"), {**A1, "parent": ""}]
    assert not (await told_units(stage, secret, units_csv(tmp_path / "c.csv", right))).faults


async def test_only_a_feed_that_tells_of_units_is_told_by_a_table(
    stage: Stage, tmp_path: Path
) -> None:
    secret = made_feed(stage.database, stage.world, "city", kinds=("PEOPLE", "POSTS"))
    before = state(stage)
    for rows in ([unit(COUNTY)], []):
        file = units_csv(tmp_path / "a.csv", rows)
        with pytest.raises(ImportRefused) as refused:
            await told_units(stage, secret, file, apply=True)
        assert isinstance(refused.value.__cause__, FeedKindNotAgreed)
    assert state(stage) == before


async def test_one_workbook_holds_units_and_people(stage: Stage, tmp_path: Path) -> None:
    secret = made_feed(stage.database, stage.world, "city")
    file = tmp_path / "all.xlsx"
    people = [person("1", "张三"), person("2", "李四", TOWNSHIP["code"])]
    tables = [(UNITS, [unit(TOWNSHIP), unit(COUNTY)]), (PEOPLE, people)]
    file.write_bytes(as_workbook(tables))
    report = await taken(stage, secret, file, feed="feed of city", apply=True)
    assert sorted(report.done or ()) == [
        ("APPLIED", "NOTHING", 1), ("WAITING", "UNIT", 2), ("WAITING", "UNKNOWN_UNIT", 1),
    ]  # fmt: skip  # reads as a table
    assert UNITS in LAYOUTS
    again = await taken(stage, secret, file, feed="feed of city", apply=True)
    assert (list(again.found.lines), again.done) == ([], None)


async def test_no_more_wait_than_there_may(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming_units, "MOST_WAITING", 2)
    secret = made_feed(stage.database, stage.world, "city")
    two = units_csv(tmp_path / "a.csv", [unit(COUNTY), unit(TOWNSHIP)])
    assert (await told_units(stage, secret, two, apply=True)).done
    before = state(stage)
    for apply in (False, True):
        file = units_csv(tmp_path / "b.csv", [unit(VILLAGE)])
        with pytest.raises(ImportRefused) as refused:
            await told_units(stage, secret, file, apply=apply)
        assert isinstance(refused.value.__cause__, FeedUnitsFull)
    feed = await entries(stage, secret)
    with pytest.raises(Exception, match=r"feed\.units_full"):
        await told_unit(feed, VILLAGE)
    assert stage.rows(UNIT_LINES) == PROPOSED[:2]
    assert state(stage) == before
    # The control: as soon as one of them is there, another may wait; what waits may be told again.
    await told_unit(feed, TOWNSHIP)
    found(stage, COUNTY, CITY)
    await told_unit(feed, VILLAGE)
    assert stage.rows(UNIT_LINES) == PROPOSED[1:]


async def test_only_what_is_on_the_line_of_what_is_told_is_held(
    stage: Stage, tmp_path: Path
) -> None:
    secret = made_feed(stage.database, stage.world, "city")
    beside = {**COUNTY, "code": "520605000000", "name": "丁县"}
    file = units_csv(tmp_path / "a.csv", [unit(COUNTY), unit(VILLAGE), unit(beside)])
    await told_units(stage, secret, file, apply=True)
    feed = await entries(stage, secret)
    with psycopg.connect(stage.database.superuser_dsn) as deciding:
        hold = "select 1 from app.feed_line where change->>'code' = %s for update"
        deciding.execute(hold, [beside["code"]])
        await told_unit(feed, TOWNSHIP)
        assert sorted(row for row in stage.rows(UNIT_LINES) if row[0] != beside["code"]) == PROPOSED
        # Control: a unit above the one that is told is read again, and waited for.
        deciding.execute(hold, [COUNTY["code"]])
        with pytest.raises(Exception, match=DatabaseBusy.code):
            await told_unit(feed, VILLAGE)


async def test_units_leave_and_come_in_over_http(stage, client, http, tmp_path: Path) -> None:  # noqa: F811 - the fixture
    sent = await http.get(await way_out(client, kind="UNITS"))
    assert sent.status_code == 303, sent.text
    got = await http.get(sent.headers["location"])
    assert "units-" in got.headers["content-disposition"]
    (tmp_path / "units.xlsx").write_bytes(got.content)
    assert len(cells(tmp_path / "units.xlsx")) == 9
    secret = {"levelwise-feed-secret": made_feed(stage.database, stage.world, "a")}
    door = await way_in(client, kind="UNITS")
    before = state(stage)
    back = await http.put(door, content=got.content, headers=secret)
    assert (back.json()["rows"], back.json()["lines"][-1]) == (8, "没有变动。")
    assert state(stage) == before
    # The control: another name, and exactly what was read of it is proposed.
    file = as_csv(UNITS, [{**A1, "name": "甲一新镇"}])
    dry = (await http.put(door, content=file, headers=secret)).json()
    assert (dry["faultCount"], dry["applied"]) == (0, False)
    wrong = await http.put(f"{door}&apply={'0' * 64}", content=file, headers=secret)
    assert code_of(wrong) == "feed_plan.changed"
    done = (await http.put(f"{door}&apply={dry['hash']}", content=file, headers=secret)).json()
    assert (done["applied"], stage.rows(UNIT_LINES)) == (True, [(A1["code"], "RENAME", "UNIT")])
    request = stage.one("select request from audit.event where said = 'FeedFileTaken'")
    assert "import-units" in request
    assert f"Person_{stage.world.person(WHO)}" in request
