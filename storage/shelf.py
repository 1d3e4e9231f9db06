"""Shelves: which fields a type has, and from which column, relation or rule each one comes.

A shelf lists each field once. Everything a client can read stands on a shelf; lists, counts,
payloads of acts and subscriptions all read it under the same action of the rule book.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Protocol

from sqlalchemy import ColumnElement, FromClause

Columns = Mapping[str, ColumnElement[Any]]
Values = Mapping[str, ColumnElement[Any]]
"""Parameters an expression may read: the viewer's facts and the arguments in scope."""

Holds = Callable[[Columns, Columns, Values], ColumnElement[bool]]
"""A condition over a row, over another one that it names, and over the viewer."""


class Print(Enum):
    """How a value is printed as JSON; the executor's scalars print the same."""

    TEXT = "text"
    NUMBER = "number"
    LONG = "long"
    BOOLEAN = "boolean"
    NAME = "name"
    """Enum names, dates and whatever else needs quotes but no escapes."""
    INSTANT = "instant"
    TEXTS = "texts"
    NAMES = "names"


@dataclass(frozen=True)
class Value:
    """A column, or an expression over the row and the values in scope."""

    prints: Print
    column: str | None = None
    build: Callable[[Columns, Values], ColumnElement[Any]] | None = None
    nullable: bool = False


@dataclass(frozen=True)
class Key:
    """The public id, from the named key column."""

    column: str = "id"


@dataclass(frozen=True)
class Row:
    """A to-one relation: joined by equal columns, AND-ed with the reading rule of what it reaches."""

    shelf: str
    on: tuple[tuple[str, str], ...]
    action: str | None = None
    """Another action than the shelf's own, when reaching through this relation needs it."""


@dataclass(frozen=True)
class Order:
    """A named order: not-null columns in one direction; the shelf's key breaks ties."""

    columns: tuple[str, ...]
    descending: bool = False


@dataclass(frozen=True)
class Filter:
    """A filter argument: builds a condition from the row and the argument's value."""

    build: Callable[[Columns, ColumnElement[Any]], ColumnElement[Any]] | None = None
    column: str | None = None
    """Shorthand for equality with a column."""
    fixed: bool = False
    """The value is compiled in (booleans, enums that choose a partial index)."""
    id_of: str | tuple[str, ...] | None = None
    """The argument is a public id of this type; of several, each is bound apart as ``name.Type``."""
    kind: Any = None
    """The SQL type to bind as, when the comparison does not tell."""
    fit: Callable[[Any], Any] | None = None
    """Checks the argument's value before it is bound; what it raises is the answer."""
    argument: bool = False
    """Adds no condition: the value is read by the shelf's own derivation and expressions."""

    def by_type(self, name: str) -> "Iterator[tuple[str, Filter]]":
        """The filter itself, or one for each type its id may be of, by the name it is bound under."""
        if not isinstance(self.id_of, tuple):
            yield name, self
            return
        for one in self.id_of:
            yield f"{name}.{one}", replace(self, id_of=one)


@dataclass(frozen=True)
class Rows:
    """A connection: paged by keyset, with named orders and filters."""

    shelf: str
    on: tuple[tuple[str, str], ...] = ()
    """Pairs of the parent's column and this shelf's column that are equal."""
    where: Callable[[Columns, Values], ColumnElement[Any]] | None = None
    match: Callable[[Columns, Columns], ColumnElement[Any]] | None = None
    """A condition over this shelf's columns and the parent's, where equality cannot say it."""
    order: str = "default"
    filters: tuple[str, ...] = ()
    action: str | None = None
    anchored: bool = False
    """``where`` finds few rows by an index of its own; the reading rule only sifts them."""
    fixes: tuple[tuple[str, str], ...] = ()
    """Columns that ``where`` holds equal to a fact: what they name is looked up once for all rows."""


