"""What a backlog says besides: the field, the day of finding, and whom a matter is against."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from ledger.reorganisation.planning import Step
from server.exchange.backlog import ImportRefused
from tenants.codes import UnitNature, credit_code
from tests.ledger.acting import Client
from tests.ledger.asking import asked
from tests.ledger.backlog import as_csv, row
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.test_intake_import import counts, taken

A1X, A1, A2, A = "520602001201", "520602001000", "520602002000", "520602000000"
NO_DAYS = ("2026-W09-1", "20260301", "2026-3-1", "2026-02-30")
"""Days that are not written as a cell says, and one that there is not."""
WRITTEN = "select title, field, found_on, accused from app.problem order by title"


def codes(stage) -> dict[str, int]:
    return dict(stage.rows("select code, id from app.tenant"))


async def test_field_day_and_accused_come_in_with_the_row(client: Client, tmp_path: Path) -> None:
    stage = client.stage
    day = stage.now.date() - timedelta(days=40)
    rows = [
        row(1, "甲", field="基层治理", found_on=day.isoformat(), accused=f"{A1X}；{A2}"),
        row(2, "乙", field="risk"),
        row(3, "丙"),
    ]
    file = as_csv(tmp_path / "backlog.csv", rows)
    done = await taken(stage, file, register=True)
    assert done.written, done.lines()
    of = codes(stage)
    assert {one[0]: one[1:] for one in stage.rows(WRITTEN)} == {
        "甲": ("GOVERNANCE", day, sorted([of[A1X], of[A2]])),
        "乙": ("RISK", None, []),
        "丙": ("OTHER", None, []),
    }
    seen = "{ problems { nodes { title } } }"
    titles = [one["title"] for one in (await asked(stage, "a1.head", seen))["problems"]["nodes"]]
    assert sorted(titles) == ["丙", "乙", "甲"]
    assert (await asked(stage, "a2.head", seen))["problems"]["nodes"] == []
    kept = stage.rows("select distinct cardinality(accused) from app.campaign_item order by 1")
    assert kept == [(0,), (2,)], "nor do they see it among what the campaign took in"
    again = await taken(stage, file, register=True)
    assert (again.plan.empty, again.plan.same) == (True, 3)


async def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_written(
    stage, tmp_path: Path
) -> None:
    later = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    before = counts(stage)
    ill = [row(1, field="天文"), row(2, found_on="去年"), row(3, accused="；".join("1234567890A"))]
    ill += [row(n, found_on=day) for n, day in enumerate(NO_DAYS, start=4)]
    told = await taken(stage, as_csv(tmp_path / "one.csv", ill))
    assert {fault.cell for fault in told.faults} == {"J2", "K3", "L4", "K5", "K6", "K7", "K8"}
    wrong = [
        row(1, found_on=later),
        row(2, accused="999999999999"),
        row(3, accused=A1),
        row(4, accused=A),
        row(5, accused=A2),
    ]
    told = await taken(stage, as_csv(tmp_path / "two.csv", wrong))
    assert [fault.cell for fault in told.faults] == ["K2", "L3", "L4", "L5"]
    assert counts(stage) == before


async def test_a_code_that_units_share_names_none_of_them(stage, tmp_path: Path) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.tenant set code = %s where code = %s", [A1X, A2])
    told = await taken(stage, as_csv(tmp_path / "one.csv", [row(1, accused=A1X)]))
    assert [fault.cell for fault in told.faults] == ["L2"]
    assert "nameAccused" in told.lines()[0]


async def test_day_and_accused_stay_as_they_came_in_and_the_field_until_registered(
    stage, tmp_path: Path
) -> None:
    file = tmp_path / "one.csv"
    day = stage.now.date() - timedelta(days=9)
    await taken(stage, as_csv(file, [row(1, field="其他", found_on=day.isoformat())]))
    again = await taken(stage, as_csv(file, [row(1)]), apply=True)
    assert (again.plan.same, again.faults) == (1, []), "an empty cell says nothing"
    earlier = (day - timedelta(days=1)).isoformat()
    told = await taken(stage, as_csv(file, [row(1, found_on=earlier, accused=A2)]), apply=True)
    assert [fault.cell for fault in told.faults] == ["K2", "L2"]
    done = await taken(stage, as_csv(file, [row(1, field="党的建设")]), apply=True)
    assert done.written, done.lines()
    assert stage.rows("select field, found_on, accused from app.problem") == [("PARTY", day, [])]


async def test_the_same_file_says_nothing_new_once_a_unit_in_it_has_ended(
    stage, tmp_path: Path
) -> None:
    """A code means what it meant when the row came in: the unit ends, and another one gets its code."""
    administrators(stage)
    file = as_csv(tmp_path / "one.csv", [row(1, "甲", accused=f"{A2}；{A1X}"), row(2, "乙")])
    assert (await taken(stage, file)).written
    kept = stage.rows(WRITTEN)
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    again = await taken(stage, file, register=True)
    assert again.written, again.lines()
    before = counts(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.tenant set code = %s where uid = %s", [A2, unit("b1")])
    told = await taken(stage, file, register=True)
    assert (told.plan.same, told.faults, told.written) == (2, [], False)
    assert counts(stage)[:3] == before[:3]
    assert [one[3] for one in stage.rows(WRITTEN)] == [one[3] for one in kept]
    other = as_csv(
        tmp_path / "two.csv", [row(1, "甲", accused="520699000000"), row(3, accused=A1X)]
    )
    assert [fault.cell for fault in (await taken(stage, other)).faults] == ["L2"]
    new = as_csv(tmp_path / "three.csv", [row(4, accused=A)])
    assert [fault.cell for fault in (await taken(stage, new)).faults] == ["L2"], "the control"


async def test_a_preview_names_the_units_that_codes_stood_for(stage, tmp_path: Path) -> None:
    """A code that was given on between preview and write would keep out another unit than was shown."""
    file = as_csv(tmp_path / "one.csv", [row(1, accused=A2)])
    dry = await taken(stage, file, dry_run=True)
    before = counts(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.tenant set code = '520602009000' where uid = %s", [unit("a2")]
        )
        connection.execute("update app.tenant set code = %s where uid = %s", [A2, unit("b1")])
    with pytest.raises(ImportRefused, match=r"sheet\.changed"):
        await taken(stage, file, expected=dry.mark)
    assert counts(stage) == before
    again = await taken(stage, file, dry_run=True)
    assert (await taken(stage, file, expected=again.mark)).written


async def test_a_credit_code_is_read_in_small_letters_too(stage, tmp_path: Path) -> None:
    code = credit_code(UnitNature.BUREAU, "520602000000", serial="MB000001")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.tenant set code = %s where code = %s", [code, A2])
    assert code != code.lower()
    told = await taken(stage, as_csv(tmp_path / "one.csv", [row(1, accused=code.lower())]))
    assert told.written, told.lines()
    assert stage.one("select accused from app.problem") == [codes(stage)[code]]
