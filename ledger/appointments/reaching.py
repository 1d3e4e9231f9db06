"""Where what is held reaches on one tree, as whole sets of units.

A county has hundreds of units with people in each: asked unit by unit, what they all reach takes as
many steps as there are units, squared, for each of their rights.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from policies.branching import Places

UPWARD = frozenset({"parent", "ancestor"})


@dataclass(frozen=True)
class Tree:
    """Each unit's parent, as far as they are known; what is found out is kept."""

    parents: Mapping[int, int | None]
    _known: dict[tuple[Places, int, bool], frozenset[int]] = field(default_factory=dict)

    @cached_property
    def children(self) -> Mapping[int, tuple[int, ...]]:
        """Gives the direct subordinates of each unit."""
        found: dict[int, list[int]] = {}
        for unit, parent in self.parents.items():
            if parent is not None:
                found.setdefault(parent, []).append(unit)
        return {unit: tuple(units) for unit, units in found.items()}

    @cached_property
    def _below(self) -> Mapping[int, frozenset[int]]:
        found: dict[int, set[int]] = {}
        for unit in self.parents:
            for above in self.line(unit):
                found.setdefault(above, set()).add(unit)
        return {unit: frozenset(units) for unit, units in found.items()}

    def line(self, unit: int | None) -> Iterator[int]:
        """Gives a unit and those above it."""
        while unit is not None:
            yield unit
            unit = self.parents.get(unit)

    def within(self, unit: int, top: int) -> bool:
        """Says whether a unit is another or lies below it."""
        return top in self.line(unit)

    def reached(self, found: Places, unit: int, *, trust: bool) -> frozenset[int]:
        """Gives the units whose rows a right that reaches these places reaches from a unit.

        Given:    trust, whether it is held for that unit and everything below, to be given there: also
                  at units that are yet to be founded below or beside these.
        """
        if "elsewhere" in found:
            return frozenset(self.parents)
        key = (found, unit, trust)
        if key not in self._known:
            reached = self._reached(found, unit, trust=trust)
            self._known[key] = frozenset(one for one in reached if one in self.parents)
        return self._known[key]

    def _reached(self, found: Places, unit: int, *, trust: bool) -> Iterator[int]:
        below = self._below.get(unit, frozenset())
        under, above = below - {unit}, list(self.line(unit))[1:]
        if "self" in found:
            yield from below if trust else (unit,)
        if "deeper" in found or ("child" in found and trust):
            yield from under
        elif "child" in found:
            yield from self.children.get(unit, ())
        if UPWARD & found:
            yield from above if "ancestor" in found else above[:1]
            yield from below if trust else ()
        if "sibling" in found:
            yield from (one for top in above[:1] for one in self.children[top] if one != unit)
            yield from under if trust else ()
