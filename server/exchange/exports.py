"""Exporting: as one named person in one named post, by the same reading as everything they see."""

import tempfile
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from ledger.exports.people import Table, people
from ledger.exports.problems import problems
from ledger.exports.reading_all import ExportTooLong
from ledger.exports.record_export import RecordExport, record_export
from ledger.exports.responsibilities import clauses, records
from ledger.exports.units import units
from ledger.feeds.file_rows import NOTES as PEOPLE_NOTES
from ledger.feeds.unit_rows import NOTES as UNIT_NOTES
from ledger.intake.template import NOTES as PROBLEM_NOTES
from ledger.marking import marking
from ledger.reading import Reading, Stale
from ledger.responsibilities.file_rows import CLAUSE_NOTES, ENTRY_NOTES
from policies.reach import Reach
from server.commanding import commanding
from server.database.deployment import Deployment
from server.exchange.backlog import ImportRefused, Someone, someone
from storage.ids import printed
from storage.reads import Reads
from storage.sheets import Layout
from storage.workbooks import CSV, Workbook, csv_table
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sittings
from tenants.viewer import CHINA, Viewer, viewer_of

Gather = Callable[[Reading, Viewer, str], Sequence[Table]]
Step = Callable[[int], None]
"""Told how many rows have been read."""
_AT_ONCE = 200


def _people(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return people(reading, viewer, today=str((datetime.now(UTC) + CHINA).date()))


def _problems(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return problems(reading, viewer)


def _clauses(reading: Reading, viewer: Viewer, of: str) -> Sequence[Table]:
    return clauses(reading, viewer, of=of)


def _records(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return records(reading, viewer)


def _units(reading: Reading, viewer: Viewer, under: str) -> Sequence[Table]:
    return units(reading, viewer, under=under)


KINDS: Mapping[str, tuple[Gather, Sequence[tuple[str, str]]]] = {
    "people": (_people, PEOPLE_NOTES),
    "problems": (_problems, PROBLEM_NOTES),
    "clauses": (_clauses, CLAUSE_NOTES),
    "records": (_records, ENTRY_NOTES),
    "units": (_units, UNIT_NOTES),
}
"""What can be exported, and what the sheet that explains says."""


@dataclass(frozen=True)
class ExportAsked:
    """What is exported, to which file, and in whose name."""

    kind: str
    file: Path
    code: str
    who: str
    of: str = ""
    """The public id of the list whose clauses are exported; of units it is whoever exports' own."""
    as_: Someone | None = None
    """Who it is, where that is known already; code and who are not looked at."""
    request: str = "export"
    """The request, for the audit."""


@dataclass(frozen=True)
class ExportReport:
    """What was written, and in whose name."""

    who: str
    files: Sequence[Path]
    rows: int


async def export(
    deployment: Deployment,
    asked: ExportAsked,
    *,
    reach: Reach | None = None,
    step: Step = lambda _: None,
) -> ExportReport:
    """Writes what somebody may read into a file; before that, the export is in the audit.

    Given:    a file ending in .xlsx, or in .csv: then each further table has a file of its own.
    Refuses:  ImportRefused.
    """
    who = asked.as_ or someone(deployment.as_migrator(), code=asked.code, who=asked.who)
    if asked.kind == "units":
        asked = replace(asked, of=printed("Tenant", who.unit))
    reads = Reads(deployment.app_dsn, size=1)
    try:
        await reads.open()
        async with commanding(deployment, reach=reach) as (sittings, live):
            viewer = await acting_as(sittings, who)
            marks = marking(sittings)
            reading = Reading(reads, deployment.keys, live.floor, book=live, marks=marks)
            with tempfile.TemporaryDirectory(dir=asked.file.parent) as folder:
                made = await _written(Path(folder), asked, reading, viewer=viewer, step=step)
                outcome = await sittings.perform(
                    viewer,
                    record_export,
                    given=RecordExport(asked.kind, made.rows),
                    key=uuid.uuid4().hex,
                    request=asked.request,
                )
                if outcome.refusal is not None:
                    raise ImportRefused(outcome.refusal.in_full())
                # It is in the audit: only now is there a file.
                files = [one.replace(asked.file.with_name(one.name)) for one in made.files]
    except (Stale, Outdated) as changed:
        raise ImportRefused("任职或规则刚有变动，请重试。Posts or rules just changed.") from changed
    except ExportTooLong as long:
        raise ImportRefused(f"一行放不下 too much for one row: {long}") from long
    except Refusal as refusal:
        raise ImportRefused(refusal.in_full()) from refusal
    finally:
        await reads.close()
    return ExportReport(who.name, files, made.rows)


async def acting_as(sittings: Sittings, who: Someone) -> Viewer:
    """Gives the viewer that somebody is in the post that was named."""
    return await viewer_of(
        sittings.engine,
        who.issuer,
        who.subject,
        keys=sittings.keys,
        post=who.post,
        enforcer=sittings.reach().enforcer,
    )


@dataclass
class _Made:
    """Files that were written aside, and how many rows are in them."""

    files: list[Path]
    rows: int = 0


async def _written(
    folder: Path, asked: ExportAsked, reading: Reading, *, viewer: Viewer, step: Step
) -> _Made:
    """Writes rows as they are read: no more than a page of them is ever in memory."""
    gather, notes = KINDS[asked.kind]
    tables = gather(reading, viewer, asked.of)
    made = _Made([])
    with ExitStack() as closing:
        begin = _beginning(folder, asked.file, made, tables=tables, notes=notes, closing=closing)
        for layout, rows in tables:
            add = begin(layout)
            async for row in rows:
                add(row)
                made.rows += 1
                if made.rows % _AT_ONCE == 0:
                    step(made.rows)
    step(made.rows)
    # What was asked for comes first; what it refers to stands beside it.
    made.files.reverse()
    return made


def _beginning(
    folder: Path,
    file: Path,
    made: _Made,
    *,
    tables: Sequence[Table],
    notes: Sequence[tuple[str, str]],
    closing: ExitStack,
) -> Callable[[Layout], Callable[[Mapping[str, str]], None]]:
    """Gives what begins a table: a sheet of one workbook, or a file of its own."""
    if file.suffix.lower() != ".csv":
        made.files.append(folder / file.name)
        book = Workbook(str(folder / file.name), notes=notes)
        closing.callback(book.close)
        return book.table
    last = tables[-1][0]

    def begin(layout: Layout) -> Callable[[Mapping[str, str]], None]:
        named = layout.name.rpartition(" ")[2].lower()
        name = file.name if layout is last else f"{file.stem}-{named}.csv"
        made.files.append(folder / name)
        text = made.files[-1].open("w", encoding=CSV, newline="")
        return csv_table(closing.enter_context(text), layout)

    return begin
