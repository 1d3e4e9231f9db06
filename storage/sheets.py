"""Tables as people keep them, Excel or CSV: read cell by cell, each known by its address.

A file comes from outside: what it unpacks to is measured before a cell is read, a formula counts as
what was last shown in its cell, and nothing in it is ever carried out.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from xml.parsers import expat

import python_calamine

from storage.shared_texts import Shared, is_xml
from storage.time_left import check_time, in_time

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 200 * 1024 * 1024
MOST_PARTS = 1000
MOST_CELLS = 4_000_000
MOST_ROWS = 20_000
MOST_FAULTS = 1000
"""How many faults of one sort are listed; the rest of them are counted."""
MOST_DIGITS = 10**15
"""From here on a number in Excel has lost its last digits."""
STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a table program takes for a formula when it stands first in a cell of a CSV file."""


@dataclass(frozen=True)
class Column:
    """One column: its key, its heading, how long a cell may be, and what it is for."""

    key: str
    zh: str
    most: int
    about_zh: str
    about_en: str
    needed: bool = False
    choices: Sequence[str] = ()
    width: int = 16

    @property
    def heading(self) -> str:
        """What stands in the first row."""
        return f"{self.zh} {self.key}{' *' if self.needed else ''}"


@dataclass(frozen=True)
class Layout:
    """One kind of table: the name of its sheet, and its columns."""

    name: str
    columns: Sequence[Column]


@dataclass(frozen=True)
class Fault:
    """What stands against a cell, at its address."""

    cell: str
    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.cell}: {self.zh} / {self.en}"

    def said(self, language: str) -> str:
        """The address and the reason in one language, zh or en."""
        return f"{self.cell}: {self.en if language == 'en' else self.zh}"


@dataclass(frozen=True)
class Line:
    """One row of a table: its number there, and its cells by the keys of their columns."""

    row: int
    cells: Mapping[str, str]
    letters: Mapping[str, str]

    def cell(self, key: str) -> str:
        """The address of a cell; of the row's first one where the column is missing."""
        return f"{self.letters.get(key, 'A')}{self.row}"


@dataclass(frozen=True)
class Found:
    """The rows of one table of a file, and in which file and sheet they stand."""

    layout: Layout
    lines: Sequence[Line]
    place: str = ""


@dataclass
class _Grid:
    """A sheet as rows of texts, and what stands against cells of it."""

    rows: list[list[str]]
    faults: list[Fault] = field(default_factory=list)


def read(path: Path, layout: Layout) -> tuple[list[Line], list[Fault]]:
    """Reads a file of one table.

    Given:   a path to Excel (.xlsx, first sheet) or CSV, with or without BOM, UTF-8 or GB 18030.
    Gives:   its rows, empty ones left out, and what stands against the file itself.
    """
    found, faults = tables(path, (layout,))
    return list(found[0].lines) if found else [], faults


def tables(path: Path, layouts: Sequence[Layout]) -> tuple[list[Found], list[Fault]]:
    """Reads a file that holds one or several tables.

    Given:   layouts, the tables that may be in it. In Excel each is the sheet of its name; where no
             sheet has such a name, and in CSV, the first sheet is the table that its headings fit.
    Gives:   the tables that are there, and what stands against the file.
    """
    grids = _grids(path, {layout.name for layout in layouts})
    if isinstance(grids, Fault):
        return [], [grids]
    found: list[Found] = []
    faults: list[Fault] = []
    for name, grid in grids.items():
        named = [layout for layout in layouts if layout.name == name]
        one, against = _table(grid, named or layouts)
        faults += against
        if one is not None:
            found.append(one)
    placed = [replace(one, place=f"{path.name}!{one.layout.name}") for one in found]
    return ([], faults) if faults else (placed, [])


def _table(grid: _Grid, layouts: Sequence[Layout]) -> tuple[Found | None, list[Fault]]:
    if not grid.rows:
        return None, [Fault("A1", "文件是空的", "the file is empty")]
    fitting = [(layout, *_headings(grid.rows[0], layout.columns)) for layout in layouts]
    layout, letters, faults = min(fitting, key=lambda one: len(one[2]))
    if faults or grid.faults:
        return None, [*faults, *grid.faults]
    places = {key: _number(letter) for key, letter in letters.items()}
    lines = [
        Line(at, {key: row[n] if n < len(row) else "" for key, n in places.items()}, letters)
        for at, row in enumerate(in_time(grid.rows[1:]), start=2)
        if any(row)
    ]
    if len(lines) > MOST_ROWS:
        zh, en = f"超过 {MOST_ROWS} 行", f"more than {MOST_ROWS} rows"
        return None, [Fault(f"A{MOST_ROWS + 2}", zh, en)]
    return Found(layout, lines), []


