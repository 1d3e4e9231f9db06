"""Exporting: as one named person in one named post, by the same reading as everything they see."""

import uuid
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ledger.exports.people import Table, people
from ledger.exports.problems import problems
from ledger.exports.reading_all import ExportTooLong
from ledger.exports.record_export import RecordExport, record_export
from ledger.exports.responsibilities import clauses, records
from ledger.feeds.file_rows import NOTES as PEOPLE_NOTES
from ledger.intake.template import NOTES as PROBLEM_NOTES
from ledger.marking import marking
from ledger.reading import Reading, Stale
from ledger.responsibilities.file_rows import CLAUSE_NOTES, ENTRY_NOTES
from policies.reach import Reach
from server.backlog import ImportRefused, Someone, someone
from server.commanding import commanding
from server.deployment import Deployment
from storage.reads import Reads
from storage.workbooks import as_csv, as_workbook
from tenants.refusals import Refusal
from tenants.sitting import Outdated, Sittings
from tenants.viewer import CHINA, Viewer, viewer_of

Gather = Callable[[Reading, Viewer, str], Awaitable[Sequence[Table]]]


async def _people(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return await people(reading, viewer, today=str((datetime.now(UTC) + CHINA).date()))


async def _problems(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return await problems(reading, viewer)


async def _clauses(reading: Reading, viewer: Viewer, of: str) -> Sequence[Table]:
    return await clauses(reading, viewer, of=of)


async def _records(reading: Reading, viewer: Viewer, _: str) -> Sequence[Table]:
    return await records(reading, viewer)


KINDS: Mapping[str, tuple[Gather, Sequence[tuple[str, str]]]] = {
    "people": (_people, PEOPLE_NOTES),
    "problems": (_problems, PROBLEM_NOTES),
    "clauses": (_clauses, CLAUSE_NOTES),
    "records": (_records, ENTRY_NOTES),
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
    """The public id of the list whose clauses are exported."""


@dataclass(frozen=True)
class ExportReport:
    """What was written, and in whose name."""

    who: str
    files: Sequence[Path]
    rows: int


async def export(
    deployment: Deployment, asked: ExportAsked, *, reach: Reach | None = None
) -> ExportReport:
    """Writes what somebody may read into a file; before that, the export is in the audit.

    Given:    a file ending in .xlsx, or in .csv: then each further table has a file of its own.
    Refuses:  ImportRefused.
    """
    who = someone(deployment.as_migrator(), code=asked.code, who=asked.who)
    gather, notes = KINDS[asked.kind]
    reads = Reads(deployment.app_dsn, size=1)
    try:
        await reads.open()
        async with commanding(deployment, reach=reach) as (sittings, live):
            viewer = await acting_as(sittings, who)
            marks = marking(sittings)
            reading = Reading(reads, deployment.keys, live.floor, book=live, marks=marks)
            tables = await gather(reading, viewer, asked.of)
            rows = sum(len(table) for _, table in tables)
            outcome = await sittings.perform(
                viewer,
                record_export,
                given=RecordExport(asked.kind, rows),
                key=uuid.uuid4().hex,
                request="export",
            )
    except (Stale, Outdated) as changed:
        raise ImportRefused("任职或规则刚有变动，请重试。Posts or rules just changed.") from changed
    except ExportTooLong as long:
        raise ImportRefused(f"一行放不下 too much for one row: {long}") from long
    except Refusal as refusal:
        raise ImportRefused(refused(refusal)) from refusal
    finally:
        await reads.close()
    if outcome.refusal is not None:
        raise ImportRefused(refused(outcome.refusal))
    return ExportReport(who.name, _write(asked.file, tables, notes), rows)


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


def refused(refusal: Refusal) -> str:
    """A refusal in both languages."""
    return f"{refusal.code}: {refusal.message('zh')} {refusal.message('en')}"


def _write(file: Path, tables: Sequence[Table], notes: Sequence[tuple[str, str]]) -> Sequence[Path]:
    if file.suffix.lower() != ".csv":
        file.write_bytes(as_workbook(tables, notes=notes))
        return [file]
    # The last table is what was asked for; those it refers to stand beside it.
    *beside, (layout, rows) = tables
    file.write_bytes(as_csv(layout, rows))
    written = [file]
    for also, more in beside:
        named = also.name.rpartition(" ")[2].lower()
        other = file.with_name(f"{file.stem}-{named}.csv")
        other.write_bytes(as_csv(also, more))
        written.append(other)
    return written