@dataclass(frozen=True)
class Listed:
    """A short plain list without paging, at most ``limit`` rows."""

    shelf: str
    on: tuple[tuple[str, str], ...] = ()
    where: Callable[[Columns, Values], ColumnElement[Any]] | None = None
    match: Callable[[Columns, Columns], ColumnElement[Any]] | None = None
    order: str = "default"
    filters: tuple[str, ...] = ()
    limit: int = 200


@dataclass(frozen=True)
class May:
    """Whether the viewer may do an act on this row now, as far as the rule book says."""

    action: str


@dataclass(frozen=True)
class Sealed:
    """A value, or a row that this one names, readable only under its own action, else null."""

    value: Value | Row
    action: str


@dataclass(frozen=True)
class Step:
    """One act for ``viewerActions``: its name, its action, the states it starts from."""

    act: str
    action: str
    states: tuple[str, ...] | None = None
    further_check: bool = False
    about: Callable[[Columns], Iterable[Columns]] | None = None
    """The row as the act asks the rules about it, where that is not as it lies; one is enough."""
    of: Row | None = None
    """The row that the act asks the rules about, where it is another; None holds of one out of sight."""
    holds: Holds | None = None
    """What else can be told beforehand, of this row, of that other one and of the viewer; withheld as by
    the state."""


@dataclass(frozen=True)
class Steps:
    """``viewerActions``: for each act, whether it is allowed and what is missing."""

    steps: tuple[Step, ...]
    state: str = "state"


Field = Value | Key | Row | Rows | Listed | May | Sealed | Steps


class Reach(Protocol):
    """The viewer, as a derived source sees it."""

    @property
    def slot(self) -> int | None:
        """The viewer's slot; None for nobody."""

    @property
    def facts(self) -> Values:
        """The viewer's facts as bound parameters."""

    @property
    def arguments(self) -> Values:
        """Arguments of the field that reads the source, as bound parameters."""

    def allowed(self, action: str, columns: Columns) -> ColumnElement[Any]:
        """The condition under which the viewer may do the action on a row."""


Derived = Callable[[Reach], FromClause]


@dataclass(frozen=True)
class Shelf:
    """A type's fields, the rows they come from, and the action under which a row is read."""

    name: str
    source: FromClause | Derived
    """A table, or a function that derives rows from the viewer's reach (aggregates)."""
    action: str | None
    """None: the rows are open to every verified context."""
    fields: Mapping[str, Field]
    key: str = "id"
    orders: Mapping[str, Order] = field(default_factory=dict)
    filters: Mapping[str, Filter] = field(default_factory=dict)
    rooted: bool = True
    """Rows carry ``root``; relations between rooted shelves compare it first."""


@dataclass(frozen=True)
class One:
    """A root field that gives one row or null."""

    shelf: str
    where: Mapping[str, Filter] = field(default_factory=dict)
    """Condition per argument; an argument that is absent or null adds none."""
    order: str | None = None
    prefers: Callable[[Columns, Values], ColumnElement[Any]] | None = None
    """Of several rows, those of which this is true come first, whatever the order."""
    needs: tuple[str, ...] = ()
    """At least one of these arguments must be given; by default any of ``where``."""
    by_any: bool = False
    """``node(id:)``: the shelf is named by the id."""


@dataclass(frozen=True)
class Catalogue:
    """All shelves and root readings of one deployment."""

    shelves: Mapping[str, Shelf]
    roots: Mapping[str, One | Rows | Listed]


class Rules(Protocol):
    """The viewer's reading rules, as the rule book gives them to the compiler."""

    @property
    def slot(self) -> int | None:
        """The viewer's slot: a literal in the statement."""

    @property
    def facts(self) -> Mapping[str, Any]:
        """SQL types of the viewer's facts by parameter name (``viewer_tenant`` …)."""

    def branches(self, action: str, columns: Columns) -> Sequence[ColumnElement[Any]] | None:
        """Disjoint indexable conditions; empty means never, None means always."""
