"""Refusals of the intake.

Refusal
├── Conflict
│   └── RowsInConflict, ChangesNotApplied
└── Invalid
    └── TooManyReports
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class RowsInConflict(Conflict):
    """{count} rows of the file cannot be written as things stand; the first is row {first}."""

    code: ClassVar[str] = "campaign.rows_in_conflict"
    zh: ClassVar[str] = "文件中有{count}处与现有数据冲突，第一处在第{first}行；一行也没有写入。"

    count: int
    first: int


@dataclass(eq=False)
class ChangesNotApplied(Conflict):
    """The file changes {count} problems that are known. Say --apply to carry that out."""

    code: ClassVar[str] = "campaign.changes_not_applied"
    zh: ClassVar[str] = "文件改动了{count}个已有问题；确认无误后加 --apply 执行。"

    count: int


@dataclass(eq=False)
class TooManyReports(Invalid):
    """One call carries at most {most} reports."""

    code: ClassVar[str] = "problem.too_many_reports"
    zh: ClassVar[str] = "一次最多上报{most}条。"

    most: int