# ------------------------------------------------------------------------------- files
def _grids(path: Path, names: set[str]) -> dict[str, _Grid] | Fault:
    if path.stat().st_size > MOST_BYTES:
        return Fault("A1", "文件超过 20 MB", "the file is larger than 20 MB")
    raw = path.read_bytes()
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        zh = "是旧式或加密的工作簿，请另存为 .xlsx"
        return Fault("A1", zh, "an old or encrypted workbook: save it as .xlsx")
    if raw.startswith(b"PK\x03\x04"):
        plain = _plain(raw)
        return plain if isinstance(plain, Fault) else _workbook(plain, names)
    rows = _csv(raw)
    return rows if isinstance(rows, Fault) else {"": _Grid(rows)}


NO_XLSX = ("不是 .xlsx 工作簿，请另存为 .xlsx", "no .xlsx workbook: save it as .xlsx")
_OF_OTHERS = frozenset({"content.xml", "mimetype", "xl/workbook.bin"})
"""Parts by which a reader takes a workbook for an .ods or .xlsb."""
UNREADABLE = (
    zipfile.BadZipFile,
    NotImplementedError,  # packed in a way that zipfile does not know
    RuntimeError,  # encrypted
    EOFError,
    OSError,
    ValueError,  # a place of more digits than a number has
)


def _plain(raw: bytes) -> bytes | Fault:
    """Gives a workbook anew with those parts alone that were measured, or what stands against it.

    A reader lays a sheet out as a rectangle: two cells in far corners would fill the memory. Some
    kinds it lays out as it opens them: so it is given nothing but XML that was measured here.
    """
    shared, left, made = Shared(), MOST_UNPACKED, io.BytesIO()
    try:
        with (
            zipfile.ZipFile(io.BytesIO(raw)) as packed,
            zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as plain,
        ):
            parts = packed.infolist()
            if len(parts) > MOST_PARTS or sum(one.file_size for one in parts) > left:
                return _too_much()
            if not _is_xlsx([one.filename for one in parts]):
                return Fault("A1", *NO_XLSX)
            for part in in_time(parts):
                with packed.open(part) as opened:
                    text = opened.read(left + 1)
                left -= len(text)
                if left < 0 or _extent(text, shared) > MOST_CELLS:
                    return _too_much()
                if is_xml(text):
                    plain.writestr(part.filename, text)
            if shared.at_most > MOST_UNPACKED:
                for part in in_time(parts):
                    shared.add(packed.read(part))
                if shared.copied > MOST_UNPACKED:
                    return _too_much()
    except (*UNREADABLE, expat.ExpatError, _Refused) as failed:
        return _unreadable(failed)
    return made.getvalue()


def _is_xlsx(names: Sequence[str]) -> bool:
    """Whether the parts are those of an .xlsx and of nothing besides, each of them once."""
    said = {name.replace("\\", "/").lower() for name in names}
    return len(said) == len(names) and "[content_types].xml" in said and not said & _OF_OTHERS


class _Refused(Exception):
    """Something that has no place in a workbook."""


def _extent(text: bytes, shared: Shared) -> int:
    """How many cells the rectangle around all cells of a part has; 0 for what is no sheet.

    Given:   shared, which learns the texts that cells share, and how many cells name one.
    """
    if not is_xml(text):
        return 0
    furthest, here = [0, 0], [0, 0]
    columns: dict[str, int] = {}

    def start(name: str, attributes: dict[str, str]) -> None:
        # Called for each element there is: what is no cell and no row goes by quickly.
        if ":" in name:
            name = name.rpartition(":")[2]
        if name == "c":
            # What does not say where it stands stands next to the one before.
            at = attributes.get("r", "")
            letters = at.rstrip("0123456789")
            if letters not in columns:
                columns[letters] = _number(letters.upper()) + 1
            here[0] = columns[letters] if letters else here[0] + 1
            here[1] = int(at[len(letters) :] or here[1])
            shared.cells += attributes.get("t") == "s"
            furthest[:] = max(furthest[0], here[0]), max(furthest[1], here[1])
        elif name == "row":
            check_time()
            at = attributes.get("r", "")
            here[:] = 0, int(at) if at else here[1] + 1
        elif name == "si":
            shared.text_begins(parser)

    def refuse(*_: object) -> None:
        message = "a document type"
        raise _Refused(message)

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    parser.Parse(text, True)
    return furthest[0] * furthest[1]


