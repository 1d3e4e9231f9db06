"""JSON text built by PostgreSQL: values, objects and arrays as one concatenation.

Concatenating text costs a quarter less than ``json_build_object`` and is a tenth smaller on the wire
(measured; decision 0004). Every part is non-null: a null value prints as ``null``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, case, cast, func, literal_column

from storage.selection import Selection
from storage.shelf import Print

Part = str | ColumnElement[Any]
_MOST_ARGUMENTS = 90
"""PostgreSQL takes at most 100 arguments per call."""


def literal(text: str) -> ColumnElement[Any]:
    """A piece of fixed text as a SQL literal."""
    return literal_column("'" + text.replace("'", "''") + "'")


def printed(value: ColumnElement[Any], prints: Print, *, nullable: bool) -> list[Part]:
    """The parts that print one value as JSON."""
    if not nullable:
        return _printed(value, prints)
    return [case((value.is_(None), literal("null")), else_=joined(_printed(value, prints)))]


def _printed(value: ColumnElement[Any], prints: Print) -> list[Part]:
    if prints in (Print.TEXT, Print.TEXTS, Print.NAMES):
        return [func.to_json(value)]
    if prints in (Print.NUMBER, Print.BOOLEAN):
        return [cast(value, Text)]
    if prints is Print.INSTANT:
        moment = func.to_char(func.timezone("UTC", value), 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        return ['"', moment, '"']
    return ['"', value, '"']


def joined(parts: Iterable[Part]) -> ColumnElement[Any]:
    """One text expression from parts, neighbouring literals merged."""
    pieces: list[ColumnElement[Any]] = []
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        pieces += [literal(text), part] if text else [part]
        text = ""
    return _concatenated([*pieces, literal(text)] if text or not pieces else pieces)


def _concatenated(parts: Sequence[ColumnElement[Any]]) -> ColumnElement[Any]:
    if len(parts) == 1:
        return parts[0]
    while len(parts) > _MOST_ARGUMENTS:
        starts = range(0, len(parts), _MOST_ARGUMENTS)
        parts = [func.concat(*parts[at : at + _MOST_ARGUMENTS]) for at in starts]
    return func.concat(*parts)


def members(
    chosen: Iterable[Selection], type_name: str, member: Callable[[Selection], list[Part]]
) -> list[Part]:
    """The parts that print an object: each selected member under its response key."""
    parts: list[Part] = []
    for one in chosen:
        parts.append(f'{"," if parts else "{"}"{one.key}":')
        parts += [f'"{type_name}"'] if one.name == "__typename" else member(one)
    return [*parts, "}"] if parts else ["{}"]


def array(
    parts: Iterable[Part],
    order: Sequence[ColumnElement[Any]],
    *,
    where: ColumnElement[bool] | None = None,
) -> list[Part]:
    """The parts that print all rows of the statement as a JSON array, in order."""
    from_rows = func.string_agg(joined(parts), literal(","), type_=Text)
    ordered = from_rows.aggregate_order_by(*order) if order else from_rows
    gathered = ordered.filter(where) if where is not None else ordered
    return ["[", func.coalesce(gathered, literal("")), "]"]
