"""A dry run that nobody waits for, and exactly what it said is done: whichever kind of table."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ledger.intake.import_backlog import ImportBacklog, import_backlog
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.file_rows import CLAUSES, ENTRIES, clauses_meant, entries_meant
from ledger.responsibilities.import_clauses import ImportClauses, import_clauses
from ledger.responsibilities.import_entries import ImportEntries, import_entries, take_entry
from ledger.sheets.refusals import SheetChanged
from server.exchange.backlog import ImportRefused
from server.exchange.row_files import Doing, RowsReport, preview
from storage.ids import printed
from storage.sheets import read
from tenants.refusals import DatabaseBusy
from tests.ledger.backlog import as_csv as backlog_csv
from tests.ledger.backlog import row
from tests.ledger.conftest import Stage
from tests.ledger.sheeting import rows_taken
from tests.ledger.test_doing import BRANCH, SECRETARY, owed
from tests.ledger.test_drafting import drafted
from tests.ledger.test_intake_import import CAMPAIGN, taken
from tests.ledger.test_sheets_lists import COUNTY, clauses, entries

NEXT_YEAR = DraftList(BRANCH, 2027)


async def entry_rows(stage: Stage, tmp_path: Path, *numbers: int) -> Any:
    said = {"obligation": printed("Obligation", await owed(stage)), "held_on": "2026-04-10"}
    rows = [{"key": f"{n}", "text": f"走访{n}户", **said} for n in numbers]
    lines, _ = read(entries(tmp_path / "entries.csv", *rows), ENTRIES)
    return entries_meant(lines)[0]


async def test_while_a_table_is_tried_others_of_the_unit_go_on(
    stage: Stage, tmp_path: Path
) -> None:
    rows = await entry_rows(stage, tmp_path, 1, 2)
    others = []

    async def take(sitting: Any, row: Any) -> Any:
        done = await take_entry(sitting, row)
        others.append(
            await stage.done(
                "a1x.head", draft_list, replace(NEXT_YEAR, year=2026 + len(others) + 1)
            )
        )
        return done

    viewer, report = await stage.viewer(SECRETARY), RowsReport("entries.csv")
    before = stage.one("select count(*) from audit.event where act <> 'draft_list'")
    await preview(stage.sittings, viewer, report, Doing(import_entries, ImportEntries(rows), take))
    assert ([what for _, what in report.would], report.faults) == (["add", "add"], [])
    assert len(others) == 2, "somebody else's act was done after each row, while all was open"
    assert stage.one("select count(*) from app.entry") == 0
    assert stage.one("select count(*) from audit.event where act <> 'draft_list'") == before
    # Control: what records at once keeps everybody of the chain waiting until it ends.
    async with stage.sittings.open(viewer, act="import_entries") as sitting:
        await take_entry(sitting, rows[0])
        with pytest.raises(DatabaseBusy):
            await stage.done("a1x.head", draft_list, replace(NEXT_YEAR, year=2029))


async def test_what_is_recorded_last_is_what_would_have_been_recorded_at_once(
    stage: Stage, tmp_path: Path
) -> None:
    rows = await entry_rows(stage, tmp_path, 1, 2, 3)
    await stage.done(SECRETARY, import_entries, ImportEntries(rows))
    audited = """select noun, version, rule, request, facts->>'event' from audit.event
        where act = 'import_entries' order by number"""
    sent = "select kind, record_version from app.outbox where kind = 'EntryRecorded' order by 2"
    rule = stage.rows(audited)[0][2]
    assert rule
    assert stage.rows(audited) == [
        ("obligation", version, rule, "test", "EntryRecorded") for version in (2, 3, 4)
    ]
    assert stage.rows(sent) == [("EntryRecorded", version) for version in (2, 3, 4)]
    assert stage.rows("select * from audit.verify()") == []


async def test_a_clause_that_somebody_amended_meanwhile_is_not_written_over(
    stage: Stage, tmp_path: Path
) -> None:
    owner = await drafted(stage, "a.head")
    how = {"who": "a.head", "code": COUNTY, "list": printed("ResponsibilityList", owner)}
    first = clauses(tmp_path / "a.xlsx", {"key": "1", "title": "入户走访"})
    mine = clauses(tmp_path / "b.xlsx", {"key": "1", "title": "入户走访全覆盖"})
    theirs = clauses(tmp_path / "c.xlsx", {"key": "1", "title": "逐户走访到位"})
    await rows_taken(stage, first, apply=True, **how)
    read_before = await rows_taken(stage, mine, **how)
    await rows_taken(stage, theirs, apply=True, **how)
    read_after = await rows_taken(stage, mine, **how)
    assert read_before.would == read_after.would == [("A2", "amend")], "it says the same"
    before = stage.everything()
    with pytest.raises(ImportRefused) as refused:
        await rows_taken(stage, mine, apply=True, expected=read_before.mark, **how)
    assert isinstance(refused.value.__cause__, SheetChanged)
    assert stage.everything() == before
    # The act itself holds to it, in the transaction that writes.
    rows, _ = clauses_meant(read(mine, CLAUSES)[0])
    given = ImportClauses(owner, rows, expected=read_before.mark)
    assert (await stage.refused("a.head", import_clauses, given)).code == "sheet.changed"
    # Control: as it is read now, it is done.
    assert (await rows_taken(stage, mine, apply=True, expected=read_after.mark, **how)).written


async def test_a_problem_that_changed_meanwhile_is_not_written_over(
    stage: Stage, tmp_path: Path
) -> None:
    file = tmp_path / "backlog.csv"
    await taken(stage, backlog_csv(file, [row(1, "旧标题"), row(2)]))
    backlog_csv(file, [row(1, "新标题"), row(2)])
    dry = await taken(stage, file, dry_run=True)
    other = backlog_csv(tmp_path / "other.csv", [row(1, "别人改的标题")])
    assert (await taken(stage, other, apply=True)).written
    again = await taken(stage, file, dry_run=True)
    assert [len(one.plan.changed) for one in (dry, again)] == [1, 1]
    title = "select title from app.problem where title like '%%标题'"
    with pytest.raises(ImportRefused, match=r"sheet\.changed"):
        await taken(stage, file, apply=True, expected=dry.mark)
    who = await stage.viewer("a1.task_force")
    rows = tuple(one for one, _ in again.plan.changed)
    given = ImportBacklog(CAMPAIGN, rows, apply=True, expected=dry.mark)
    outcome = await stage.perform(who, import_backlog, given)
    assert outcome.refusal is not None
    assert outcome.refusal.code == "sheet.changed"
    assert stage.rows(title) == [("别人改的标题",)]
    assert (await taken(stage, file, apply=True, expected=again.mark)).written
    assert stage.rows(title) == [("新标题",)]
