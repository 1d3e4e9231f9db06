"""As units become one and are parted again, each has its part as it was."""

from typing import Any

import pytest

from ledger.assignments.object_to_part import object_to_part
from ledger.assignments.overrule_part_objection import overrule_part_objection
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tests.ledger.reorganising import Reorganising, administrators, done, faults, unit
from tests.ledger.test_assignments import states
from tests.ledger.test_parts_objected import GIVER, objected, objection, ruling

STANDING = """select id, holder, state, due_on, parts_open, objection_reason, objection_text,
  objection_answer from app.assignment order by id"""
LYING = "select holder, state, parts_open from app.problem order by id"


def standing(stage: Any) -> list[Any]:
    return [stage.rows(query) for query in (STANDING, LYING)]


async def merged(stage: Any, gone: str, into: str) -> Reorganising:
    return await done(stage, "a", "MERGE", Step("MERGE", unit(gone), to=unit(into)))


async def undone(merger: Reorganising) -> None:
    given = "设置有误"
    await merger.do("a.administrator", reverse_reorganisation, ReverseReorganisation, given)


@pytest.mark.parametrize("ruled", [False, True])
async def test_a_part_that_was_objected_to_comes_back_with_its_objection(
    stage: Any, ruled: bool
) -> None:
    administrators(stage, deputies=True)
    ladder = await objected(stage)
    if ruled:
        await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    before = standing(stage)
    merger = await merged(stage, "a2", "a1")
    assert states(ladder)["a2"] == "WITHDRAWN"
    await undone(merger)
    assert standing(stage) == before
    if not ruled:
        await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    refusal = await stage.refused("a2.head", object_to_part, objection(ladder))
    assert refusal.code == "assignment.objected_already"
    assert faults(stage) == []
