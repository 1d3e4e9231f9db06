"""An empty workbook to fill in: headings, lists to choose from, and a sheet that explains."""

from pathlib import Path

import xlsxwriter

from ledger.intake.rows import LIST_NAMES
from ledger.intake.sheets import COLUMNS, MOST_ROWS, SHEET

_WIDTH = {"facts": 60, "title": 36, "place": 24}
_TEXT = (
    ("一行一件事，不要合并单元格，不要改动第一行。", "One matter a row; no merged cells; leave row 1."),
    ("编号由贵单位确定，再次导入同一编号不会重复。", "A number imported again is the same problem."),
    ("有一处错误，整份文件都不写入；错误按单元格列出。", "One fault, and nothing is written."),
    ("先试运行：levelwise import-problems 文件 --dry-run", "Try first: --dry-run."),
    ("不要填写反映人的姓名、电话、住址。", "Nothing about who brought it."),
    ("检举控告材料不在此登记，请向纪检监察机关提出（12388）。", "No accusations: 12388."),
)  # fmt: skip


def write_template(path: Path) -> None:
    """Writes an empty workbook for a backlog; what stands at the path is replaced."""
    with xlsxwriter.Workbook(str(path)) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#DDEBF7"})
        plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(SHEET)
        sheet.freeze_panes(1, 0)
        for n, column in enumerate(COLUMNS):
            sheet.write_string(0, n, column.heading, bold)
            sheet.write_comment(0, n, f"{column.about_zh}\n{column.about_en}")
            sheet.set_column(n, n, _WIDTH.get(column.key, 16), plain)
        _choices(sheet)
        about = book.add_worksheet("填写说明 How to")
        about.set_column(0, 0, 24)
        about.set_column(1, 2, 60, plain)
        for n, (zh, en) in enumerate(_TEXT):
            about.write_row(n, 1, (zh, en))
        for n, column in enumerate(COLUMNS, start=len(_TEXT) + 1):
            about.write_string(n, 0, column.heading, bold)
            about.write_row(n, 1, (column.about_zh, column.about_en))


def _choices(sheet: "xlsxwriter.worksheet.Worksheet") -> None:
    at = {column.key: n for n, column in enumerate(COLUMNS)}
    lists = {"validate": "list", "source": list(LIST_NAMES)}
    yes = {"validate": "list", "source": ["是", "否"]}
    for key, choice in (("list", lists), ("channel", lists), ("repeated", yes)):
        sheet.data_validation(1, at[key], MOST_ROWS, at[key], choice)
    for column in COLUMNS:
        if column.key not in {"list", "channel", "repeated"}:
            length = {
                "validate": "length",
                "criteria": "<=",
                "value": column.most,
                "error_title": "太长 Too long",
                "error_message": f"最多 {column.most} 字 at most {column.most} characters",
            }
            sheet.data_validation(1, at[column.key], MOST_ROWS, at[column.key], length)
