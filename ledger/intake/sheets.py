"""Files of problems as people keep them: Excel or CSV, each cell known by its address."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import python_calamine

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 20_000
SHEET = "问题 Problems"


@dataclass(frozen=True)
class Column:
    """One column of the file: its key, its heading, what it is for, and how long it may be."""

    key: str
    zh: str
    most: int
    about_zh: str
    about_en: str
    needed: bool = False

    @property
    def heading(self) -> str:
        """What stands in the first row."""
        return f"{self.zh} {self.key}{' *' if self.needed else ''}"


COLUMNS: Sequence[Column] = (
    Column("number", "编号", 64, "贵单位自己的编号，一事一号，再次导入时不变",
           "your own number: one matter, one number, the same at the next import", needed=True),
    Column("list", "清单", 64, "六张清单之一，从下拉列表选取", "one of the six lists", needed=True),
    Column("title", "标题", 200, "一句话说清是什么问题", "what it is, in a line", needed=True),
    Column("facts", "事实", 4000, "时间、经过、现状；不写反映人身份",
           "what was found; nothing about who brought it", needed=True),
    Column("place", "地点", 200, "具体到村、组、路段", "where"),
    Column("source", "来源", 200, "怎样发现的", "how it was found"),
    Column("channel", "渠道", 64, "上游系统转来的填写，自行发现的留空",
           "the upstream system that fed it; empty for one's own finding"),
    Column("channel_no", "渠道单号", 64, "上游系统的单号，同一渠道不得重复",
           "the order's number there; unique in its channel"),
    Column("repeated", "重复信访", 8, "是 或 否", "yes or no: petitioned before"),
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What stands against a cell, at its address."""

    cell: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.zh} / {self.en}"


@dataclass(frozen=True)
class Line:
    """One row of the file: its number there, and its cells by the keys of their columns."""

    row: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def cell(self, key: str) -> str:
        """The address of a cell; of the row's first one where the column is missing."""
        return f"{self.letters.get(key, 'A')}{self.row}"


def read(path: Path) -> tuple[list[Line], list[Fault]]:
    """Reads a file of problems.

    Given:   a path ending in .xlsx or .csv; CSV with or without BOM, UTF-8 or GB 18030.
    Gives:   its rows, empty ones left out, and what stands against the file itself.
    """
    if path.stat().st_size > MOST_BYTES:
        return [], [Fault("A1", "文件超过 20 MB", "the file is larger than 20 MB")]
    rows = _sheet(path) if path.suffix.lower() == ".xlsx" else _csv(path)
    if isinstance(rows, Fault):
        return [], [rows]
    if not rows:
        return [], [Fault("A1", "文件是空的", "the file is empty")]
    letters, faults = _headings(rows[0])
    if faults:
        return [], faults
    places = {key: _number(letter) for key, letter in letters.items()}
    lines = [
        Line(at, {key: row[n] if n < len(row) else "" for key, n in places.items()}, letters)
        for at, row in enumerate(rows[1:], start=2)
        if any(row)
    ]
    if len(lines) > MOST_ROWS:
        said = Fault(f"A{MOST_ROWS + 2}", f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows")
        return [], [said]
    return lines, []


def _sheet(path: Path) -> list[list[str]] | Fault:
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        sheet = book.get_sheet_by_index(0)
        return [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    except (python_calamine.CalamineError, OSError, ValueError) as failed:
        return Fault("A1", f"无法读取该工作簿：{failed}", f"the workbook cannot be read: {failed}")


def _csv(path: Path) -> list[list[str]] | Fault:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        except csv.Error as failed:
            return Fault("A1", f"不是规范的 CSV：{failed}", f"not well-formed CSV: {failed}")
        return [[cell.strip() for cell in row] for row in rows]
    return Fault("A1", "编码既非 UTF-8 也非 GB 18030", "neither UTF-8 nor GB 18030")


def _text(cell: object) -> str:
    """A cell as its reader sees it: a number without the .0 that Excel keeps."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).strip()


def _headings(row: Sequence[str]) -> tuple[dict[str, str], list[Fault]]:
    """Finds which column stands under which letter, by its Chinese or its English name."""
    by_name = {name: column.key for column in COLUMNS for name in (column.zh, column.key)}
    letters: dict[str, str] = {}
    faults: list[Fault] = []
    for n, said in enumerate(row):
        words = said.replace("*", " ").split()
        found = {by_name[word.lower()] for word in words if word.lower() in by_name}
        at = f"{_letter(n)}1"
        if said and len(found) != 1:
            faults.append(Fault(at, f"不认识的列：{said[:40]}", f"unknown column: {said[:40]}"))
        for key in found if len(found) == 1 else ():
            if key in letters:
                faults.append(Fault(at, f"重复的列：{said}", f"a column twice: {said}"))
            letters[key] = _letter(n)
    missing = (
        Fault("A1", f"缺少“{one.zh}”列", f"no column {one.key}") for one in _missing(letters)
    )
    return letters, [*faults, *missing]


def _missing(letters: Mapping[str, str]) -> Iterator[Column]:
    return (column for column in COLUMNS if column.needed and column.key not in letters)


def _letter(n: int) -> str:
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _number(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
