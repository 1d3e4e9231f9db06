"""Files that mean harm, or were made in a hurry: refused with an address, and nothing happens."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import python_calamine
import xlsxwriter

from ledger.feeds.file_rows import LAYOUTS, PEOPLE, meant
from storage import sheets
from storage.sheets import Fault, tables
from storage.workbooks import as_csv, as_workbook
from tests.ledger.other_workbooks import Packing, ods, xlsb
from tests.ledger.sheeting import cells, person

HEAD = ("编号 key", "姓名 name", "单位代码 unit", "职务 posts")


def found(path: Path) -> list[str]:
    """The cells in which something stands against a file of people."""
    here, faults = tables(path, LAYOUTS)
    return [fault.cell for fault in faults] or [one.fault.cell for one in meant(here)[1]]


def book(path: Path, fill: Callable[[Any], None]) -> Path:
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        fill(sheet)
    return path


def packed(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A workbook of one person, with its parts changed."""
    raw = as_workbook([(PEOPLE, [person("1", "张三")])])
    with (
        zipfile.ZipFile(io.BytesIO(raw)) as old,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def in_sheet(old: bytes, new: bytes) -> Callable[[str, bytes], bytes]:
    return lambda name, part: part.replace(old, new) if "sheet1" in name else part


def test_the_control_has_nothing_against_it(tmp_path: Path) -> None:
    assert found(packed(tmp_path / "a.xlsx", lambda _, part: part)) == []
    assert (
        found(book(tmp_path / "b.xlsx", lambda sheet: sheet.write_row(1, 0, ["1", "张三"]))) == []
    )


def test_what_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = packed(
        tmp_path / "a.xlsx", lambda name, part: part + b" " * (name.endswith("1.xml") and 2**22)
    )
    monkeypatch.setattr(sheets, "MOST_UNPACKED", 2**20)
    assert found(bomb) == ["A1"]
    assert bomb.stat().st_size < 2**17
    many = tmp_path / "b.xlsx"
    with zipfile.ZipFile(many, "w") as made:
        for n in range(sheets.MOST_PARTS + 1):
            made.writestr(f"{n}", b"")
    assert found(many) == ["A1"]


def test_a_text_that_many_cells_share_is_counted_in_each(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sharing(name: str, cells: int, *, size: int, odd: str = "") -> Path:
        def fill(sheet: Any) -> None:
            sheet.write_string(1, 0, "1")
            sheet.write_string(1, 1, "长" * size)
            for at in range(cells):
                sheet.write_string(2 + at, 1, "短")

        raw = book(tmp_path / f"plain-{name}", fill).read_bytes()
        with (
            zipfile.ZipFile(io.BytesIO(raw)) as old,
            zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as new,
        ):
            for part in old.namelist():
                text = old.read(part).decode()
                new.writestr(part, text.replace("<v>6</v>", odd) if odd else text)
        return tmp_path / name

    monkeypatch.setattr(sheets, "MOST_UNPACKED", 200_000)
    # The controls: many share what is short, though one text is long.
    assert "A1" not in found(sharing("a.xlsx", 300, size=90))
    assert "A1" not in found(sharing("b.xlsx", 300, size=9_000))
    for odd in ("<v>5</v>", "<v>6<!-- -->0</v>", "<v>6</v><v>5</v>", "<v>９９</v>", "<v>x</v>"):
        assert found(sharing("c.xlsx", 300, size=9_000, odd=odd)) == ["A1"], odd


def test_a_csv_has_no_more_cells_and_lists_no_more_faults_than_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.csv"
    file.write_text("x," * 200_000)
    _, faults = tables(file, LAYOUTS)
    assert len(faults) < 1_100
    assert "199000" in next(one.en for one in faults if "more faults" in one.en)
    monkeypatch.setattr(sheets, "MOST_CELLS", 1_000)
    for said in ("编号 key,姓名 name\n" + "\n" * 1_000, "编号 key,姓名 name\n" + "1,a\n" * 500):
        file.write_text(said)
        assert found(file) == ["A1"], "an empty row takes room, too"
    file.write_text("编号 key,姓名 name\n" + "\n" * 900 + "1,a\n")
    assert found(file) == []
    merged = book(
        tmp_path / "b.xlsx",
        lambda sheet: [sheet.merge_range(n, 0, n, 1, "a") for n in range(1, 9)],
    )
    assert len(found(merged)) == 8
    monkeypatch.setattr(sheets, "MOST_FAULTS", 3)
    _, faults = tables(merged, LAYOUTS)
    assert [one.cell for one in faults] == ["A2", "A3", "A4", "A5"]
    assert "5" in faults[-1].en


@pytest.mark.parametrize("far", [b"XFD1048576", b"xfd1048576", b"A9999999"])
def test_cells_in_far_corners_are_refused_before_a_sheet_is_laid_out(
    tmp_path: Path, far: bytes
) -> None:
    assert found(packed(tmp_path / "a.xlsx", in_sheet(b'r="B2"', b"r = '" + far + b"'"))) == ["A1"]


@pytest.mark.parametrize("far", [b"9999999", b"9" * 5000])
def test_a_far_row_whose_cells_do_not_say_where_they_are_is_refused(
    tmp_path: Path, far: bytes
) -> None:
    row = b'<row r="' + far + b'"><c><v>1</v></c></row></sheetData>'
    assert found(packed(tmp_path / "a.xlsx", in_sheet(b"</sheetData>", row))) == ["A1"]


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    doctype = b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><worksheet"
    made = {
        "old.xls": b"\xd0\xcf\x11\xe0 something",
        "cut.xlsx": as_workbook([(PEOPLE, [])])[:400],
        "empty.csv": b"",
        "other.csv": b"\xff\xfe\x00\x81",
        "open.csv": '编号 key,姓名 name\n"1,张三'.encode(),
        "large.csv": b"x" * (sheets.MOST_BYTES + 1),
    }
    for name, raw in made.items():
        (tmp_path / name).write_bytes(raw)
        assert found(tmp_path / name) == ["A1"], name
    entities = packed(tmp_path / "e.xlsx", in_sheet(b"<worksheet", doctype))
    assert found(entities) == ["A1"]


@pytest.mark.parametrize("more", [{}, {"[Content_Types].xml": b"<Types"}], ids=["bare", "posing"])
@pytest.mark.parametrize("make", [ods, xlsb])
def test_workbooks_of_other_kinds_are_not_even_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Packing, more: dict[str, bytes]
) -> None:
    """They are laid out as they are opened, by what they say of themselves."""
    opened: list[object] = []
    file = tmp_path / "a.xlsx"
    file.write_bytes(make(7, more))
    # The control: the reader finds in a few hundred bytes what fills a sheet.
    if not more:
        careless = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(file.read_bytes()))
        grid = careless.get_sheet_by_index(0).to_python(skip_empty_area=False)
        assert [len(row) for row in grid] == [7] * 7
    reader = SimpleNamespace(from_filelike=opened.append)
    monkeypatch.setattr(python_calamine, "CalamineWorkbook", reader)
    assert (found(file), opened) == (["A1"], [])
    assert file.stat().st_size < 2_000


