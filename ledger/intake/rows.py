"""Rows of a backlog: what each cell means, and what stands against it."""

import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ledger.intake.sheets import CHANNEL_NAMES, COLUMNS, FIELD_NAMES, LIST_NAMES, Fault, Line
from ledger.petitioners.accusations import MOST_ACCUSED, is_accusation
from ledger.petitioners.refusals import AccusationRefused
from ledger.problems import rules
from storage.ids import parsed
from storage.time_left import in_time
from tenants.codes import credit_code_fault
from tenants.refusals import SecretMarked, TextRefused
from tenants.wording import day_in, worded

_LISTS = {**LIST_NAMES, **{name: name for name in rules.LISTS}}
_CHANNELS = {**CHANNEL_NAMES, **{name: name for name in CHANNEL_NAMES.values()}}
_FIELDS = {**FIELD_NAMES, **{name: name for name in FIELD_NAMES.values()}}
_BETWEEN = re.compile(r"[；;、，,\s]+")
_YES_NO = {"": False, "是": True, "否": False, "yes": True, "no": False, "y": True, "n": False}
_MOST = {column.key: column.most for column in COLUMNS}


@dataclass(frozen=True)
class BacklogRow:
    """One matter as it will be written down."""

    id: uuid.UUID
    row: int
    number: str
    list_type: str
    title: str
    facts: str
    place: str
    source: str
    channel: str
    channel_no: str | None
    repeated: bool
    field: str | None = None
    found_on: date | None = None
    accused: tuple[str, ...] = ()
    """Codes of the units that it is against."""

    def said(self, against: Sequence[int] = ()) -> dict[str, Any]:
        """What of it stands on the problem; an empty field, day or list of units says nothing.

        Given:    against, the units that are meant by the codes.
        """
        names = ("list_type", "title", "facts", "place", "source", "channel", "channel_no")
        more = {"field": self.field, "found_on": self.found_on, "accused": list(against)}
        return {
            **{name: getattr(self, name) for name in names},
            **{name: value for name, value in more.items() if value},
        }

    def born(self, against: Sequence[int]) -> dict[str, Any]:
        """The same of a new problem, with what stands there where nothing is said."""
        empty: dict[str, Any] = {"field": "OTHER", "found_on": None, "accused": []}
        return {**empty, **self.said(against)}

    def said_anew(self) -> dict[str, Any]:
        """What of it may still be changed while it is only collected."""
        return {name: one for name, one in self.said().items() if name not in FIXED}


FIXED = ("channel", "channel_no", "found_on", "accused")
"""What is written once, when the problem is."""


def meant(lines: Sequence[Line], *, by: uuid.UUID) -> tuple[list[BacklogRow], list[Fault]]:
    """Reads what the rows of a file mean.

    Given:    by, the unit whose numbers these are: a number names the same problem at every import.
    Gives:    the rows, and every fault with the address of its cell.
    """
    rows: list[BacklogRow] = []
    faults: list[Fault] = []
    for line in in_time(lines):
        found = list(_faults(line))
        faults += found
        if not found:
            rows.append(_row(line, by))
    twice = (*_twice(rows, lines, ("number",)), *_twice(rows, lines, ("channel", "channel_no")))
    return rows, [*faults, *twice]


def _row(line: Line, by: uuid.UUID) -> BacklogRow:
    cells = {key: _worded(line, key) for key in _MOST}
    number, channel_no = cells["number"], cells["channel_no"] or None
    return BacklogRow(
        id=_id_of(by, number),
        row=line.row,
        number=number,
        list_type=_LISTS[cells["list"].upper()],
        title=cells["title"],
        facts=cells["facts"],
        place=cells["place"],
        source=cells["source"],
        channel=_CHANNELS[cells["channel"].upper()] if cells["channel"] else rules.CHANNELS[0],
        channel_no=channel_no,
        repeated=_YES_NO[cells["repeated"].lower()],
        field=_FIELDS[cells["field"].upper()] if cells["field"] else None,
        found_on=day_in(cells["found_on"]),
        accused=_codes(cells["accused"]),
    )


def _codes(said: str) -> tuple[str, ...]:
    """Codes of units, each once; a credit code may be written in small letters."""
    codes = (one for one in _BETWEEN.split(said) if one)
    return tuple(dict.fromkeys(_credit_code(one) or one for one in codes))


def _credit_code(said: str) -> str | None:
    return said.upper() if credit_code_fault(said.upper()) is None else None


