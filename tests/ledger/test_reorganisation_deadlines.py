"""Deadlines that a reorganisation would move: every one is counted, and no other."""

import uuid
from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.clocks.declare_calendar_day import DeclareCalendarDay, declare_calendar_day
from ledger.clocks.replaying import replay_declared
from ledger.reorganisation import deadlines
from ledger.reorganisation.planning import Step
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import Reorganising, administrators, unit


@pytest.fixture
def staffed(stage: Any) -> Any:
    administrators(stage)
    return stage


async def _reported(stage: Any, *places: str) -> dict[uuid.UUID, date]:
    """Reports a problem at each of these units; gives their last days."""
    found = {}
    for place in places:
        ladder = Ladder(stage)
        await ladder.report(place, list_type="PETITION")
        found[ladder.problem] = ladder.now()["due_on"]
    return found


async def _replayed(stage: Any) -> None:
    async with await psycopg.AsyncConnection.connect(stage.database.relay_dsn) as connection:
        await replay_declared(connection)


def _days(stage: Any) -> dict[uuid.UUID, date]:
    return dict(stage.rows("select id, due_on from app.problem"))


def _told(stage: Any, found: Reorganising) -> list[int]:
    query = (
        "select items from app.reorganisation_effect e join app.reorganisation z"
        " on z.id = e.reorganisation_id and z.previewed_at = e.previewed_at"
        " where z.id = %s and e.sort = 'DEADLINES'"
    )
    return [items for (items,) in stage.rows(query, found.item)]


async def _foreseen(
    stage: Any, superior: str, kind: str, step: Step
) -> tuple[list[int], set[uuid.UUID]]:
    """What the preview says, and which last days are others once it is applied and replayed."""
    before = _days(stage)
    found = await Reorganising.drafted(stage, f"{superior}.administrator", kind, [step])
    await found.applied(f"{superior}.administrator", other=f"{superior}.deputy")
    told = _told(stage, found)
    await _replayed(stage)
    after = _days(stage)
    return told, {key for key in before if after[key] != before[key]}


@pytest.mark.parametrize("page", [1, 2, deadlines.PAGE])
async def test_every_deadline_below_what_moves_is_counted_whatever_a_page_holds(
    staffed: Any, monkeypatch: pytest.MonkeyPatch, page: int
) -> None:
    monkeypatch.setattr(deadlines, "PAGE", page)
    at = await _reported(staffed, "a1x", "a1", "a1x", "a2x", "b1x")
    snow = min(at.values())
    await staffed.done("a.head", declare_calendar_day, DeclareCalendarDay(snow, False, "防汛"))
    await _replayed(staffed)
    told, moved = await _foreseen(staffed, "city", "MOVE", Step("MOVE", unit("a1"), to=unit("b")))
    assert (told, moved) == ([3], set(list(at)[:3]))


async def test_a_successor_counts_by_its_own_days(staffed: Any) -> None:
    at = await _reported(staffed, "a1", "a2", "a2", "a2x")
    snow = min(at.values())
    await staffed.done("a1.head", declare_calendar_day, DeclareCalendarDay(snow, False, "防汛"))
    await _replayed(staffed)
    told, moved = await _foreseen(staffed, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert (told, moved) == ([3], set(list(at)[1:]))


async def test_where_the_same_days_are_declared_none_moves(staffed: Any) -> None:
    at = await _reported(staffed, "a1x", "b1x")
    snow = min(at.values())
    for who in ("a.head", "b.head"):
        await staffed.done(who, declare_calendar_day, DeclareCalendarDay(snow, False, "防汛"))
    await _replayed(staffed)
    told, moved = await _foreseen(staffed, "city", "MOVE", Step("MOVE", unit("a1"), to=unit("b")))
    assert (told, moved) == ([], set())
