"""Histories by colluding administrators: on the model, and through the API, in small."""

from random import Random

import pytest

from ledger.appointments import standings
from tests.ledger.giving import Giving, giving
from tests.ledger.giving_model import HOLES, ROUTES, searched
from tests.ledger.giving_search import CIRCLES, CLERK, Search

__all__ = ["giving"]


def test_nobody_comes_to_do_or_give_more_than_at_the_start() -> None:
    found = searched(40, 40, 4711)
    assert found.grown == []
    assert set(found.by_route) == set(ROUTES), "a route that is never taken proves nothing"


@pytest.mark.parametrize("hole", HOLES)
def test_a_seeded_hole_is_found(hole: str) -> None:
    assert searched(60, 40, 4711, judge=HOLES[hole]).grown


async def test_the_same_through_the_api(giving: Giving) -> None:
    await giving.clerk(CLERK)
    search = Search(giving)
    for number, circle in enumerate((CIRCLES[1], CIRCLES[-1])):
        await search.history(circle, Random(f"api/{number}"), 40)
    assert search.grown == []
    assert search.made > 5
    assert search.refusals.keys() & {"grant.wider", "grant.senior"}, search.refusals


async def test_through_the_api_an_unweighed_act_is_found(
    giving: Giving, monkeypatch: pytest.MonkeyPatch
) -> None:
    await giving.clerk(CLERK)
    monkeypatch.setattr(standings, "objections", lambda *_, **__: ())
    search = Search(giving)
    await search.history(CIRCLES[-1], Random("hole"), 60)
    assert search.grown
