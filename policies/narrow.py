"""A narrow: the rows that a viewer may see or act on, as disjoint branches an index can serve.

The second reading of the book. It is built from the table of reach, never from the pages, so that
what Casbin decides is what is compiled. The statement depends on (roles, slot, book version) only;
everything else about the viewer is a parameter (``facts.bindings``).

Source: architecture 6; levels.md (an OR across columns or tables costs 180 to 600 ms).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, true

from policies import branching
from policies.conditions import Columns, Leaf, branches, sql
from policies.facts import Held
from policies.reach import Reach


@dataclass(frozen=True)
class Always:
    """Every row: nothing needs to be added to the statement."""


@dataclass(frozen=True)
class Never:
    """No row: the statement need not be run."""


@dataclass(frozen=True)
class Branch:
    """One branch: its rows, and whether they are to be found through the trail table.

    ``where`` is complete either way; ``involved`` only says that the list starts at the trail.
    """

    where: ColumnElement[bool]
    involved: bool = False


@dataclass(frozen=True)
class Branches:
    """Branches that no row shares: a list is their UNION ALL, a single row any one of them."""

    branches: tuple[Branch, ...]

    def anyhow(self) -> ColumnElement[bool]:
        """Gives one expression for a row that is already at hand, such as the far end of a link."""
        return or_(*(branch.where for branch in self.branches))


Narrow = Always | Never | Branches

ALWAYS = Always()
NEVER = Never()


def narrow(
    reach: Reach,
    viewer_roles: Held,
    *,
    all_roles: Held,
    action: str,
    slot: int | None,
    columns: Columns,
) -> Narrow:
    """Gives the rows on which the viewer may do the action.

    Given:   viewer_roles of the acting post and all_roles of every post; slot of the acting
             tenant, null for nobody; columns by the field names of the action's noun (``Noun.column`` says which column
             of its table a field is).
    Gives:   :class:`Always`, :class:`Never` or disjoint :class:`Branches`.
    Refuses: :class:`policies.reach.UnknownAction`.
    """
    allowed = [
        branch
        for word in reach.allowing(action, viewer_roles)
        for branch in branches(reach.conditions[word])
        if _possible(branch, slot)
    ]
    denied = [
        reach.conditions[word] for word in sorted(reach.denying(action, all_roles | viewer_roles))
    ]
    if not allowed or any(frozenset() in branches(cond) for cond in denied):
        return NEVER
    without = [sql(cond, columns, slot).is_not(true()) for cond in denied]
    reduced = branching.reduced(allowed)
    if reduced == (frozenset(),) and not without:
        return ALWAYS
    written = [_written(branch, columns, slot) for branch in reduced]
    made = []
    for place, branch in enumerate(reduced):
        meets = [
            written[earlier].is_not(true())
            for earlier in range(place)
            if not branching.apart(reduced[earlier], branch)
        ]
        where = and_(written[place], *meets, *without)
        made.append(Branch(where, involved=branching.needs_trail(branch)))
    return Branches(tuple(made))


def _possible(branch: branching.Branch, slot: int | None) -> bool:
    """Says whether the branch can hold at all at this slot; nobody stands nowhere in the tree."""
    where = branching.places(branch)
    if not where:
        return False
    if slot is None:
        return where == branching.EVERYWHERE and not branching.needs_trail(branch)
    return slot > 1 or bool(where - {"parent", "ancestor"})


def _written(branch: branching.Branch, columns: Columns, slot: int | None) -> ColumnElement[Any]:
    leaves: list[Leaf] = sorted(branch, key=repr)
    return and_(true(), *(sql(leaf, columns, slot) for leaf in leaves))
