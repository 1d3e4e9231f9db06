"""Which posts make their holders head of the unit, as the rule book says it."""

import functools
from typing import Any

from sqlalchemy import ColumnElement, false, func, or_
from sqlalchemy.dialects.postgresql import array

from policies import book
from storage.printing import literal
from storage.shelf import Columns, Values

HEAD = "unit_head"


@functools.cache
def _bringing() -> tuple[list[str], list[str]]:
    """Gives the roles that include that of a unit's head, and the actor types that bring one of them."""
    known = book.load()
    roles = [role for role in known.roles if HEAD in known.with_included(role)]
    brought = known.actor_types.items()
    return roles, [actor for actor, given in brought if not set(roles).isdisjoint(given)]


def heads_unit(columns: Columns, _: Values) -> ColumnElement[Any]:
    """Whether a post is the head's of its unit: by a role of its own or by its actor type."""
    roles, actors = ([literal(one) for one in some] for some in _bringing())
    by_actor = func.coalesce(columns["actor_type"].in_(actors), false())
    return or_(columns["roles"].op("&&")(array(roles)), by_actor)
