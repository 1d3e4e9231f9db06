"""Own clauses and records by a sheet: the acts of everybody, all or nothing, and only once."""

from pathlib import Path

import pytest

from ledger.responsibilities.file_rows import CLAUSES, ENTRIES
from ledger.responsibilities.publish_list import PublishList, publish_list
from storage.ids import printed
from storage.workbooks import as_csv, as_workbook
from tests.ledger.conftest import Stage
from tests.ledger.sheeting import exported, rows_taken
from tests.ledger.test_doing import SECRETARY, owed
from tests.ledger.test_drafting import drafted, version, written

VILLAGE, COUNTY = "520602001201", "520602000000"
OWN = "select title, state, cadence, evidence from app.clause where list_id = %s order by title"


def clauses(path: Path, *rows: dict[str, str]) -> Path:
    path.write_bytes(as_workbook([(CLAUSES, rows)]))
    return path


def entries(path: Path, *rows: dict[str, str]) -> Path:
    path.write_bytes(as_csv(ENTRIES, rows))
    return path


async def test_own_clauses_come_in_once_and_are_amended(stage: Stage, tmp_path: Path) -> None:
    owner = await drafted(stage, "a.head")
    how = {"who": "a.head", "code": COUNTY, "list": printed("ResponsibilityList", owner)}
    first = {"key": "1", "title": "入户走访", "cadence": "每季", "evidence": "照片\n签名"}
    file = clauses(tmp_path / "a.xlsx", first, {"key": "2", "title": "召开院坝会"})
    before = stage.everything()
    dry = await rows_taken(stage, file, **how)
    assert (dry.would, dry.written) == ([("A2", "add"), ("A3", "add")], False)
    assert stage.everything() == before
    assert (await rows_taken(stage, file, apply=True, **how)).written
    assert stage.rows(OWN, owner) == [
        ("入户走访", "DRAFT", "QUARTERLY", ["照片", "签名"]),
        ("召开院坝会", "DRAFT", "YEARLY", []),
    ]
    due = "select due_rule from app.clause where list_id = %s order by title"
    assert stage.rows(due, owner) == [("quarter end",), ("by 31 Dec",)]
    told = "select act, rule from audit.event where noun = 'clause'"
    assert stage.rows(told) == [("import_clauses", "a-level-makes-its-own-lists")] * 2
    before = stage.everything()
    again = await rows_taken(stage, file, apply=True, **how)
    assert (again.would, again.faults, stage.everything()) == ([], [], before)
    changed = clauses(tmp_path / "b.xlsx", first | {"title": "入户走访全覆盖"})
    assert (await rows_taken(stage, changed, apply=True, **how)).would == [("A2", "amend")]
    assert (await rows_taken(stage, changed, apply=True, **how)).would == []
    assert [row[:2] for row in stage.rows(OWN, owner)] == [
        ("入户走访", "WITHDRAWN"),
        ("入户走访全覆盖", "DRAFT"),
        ("召开院坝会", "DRAFT"),
    ]


@pytest.mark.parametrize("published", [False, True])
async def test_clauses_as_they_were_exported_change_nothing(
    stage: Stage, tmp_path: Path, published: bool
) -> None:
    owner = await drafted(stage, "a.head")
    await written(
        stage,
        "a.head",
        owner,
        "入户走访",
        evidence=("照片；合影",),
        cadence="MONTHLY",
        due_rule="month end",
    )
    await written(stage, "a.head", owner, "=1+1 召开院坝会", evidence=("纪要", "名单"))
    if published:
        given = PublishList(owner, version(stage, owner))
        await stage.done("a.head", publish_list, given)
    named = printed("ResponsibilityList", owner)
    file = tmp_path / "a.xlsx"
    report = await exported(stage, "clauses", file, "a.head", COUNTY, of=named)
    assert report.rows == 2
    before = stage.everything()
    again = await rows_taken(stage, file, "a.head", COUNTY, list=named, apply=True)
    assert ([*again.lines("en")], stage.everything()) == (["rows 2: nothing to do."], before)
    # The control: who may not see the list exports nothing of it.
    other = await exported(
        stage, "clauses", tmp_path / "b.xlsx", "b.head", "520603000000", of=named
    )
    assert other.rows == 0


