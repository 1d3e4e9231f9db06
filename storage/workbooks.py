"""Tables written for people: Excel with lists to choose from and a sheet that explains, or CSV.

Every cell is a text: no digit of a long number is lost, and nothing that somebody wrote becomes a
formula of whoever opens the file.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import xlsxwriter

from storage.sheets import MOST_ROWS, STARTS_FORMULA, Column, Layout

HOW_TO = "填写说明 How to"
Rows = Iterable[Mapping[str, str]]


def as_workbook(
    tables: Sequence[tuple[Layout, Rows]], *, notes: Sequence[tuple[str, str]] = ()
) -> bytes:
    """Writes tables into one Excel workbook, a sheet each.

    Given:   rows by the keys of their columns; notes, in both languages, for the sheet that explains.
    """
    written = io.BytesIO()
    how = {"constant_memory": False, "strings_to_formulas": False, "strings_to_urls": False,
           "strings_to_numbers": False, "in_memory": True}  # fmt: skip  # reads as a table
    with xlsxwriter.Workbook(written, how) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7"})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        for layout, rows in tables:
            _sheet(book.add_worksheet(layout.name), layout, rows, bold=bold, plain=plain)
        about = book.add_worksheet(HOW_TO)
        about.set_column(0, 0, 24)
        about.set_column(1, 2, 60, plain)
        for n, (zh, en) in enumerate(notes):
            about.write_string(n, 1, zh)
            about.write_string(n, 2, en)
        explained = [column for layout, _ in tables for column in layout.columns]
        for n, column in enumerate(explained, start=len(notes) + 1):
            about.write_string(n, 0, column.heading, bold)
            about.write_string(n, 1, column.about_zh)
            about.write_string(n, 2, column.about_en)
    return written.getvalue()


def _sheet(sheet: Any, layout: Layout, rows: Rows, *, bold: Any, plain: Any) -> None:
    sheet.freeze_panes(1, 0)
    for n, column in enumerate(layout.columns):
        sheet.write_string(0, n, column.heading, bold)
        sheet.write_comment(0, n, f"{column.about_zh}\n{column.about_en}")
        sheet.set_column(n, n, column.width, plain)
        sheet.data_validation(1, n, MOST_ROWS, n, _validation(column))
    for at, row in enumerate(rows, start=1):
        for n, column in enumerate(layout.columns):
            if said := row.get(column.key, ""):
                sheet.write_string(at, n, said, plain)


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


def as_csv(layout: Layout, rows: Rows) -> bytes:
    """Writes one table as CSV, in UTF-8 with the mark that Excel asks for."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.heading for column in layout.columns])
    writer.writerows(
        [_harmless(row.get(column.key, "")) for column in layout.columns] for row in rows
    )
    return written.getvalue().encode("utf-8-sig")


def _harmless(said: str) -> str:
    """A text that no table program takes for a formula; reading takes the mark off again."""
    return f"'{said}" if said.lstrip("'").startswith(STARTS_FORMULA) else said
