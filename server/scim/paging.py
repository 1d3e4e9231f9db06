"""In which order entries come, and one page of them by cursor."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from scim2_models import InvalidCursorException, SearchRequest
from sqlalchemy import ColumnElement, func, tuple_

from ledger.feeds.tables import feed_entry
from server.scim.describing import PERSON, POST
from server.scim.filtering import META, path_of, read_id, text_at
from tenants.sitting import Sitting

MODELS: Mapping[str, Any] = {"PERSON": PERSON, "POST": POST}
LAST = 2**31 - 1
"""The last place from which a page by index is counted: nothing stands beyond it."""
Keys = list[ColumnElement[Any]]


def order(search_request: SearchRequest[Any], kinds: Sequence[str]) -> tuple[Keys, bool]:
    """Gives the keys that a page is ordered by, what has no value last; and whether it is turned."""
    if search_request.sort_by is None:
        return [feed_entry.c.id], False
    binding = search_request.sort_binding(MODELS[kinds[0]])
    descending = search_request.sort_order == SearchRequest.SortOrder.descending
    if binding is None:
        return [feed_entry.c.id], descending
    value: ColumnElement[Any]
    if binding.field_name == "meta":
        held = META.get(binding.sub_field_name or "created")
        if held is None:
            return [feed_entry.c.id], descending
        value = held if held.type.python_type is str else func.to_char(held, "YYYYMMDDHH24MISSUS")
    elif binding.field_name == "id":
        return [feed_entry.c.id], descending
    else:
        value = text_at(feed_entry.c.told, path_of(binding), exact=binding.case_exact)
    return [value.is_(None), func.coalesce(value, "").collate("C"), feed_entry.c.id], descending


async def after(
    sitting: Sitting,
    query: Any,
    keys: Keys,
    *,
    descending: bool,
    count: int,
    at: Any,
) -> tuple[list[dict[str, Any]], list[Any] | None, list[Any] | None]:
    """Gives the rows after, or before, the keys that a cursor holds; and the next and last cursors."""
    back, anchor = _read_position(at, len(keys))
    turned = descending != back
    if anchor is not None:
        here, there = tuple_(*keys), tuple_(*anchor)
        query = query.where(here < there if turned else here > there)
    named = [key.label(f"k{place}") for place, key in enumerate(keys)]
    query = query.add_columns(*named)
    query = query.order_by(*(key.desc() if turned else key for key in keys))
    rows = await sitting.rows(query.limit(count + 1) if count else query)
    more = bool(count) and len(rows) > count
    rows = rows[:count] if count else rows
    if back:
        rows.reverse()
    following = rows and (more or back)
    preceding = rows and (more if back else anchor is not None)
    return (
        rows,
        _position("next", rows[-1], len(keys)) if following else None,
        _position("previous", rows[0], len(keys)) if preceding else None,
    )


def _position(direction: str, row: Mapping[str, Any], size: int) -> list[Any]:
    held = [row[f"k{place}"] for place in range(size)]
    return [direction, *(str(key) if isinstance(key, UUID) else key for key in held)]


def _read_position(at: Any, size: int) -> tuple[bool, list[Any] | None]:
    if at is None:
        return False, None
    if not isinstance(at, list) or len(at) != size + 1 or at[0] not in {"next", "previous"}:
        raise InvalidCursorException
    key = read_id(at[-1])
    if key is None:
        raise InvalidCursorException
    return at[0] == "previous", [*at[1:-1], key]
