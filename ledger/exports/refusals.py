"""Refusals of exports.

Refusal
├── NotFound
│   └── ExporterNotFound
├── Conflict
│   └── NothingToStrikeOff
├── Busy
│   └── ExchangeBusy
└── Invalid
    └── SheetRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from ledger.problems.state_names import STATE_NAMES
from tenants.refusals import Busy, Invalid, NotFound, WrongState


@dataclass(eq=False)
class ExporterNotFound(NotFound):
    """Whoever exports must be somebody whose record is here."""

    code: ClassVar[str] = "export.nobody"
    zh: ClassVar[str] = "导出须有办理人，其人员记录须在本系统。"


@dataclass(eq=False)
class ExchangeBusy(Busy):
    """Other tables are being written or taken in; try again shortly."""

    code: ClassVar[str] = "export.busy"
    zh: ClassVar[str] = "正在处理其他表格，请稍后再试。"


@dataclass(eq=False)
class SheetRefused(Invalid):
    """The table cannot be written or taken in: {why}"""

    code: ClassVar[str] = "export.refused"
    zh: ClassVar[str] = "表格无法导出或导入：{why}"

    why: str


@dataclass(eq=False)
class NothingToStrikeOff(WrongState):
    """A closing sheet is printed once completion has been claimed; this problem is {state}."""

    code: ClassVar[str] = "export.not_claimed"
    zh: ClassVar[str] = "申请销号之后才有销号单可打印，该问题现为“{state}”。"
    names = STATE_NAMES
