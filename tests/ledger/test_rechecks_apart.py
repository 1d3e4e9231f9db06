"""Looks at a major item lie apart, and every list has somebody who closes and draws."""

from datetime import date, timedelta

import psycopg
import pytest

from ledger.problems.phases import DUE_SOON_DAYS
from ledger.problems.tables import problem
from ledger.rechecks import rules
from ledger.rechecks.archive_problem import ArchiveProblem, archive_problem
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from tests.ledger.conftest import NOW
from tests.ledger.test_rechecks import OTHER, SEEN, another_judge, closed, looks
from tests.world import PARENT, TENANTS


async def test_looks_that_are_all_overdue_are_not_taken_on_one_day(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    apart = timedelta(days=rules.APART_DAYS)
    early = "update app.recheck set state = 'HELD', done_at = %s where state = 'PLANNED'"

    async def look() -> None:
        await ladder.do(OTHER, open_recheck, OpenRecheck)
        await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)

    def major(wanted: str) -> list[date]:
        return [
            day for reason, state, day, _ in looks(stage) if (reason, state) == ("MAJOR", wanted)
        ]

    stage.now += timedelta(days=200)
    for held in (1, 2):
        await look()
        moved = stage.now.date() + apart + timedelta(days=DUE_SOON_DAYS)
        assert (len(major("HELD")), major("PLANNED")) == (held, [moved] * (3 - held))
        stage.now += apart - timedelta(days=1)
        await look()
        assert len(major("HELD")) == held, "one besides"
        with (
            psycopg.connect(stage.database.superuser_dsn) as connection,
            pytest.raises(psycopg.errors.CheckViolation, match="recheck_not_before_its_days"),
        ):
            connection.execute(early, [stage.now])
        stage.now += timedelta(days=1)
    await look()
    assert len(major("HELD")) == 3
    await ladder.do(OTHER, archive_problem, ArchiveProblem)


async def test_a_look_of_its_own_day_moves_none(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    planned = [day for _, _, day, _ in looks(stage)]
    stage.now += timedelta(days=30)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    assert [day for _, _, day, _ in looks(stage)] == planned


async def test_every_list_has_an_organisation_department_at_its_level_or_the_next_above(
    stage,
) -> None:
    """So nothing is closed, or drawn from, by nobody: villages and offices have no list at all."""
    kinds = {name: kind for name, kind, *_ in TENANTS}
    columns = "id, at1, at2, at3, at4, at5, at6, parent_id"
    having = set()
    for name, kind, *_ in TENANTS:
        force = await stage.viewer(f"{name}.task_force")
        number, *line, above = stage.one(
            f"select {columns} from app.tenant where id = %s", stage.world.tenants[name]
        )
        row = {f"at{slot}": at for slot, at in enumerate(line, 1)}
        row |= {"holder": number, "holder_parent": above, "open_to": 1, "trail": [], "accused": []}
        row = dict.fromkeys(problem.c.keys()) | row
        if stage.reach.enforcer.decide(force, "problem.list", row, today=NOW.date()).allowed:
            having.add(kind)
            nearest = {kind, kinds.get(PARENT[name] or "", "")}
            assert nearest & set(rules.DRAWS_ITSELF), name
        else:
            assert kind in {"VILLAGE", "OFFICE"}, name
    assert having == {"CITY", "COUNTY", "TOWNSHIP", "DEPARTMENT"}
