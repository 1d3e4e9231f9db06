"""How branches of a narrow stand to each other: which is contained in which, which never meet.

A branch is a set of leaves that must all hold. Relations place the row's holder somewhere in the
tree as the viewer stands in it; two branches whose places have nothing in common never meet, and a
relation that holds in the whole of a place needs no second test there.

Facts about the tree used here, kept by the placing trigger and tested against it: a row's lineage
is its holder's; ``holder_parent`` is the parent of its holder; ``open_to`` is never null and never
larger than the slot of the holder's parent (the holder's own slot at the root).
"""

from collections.abc import Iterable, Mapping

from policies.conditions import (
    Before,
    Eq,
    In,
    IsNull,
    Leaf,
    Not,
    Operand,
    Relation,
    Value,
    ViewerField,
)

Places = frozenset[str]

EVERYWHERE: Places = frozenset(
    {"self", "child", "deeper", "parent", "ancestor", "sibling", "elsewhere"},
)

MAY_HOLD: Mapping[str, Places] = {
    "own": frozenset({"self"}),
    "child": frozenset({"child"}),
    "below": frozenset({"self", "child", "deeper"}),
    "subtree": frozenset({"self", "child", "deeper"}),
    "in_window": frozenset({"self", "child", "deeper"}),
    "parent": frozenset({"parent"}),
    "above": frozenset({"parent", "ancestor"}),
    "peer": frozenset({"sibling"}),
}
"""Where the holder can be when the relation holds; what is not named says nothing of places."""

SURELY_HOLDS: Mapping[str, Places] = {
    **MAY_HOLD,
    "below": frozenset({"self", "child"}),
    "in_window": frozenset(),
}
"""Where the relation holds whatever else is so."""

ANCHORS = frozenset({*MAY_HOLD, "involved", "published", "mine_anywhere"})

Branch = frozenset[Leaf]


def places(branch: Branch) -> Places:
    """Gives where the holder can be when every leaf of the branch holds."""
    found = EVERYWHERE
    for leaf in branch:
        if isinstance(leaf, Relation):
            found &= MAY_HOLD.get(leaf.name, EVERYWHERE)
    return found


def anchored(branch: Branch) -> bool:
    """Says whether an index can find the rows of a branch: it is tied to the viewer or published.

    Gives: true also for the branch without leaves, which is every row.
    """
    return not branch or any(_anchors(leaf) for leaf in branch)


def _anchors(leaf: Leaf) -> bool:
    match leaf:
        case Relation(name):
            return name in ANCHORS
        case Eq(left, right):
            return isinstance(left, ViewerField) or isinstance(right, ViewerField)
        case _:
            return False


def implies(first: Branch, second: Branch) -> bool:
    """Says whether every row of the first branch is surely a row of the second."""
    where = places(first)
    return all(leaf in first or _sure(leaf, where) for leaf in second)


def _sure(leaf: Leaf, where: Places) -> bool:
    return isinstance(leaf, Relation) and where <= SURELY_HOLDS.get(leaf.name, frozenset())


def apart(first: Branch, second: Branch) -> bool:
    """Says whether no row can be in both branches."""
    if not places(first) & places(second):
        return True
    return any(_contradict(one, other) for one in first for other in second)


def _contradict(one: Leaf, other: Leaf) -> bool:
    if one == Not(other) or other == Not(one):
        return True
    if {one, other} & {IsNull(side) for side in _known(one) | _known(other)}:
        return True
    left, right = _allowed(one), _allowed(other)
    if left is None or right is None:
        return False
    return left[0] == right[0] and not left[1] & right[1]


def _known(leaf: Leaf) -> frozenset[Operand]:
    """Gives what cannot be null where the leaf holds."""
    match leaf:
        case Eq(left, right) | Before(left, right):
            return frozenset({left, right})
        case In(left, _):
            return frozenset({left})
        case _:
            return frozenset()


def _allowed(leaf: Leaf) -> tuple[object, frozenset[object]] | None:
    match leaf:
        case Eq(left, Value(value)):
            return left, frozenset({value})
        case In(left, values):
            return left, frozenset(values)
        case _:
            return None


def reduced(found: Iterable[Branch]) -> tuple[Branch, ...]:
    """Drops every branch that another one contains; the order is stable for a plan's key.

    Gives: branches that hold one another nowhere, those that need the trail last.
    """
    distinct = sorted(set(found), key=_order)
    return tuple(
        branch
        for branch in distinct
        if not any(
            implies(branch, other)
            and not (implies(other, branch) and _order(branch) < _order(other))
            for other in distinct
            if other != branch
        )
    )


def _order(branch: Branch) -> tuple[bool, int, list[str]]:
    return needs_trail(branch), len(branch), sorted(map(repr, branch))


def needs_trail(branch: Branch) -> bool:
    """Says whether the rows of a branch are found through the trail."""
    return Relation("involved") in branch
