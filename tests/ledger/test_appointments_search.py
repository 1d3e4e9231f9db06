"""Histories by colluding administrators: on the model, and through the API, in small."""

from random import Random

import pytest

from ledger.appointments import standings
from tests.ledger.giving import Giving, giving
from tests.ledger.giving_holes import HOLES
from tests.ledger.giving_invitations import never_void
from tests.ledger.giving_model import ROUTES, searched
from tests.ledger.giving_search import CIRCLES, CLERK, Search
from tests.ledger.giving_steps import MOVES, applied, deputies, elsewhere, moved

__all__ = ["giving"]


def test_nobody_comes_to_do_or_give_more_than_at_the_start() -> None:
    found = searched(40, 40, 4711)
    assert found.grown == []
    assert set(found.by_route) == set(ROUTES), "a route that is never taken proves nothing"


@pytest.mark.parametrize("hole", HOLES)
def test_a_seeded_hole_is_found(hole: str) -> None:
    assert searched(100, 40, 4711, judge=HOLES[hole]).grown


async def test_the_same_through_the_api(giving: Giving) -> None:
    deputies(giving)
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
    deputies(giving)
    await giving.clerk(CLERK)
    monkeypatch.setattr(standings, "objections", lambda *_, **__: ())
    search = Search(giving)
    await search.history(CIRCLES[-1], Random("hole"), 60)
    assert search.grown


@pytest.mark.parametrize("hole", [False, True])
async def test_nobody_becomes_whom_others_gave_more_since_they_were_invited(
    giving: Giving, hole: bool
) -> None:
    """With the hole, that a code stays good whatever was given since, the search finds it."""
    await giving.clerk(CLERK)
    if hole:
        never_void(giving.stage.database)
    search = Search(giving, drawn=("become",))
    for number in range(2):
        await search.history(CIRCLES[2], Random(f"become/{number}"), 14)
    assert bool(search.grown) == hole, search.grown
    assert search.made
    assert hole or search.refusals["invitation.not_open"], search.refusals


async def test_acts_of_several_steps_are_done_to_the_end(giving: Giving) -> None:
    """What is never made proves nothing: a unit moves, and a change is applied as previewed."""
    deputies(giving)
    numbers = giving.stage.world.tenants
    above = "select parent_id from app.tenant where id = %s"
    told = await moved(giving, "a.administrator", "a.administrator", "a1x", "a2")
    assert told["__typename"] == "Refusal", "one alone does not move it"
    assert giving.stage.one(above, numbers["a1x"]) == numbers["a1"]
    told = await moved(giving, "a.administrator", "a.deputy", "a1x", "a2")
    assert told["__typename"] == "ApplyReorganisationSuccess", told
    assert giving.stage.one(above, numbers["a1x"]) == numbers["a2"]
    assert elsewhere(giving, *MOVES[0]) == "a1"
    given = {"post": f"Post_{giving.stage.world.post('a1.spare')}", "role": "handler"}
    told = await applied(giving, "a.administrator", "grantRole", given)
    assert told["__typename"] == "ApplyChangeSuccess", told
    assert ("handler", "*") in (await giving.stage.viewer("a1.spare")).roles
