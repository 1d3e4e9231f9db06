"""Rows of a backlog: what each cell means, and what stands against it."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ledger.intake.sheets import CHANNEL_NAMES, COLUMNS, LIST_NAMES, Fault, Line
from ledger.petitioners.accusations import is_accusation
from ledger.petitioners.refusals import AccusationRefused
from ledger.problems import rules
from storage.ids import parsed
from storage.time_left import in_time
from tenants.refusals import SecretMarked, TextRefused
from tenants.wording import worded

_LISTS = {**LIST_NAMES, **{name: name for name in rules.LISTS}}
_CHANNELS = {**CHANNEL_NAMES, **{name: name for name in CHANNEL_NAMES.values()}}
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

    def said(self) -> dict[str, Any]:
        """What of it stands on the problem."""
        names = ("list_type", "title", "facts", "place", "source", "channel", "channel_no")
        return {name: getattr(self, name) for name in names}

    def said_anew(self) -> dict[str, Any]:
        """What of it may still be changed while it is only collected."""
        return {name: one for name, one in self.said().items() if not name.startswith("channel")}


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
    )


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