def test_a_reader_is_given_nothing_but_what_was_measured(tmp_path: Path) -> None:
    raw = as_workbook([(PEOPLE, [person("1", "张三")])])
    file = tmp_path / "a.xlsx"
    file.write_bytes(raw)
    with zipfile.ZipFile(file, "a") as made:
        made.writestr("xl/media/image1.png", b"\x89PNG")
        # Another reader may go by a name that is not the one in the list.
        hidden = zipfile.ZipInfo("docs.txt")
        hidden.extra = b"\x75\x70\x10\x00\x01\x00\x00\x00\x00content.xml"
        made.writestr(hidden, b"<office/>")
    assert found(file) == []
    plain = sheets._plain(file.read_bytes())
    assert isinstance(plain, bytes)
    with zipfile.ZipFile(io.BytesIO(plain)) as made:
        assert "xl/media/image1.png" not in made.namelist()
        assert b"content.xml" not in plain
    with zipfile.ZipFile(file, "a") as made, pytest.warns(UserWarning, match="Duplicate"):
        made.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    assert found(file) == ["A1"]


def test_merged_cells_lost_digits_and_wrong_headings_have_their_address(tmp_path: Path) -> None:
    merged = book(tmp_path / "a.xlsx", lambda sheet: sheet.merge_range(1, 1, 3, 1, "张三"))
    assert found(merged) == ["B2"]
    digits = book(
        tmp_path / "b.xlsx", lambda sheet: sheet.write_row(2, 0, [202611220000000001, "张三"])
    )
    assert found(digits) == ["A3"]
    wrong = tmp_path / "c.csv"
    wrong.write_text("编号,名字,编号\n1,2,3\n", encoding="utf-8")
    assert found(wrong) == ["B1", "C1", "A1"]


