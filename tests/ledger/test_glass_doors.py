"""Break-glass: each door by which something is read is marked, and nothing outlives the window."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.intake import import_backlog
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.publicity.propose_publication import ProposePublication, propose_publication
from ledger.responsibilities import import_clauses
from ledger.responsibilities.file_rows import CLAUSES
from server.exchange.backlog import ImportRefused
from storage.ids import printed
from storage.workbooks import as_workbook
from tests.ledger.backlog import as_csv, row
from tests.ledger.glassing import Glass, glass
from tests.ledger.ladder import Ladder
from tests.ledger.sheeting import rows_taken
from tests.ledger.test_access import of
from tests.ledger.test_drafting import drafted
from tests.ledger.test_intake_import import WHO as IMPORTER
from tests.ledger.test_intake_import import taken

__all__ = ["glass"]

MARKS = "select record, facts from audit.event where glass = %s and noun = 'glass_reading'"
TRACE = "query ($p: ID!) { deadlineTrace(problem: $p) { dueOn } }"
WHAT = 'query ($p: ID!) { whatCanSee(person: $p, of: "Problem") { nodes { record } } }'
WHO = "query ($id: ID!) { whoCanSee(id: $id) { nodes { name } } }"
WHY = (
    'query ($p: ID!, $id: ID!) { explainAccess(person: $p, action: "problem.read", id: $id)'
    " { allowed } }"
)
EXPLAIN = 'query ($id: ID!) { explain(act: "problem.screen", id: $id) { allowed } }'
EVENTS = "query ($c: String) { eventsSince(cursor: $c) { cursor events { type } } }"


async def test_nothing_is_merged_into_what_only_a_window_shows(glass: Glass) -> None:
    stage, own = glass.stage, Ladder(glass.stage)
    window = await glass.opened("a.task_force")
    assert await glass.reads("a.task_force")
    await own.report("a")
    before = glass.ladder.now()
    refusal = await own.refused("a.task_force", merge_problem, MergeProblem, glass.ladder.problem)
    assert refusal.code == "book.not_allowed"
    assert glass.ladder.now() == before
    await stage.done("a.task_force", close_glass, CloseGlass(window, 1))
    assert not await glass.reads("a.task_force")
    # The control: whose unit has it in hand merges into it.
    near = Ladder(stage)
    await near.report("a1x")
    await near.do("a1x.task_force", merge_problem, MergeProblem, glass.ladder.problem)
    assert glass.ladder.now()["version"] > before["version"]


async def test_what_a_window_shows_is_written_into_no_public_case(glass: Glass) -> None:
    case = ProposePublication(
        glass.ladder.problem, "CASE", "PUBLIC", "PORTAL", date(2026, 4, 20), "水渠堵塞", "已督办",
        polarity="POSITIVE",
    )  # fmt: skip  # one statement, read as a sentence
    await glass.opened("a.task_force")
    refusal = await glass.stage.refused("a.task_force", propose_publication, case)
    assert refusal.code == "book.not_allowed"
    # The control: whose unit has it in hand, and who has no window open.
    await glass.stage.done("a1x.task_force", propose_publication, case)


async def test_every_door_leaves_its_mark(glass: Glass) -> None:
    """Doors that do not read through the compiler: what is asked for by id is named."""
    ask, who, mine = glass.client.ask, "a.head", {"p": of("a.head")}
    one = {"id": glass.problem}
    begun = (await ask(who, EVENTS))["data"]["eventsSince"]["cursor"]
    window = await glass.opened(who)
    await Ladder(glass.stage).report("a1x")
    doors: tuple[tuple[str, str, dict[str, Any], bool], ...] = (
        ("deadlineTrace", TRACE, {"p": glass.problem}, True),
        ("explainAccess", WHY, mine | one, True),
        ("whoCanSee", WHO, one, True),
        ("whatCanSee", WHAT, mine, False),
        ("explain", EXPLAIN, one, True),
        ("eventsSince", EVENTS, {"c": begun}, False),
    )
    for field, query, given, named in doors:
        before = len(glass.stage.rows(MARKS, window))
        told = await ask(who, query, given)
        assert "errors" not in told, told
        assert told["data"][field], field
        after = [(record, facts["fields"]) for record, facts in glass.stage.rows(MARKS, window)]
        assert len(after) == before + 1, field
        assert (glass.ladder.problem if named else window, [field]) in after, field
    await glass.stage.done(who, close_glass, CloseGlass(window, 1))
    for _, query, given, _ in doors:
        await ask(who, query, given)
    assert glass.stage.rows("select count(*) from audit.event where said = %s",
                            "EmergencyRead") == [(len(doors),)]  # fmt: skip  # one question


async def test_a_dry_run_of_a_backlog_marks_what_it_reads(glass: Glass, tmp_path: Path) -> None:
    """It tells the titles of what is alike, of everything that whoever imports reads."""
    file = as_csv(tmp_path / "backlog.csv", [row(1)])
    window = await glass.opened(IMPORTER)
    assert (await taken(glass.stage, file, dry_run=True)).plan.new
    assert [record for record, _ in glass.stage.rows(MARKS, window)] == [window]
    await glass.stage.done(IMPORTER, close_glass, CloseGlass(window, 1))
    assert (await taken(glass.stage, file, dry_run=True)).plan.new
    assert len(glass.stage.rows(MARKS, window)) == 1, "the control: outside nothing is marked"


async def test_what_is_recorded_after_a_window_ended_is_not_kept_without_its_mark(
    glass: Glass, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = glass.stage
    backlog = as_csv(tmp_path / "backlog.csv", [row(1)])
    owner = printed("ResponsibilityList", await drafted(stage, "a.head"))
    clauses = tmp_path / "clauses.xlsx"
    clauses.write_bytes(as_workbook([(CLAUSES, [{"key": "1", "title": "入户走访"}])]))
    how = {"who": "a.head", "code": "520602000000", "list": owner, "apply": True}
    kinds = (
        (IMPORTER, import_backlog, "mark_of_plan", lambda: taken(stage, backlog)),
        ("a.head", import_clauses, "mark_of", lambda: rows_taken(stage, clauses, **how)),
    )
    for who, act, step, imported in kinds:
        window = await glass.opened(who)
        goes_on = getattr(act, step)

        def ends(*given: Any, window: Any = window, goes_on: Any = goes_on) -> Any:
            glass.passes(window, timedelta(minutes=31))
            return goes_on(*given)

        rows = "select count(*) from app.problem", "select count(*) from app.clause"
        before = [stage.one(one) for one in rows]
        with monkeypatch.context() as patched:
            patched.setattr(act, step, ends)
            with pytest.raises(ImportRefused, match="just changed"):
                await imported()
        assert [stage.one(one) for one in rows] == before
        assert (await imported()).written, "the control"


async def test_a_cursor_names_nothing_that_is_read(glass: Glass) -> None:
    page = "query ($c: String) { problems(first: 1, after: $c) { pageInfo { endCursor } } }"
    await Ladder(glass.stage).bank()
    window = await glass.opened()
    cursor = None
    for count in (1, 2):
        told = await glass.client.ask("a.head", page, {"c": cursor})
        cursor = told["data"]["problems"]["pageInfo"]["endCursor"]
        assert cursor is not None
        assert [one[0] for one in glass.stage.rows(MARKS, window)] == [window] * count
