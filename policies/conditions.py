"""Conditions: one tree, three readings.

A word of the book is a tree of closed operators over fields of the row and of the viewer. Here the
tree is judged on a row (:func:`holds`), written as SQL (:func:`sql`) and searched for what is
missing (:func:`missing`). *Null never holds*: a comparison with null does not hold, and a negation
is ``IS NOT TRUE``, so that all three readings agree on every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Text,
    Uuid,
    and_,
    any_,
    bindparam,
    cast,
    false,
    literal_column,
    or_,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, array
from sqlalchemy.types import TypeEngine

from policies.facts import Row, Viewer, field
from policies.relations import LINEAGE, PUBLISHED, RELATED

Columns = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True)
class RowField:
    """A field of the row."""

    name: str


@dataclass(frozen=True)
class ViewerField:
    """A field of the viewer: one of :data:`VIEWER_TYPES`."""

    name: str


@dataclass(frozen=True)
class Value:
    """A value that the book writes down."""

    value: str | int | bool | date


@dataclass(frozen=True)
class Today:
    """The civil date of the act. No rule for reading or counting may ask for it."""


Operand = RowField | ViewerField | Value | Today


@dataclass(frozen=True)
class Eq:
    """Both are known and equal."""

    left: Operand
    right: Operand


@dataclass(frozen=True)
class In:
    """The left is one of the values."""

    left: Operand
    values: tuple[str | int, ...]


@dataclass(frozen=True)
class IsNull:
    """The field has no value."""

    left: Operand


@dataclass(frozen=True)
class Before:
    """The left day is earlier than the right one; ``after`` is written with the sides exchanged."""

    left: Operand
    right: Operand


@dataclass(frozen=True)
class Relation:
    """How the row's holder stands to the viewer's tenant; the closed list is :data:`RELATIONS`."""

    name: str


@dataclass(frozen=True)
class Not:
    """The part does not hold: it is false, or nothing is known."""

    part: "Condition"


@dataclass(frozen=True)
class All:
    """Every part holds; of no parts, always."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple["Condition", ...]


Condition = Eq | In | IsNull | Before | Relation | Not | All | Some
Leaf = Eq | In | IsNull | Before | Relation | Not

VIEWER_TYPES = {
    "person": "person",
    "post": "post",
    "tenant": "tenant",
    "parent": "tenant",
    "body": "body",
    "actor_type": "text",
    "elsewhere": "flag",
}
"""Which fields of the viewer a condition may name, and what kind of thing each one is."""

RELATION_FIELDS: Mapping[str, tuple[str, ...]] = {
    "own": ("holder",),
    "child": ("holder_parent",),
    "below": (*LINEAGE, "open_to"),
    "subtree": LINEAGE,
    "in_window": LINEAGE,
    "parent": ("holder",),
    "above": ("holder",),
    "peer": ("holder", "holder_parent"),
    "involved": ("trail",),
    "recorded": ("recorders",),
    "published": ("state",),
    "mine_anywhere": ("holder",),
    "accused": ("accused",),
}
"""The closed list of relations, and the fields of the row that each one reads."""

BOUND: Mapping[str, TypeEngine[Any]] = {
    "viewer_tenant": Integer(),
    "viewer_parent": Integer(),
    "viewer_person": Uuid(),
    "viewer_post": Uuid(),
    "viewer_body": Uuid(),
    "viewer_actor_type": Text(),
    "viewer_tenants": ARRAY(Integer),
    "viewer_units": ARRAY(Integer),
    "viewer_window": Integer(),
    "viewer_elsewhere": Boolean(),
    "viewer_today": Date(),
    **{f"viewer_{at}": Integer() for at in LINEAGE},
}
"""Every parameter that a condition may name, with its type; values: ``facts.bindings``."""


# ---------------------------------------------------------------- judged on a row


def holds(cond: Condition, viewer: Viewer, row: Row, today: date) -> bool:
    """Says whether a condition holds for a viewer and a row. Null never holds."""
    match cond:
        case All(parts):
            return all(holds(part, viewer, row, today) for part in parts)
        case Some(parts):
            return any(holds(part, viewer, row, today) for part in parts)
        case Not(part):
            return not holds(part, viewer, row, today)
        case Relation(name):
            return RELATED[name](viewer, row)
        case IsNull(left):
            return _value(left, viewer, row, today) is None
        case In(left, values):
            return _value(left, viewer, row, today) in values
        case Eq(left, right):
            first, second = _value(left, viewer, row, today), _value(right, viewer, row, today)
            return first is not None and first == second
        case Before(left, right):
            first, second = _value(left, viewer, row, today), _value(right, viewer, row, today)
            return isinstance(first, date) and isinstance(second, date) and first < second