def _id_of(by: uuid.UUID, number: str) -> uuid.UUID:
    """The id of a problem by the number of those who made the file; a UUID of theirs stays, and
    the number that an export gave names the very problem.
    """
    if (ours := exported(number)) is not None:
        return ours
    try:
        own = uuid.UUID(number)
    except ValueError:
        return uuid.uuid5(by, f"backlog {number}")
    return own if own.version in {4, 7} else uuid.uuid5(by, f"backlog {number}")


def exported(number: str) -> uuid.UUID | None:
    """The problem that a number of an export names."""
    found = parsed(number)
    return found[1] if found is not None and found[0] == "Problem" else None


def _worded(line: Line, key: str) -> str:
    return worded(key, line.cells.get(key, ""), least=0, most=_MOST[key])


def _faults(line: Line) -> Iterator[Fault]:
    for column in COLUMNS:
        at, said = line.cell(column.key), line.cells.get(column.key, "")
        if column.needed and not said:
            yield Fault(at, f"“{column.zh}”不能为空", f"{column.key} is missing")
        try:
            _worded(line, column.key)
        except TextRefused:
            zh = f"“{column.zh}”超过 {column.most} 字或含控制字符"
            yield Fault(at, zh, f"over {column.most} characters, or with control characters")
        except SecretMarked as marked:
            yield Fault(at, marked.message("zh"), marked.message("en"))
    yield from _unknown(line)
    of_people = _of_people(line)
    for key in ("title", "facts", "place", "source"):
        if is_accusation(line.cells.get(key, ""), of_people=of_people):
            yield Fault(line.cell(key), AccusationRefused.zh, AccusationRefused().message("en"))


def _of_people(line: Line) -> bool:
    """Whether the row is of a list, or came through a channel, of what people say."""
    named = _LISTS.get(line.cells.get("list", "").upper())
    fed = _CHANNELS.get(line.cells.get("channel", "").upper())
    return bool(rules.FROM_PEOPLE & {named, fed})


def _unknown(line: Line) -> Iterator[Fault]:
    cells = line.cells
    for key, known in (("list", _LISTS), ("channel", _CHANNELS)):
        said = cells.get(key, "")
        if said and said.upper() not in known:
            zh = f"“{said[:20]}”不是六张清单之一"
            yield Fault(line.cell(key), zh, f"{said[:20]} is none of the six lists")
    fed = _CHANNELS.get(cells.get("channel", "").upper(), rules.CHANNELS[0])
    if fed in rules.UNNUMBERED and cells.get("channel_no"):
        at = line.cell("channel")
        yield Fault(at, "有渠道单号而无上游渠道", "an order number without its upstream channel")
    ours = exported(cells.get("number", "")) is not None
    if fed not in rules.UNNUMBERED and not ours and not cells.get("channel_no"):
        yield Fault(
            line.cell("channel_no"), "缺少渠道单号", "the channel's order number is missing"
        )
    if cells.get("repeated", "").lower() not in _YES_NO:
        yield Fault(line.cell("repeated"), "只填“是”或“否”", "yes or no")
    yield from _ill_said(line)


def _ill_said(line: Line) -> Iterator[Fault]:
    """What is wrong with field, day and units, before anything is looked up."""
    field, day = line.cells.get("field", ""), line.cells.get("found_on", "")
    if field and field.upper() not in _FIELDS:
        zh = f"“{field[:20]}”不是所列领域之一"
        yield Fault(line.cell("field"), zh, f"{field[:20]} is none of the fields of work")
    if day and day_in(day) is None:
        yield Fault(line.cell("found_on"), "日期写作 2026-03-01", "a day is written 2026-03-01")
    if len(_codes(line.cells.get("accused", ""))) > MOST_ACCUSED:
        zh = f"被反映单位至多 {MOST_ACCUSED} 个"
        yield Fault(line.cell("accused"), zh, f"at most {MOST_ACCUSED} units")


def _twice(rows: Sequence[BacklogRow], lines: Sequence[Line], by: Sequence[str]) -> Iterator[Fault]:
    seen: dict[tuple[Any, ...], int] = {}
    at = {line.row: line for line in lines}
    for row in rows:
        named = tuple(getattr(row, name) for name in by)
        if named[-1] is None:
            continue
        if named in seen:
            zh, en = f"与第 {seen[named]} 行相同", f"the same as in row {seen[named]}"
            yield Fault(at[row.row].cell(by[-1]), zh, en)
        seen.setdefault(named, row.row)