def _workbook(raw: bytes, names: set[str]) -> dict[str, _Grid] | Fault:
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
        wanted = [name for name in book.sheet_names if name in names] or book.sheet_names[:1]
        return {name: _grid(book.get_sheet_by_name(name)) for name in wanted}
    except (python_calamine.CalamineError, OSError, ValueError) as failed:
        return _unreadable(failed)


def _grid(sheet: python_calamine.CalamineSheet) -> _Grid:
    cells = sheet.to_python(skip_empty_area=False)
    lost = (
        Fault(f"{_letter(n)}{at}", "超过15位的数字请设为文本格式，末位已丢失",
              "a number of more than 15 digits has lost its last ones: make the cell text")
        for at, row in enumerate(in_time(cells), start=1)
        for n, cell in enumerate(row)
        if type(cell) is float and abs(cell) >= MOST_DIGITS
    )  # fmt: skip  # reads as a table
    merged = (
        Fault(
            f"{_letter(column)}{row + 1}", "不要合并单元格", "merged cells: every row needs its own"
        )
        for (row, column), _ in sheet.merged_cell_ranges or ()
    )
    faults = [*_first(lost), *_first(merged)]
    return _Grid([[_text(cell) for cell in row] for row in in_time(cells)], faults)


def _first(faults: Iterator[Fault]) -> Iterator[Fault]:
    """The first of many faults of one sort, and how many more there are."""
    yield from islice(faults, MOST_FAULTS)
    more = next(faults, None)
    if more is not None:
        count = sum(1 for _ in faults) + 1
        yield Fault(more.cell, f"此类错误还有 {count} 处", f"and {count} more faults like these")


def _text(cell: object) -> str:
    """A cell as its reader sees it: a number without the .0 that Excel keeps."""
    if type(cell) is str:
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell).strip()


def _csv(raw: bytes) -> list[list[str]] | Fault:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        try:
            return _rows(text)
        except csv.Error as failed:
            return Fault("A1", f"不是规范的 CSV：{failed}", f"not well-formed CSV: {failed}")
    return Fault("A1", "编码既非 UTF-8 也非 GB 18030", "neither UTF-8 nor GB 18030")


def _rows(text: str) -> list[list[str]] | Fault:
    rows: list[list[str]] = []
    left = MOST_CELLS
    for row in in_time(csv.reader(io.StringIO(text, newline=""), strict=True)):
        # An empty row takes room, too.
        left -= len(row) or 1
        if left < 0:
            return _too_much()
        rows.append([_bare(cell.strip()) for cell in row])
    return rows


def _bare(cell: str) -> str:
    """A cell without the mark that keeps it from being taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'").startswith(STARTS_FORMULA) else cell


def _too_much() -> Fault:
    return Fault("A1", "文件解开后过大", "the file unpacks to too much")


def _unreadable(failed: Exception) -> Fault:
    return Fault("A1", f"无法读取该工作簿：{failed}", f"the workbook cannot be read: {failed}")


# ------------------------------------------------------------------------------- headings
def _headings(row: Sequence[str], columns: Sequence[Column]) -> tuple[dict[str, str], list[Fault]]:
    """Finds which column stands under which letter, by its Chinese or its English name."""
    by_name = {name: column.key for column in columns for name in (column.zh, column.key)}
    letters: dict[str, str] = {}

    def against() -> Iterator[Fault]:
        for n, said in enumerate(row):
            words = said.replace("*", " ").split()
            found = {by_name[word.lower()] for word in words if word.lower() in by_name}
            at, shown = f"{_letter(n)}1", said[:40]
            if said and len(found) != 1:
                yield Fault(at, f"不认识的列：{shown}", f"unknown column: {shown}")
            for key in found if len(found) == 1 else ():
                if key in letters:
                    yield Fault(at, f"重复的列：{shown}", f"a column twice: {shown}")
                letters[key] = _letter(n)

    faults = list(_first(against()))
    missing = (one for one in columns if one.needed and one.key not in letters)
    return letters, [
        *faults,
        *(Fault("A1", f"缺少“{one.zh}”列", f"no column {one.key}") for one in missing),
    ]


def _letter(n: int) -> str:
    return (_letter(n // 26 - 1) if n >= 26 else "") + chr(ord("A") + n % 26)


def _number(letters: str) -> int:
    at = 0
    for letter in letters:
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1
