"""Refusals of tables.

Refusal
└── Conflict
    └── SheetChanged
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class SheetChanged(Conflict):
    """The table would not do what its dry run said; try it again and read what it says now."""

    code: ClassVar[str] = "sheet.changed"
    zh: ClassVar[str] = "表格所做的已与试运行时不同，请重新试运行，核对后再执行。"
