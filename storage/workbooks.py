"""Tables written for people: Excel with lists to choose from and a sheet that explains, or CSV.

Every cell is a text: no digit of a long number is lost, and nothing that somebody wrote becomes a
formula of whoever opens the file.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import count
from pathlib import Path
from typing import Any, TextIO

import xlsxwriter

from storage.sheets import MOST_ROWS, STARTS_FORMULA, Column, Layout

HOW_TO = "填写说明 How to"
CSV = "utf-8-sig"
Rows = Iterable[Mapping[str, str]]


class Workbook:
    """An Excel workbook that is written row by row: what was written is no longer in memory."""

    def __init__(self, target: io.BytesIO | str, *, notes: Sequence[tuple[str, str]] = ()) -> None:
        how = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False,
               # What it puts on a disk lies beside the file: it goes with its folder.
               "tmpdir": str(Path(target).parent) if isinstance(target, str) else None}  # fmt: skip  # reads as a table
        self._book = xlsxwriter.Workbook(target, how)
        self._bold = self._book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7"})
        self._plain = self._book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self._notes = notes
        self._layouts: list[Layout] = []

    def table(self, layout: Layout) -> Callable[[Mapping[str, str]], None]:
        """Begins a sheet; gives what writes a row of it, by the keys of its columns."""
        self._layouts.append(layout)
        sheet = self._book.add_worksheet(layout.name)
        _headed(sheet, layout, bold=self._bold, plain=self._plain)
        at = count(1)

        def add(row: Mapping[str, str]) -> None:
            here = next(at)
            for n, column in enumerate(layout.columns):
                if said := row.get(column.key, ""):
                    sheet.write_string(here, n, said, self._plain)

        return add

    def close(self) -> None:
        """Writes the sheet that explains, and the file."""
        about = self._book.add_worksheet(HOW_TO)
        about.set_column(0, 0, 24)
        about.set_column(1, 2, 60, self._plain)
        for n, (zh, en) in enumerate(self._notes):
            about.write_string(n, 1, zh)
            about.write_string(n, 2, en)
        explained = [column for layout in self._layouts for column in layout.columns]
        for n, column in enumerate(explained, start=len(self._notes) + 1):
            about.write_string(n, 0, column.heading, self._bold)
            about.write_string(n, 1, column.about_zh)
            about.write_string(n, 2, column.about_en)
        self._book.close()


def as_workbook(
    tables: Sequence[tuple[Layout, Rows]], *, notes: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Writes tables into one Excel workbook, a sheet each.

    Given:   rows by the keys of their columns; notes, in both languages, for the sheet that explains.
    """
    written = io.BytesIO()
    book = Workbook(written, notes=notes)
    for layout, rows in tables:
        add = book.table(layout)
        for row in rows:
            add(row)
    book.close()
    return written.getvalue()


def _headed(sheet: Any, layout: Layout, *, bold: Any, plain: Any) -> None:
    sheet.freeze_panes(1, 0)
    for n, column in enumerate(layout.columns):
        sheet.set_column(n, n, column.width, plain)
        sheet.data_validation(1, n, MOST_ROWS, n, _validation(column))
    for n, column in enumerate(layout.columns):
        sheet.write_string(0, n, column.heading, bold)
        sheet.write_comment(0, n, f"{column.about_zh}\n{column.about_en}")


def _validation(column: Column) -> dict[str, Any]:
    if column.choices:
        return {"validate": "list", "source": list(column.choices)}
    return {
        "validate": "length",
        "criteria": "<=",
        "value": column.most,
        "error_title": "太长 Too long",
        "error_message": f"最多 {column.most} 字 at most {column.most} characters",
    }


def csv_table(file: TextIO, layout: Layout) -> Callable[[Mapping[str, str]], None]:
    """Begins a table of CSV in an open file; gives what writes a row of it."""
    writer = csv.writer(file)
    writer.writerow([column.heading for column in layout.columns])

    def add(row: Mapping[str, str]) -> None:
        writer.writerow([_harmless(row.get(column.key, "")) for column in layout.columns])

    return add


def as_csv(layout: Layout, rows: Rows) -> bytes:
    """Writes one table as CSV, in UTF-8 with the mark that Excel asks for."""
    written = io.StringIO(newline="")
    add = csv_table(written, layout)
    for row in rows:
        add(row)
    return written.getvalue().encode(CSV)


def _harmless(said: str) -> str:
    """A text that no table program takes for a formula; reading takes the mark off again."""
    return f"'{said}" if said.lstrip("'").startswith(STARTS_FORMULA) else said
