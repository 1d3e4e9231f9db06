"""Two people of a level set its checklist at once: one of them is told so, and nothing is lost."""

import asyncio

import psycopg
import pytest

from ledger.diaries.set_visit_template import SetVisitTemplate, VisitLine, set_visit_template
from tests.ledger.conftest import Stage

LINES = (VisitLine("一问", "First"),)
FIRST = (
    "insert into app.visit_template (root, id, holder, number, title, title_en, set_by)"
    " values (%s, gen_random_uuid(), %s, %s, '先', 'First', %s)"
)
RETIRE = "update app.visit_template set state = 'RETIRED' where holder = %s"
MINE = "select number, state, title from app.visit_template where holder = %s order by number"


@pytest.mark.parametrize("held", [0, 1])
async def test_whoever_comes_second_reads_the_checklist_again(stage: Stage, held: int) -> None:
    unit, root = stage.world.tenants["a"], stage.world.tenants["city"]
    if held:
        await stage.done("a.task_force", set_visit_template, SetVisitTemplate(0, "零", "0", LINES))
    with psycopg.connect(stage.database.superuser_dsn) as other:
        if held:
            other.execute(RETIRE, [unit])
        other.execute(FIRST, [root, unit, held + 1, stage.world.person("a.task_force")])
        given = SetVisitTemplate(held, "后", "Later", LINES)
        later = asyncio.create_task(stage.perform("a.task_force", set_visit_template, given))
        await stage.held_up(later)
        other.commit()
        outcome = await later
    assert outcome.refusal is not None
    assert outcome.refusal.code == "visit_template.set_meanwhile"
    states = [(1, "RETIRED", "零")] if held else []
    assert stage.rows(MINE, unit) == [*states, (held + 1, "PUBLISHED", "先")]
    again = SetVisitTemplate(held + 1, "再", "Again", LINES)
    await stage.done("a.task_force", set_visit_template, again)
    assert stage.rows(MINE, unit)[-1] == (held + 2, "PUBLISHED", "再"), "the control"
