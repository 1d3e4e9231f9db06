"""A manager who leaves on a day that is known already counts only beside one who does not."""

from datetime import timedelta
from typing import Any

import pytest

from ledger.appointments import standings, widening
from tests.ledger.giving import APPOINTMENT, GROUND, Giving, giving

__all__ = ["giving"]


def _day(giving: Giving, ahead: int) -> str:
    return str(giving.stage.now.date() + timedelta(days=ahead))


async def _second(giving: Giving, **given: Any) -> dict[str, Any]:
    told = await giving.appoint("city.administrator", "a.administrator", "a.desk", **given)
    found: dict[str, Any] = told["appointment"]
    return found


async def _relieved(giving: Giving, appointment: dict[str, Any], **given: Any) -> str:
    """Has the city relieve somebody; gives the code of the refusal, or nothing."""
    said = {"appointment": appointment["id"], "expectedVersion": appointment["version"]}
    told = await giving.client.act(
        "city.administrator", "relievePerson", APPOINTMENT, **said, **GROUND, **given
    )
    code: str = told.get("code", "")
    return code


def _first(giving: Giving) -> dict[str, Any]:
    query = "select id, version from app.appointment where person_id = %s"
    (row,) = giving.stage.named(query, giving.stage.world.person("a.administrator"))
    return {"id": f"Appointment_{row['id']}", "version": row["version"]}


async def test_the_last_one_without_an_end_stays(giving: Giving) -> None:
    await _second(giving, until=_day(giving, 200))
    assert await _relieved(giving, _first(giving)) == "grant.unmanaged"
    # Nor is an end set for the last one who has none.
    day = {"relievedOn": _day(giving, 30)}
    assert await _relieved(giving, _first(giving), **day) == "grant.unmanaged"
    assert giving.held_by("a.administrator") == ["a.administrator"]


async def test_beside_one_without_an_end_either_may_go(giving: Giving) -> None:
    """The control: the same, and the second one stays."""
    second = await _second(giving)
    assert await _relieved(giving, _first(giving)) == ""
    assert await _relieved(giving, second) == "grant.unmanaged"


async def test_the_one_with_an_end_goes_early(giving: Giving) -> None:
    second = await _second(giving, until=_day(giving, 200))
    assert await _relieved(giving, second) == ""


async def test_who_begins_later_manages_from_that_day(giving: Giving) -> None:
    second = await _second(giving, appointedOn=_day(giving, 60))
    # Until then nobody else does, and nobody is let go before.
    assert await _relieved(giving, _first(giving)) == "grant.unmanaged"
    early = {"relievedOn": _day(giving, 59)}
    assert await _relieved(giving, _first(giving), **early) == "grant.unmanaged"
    assert giving.held_by("a.administrator") == ["a.administrator"]
    # On that day they are, and then it is the second one who is not taken away again.
    assert await _relieved(giving, _first(giving), relievedOn=_day(giving, 60)) == ""
    assert await _relieved(giving, second) == "grant.unmanaged"


async def test_a_day_without_anybody_between_two_is_refused(giving: Giving) -> None:
    """One leaves before the other begins: the last one without an end stays till then."""
    await _second(giving, until=_day(giving, 30))
    await giving.appoint(
        "city.administrator", "a.administrator", "a.spare", appointedOn=_day(giving, 60)
    )
    gap = {"relievedOn": _day(giving, 40)}
    assert await _relieved(giving, _first(giving), **gap) == "grant.unmanaged"
    assert await _relieved(giving, _first(giving), relievedOn=_day(giving, 60)) == ""


async def test_without_the_rule_the_unit_would_be_bare_on_that_day(
    giving: Giving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: only whoever manages today is asked about."""
    weighing = standings.objections

    def blind(*given: Any, **named: Any) -> Any:
        still = widening.managers(given[2])
        return tuple(
            one
            for one in weighing(*given, **named)
            if one.kind != widening.UNMANAGED or one.unit not in still
        )

    monkeypatch.setattr(standings, "objections", blind)
    await _second(giving, until=_day(giving, 200))
    assert await _relieved(giving, _first(giving)) == ""
