"""Where what is held reaches, as sets of units: the same as asked unit by unit, in plain words."""

from itertools import chain, combinations
from random import Random

import pytest

from ledger.appointments.reaching import Tree
from policies.branching import EVERYWHERE, Places

ALL: list[Places] = [
    frozenset(found)
    for found in chain.from_iterable(
        combinations(sorted(EVERYWHERE), n) for n in range(len(EVERYWHERE) + 1)
    )
]


def grown(draw: Random, size: int) -> Tree:
    """A tree that grew at random; some roots besides the first, as beyond what one may see."""
    parents: dict[int, int | None] = {1: None, 2: 900}
    for unit in range(3, size):
        parents[unit] = draw.choice([*parents])
    return Tree(parents)


def line(tree: Tree, unit: int | None) -> list[int]:
    return [] if unit is None else [unit, *line(tree, tree.parents.get(unit))]


def stands(tree: Tree, unit: int, holder: int) -> set[str]:
    """Where a unit stands, as whoever holds something at another sees it."""
    up, down = line(tree, unit)[1:], line(tree, holder)[1:]
    found = {"elsewhere"}
    found |= {"self"} if unit == holder else set()
    found |= {"child"} if up[:1] == [holder] else set()
    found |= {"deeper"} if holder in up else set()
    found |= {"parent"} if down[:1] == [unit] else set()
    found |= {"ancestor"} if unit in down else set()
    found |= {"sibling"} if up[:1] == down[:1] != [] and unit != holder else set()
    return found


def reaches(tree: Tree, places: Places, holder: int, unit: int, *, trust: bool) -> bool:
    """Held in trust it may be given at the unit, at all below it, and at those yet to be founded."""
    if "elsewhere" in places:
        return True
    if not trust:
        return bool(places & stands(tree, unit, holder))
    within = holder in line(tree, unit)
    if within and (places & {"parent", "ancestor"} or ("sibling" in places and unit != holder)):
        return True
    below = [one for one in tree.parents if holder in line(tree, one)]
    return any(places & stands(tree, unit, one) for one in below)


@pytest.mark.parametrize("seed", range(3))
def test_whole_sets_are_what_each_unit_is_asked(seed: int) -> None:
    tree = grown(Random(seed), 16)
    for places in ALL:
        for holder in (*tree.parents, 900, 901):
            for trust in (False, True):
                if holder >= 900 and trust and holder not in tree.parents:
                    continue
                wanted = {
                    unit
                    for unit in tree.parents
                    if reaches(tree, places, holder, unit, trust=trust)
                }
                found = tree.reached(places, holder, trust=trust)
                assert found == wanted, (places, holder, trust)


def test_each_place_is_one_that_no_other_gives() -> None:
    """The control: were any of them forgotten, the comparison would see it."""
    tree = grown(Random(0), 16)
    for place in EVERYWHERE - {"elsewhere", "deeper", "ancestor"}:
        rest = EVERYWHERE - {"elsewhere", "deeper", "ancestor", place}
        assert any(
            tree.reached(rest, one, trust=False) != tree.reached(rest | {place}, one, trust=False)
            for one in tree.parents
        ), place
