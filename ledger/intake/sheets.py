"""The table of a backlog: which columns a file of problems has."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from storage import sheets
from storage.sheets import Column, Fault, Layout, Line

__all__ = [
    "CHANNEL_NAMES",
    "COLUMNS",
    "FIELD_NAMES",
    "LAYOUT",
    "LIST_NAMES",
    "SHEET",
    "Fault",
    "Line",
    "read",
]

SHEET = "问题 Problems"
LIST_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "巡视巡察": "INSPECTION",
        "审计": "AUDIT",
        "督查督办": "SUPERVISION",
        "群众信访": "PETITION",
        "12345民呼必应": "HOTLINE_12345",
        "网络舆情": "PUBLIC_OPINION",
    }
)
"""The six lists by the names that people write."""
CHANNEL_NAMES: Mapping[str, str] = MappingProxyType({**LIST_NAMES, "值班电话": "PHONE"})
"""Channels besides: what was told on a duty telephone has no order number."""
FIELD_NAMES: Mapping[str, str] = MappingProxyType(
    {
        "经济发展": "ECONOMY",
        "风险防范": "RISK",
        "基层治理": "GOVERNANCE",
        "党的建设": "PARTY",
        "其他": "OTHER",
    }
)
"""The fields of work by the names that people write."""

COLUMNS: Sequence[Column] = (
    Column("number", "编号", 64, "贵单位自己的编号，一事一号，再次导入时不变",
           "your own number: one matter, one number, the same at the next import", needed=True),
    Column("list", "清单", 64, "六张清单之一，从下拉列表选取", "one of the six lists",
           needed=True, choices=tuple(LIST_NAMES)),
    Column("title", "标题", 200, "一句话说清是什么问题", "what it is, in a line", needed=True,
           width=36),
    Column("facts", "事实", 4000, "时间、经过、现状；不写反映人身份",
           "what was found; nothing about who brought it", needed=True, width=60),
    Column("place", "地点", 200, "具体到村、组、路段", "where", width=24),
    Column("source", "来源", 200, "怎样发现的", "how it was found"),
    Column("channel", "渠道", 64, "上游系统转来的、值班电话接到的填写，自行发现的留空",
           "the upstream system that fed it, or the duty telephone; empty for one's own finding",
           choices=tuple(CHANNEL_NAMES)),
    Column("channel_no", "渠道单号", 64, "上游系统的单号，同一渠道不得重复；值班电话接到的不填",
           "the order's number there, unique in its channel; none for a telephone"),
    Column("repeated", "重复信访", 8, "是 或 否", "yes or no: petitioned before",
           choices=("是", "否")),
    Column("field", "领域", 64, "从下拉列表选取，留空为其他", "the field of work; empty: other",
           choices=tuple(FIELD_NAMES)),
    Column("found_on", "发现日期", 10, "如 2026-03-01，不知道的留空", "when it was found, where known"),
    Column("accused", "被反映单位", 300, "单位代码，多个用；隔开，至多十个；这些单位及其下级从此看不到",
           "codes of the units it is against, by ；, at most ten: they and all below never see it"),
    Column("registered_as", "登记编号", 20, "本系统的登记编号，导入时不读", "its number here; imports skip it"),
)  # fmt: skip  # columns side by side
LAYOUT = Layout(SHEET, COLUMNS)


def read(path: Path) -> tuple[list[Line], list[Fault]]:
    """Reads a file of problems.

    Gives:   its rows, empty ones left out, and what stands against the file itself.
    """
    return sheets.read(path, LAYOUT)