def _value(operand: Operand, viewer: Viewer, row: Row, today: date) -> object:
    match operand:
        case RowField(name):
            return field(row, name)
        case ViewerField(name):
            found: object = getattr(viewer, name)
            return found
        case Value(value):
            return value
        case Today():
            return today


# ---------------------------------------------------------------- written as SQL


def sql(cond: Condition, columns: Columns, slot: int | None) -> ColumnElement[bool]:
    """Writes a condition as SQL over the columns of a row.

    Given:  columns by field name; slot, the viewer's own, which becomes part of the text; every
            other fact about the viewer is a parameter (``facts.bindings``).
    Gives:  an expression that is true exactly where the condition holds, else false or null.
    """
    match cond:
        case All(parts):
            return and_(true(), *(sql(part, columns, slot) for part in parts))
        case Some(parts):
            return or_(false(), *(sql(part, columns, slot) for part in parts))
        case Not(part):
            return sql(part, columns, slot).is_not(true())
        case Relation(name):
            return _relation_sql(name, columns, slot)
        case IsNull(left):
            return _operand_sql(left, columns).is_(None)
        case In(left, values):
            return _operand_sql(left, columns).in_([written(value) for value in values])
        case Eq(left, right):
            return _operand_sql(left, columns) == _operand_sql(right, columns)
        case Before(left, right):
            return _operand_sql(left, columns) < _operand_sql(right, columns)


def bound(name: str) -> ColumnElement[Any]:
    """Gives the parameter ``viewer_<name>`` with its type; its value comes at execution."""
    return bindparam(f"viewer_{name}", type_=BOUND[f"viewer_{name}"])


def written(value: str | int | bool | date) -> ColumnElement[Any]:
    """Gives a value of the book as a literal, so that a partial index can be proved by it.

    Given: a value that the loader let through: of texts, only plain names (``words.PLAIN``).
    """
    match value:
        case bool():
            return true() if value else false()
        case int():
            return literal_column(str(value), Integer)
        case date():
            return literal_column(f"date '{value.isoformat()}'", Date)
        case _:
            return literal_column(f"'{value}'", Text)


def _operand_sql(operand: Operand, columns: Columns) -> ColumnElement[Any]:
    match operand:
        case RowField(name):
            return columns[name]
        case ViewerField(name):
            return bound(name)
        case Value(value):
            return written(value)
        case Today():
            return bound("today")


def _relation_sql(name: str, columns: Columns, slot: int | None) -> ColumnElement[bool]:
    match name:
        case "published":
            return columns["state"] == written(PUBLISHED)
        case "mine_anywhere":
            return columns["holder"] == any_(bound("tenants"))
        case "recorded":
            return bound("person") == any_(columns["recorders"])
        case "accused":
            return columns["accused"].op("&&", is_comparison=True)(bound("units"))
        case _ if slot is None:
            return false()
        case "own":
            return columns["holder"] == bound("tenant")
        case "child":
            return columns["holder_parent"] == bound("tenant")
        case "parent":
            return columns["holder"] == bound("parent")
        case "involved":
            return bound("tenant") == any_(columns["trail"])
        case "subtree":
            return columns[f"at{slot}"] == bound("tenant")
        case "in_window":
            return or_(*(columns[at] == bound("window") for at in LINEAGE[slot - 1 :]))
        case "below":
            # The slot is a literal: a parameter could not prove the partial index (levels.md).
            within = columns["open_to"] <= written(slot)
            return and_(columns[f"at{slot}"] == bound("tenant"), within)
        case "peer":
            siblings = columns["holder_parent"] == bound("parent")
            return and_(siblings, columns["holder"] != bound("tenant"))
        case _ if slot == 1:
            return false()
        case _:
            ancestors = [bound(at) for at in LINEAGE[: slot - 1]]
            # Untyped parameters would make it an array of text.
            return columns["holder"] == any_(cast(array(ancestors), ARRAY(Integer)))


# ---------------------------------------------------------------- taken apart


def branches(cond: Condition) -> tuple[frozenset[Leaf], ...]:
    """Takes a condition apart into the ways in which it can hold, each a set of leaves.

    Gives: one set per way (disjunctive normal form); the empty set is a way that always holds.
    """
    match cond:
        case All(parts):
            ways = product(*(branches(part) for part in parts))
            return tuple(frozenset().union(*way) for way in ways)
        case Some(parts):
            return tuple(way for part in parts for way in branches(part))
        case _:
            return (frozenset({cond}),)


def missing(cond: Condition, viewer: Viewer, row: Row, today: date) -> frozenset[Leaf]:
    """Gives what is missing for the condition to hold: the least set of leaves that do not.

    Gives: the empty set when it holds.
    """
    lacks = (
        frozenset(leaf for leaf in way if not holds(leaf, viewer, row, today))
        for way in branches(cond)
    )
    return min(lacks, key=lambda lack: (len(lack), sorted(map(repr, lack))), default=frozenset())
