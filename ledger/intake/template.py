"""An empty workbook to fill in: headings, lists to choose from, and a sheet that explains."""

from pathlib import Path

from ledger.intake.sheets import LAYOUT
from storage.workbooks import as_workbook

NOTES = (
    ("一行一件事，不要合并单元格，不要改动第一行。", "One matter a row; no merged cells; leave row 1."),
    ("编号由贵单位确定，再次导入同一编号不会重复。", "A number imported again is the same problem."),
    ("有一处错误，整份文件都不写入；错误按单元格列出。", "One fault, and nothing is written."),
    ("先试运行：levelwise import-problems 文件 --dry-run", "Try first: --dry-run."),
    ("不要填写反映人的姓名、电话、住址。", "Nothing about who brought it."),
    ("检举控告材料不在此登记，请向纪检监察机关提出（12388）。", "No accusations: 12388."),
)  # fmt: skip  # columns side by side


def write_template(path: Path) -> None:
    """Writes an empty workbook for a backlog; what stands at the path is replaced."""
    path.write_bytes(as_workbook([(LAYOUT, ())], notes=NOTES))
