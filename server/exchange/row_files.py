"""Taking own clauses and records in from a file: each row by the act that anybody would do it by.

A dry run does every row and takes it back, so that what it says is what the rule book says. It
records nothing meanwhile: nobody else waits for it.
"""

import uuid
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ledger.responsibilities.file_rows import (
    CLAUSES,
    ENTRIES,
    ClauseRow,
    EntryRow,
    clauses_meant,
    entries_meant,
)
from ledger.responsibilities.import_clauses import ImportClauses, import_clauses, take_clause
from ledger.responsibilities.import_entries import ImportEntries, import_entries, take_entry
from ledger.sheets.as_previewed import Done, mark_of
from ledger.sheets.refusals import SheetChanged
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.exchange.backlog import ImportRefused, Someone, someone
from server.exchange.exports import acting_as
from storage.ids import parsed
from storage.sheets import Fault, Line, read
from tenants.long_acts import go_on
from tenants.recording_later import Recorder
from tenants.refusals import Refusal
from tenants.sitting import Act, Outdated, Sitting, Sittings
from tenants.viewer import Viewer

SHOWN = 200
_AT_ONCE = 50
_DONE = {"add": ("新增", "new"), "amend": ("修订", "amended")}
Row = ClauseRow | EntryRow


class _TakenBack(Exception):
    """A dry run ends: nothing of it stays."""


@dataclass(frozen=True)
class RowsAsked:
    """What was asked for: a file of clauses of a list, or of records, and in whose name."""

    file: Path
    code: str
    who: str
    list: str | None = None
    """The public id of the list; without it the file is one of records."""
    apply: bool = False
    despite_warnings: bool = False
    as_: Someone | None = None
    """Who it is, where that is known already; code and who are not looked at."""
    request: str = "import"
    """The request, for the audit."""
    expected: str | None = None
    """The mark of what was previewed: exactly that is done."""


@dataclass
class RowsReport:
    """What the file says, and what came of it."""

    file: str
    rows: int = 0
    faults: list[Fault] = field(default_factory=list)
    would: list[tuple[str, str]] = field(default_factory=list)
    """Cell and what is done there, for each row by which something changes."""
    written: bool = False
    mark: str = ""
    """What names exactly what would be done, where nothing stands against it."""

    @property
    def refused(self) -> bool:
        """Whether something stands against the file."""
        return bool(self.faults)

    def lines(self, language: str = "zh") -> Iterator[str]:
        """What is printed, in one language."""
        en = language == "en"
        for fault in self.faults[:SHOWN]:
            yield f"{self.file}!{fault.said(language)}"
        for cell, done in self.would[:SHOWN]:
            yield f"{cell}: {_DONE[done][en]}"
        if self.faults:
            count = len(self.faults)
            yield (
                f"{count} faults: nothing was written."
                if en
                else f"共 {count} 处错误，一行也没有写入。"
            )
        elif not self.would:
            yield f"rows {self.rows}: nothing to do." if en else f"行数 {self.rows}，没有变动。"
        elif self.written:
            yield "Written." if en else "已写入。"
        else:
            yield "Dry run: say --apply to write." if en else "试运行，未写入；加 --apply 执行。"


async def take_rows(
    deployment: Deployment, asked: RowsAsked, *, reach: Reach | None = None
) -> RowsReport:
    """Reads a file of clauses or of records, and previews or does what it says.

    Refuses: ImportRefused; faults of the file, refusals of a row among them, are in the report.
    """
    who = asked.as_ or someone(deployment.as_migrator(), code=asked.code, who=asked.who)
    report = RowsReport(asked.file.name)
    rows = _read(report, asked)
    if report.refused or not rows:
        return report
    doing = _doing(asked, rows)
    try:
        async with commanding(deployment, reach=reach) as (sittings, _):
            viewer = await acting_as(sittings, who)
            await preview(sittings, viewer, report, doing)
            _check_as_previewed(asked, report)
            if not asked.apply or report.refused or not report.would:
                return report
            given = replace(doing.given, expected=asked.expected)
            outcome = await sittings.perform(
                viewer, doing.act, given=given, key=uuid.uuid4().hex, request=asked.request
            )
    except Outdated as changed:
        raise ImportRefused("任职或规则刚有变动，请重试。Posts or rules just changed.") from changed
    if outcome.refusal is not None:
        raise ImportRefused(outcome.refusal.in_full()) from outcome.refusal
    report.written = True
    return report


def _check_as_previewed(asked: RowsAsked, report: RowsReport) -> None:
    """Says early what the act would refuse at its end."""
    if asked.expected not in {None, report.mark} and not report.refused:
        changed = SheetChanged()
        raise ImportRefused(changed.in_full()) from changed


def _read(report: RowsReport, asked: RowsAsked) -> Sequence[Row]:
    lines: list[Line]
    lines, report.faults = read(asked.file, ENTRIES if asked.list is None else CLAUSES)
    report.rows = len(lines)
    if report.faults:
        return ()
    rows: Sequence[Row]
    rows, report.faults = entries_meant(lines) if asked.list is None else clauses_meant(lines)
    return rows


@dataclass(frozen=True)
class Doing:
    """The act that does the rows together, its input, and what does one of them."""

    act: Act[Any]
    given: Any
    take: Callable[[Sitting, Any], Awaitable[Done | None]]


def _doing(asked: RowsAsked, rows: Sequence[Any]) -> Doing:
    if asked.list is None:
        return Doing(import_entries, ImportEntries(tuple(rows)), take_entry)
    named = parsed(asked.list)
    if named is None or named[0] != "ResponsibilityList":
        raise ImportRefused(f"--list {asked.list}: ResponsibilityList_…")
    given = ImportClauses(named[1], tuple(rows), despite_warnings=asked.despite_warnings)

    async def take(sitting: Sitting, row: ClauseRow) -> Done | None:
        return await take_clause(sitting, given, row)

    return Doing(import_clauses, given, take)


async def preview(sittings: Sittings, viewer: Viewer, report: RowsReport, doing: Doing) -> None:
    """Does every row and takes it back; the report says what would be done and what is refused."""
    try:
        async with sittings.open(viewer, act="preview_import") as sitting:
            trying = Recorder.over(sitting)
            done: list[Done] = []
            for n, row in enumerate(doing.given.rows):
                if n % _AT_ONCE == _AT_ONCE - 1:
                    await go_on(trying)
                if (made := await _one(trying, report, row, take=doing.take)) is not None:
                    done.append(made)
            report.mark = mark_of(trying, doing.given, done)
            raise _TakenBack
    except _TakenBack:
        return


async def _one(
    sitting: Sitting,
    report: RowsReport,
    row: Row,
    *,
    take: Callable[[Sitting, Any], Awaitable[Done | None]],
) -> Done | None:
    cell = row.line.cell("key")
    try:
        async with sitting.connection.begin_nested():
            done = await take(sitting, row)
    except Refusal as refusal:
        report.faults.append(Fault(cell, refusal.message("zh"), refusal.message("en")))
        return None
    if done is not None:
        report.would.append((cell, done[0]))
    return done
