"""Judges with a hole each, as controls of the search on the model (``giving_model.py``)."""

from collections.abc import Mapping

from ledger.appointments import widening
from ledger.appointments.widening import Objection, Standing, State
from tests.ledger.giving_model import ROUTES, VOID, Judge, judged


def _skips(kind: str) -> Judge:
    """A judge that weighs one route not at all."""

    def skipping(powers, before, after, actor, acting, route):
        return () if route == kind else judged(powers, before, after, actor, acting, route)

    return skipping


def _only(*kinds: str) -> Judge:
    def only(powers, before, after, actor, acting, route):
        found = judged(powers, before, after, actor, acting, route)
        return tuple(one for one in found if one.kind in {*kinds, VOID})

    return only


def _blind_to_trust(powers, before, after, actor, acting, route):
    """Weighs what people do, and forgets what they may give."""

    def plain(state: State) -> State:
        people = {
            key: Standing(frozenset(one for one in it.holds if not one.trust), it.roles)
            for key, it in state.people.items()
        }
        return State(state.parents, people, state.posts)

    return judged(powers, plain(before), plain(after), actor, acting, route)


def _blind_to_ends(powers, before, after, actor, acting, route):
    """Weighs who manages now, and forgets that some of them leave on a day that is known."""
    found, still = judged(powers, before, after, actor, acting, route), widening.managers(after)
    return tuple(one for one in found if one.kind != widening.UNMANAGED or one.unit not in still)


def _old_and_new_parent(powers, before, after, actor, acting, route):
    """Keycloak's mistake: whoever may give at the old and at the new parent may move."""
    if route != "move":
        return judged(powers, before, after, actor, acting, route)
    moved = next((u for u in before.parents if before.parents[u] != after.parents[u]), None)
    if moved is None:
        return ()
    ends = (before.parents[moved], after.parents[moved])
    places = {one.unit for one in acting if one.trust}
    held = all(any(top in before.tree.line(end) for top in places) for end in ends)
    return () if held else (Objection("WIDER"),)


HOLES: Mapping[str, Judge] = {
    **{f"the route {name} is not weighed": _skips(name) for name in ROUTES},
    "what a role may give is not weighed": _blind_to_trust,
    "a manager who leaves on a known day counts": _blind_to_ends,
    "a move is weighed at the old and the new parent only": _old_and_new_parent,
    "seniors are touched": _only(widening.WIDER, widening.OWN, widening.UNMANAGED),
    "the last manager goes": _only(widening.WIDER, widening.OWN, widening.SENIOR),
}
"""Controls: a search with any of them must find something."""
