"""Exports hold what their person may read and no more, are recorded, and say nothing when they
come back unchanged.
"""

from pathlib import Path

import pytest

from server.exchange.backlog import Asked, ImportRefused, take_in
from tests.demo.conftest import deployment_of
from tests.ledger.backlog import as_csv, row
from tests.ledger.conftest import Stage
from tests.ledger.feeding import made_feed
from tests.ledger.sheeting import cells, exported, taken
from tests.ledger.test_sheets_people import counts

COUNTY, TOWNSHIP = "520602000000", "520602001000"
PROBLEMS = "select count(*) from app.problem"


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_people_as_they_were_exported_make_an_empty_plan(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    secret = made_feed(stage.database, stage.world, "a")
    file = tmp_path / f"people.{kind}"
    report = await exported(stage, "people", file, "a.organisation_department", COUNTY)
    assert report.rows > 30
    before = counts(stage)
    again = await taken(stage, secret, *report.files, apply=True)
    assert (again.rows, list(again.found.lines), again.done) == (report.rows, [], None)
    assert again.faults == []
    assert counts(stage) == before
    # The control: one cell is changed, and one thing is to be done.
    if kind == "csv":
        text = file.read_text(encoding="utf-8-sig")
        handler = str(stage.world.person("a1.handler"))
        changed = "\n".join(
            line.replace(",520602001000,", ",520602002000,") if handler in line else line
            for line in text.splitlines()
        )
        file.write_text(changed, encoding="gb18030")
        moved = await taken(stage, secret, *report.files, apply=True)
        kinds = [(line.kind, line.label, line.reason) for line in moved.found.lines]
        # Whoever holds rights is taken over by a feed only once somebody says so.
        assert kinds[-1] == ("CREATE", "a1.handler", "RIGHTS")
        assert {reason for *_, reason in kinds[:-1]} == {"NOTHING"}
        assert (
            stage.one("select holder from app.person where name = 'a1.handler'")
            == (stage.world.tenants["a1"])
        )


async def test_an_export_holds_what_its_person_may_read(stage: Stage, tmp_path: Path) -> None:
    units = {}
    for who, code in (("a1x.head", "520602001201"), ("a.head", COUNTY)):
        file = tmp_path / f"{who}.xlsx"
        await exported(stage, "people", file, who, code)
        units[who] = {line[2] for line in cells(file, 1)[1:]}
    assert units["a1x.head"] == {"520602001201"}
    below = {COUNTY, TOWNSHIP, "520602002000", "520602-01"}
    assert units["a.head"] == below, "the next level, and none deeper"


async def test_an_export_is_in_the_audit_before_there_is_a_file(
    stage: Stage, tmp_path: Path
) -> None:
    told = "select act, person, said, request from audit.event where noun = 'person'"
    assert stage.rows(told) == []
    report = await exported(stage, "people", tmp_path / "a.csv", "a1x.head", "520602001201")
    who = stage.world.person("a1x.head")
    said = f"export people {report.rows}"
    assert stage.rows(told) == [("record_export", who, "DataExported", said)]
    with pytest.raises(ImportRefused):
        await exported(stage, "people", tmp_path / "b.csv", "nobody", COUNTY)
    assert not (tmp_path / "b.csv").exists()
    assert len(stage.rows(told)) == 1


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
async def test_problems_as_they_were_exported_change_nothing(
    stage: Stage, tmp_path: Path, kind: str
) -> None:
    rows = [
        row(
            "12345678901234567",
            "=cmd|' /C calc'!A0",
            channel="审计",
            channel_no="202611220000000009",
        ),
        row(2, "村东水渠堵塞", place="'=村东", repeated="是"),
    ]
    given = as_csv(tmp_path / "backlog.csv", rows)
    who, unit = "a1.task_force", TOWNSHIP
    asked = Asked(given, unit, "减仓清仓", who, register=True)
    assert (await take_in(deployment_of(stage.database), asked, reach=stage.reach)).written
    file = tmp_path / f"problems.{kind}"
    report = await exported(stage, "problems", file, who, unit)
    assert report.rows == 2
    again = Asked(file, unit, "另一次", who, apply=True)
    before = stage.one("select md5(string_agg(p::text, '' order by id)) from app.problem p")
    found = await take_in(deployment_of(stage.database), again, reach=stage.reach)
    assert (found.faults, found.plan.same, found.plan.empty) == ([], 2, True)
    assert stage.one("select md5(string_agg(p::text, '' order by id)) from app.problem p") == before
    text = file.read_bytes()
    if kind == "csv":
        assert b"'=cmd" in text
        assert b",=" not in text
    else:
        assert "=cmd|' /C calc'!A0" in {line[2] for line in cells(file)[1:]}
    # The control: what is not in the viewer's sight is not in the file.
    other = await exported(stage, "problems", tmp_path / "b.csv", "b1.task_force", "520603001000")
    assert other.rows == 0
