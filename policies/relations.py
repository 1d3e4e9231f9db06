"""How a row stands to whoever looks at it: each relation of the closed list, judged on a row."""

from collections.abc import Callable, Collection, Mapping

from policies.facts import Row, Viewer, field

LINEAGE = ("at1", "at2", "at3", "at4", "at5", "at6")
PUBLISHED = "PUBLISHED"


def _same(first: object, second: object) -> bool:
    return first is not None and first == second


def _below(viewer: Viewer, row: Row) -> bool:
    open_to = field(row, "open_to")
    return _subtree(viewer, row) and isinstance(open_to, int) and open_to <= (viewer.slot or 0)


def _subtree(viewer: Viewer, row: Row) -> bool:
    return viewer.slot is not None and _same(field(row, f"at{viewer.slot}"), viewer.tenant)


def _in_window(viewer: Viewer, row: Row) -> bool:
    # It lies over the viewer's unit or one below it: at its slot, or a deeper one.
    if viewer.window is None or viewer.slot is None:
        return False
    return viewer.window in [field(row, at) for at in LINEAGE[viewer.slot - 1 :]]


def _above(viewer: Viewer, row: Row) -> bool:
    ancestors = viewer.lineage[: (viewer.slot or 1) - 1]
    holder = field(row, "holder")
    return holder is not None and holder in ancestors


def _peer(viewer: Viewer, row: Row) -> bool:
    holder = field(row, "holder")
    return (
        _same(field(row, "holder_parent"), viewer.parent)
        and holder is not None
        and viewer.tenant is not None
        and holder != viewer.tenant
    )


def _listed(row: Row, name: str) -> Collection[object]:
    return found if isinstance(found := field(row, name), list | tuple) else ()


def _recorded(viewer: Viewer, row: Row) -> bool:
    return viewer.person is not None and viewer.person in _listed(row, "recorders")


def _involved(viewer: Viewer, row: Row) -> bool:
    return viewer.tenant is not None and viewer.tenant in _listed(row, "trail")


def _accused(viewer: Viewer, row: Row) -> bool:
    """Says whether a unit that the row is against lies on the line of any of the viewer's posts."""
    return not set(viewer.units).isdisjoint(_listed(row, "accused"))


RELATED: Mapping[str, Callable[[Viewer, Row], bool]] = {
    "own": lambda viewer, row: _same(field(row, "holder"), viewer.tenant),
    "child": lambda viewer, row: _same(field(row, "holder_parent"), viewer.tenant),
    "below": _below,
    "subtree": _subtree,
    "in_window": _in_window,
    "parent": lambda viewer, row: _same(field(row, "holder"), viewer.parent),
    "above": _above,
    "peer": _peer,
    "involved": _involved,
    "recorded": _recorded,
    "published": lambda _, row: field(row, "state") == PUBLISHED,
    "mine_anywhere": lambda viewer, row: field(row, "holder") in viewer.tenants,
    "accused": _accused,
}
"""Every relation that a condition may name."""
