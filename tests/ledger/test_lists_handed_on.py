"""After a merger the villages owe the county's common part as before, by the successor's copy."""

import uuid
from typing import Any

import psycopg
import pytest

from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.opening import open_current
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.retire_list import RetireList, retire_list
from tests.ledger.reorganising import TODAY, administrators, done, faults, unit
from tests.ledger.test_lists_common import BOUND, version
from tests.ledger.test_lists_merged import (
    OWED,
    QUARTER,
    add,
    all_of,
    in_force,
    published,
    titles,
    undone,
)

EDITION = "select version = edition from app.responsibility_list where id = %s"


async def county(stage: Any) -> tuple[uuid.UUID, uuid.UUID, uuid.UUID, uuid.UUID]:
    """A county's common part, handed on by two townships, the second one's to a village."""
    administrators(stage, deputies=True)
    upper = await in_force(stage, "a.head", "县级共性", "COMMON")
    live = await in_force(stage, "a1.head", "联系点一")
    dead = await in_force(stage, "a2.head", "联系点二")
    return upper, live, dead, await in_force(stage, "a2x.head", "入户走访")


async def merged(stage: Any) -> Any:
    return await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))


async def swept(stage: Any) -> None:
    dsn = stage.database.migrator_dsn
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        await open_current(connection, today=TODAY)


async def test_a_village_is_bound_by_the_successors_copy_and_owes_it_once(stage: Any) -> None:
    upper, live, _, village = await county(stage)
    await stage.done("a2x.head", open_period, OpenPeriod(village, QUARTER))
    assert titles(stage, OWED, village) == ["入户走访", "县级共性"]
    await merged(stage)
    assert titles(stage, BOUND, village) == ["入户走访", "县级共性"]
    assert stage.one(EDITION, village), "it is signed anew"
    await swept(stage)
    refusal = await stage.refused("a2x.head", open_period, OpenPeriod(village, QUARTER))
    assert refusal.code == "period.already_open"
    assert titles(stage, OWED, village) == ["入户走访", "县级共性"], "it goes on as it was opened"
    await stage.done("a2x.head", open_period, OpenPeriod(village, "2026-Q3"))
    assert titles(stage, OWED, village) == ["入户走访", "入户走访", "县级共性", "县级共性"]
    await published(stage, "a1.head", live)
    assert titles(stage, OWED, village) == ["入户走访", "入户走访", "县级共性", "县级共性"]
    await stage.done("a.head", retire_list, RetireList(upper, version(stage, upper)))
    await published(stage, "a1.head", live)
    assert titles(stage, BOUND, village) == ["入户走访"]
    assert titles(stage, OWED, village) == ["入户走访", "入户走访"], "nobody owes what binds nobody"
    assert faults(stage) == []


async def test_it_comes_back_and_goes_again(stage: Any) -> None:
    _, _, _, village = await county(stage)
    other = await in_force(stage, "a1x.head", "谈心")
    before = all_of(stage)
    for _ in range(2):
        once = await merged(stage)
        assert titles(stage, BOUND, village) == ["入户走访", "县级共性"]
        assert titles(stage, BOUND, other) == ["县级共性", "谈心"]
        await undone(stage, "a", once)
        assert all_of(stage) == before
    assert faults(stage) == []


async def test_a_township_that_hands_on_nothing_leaves_no_village_behind(stage: Any) -> None:
    """A village whose own township had no list comes under the successor's common part."""
    administrators(stage, deputies=True)
    village = await in_force(stage, "a2x.head", "入户走访")
    live = await in_force(stage, "a1.head", "主题党日", "COMMON")
    last = await in_force(stage, "a1.head", "去年的", "COMMON", year=2025)
    gone = await in_force(stage, "a2x.head", "去年的走访", year=2025)
    assert titles(stage, BOUND, last) == ["去年的"]
    signed = stage.one("select edition from app.responsibility_list where id = %s", village)
    once = await merged(stage)
    assert titles(stage, BOUND, village) == ["主题党日", "入户走访"]
    assert titles(stage, BOUND, gone) == ["去年的走访"]
    await undone(stage, "a", once)
    assert titles(stage, BOUND, village) == ["入户走访"]
    assert signed == stage.one("select edition from app.responsibility_list where id = %s", village)
    await done(stage, "a", "MOVE", Step("MOVE", unit("a2x"), to=unit("a1")))
    await add(stage, "a1.head", live, "民情走访", "COMMON")
    await published(stage, "a1.head", live)
    assert titles(stage, BOUND, village) == ["主题党日", "入户走访", "民情走访"]
    assert faults(stage) == []


async def test_what_opened_by_itself_since_holds_up_no_reversal(stage: Any) -> None:
    administrators(stage, deputies=True)
    village = await in_force(stage, "a2x.head", "入户走访")
    await in_force(stage, "a1.head", "主题党日", "COMMON")
    await swept(stage)
    for _ in range(2):
        once = await merged(stage)
        await swept(stage)
        assert titles(stage, OWED, village) == ["主题党日", "入户走访"]
        await undone(stage, "a", once)
        assert titles(stage, OWED, village) == ["入户走访"], "what binds no more is owed no more"
        assert faults(stage) == []
    moved = await done(stage, "a", "MOVE", Step("MOVE", unit("a2x"), to=unit("a1")))
    await stage.done("a2x.head", open_period, OpenPeriod(village, "2026-Q3"))
    await undone(stage, "a", moved)
    assert titles(stage, OWED, village) == ["入户走访", "入户走访"], "as the list says, wherever"
    assert faults(stage) == []


@pytest.mark.parametrize("recorded", [False, True])
async def test_what_was_opened_by_the_copy_of_then_goes_on_by_the_one_of_before(
    stage: Any, *, recorded: bool
) -> None:
    _, _, _, village = await county(stage)
    once = await merged(stage)
    await swept(stage)
    assert titles(stage, OWED, village) == ["入户走访", "县级共性"]
    if recorded:
        made = stage.one("select id from app.obligation where list_id = %s limit 1", village)
        await stage.done("a2x.head", record_entry, RecordEntry(made, "已走访", TODAY))
        given = ReverseReorganisation, "设置有误"
        refusal = await once.refused("a.administrator", reverse_reorganisation, *given)
        assert refusal.code == "reorganisation.depended_on", "the control: somebody worked on it"
        return
    await undone(stage, "a", once)
    assert titles(stage, OWED, village) == ["入户走访", "县级共性"]
    await swept(stage)
    assert titles(stage, OWED, village) == ["入户走访", "县级共性"]
    assert faults(stage) == []


async def test_a_list_that_goes_back_itself_is_not_torn_from_what_it_owes(stage: Any) -> None:
    administrators(stage, deputies=True)
    await in_force(stage, "a2.head", "走访")
    once = await merged(stage)
    await swept(stage)
    given = ReverseReorganisation, "设置有误"
    refusal = await once.refused("a.administrator", reverse_reorganisation, *given)
    assert refusal.code == "reorganisation.depended_on"