async def test_whoever_may_not_write_the_list_changes_nothing(stage: Stage, tmp_path: Path) -> None:
    owner = await drafted(stage, "a.head")
    named = printed("ResponsibilityList", owner)
    file = clauses(tmp_path / "a.xlsx", {"key": "1", "title": "入户走访"})
    before = stage.everything()
    for who, code in (("a.handler", COUNTY), ("b.head", "520603000000")):
        report = await rows_taken(stage, file, who, code, list=named, apply=True)
        assert [fault.cell for fault in report.faults] == ["A2"]
        assert not report.written
    assert stage.everything() == before


async def test_each_row_that_is_refused_has_its_address_and_all_stays(
    stage: Stage, tmp_path: Path
) -> None:
    owner = await drafted(stage, "a.head")
    how = {"who": "a.head", "code": COUNTY, "list": printed("ResponsibilityList", owner)}
    before = stage.everything()
    rows = [
        {"key": "1", "title": "入户走访"},
        {"key": "2", "title": "召开院坝会", "due": "whenever"},
        {"key": "3", "title": "隐蔽\u202e字符"},
        {"key": printed("Clause", owner), "title": "没有的条款"},
    ]
    report = await rows_taken(stage, clauses(tmp_path / "a.xlsx", *rows), apply=True, **how)
    assert [fault.cell for fault in report.faults] == ["A3", "A4", "A5"]
    assert "whenever" in next(iter(report.lines("en")))
    assert stage.everything() == before
    bad = {"key": "1", "title": "", "cadence": "每旬", "times": "两"}
    report = await rows_taken(stage, clauses(tmp_path / "b.xlsx", bad, bad), apply=True, **how)
    cells = {fault.cell for fault in report.faults}
    assert cells == {"B2", "E2", "F2", "B3", "E3", "F3", "A3"}


async def test_records_come_in_once_and_go_out_as_they_came(stage: Stage, tmp_path: Path) -> None:
    key = printed("Obligation", await owed(stage))
    said = {
        "obligation": key,
        "held_on": "2026-04-10",
        "place": "村东",
        "text": "走访10户，\n发现2件事",
    }
    file = entries(tmp_path / "a.csv", {"key": "1", **said}, {"key": "2", **said, "text": "补记"})
    report = await rows_taken(stage, file, SECRETARY, VILLAGE, apply=True)
    assert ([fault.en for fault in report.faults], report.written) == ([], True)
    count = "select count(*) from app.entry"
    assert stage.one(count) == 2
    before = stage.everything()
    assert (await rows_taken(stage, file, SECRETARY, VILLAGE, apply=True)).would == []
    out = tmp_path / "b.xlsx"
    assert (await exported(stage, "records", out, SECRETARY, VILLAGE)).rows == 2
    kept = stage.everything()
    again = await rows_taken(stage, out, SECRETARY, VILLAGE, apply=True)
    assert (again.faults, again.would, stage.everything()) == ([], [], kept)
    assert before != kept, "the control: the export itself is in the audit"
    changed = entries(tmp_path / "c.csv", {"key": "1", **said, "text": "走访100户"})
    refused = await rows_taken(stage, changed, SECRETARY, VILLAGE, apply=True)
    assert [fault.cell for fault in refused.faults] == ["A2"]
    stranger = await rows_taken(stage, file, "b.head", "520603000000", apply=True)
    assert len(stranger.faults) == 2
    ill = [{"key": f"i{day}", **said, "held_on": day} for day in ("2026-W15-5", "20260410")]
    told = await rows_taken(stage, entries(tmp_path / "e.csv", *ill), SECRETARY, VILLAGE)
    assert [fault.cell for fault in told.faults] == ["E2", "E3"]
    later = entries(tmp_path / "d.csv", {"key": "9", **said, "held_on": "2099-01-01"})
    assert (await rows_taken(stage, later, SECRETARY, VILLAGE, apply=True)).refused
    assert stage.one(count) == 2
