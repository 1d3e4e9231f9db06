"""Own clauses and records of the handbook in a file: which columns there are, what each row means."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from uuid import UUID, uuid5

from ledger.clocks.due import PERIOD_END
from ledger.responsibilities.clauses import ClauseText
from storage.ids import parsed
from storage.sheets import Column, Fault, Layout, Line
from storage.time_left import in_time
from tenants.wording import day_in

CADENCES: Mapping[str, str] = MappingProxyType(
    {
        "每月": "MONTHLY",
        "每季": "QUARTERLY",
        "每半年": "HALF_YEARLY",
        "每年": "YEARLY",
        "每届": "PER_TERM",
        "遇事": "EVENT",
    }
)
_CADENCES = {**CADENCES, **{name: name for name in CADENCES.values()}}
_NUMBERED = (
    "本单位自编的编号，不变；导出的原样保留",
    "your own number, never changed; an export's as it is",
)

CLAUSES = Layout(
    "条款 Clauses",
    (
        Column("key", "编号", 100, *_NUMBERED, needed=True, width=24),
        Column("title", "条款", 200, "做什么", "what is to be done", needed=True, width=40),
        Column("title_en", "英文", 400, "可不填", "may be empty", width=30),
        Column("detail", "说明", 4000, "可不填", "may be empty", width=50),
        Column("cadence", "周期", 20, "多久一次，空着是每年", "how often; empty: yearly",
               choices=tuple(CADENCES), width=12),
        Column("times", "次数", 4, "每个周期至少几次，空着是 1", "how often in each; empty: 1", width=8),
        Column("due", "时限", 200, "如 by 31 Dec，空着是期末；遇事的要写",
               "such as by 31 Dec; empty: the end of the period; events need one", width=20),
        Column("weight", "权重", 4, "0 到 100，空着是 1", "0 to 100; empty: 1", width=8),
        Column("evidence", "佐证", 2100, "需要的佐证，一行一种", "kinds of evidence, a line each", width=30),
    ),
)  # fmt: skip  # columns side by side
ENTRIES = Layout(
    "纪实 Records",
    (
        Column("key", "编号", 100, *_NUMBERED, needed=True, width=24),
        Column("obligation", "任务编号", 64, "以 Obligation_ 开头", "begins with Obligation_", needed=True,
               width=24),
        Column("clause", "任务", 400, "仅供阅读，导入时不看", "to be read; imports skip it", width=36),
        Column("period", "期间", 40, "仅供阅读，导入时不看", "to be read; imports skip it", width=12),
        Column("held_on", "日期", 10, "如 2026-11-22", "such as 2026-11-22", needed=True, width=12),
        Column("place", "地点", 200, "可不填", "may be empty", width=20),
        Column("text", "纪实", 4000, "做了什么", "what was done", needed=True, width=60),
        Column("author", "记录人", 100, "仅供阅读，导入时不看", "to be read; imports skip it"),
    ),
)  # fmt: skip  # columns side by side
CLAUSE_NOTES = (
    ("只列个性条款；编号相同就是同一条，内容不同即修订。", "Own clauses only; a number is a clause, another text amends it."),
    ("没有列出的条款不受影响；发布仍由负责人决定。", "What is not listed stays; publishing is an act of its own."),
)  # fmt: skip  # columns side by side
ENTRY_NOTES = (
    ("纪实一经记录不再更改；新的纪实用新的编号。", "What is recorded is never changed; new records get new numbers."),
    ("佐证材料不随表导入。", "Files of evidence do not come by a table."),
)  # fmt: skip  # columns side by side


@dataclass(frozen=True)
class ClauseRow:
    """A clause as a file tells of it."""

    key: str
    text: ClauseText
    line: Line = field(compare=False, metadata={"digest": False})

    def id_in(self, owner: UUID) -> UUID:
        """The key of the clause that the row first made, or that an export named."""
        return _ours("Clause", self.key) or uuid5(owner, f"clause {self.key}")


@dataclass(frozen=True)
class EntryRow:
    """A record of the handbook as a file tells of it."""

    key: str
    obligation: UUID
    held_on: date
    place: str
    text: str
    line: Line = field(compare=False, metadata={"digest": False})

    @property
    def exported(self) -> bool:
        """Whether an export gave it its number."""
        return _ours("Entry", self.key) is not None

    @property
    def id(self) -> UUID:
        """The key of the entry."""
        return _ours("Entry", self.key) or uuid5(self.obligation, f"entry {self.key}")


def _ours(kind: str, key: str) -> UUID | None:
    found = parsed(key)
    return found[1] if found is not None and found[0] == kind else None


def clauses_meant(lines: Sequence[Line]) -> tuple[tuple[ClauseRow, ...], list[Fault]]:
    """Reads what rows of clauses mean, and every fault with the address of its cell."""
    faults = [
        *_faults(lines, CLAUSES),
        *(one for line in in_time(lines) for one in _clause_faults(line)),
    ]
    return (() if faults else tuple(map(_clause, lines))), faults


def entries_meant(lines: Sequence[Line]) -> tuple[tuple[EntryRow, ...], list[Fault]]:
    """Reads what rows of records mean, and every fault with the address of its cell."""
    faults = [
        *_faults(lines, ENTRIES),
        *(one for line in in_time(lines) for one in _entry_faults(line)),
    ]
    return (() if faults else tuple(map(_entry, lines))), faults


def _clause(line: Line) -> ClauseRow:
    said = line.cells
    cadence = _CADENCES[said.get("cadence") or "每年"]
    text = ClauseText(
        title=said["title"],
        title_en=said.get("title_en", ""),
        detail=said.get("detail", ""),
        cadence=cadence,
        min_per_period=int(said.get("times") or 1),
        due_rule=said.get("due") or PERIOD_END.get(cadence, ""),
        weight=int(said.get("weight") or 1),
        evidence=tuple(
            part.strip() for part in said.get("evidence", "").splitlines() if part.strip()
        ),
    )
    return ClauseRow(said["key"], text, line)


def _entry(line: Line) -> EntryRow:
    said = line.cells
    owed = _ours("Obligation", said["obligation"])
    assert owed is not None
    day = day_in(said["held_on"])
    assert day is not None
    return EntryRow(said["key"], owed, day, said.get("place", ""), said["text"], line)


def _faults(lines: Sequence[Line], layout: Layout) -> Iterator[Fault]:
    keys: dict[str, int] = {}
    for line in lines:
        for column in layout.columns:
            at, said = line.cell(column.key), line.cells.get(column.key, "")
            if column.needed and not said:
                yield Fault(at, f"“{column.zh}”不能为空", f"{column.key} is missing")
            elif len(said) > column.most:
                yield Fault(at, f"超过 {column.most} 字", f"over {column.most} characters")
        key = line.cells["key"]
        if key and key in keys:
            zh, en = f"与第 {keys[key]} 行相同", f"the same as in row {keys[key]}"
            yield Fault(line.cell("key"), zh, en)
        keys.setdefault(key, line.row)


def _clause_faults(line: Line) -> Iterator[Fault]:
    if (said := line.cells.get("cadence", "")) and said not in _CADENCES:
        yield Fault(line.cell("cadence"), f"“{said[:20]}”不是周期", f"{said[:20]} is no cadence")
    for key in ("times", "weight"):
        said = line.cells.get(key, "")
        if said and not (said.isascii() and said.isdecimal()):
            yield Fault(line.cell(key), "须填整数", "a whole number")


def _entry_faults(line: Line) -> Iterator[Fault]:
    if (said := line.cells["obligation"]) and _ours("Obligation", said) is None:
        yield Fault(line.cell("obligation"), "不是任务编号", "not the number of an obligation")
    if (said := line.cells["held_on"]) and day_in(said) is None:
        yield Fault(line.cell("held_on"), "须如 2026-11-22", "a day such as 2026-11-22")