def test_rows_that_cannot_be_meant_have_their_address(tmp_path: Path) -> None:
    rows = [
        person("1", "张三"),
        person("1", "李四"),
        person("", "无编号"),
        person("4", ""),
        person("5", "长" * 101),
        person("6", "反\u202e向"),
        person("7", "赵六", active="也许"),
        person("11010519491231002X", "身份证"),
        person("Post_0190a000-0000-7000-8000-000000000000", "不是人"),
        person("10", "多职", posts="；".join(f"P{n}" for n in range(21))),
    ]
    file = tmp_path / "a.csv"
    file.write_bytes(as_csv(PEOPLE, rows))
    assert found(file) == ["A3", "A4", "B5", "B6", "B7", "G8", "A9", "A10", "E11"]


def test_formulas_are_neither_carried_out_nor_handed_on(tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        sheet.write_string(1, 0, "1")
        sheet.write_formula(1, 1, '=HYPERLINK("http://a.example","x")', value="张三")

    (table,), _ = tables(book(tmp_path / "a.xlsx", fill), LAYOUTS)
    assert table.lines[0].cells["name"] == "张三", "what was last shown, not what it says"
    for said in (
        "=cmd|' /C calc'!A0",
        "+1",
        "-1",
        "@SUM(A1)",
        "'=1",
        "http://a.example",
        "＝1",
        "＋1",
        "－1",
        "＠A1",
    ):
        file, plain = tmp_path / "b.xlsx", tmp_path / "b.csv"
        file.write_bytes(as_workbook([(PEOPLE, [person("1", said)])]))
        plain.write_bytes(as_csv(PEOPLE, [person("1", said)]))
        with zipfile.ZipFile(file) as opened:
            assert b"<f>" not in opened.read("xl/worksheets/sheet1.xml")
            assert b"hyperlink" not in opened.read("xl/worksheets/sheet1.xml")
        assert cells(file)[1][1] == said
        assert (
            not plain.read_text(encoding="utf-8-sig")
            .splitlines()[1]
            .split(",")[1]
            .startswith(sheets.STARTS_FORMULA)
        )
        for one in (file, plain):
            (table,), faults = tables(one, LAYOUTS)
            assert (faults, table.lines[0].cells["name"]) == ([], said)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_of_any_coding_keeps_every_digit(tmp_path: Path, encoding: str) -> None:
    raw = as_csv(PEOPLE, [person("202611220000000001", "㐀張三", posts="办事员；档案员")])
    file = tmp_path / "a.csv"
    file.write_bytes(raw.decode("utf-8-sig").encode(encoding))
    (table,), faults = tables(file, LAYOUTS)
    assert faults == []
    assert table.lines[0].cells["key"] == "202611220000000001"
    assert table.lines[0].cells["name"] == "㐀張三"


def test_a_workbook_of_ours_explains_itself(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    file.write_bytes(as_workbook([(PEOPLE, [person("202611220000000001", "张三")])]))
    with zipfile.ZipFile(file) as opened:
        sheet = opened.read("xl/worksheets/sheet1.xml").decode()
    assert 'state="frozen"' in sheet
    assert '<dataValidation type="list"' in sheet
    explained = {row[0] for row in cells(file, 1)}
    assert {column.heading for column in PEOPLE.columns} <= explained
    assert cells(file)[1][0] == "202611220000000001"


def test_a_fault_is_said_in_the_language_asked_for() -> None:
    fault = Fault("B17", "单位不明", "no such unit")
    assert (fault.said("zh"), fault.said("en")) == ("B17: 单位不明", "B17: no such unit")
