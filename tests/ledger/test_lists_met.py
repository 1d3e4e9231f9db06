"""Two lists of a township that both stand after a merger hand on the county's common part once."""

import uuid
from typing import Any

import pytest

from ledger.reorganisation.planning import Step
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.retire_list import RetireList, retire_list
from tests.ledger.reorganising import administrators, done, faults, unit
from tests.ledger.test_doing import BRANCH
from tests.ledger.test_lists_common import BOUND, version
from tests.ledger.test_lists_handed_on import merged, swept
from tests.ledger.test_lists_merged import (
    OWED,
    QUARTER,
    in_force,
    published,
    quarterly,
    secretaries,
    titles,
)

STATES = """select c.title, o.state from app.obligation o join app.clause c on c.id = o.clause_id
  where o.list_id = %s and o.period = %s order by c.title, o.state"""
LATER = "2026-Q3"


async def met(stage: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """A county's common part, handed on by a list of a body and by one of none: these two."""
    administrators(stage, deputies=True)
    branch = secretaries(stage)
    await in_force(stage, "a.head", "组织生活", "COMMON")
    loose = await in_force(stage, "a1.head", "联系点")
    return loose, await in_force(stage, "a2.head", "走访", body=branch)


async def villages(stage: Any) -> tuple[uuid.UUID, uuid.UUID]:
    """One below each, which owe this quarter and the next."""
    both = await in_force(stage, "a1x.head", "谈心"), await in_force(stage, "a2x.head", "谈心")
    for who, one in zip(("a1x.head", "a2x.head"), both, strict=True):
        for period in (QUARTER, LATER):
            await stage.done(who, open_period, OpenPeriod(one, period))
    return both


def owed(stage: Any, made: uuid.UUID, period: str = QUARTER) -> list[tuple[str, str]]:
    return stage.rows(STATES, made, period)


async def test_a_list_below_is_bound_and_owes_once(stage: Any) -> None:
    await met(stage)
    village = await in_force(stage, "a1x.head", "谈心")
    await merged(stage)
    assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
    await published(stage, "a1x.head", village)
    assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
    await stage.done("a1x.head", open_period, OpenPeriod(village, QUARTER))
    await swept(stage)
    assert titles(stage, OWED, village) == ["组织生活", "谈心"]
    drafted = await stage.done("a2x.head", draft_list, DraftList(BRANCH, 2026))
    assert titles(stage, BOUND, drafted) == ["组织生活"]
    assert faults(stage) == []


@pytest.mark.parametrize("first", [0, 1])
async def test_publishing_one_leaves_no_village_of_the_other_behind(stage: Any, first: int) -> None:
    lists = await met(stage)
    below = await villages(stage)
    await merged(stage)
    for one in (lists[first], lists[1 - first], lists[first]):
        await published(stage, "a1.head", one)
        for village in below:
            assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
            assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
    await swept(stage)
    for who, village in zip(("a1x.head", "a2x.head"), below, strict=True):
        assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
        await stage.perform(who, open_period, OpenPeriod(village, LATER))
        standing = [row for row in owed(stage, village, LATER) if row[1] != "WITHDRAWN"]
        assert standing == [("组织生活", "PLANNED"), ("谈心", "PLANNED")], "what begins later, too"
    assert faults(stage) == []


@pytest.mark.parametrize("first", [0, 1])
async def test_new_words_of_the_county_reach_the_villages_of_both(stage: Any, first: int) -> None:
    lists = await met(stage)
    below = await villages(stage)
    await merged(stage)
    county, said = stage.rows(
        "select list_id, id from app.clause where handed_on_from is null and title = '组织生活'"
    )[0]
    await stage.done("a.head", amend_clause, AmendClause(said, 2, quarterly("组织生活会")))
    await published(stage, "a.head", county)
    for one in (lists[first], lists[1 - first]):
        await published(stage, "a1.head", one)
    for village in below:
        assert titles(stage, BOUND, village) == ["组织生活会", "谈心"]
        assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
    assert faults(stage) == []


@pytest.mark.parametrize("first", [0, 1])
async def test_retiring_one_leaves_its_villages_to_the_other(stage: Any, first: int) -> None:
    lists = await met(stage)
    below = await villages(stage)
    await merged(stage)
    gone, stays = lists[first], lists[1 - first]
    await stage.done("a1.head", retire_list, RetireList(gone, version(stage, gone)))
    for village in below:
        assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
        assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
    await stage.done("a1.head", retire_list, RetireList(stays, version(stage, stays)))
    for village in below:
        assert titles(stage, BOUND, village) == ["谈心"], "the control: nobody hands it on"
        assert owed(stage, village) == [("组织生活", "WITHDRAWN"), ("谈心", "PLANNED")]
    assert faults(stage) == []


async def test_a_duty_of_the_city_goes_on_two_levels_below_counties_that_merge(stage: Any) -> None:
    administrators(stage, deputies=True)
    await in_force(stage, "city.head", "组织生活", "COMMON")
    await in_force(stage, "b.head", "联系点")
    await in_force(stage, "a.head", "联系点")
    township = await in_force(stage, "a1.head", "走访")
    village = await in_force(stage, "a1x.head", "谈心")
    await stage.done("a1x.head", open_period, OpenPeriod(village, QUARTER))
    await done(stage, "city", "MERGE", Step("MERGE", unit("a"), to=unit("b")))
    await published(stage, "a1.head", township)
    await swept(stage)
    again = await stage.refused("a1x.head", open_period, OpenPeriod(village, QUARTER))
    assert again.code == "period.already_open"
    assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
    assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
    given = PublishList(township, version(stage, township), hand_on=False)
    await stage.done("a1.head", publish_list, given)
    assert owed(stage, village) == [("组织生活", "WITHDRAWN"), ("谈心", "PLANNED")], "the control"
    assert faults(stage) == []


@pytest.mark.parametrize("by_sweep", [True, False])
async def test_a_village_that_moved_up_owes_the_countys_part_once(
    stage: Any, *, by_sweep: bool
) -> None:
    """The township that it left is not its line any more: the county's own words take their place."""
    administrators(stage, deputies=True)
    county = await in_force(stage, "a.head", "组织生活", "COMMON")
    left = await in_force(stage, "a2.head", "走访")
    village = await in_force(stage, "a2x.head", "谈心")
    await stage.done("a2x.head", open_period, OpenPeriod(village, QUARTER))
    await done(stage, "a", "MOVE", Step("MOVE", unit("a2x"), to=unit("a")))
    await published(stage, "a.head", county)
    assert titles(stage, BOUND, village) == ["组织生活", "谈心"]
    if by_sweep:
        await swept(stage)
    else:
        again = await stage.refused("a2x.head", open_period, OpenPeriod(village, QUARTER))
        assert again.code == "period.already_open"
    assert owed(stage, village) == [("组织生活", "PLANNED"), ("谈心", "PLANNED")]
    await stage.done("a2x.head", open_period, OpenPeriod(village, LATER))
    await stage.done("a2.head", retire_list, RetireList(left, version(stage, left)))
    assert titles(stage, OWED, village) == ["组织生活", "组织生活", "谈心", "谈心"]
    assert faults(stage) == []
