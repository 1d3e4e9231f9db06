"""The compiler: selections, shelves and the viewer's rules become one SQL statement.

The statement returns the finished JSON. The compiler knows no domain word and takes no value from a
request: values are bound parameters, read when the statement runs (``storage/binding.py``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    case,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)

from storage.binding import Binder, Statement
from storage.connection import Connection
from storage.paging import BadInput, Keyset
from storage.printing import Part, array, joined, literal, members, printed
from storage.rows import Alias, Joins, Source
from storage.selection import Argument, Const, Leaf, Selection
from storage.shelf import (
    Catalogue,
    Columns,
    Filter,
    Key,
    Listed,
    May,
    One,
    Print,
    Row,
    Rows,
    Rules,
    Sealed,
    Shelf,
    Steps,
    Value,
    Values,
)

ROOT = "viewer_root"
"""The fact that names the root in which the viewer's rooted rows lie: first in every key."""

Scope = Mapping[str, Any]
"""Values an expression may read: the viewer's facts, and arguments of the fields around it."""


def operation(
    catalogue: Catalogue, rules: Rules, selections: Sequence[Selection], *, root_type: str
) -> Statement:
    """Compile all root fields of an operation to a statement that gives ``{"data": …}``."""
    compiler = _Compiler(catalogue, rules)
    data = members(selections, root_type, compiler.root)
    made = compiler.binder.statement(select(joined(['{"data":', *data, "}"])))
    return replace(made, about=tuple(one.name for one in selections))


def reading(catalogue: Catalogue, rules: Rules, selection: Selection) -> Statement:
    """Compile one root field to a statement that gives its bare JSON value."""
    compiler = _Compiler(catalogue, rules)
    made = compiler.binder.statement(select(joined(compiler.root(selection))))
    return replace(made, about=(selection.name,))


@dataclass(frozen=True)
class _Reach:
    """The viewer, as a derived source sees it."""

    slot: int | None
    facts: Values
    arguments: Values
    allowed: Callable[[str, Columns], ColumnElement[Any]]


class _Compiler:
    def __init__(self, catalogue: Catalogue, rules: Rules) -> None:
        self.binder = Binder(rules)
        self._catalogue = catalogue
        self._rules = rules
        self._aliases = 0

    def root(self, chosen: Selection) -> list[Part]:
        """The JSON of one root field."""
        found = self._catalogue.roots[chosen.name]
        scope = self.binder.facts()
        if isinstance(found, One):
            return self._one(found, chosen, scope)
        if isinstance(found, Listed):
            return self._listed(found, chosen, None, scope)
        return self._connection(found, chosen, None, scope)

    # -- a row and its fields -----------------------------------------------------------------

    def _object(
        self,
        shelf: Shelf,
        columns: Alias,
        chosen: Sequence[Selection],
        joins: Joins,
        *,
        scope: Scope,
    ) -> list[Part]:
        return members(
            chosen, shelf.name, lambda one: self._field(shelf, columns, one, joins, scope)
        )

    def _field(
        self, shelf: Shelf, columns: Alias, chosen: Selection, joins: Joins, scope: Scope
    ) -> list[Part]:
        field = shelf.fields[chosen.name]
        if isinstance(field, Key):
            return [f'"{shelf.name}_', columns[field.column], '"']
        if isinstance(field, Value):
            return self._value(field, columns, scope)
        if isinstance(field, Row):
            return self._row(field, columns, chosen, joins, scope)
        if isinstance(field, Rows):
            return self._connection(field, chosen, columns, scope)
        if isinstance(field, Listed):
            return self._listed(field, chosen, columns, scope)
        if isinstance(field, May):
            return printed(self._allowed(field.action, columns), Print.BOOLEAN, nullable=False)
        if isinstance(field, Sealed):
            sealed = field.value
            if isinstance(sealed, Row):
                return self._row(sealed, columns, chosen, joins, scope, under=field.action)
            opened = joined(self._value(sealed, columns, scope))
            return [case((self._allowed(field.action, columns), opened), else_=literal("null"))]
        return self._steps(field, columns, chosen, joins, scope)

    def _value(self, field: Value, columns: Alias, scope: Scope) -> list[Part]:
        value = field.build(columns, scope) if field.build else columns[field.column or ""]
        return printed(value, field.prints, nullable=field.nullable)

    def _row(
        self,
        field: Row,
        columns: Alias,
        chosen: Selection,
        joins: Joins,
        scope: Scope,
        *,
        under: str | None = None,
    ) -> list[Part]:
        """A row that this one names; what is sealed is not even joined."""
        rooted = self._catalogue.shelves[field.shelf].rooted
        named = bool(field.on) and all(ours in columns.fixed for ours, _ in field.on)
        if named and not (under or rooted):
            return self._same(field, columns, chosen, scope)
        shelf, target = self._joined(field, columns, joins, under=under)
        inner = self._object(shelf, target, chosen.children, joins, scope=scope)
        return [case((target[shelf.key].is_(None), literal("null")), else_=joined(inner))]

    def _same(self, field: Row, columns: Alias, chosen: Selection, scope: Scope) -> list[Part]:
        """The row that all of the page name: read and printed once, instead of joined to each."""
        shelf = self._catalogue.shelves[field.shelf]
        target = self._aliased(shelf, {})
        where = [target[theirs] == columns.fixed[ours] for ours, theirs in field.on]
        if action := field.action or shelf.action:
            where.append(self._allowed(action, target))
        joins = Joins()
        row = joined(self._object(shelf, target, chosen.children, joins, scope=scope))
        query = select(row).select_from(joins.onto(target.source_as_aliased())).where(*where)
        return [func.coalesce(query.scalar_subquery(), literal("null"))]

    def _joined(
        self, field: Row, columns: Alias, joins: Joins, *, under: str | None = None
    ) -> tuple[Shelf, Alias]:
        """Joins the row that this one names, under its reading rule."""
        shelf = self._catalogue.shelves[field.shelf]
        target = self._aliased(shelf, {})
        on = [target[theirs] == columns[ours] for ours, theirs in field.on]
        if shelf.rooted and "root" in columns:
            on.insert(0, target["root"] == columns["root"])
        if action := field.action or shelf.action:
            on.append(self._allowed(action, target))
        if under is not None:
            on.append(self._allowed(under, columns))
        joins.add(target.source_as_aliased(), and_(*on))
        return shelf, target

    def _steps(
        self, field: Steps, columns: Alias, chosen: Selection, joins: Joins, scope: Scope
    ) -> list[Part]:
        parts: list[Part] = ["["]
        named = dict.fromkeys(step.of for step in field.steps if step.of)
        others = {of: self._joined(of, columns, joins)[1] for of in named}
        for at, step in enumerate(field.steps):
            other = others[step.of] if step.of else columns
            asked = step.about(columns) if step.about else (other,)
            book = or_(*(self._allowed(step.action, one) for one in asked))
            states = [literal(name) for name in step.states or ()]
            state: ColumnElement[bool] = true()
            if states:
                state = columns[field.state].in_(states)
            if step.holds:
                state = and_(state, step.holds(columns, other, scope))
            missing = case(
                (book.is_not(true()), literal('"RULE"')),
                (state.is_not(true()), literal('"STATE"')),
                else_=literal("null"),
            )
            shown: dict[str, list[Part]] = {
                "act": [f'"{step.act}"'],
                # A rule on an empty field says neither yes nor no: that is no.
                "allowed": printed(and_(book, state).is_(true()), Print.BOOLEAN, nullable=False),
                "missing": [missing],
                "furtherCheck": ["true" if step.further_check else "false"],
            }
            parts.append("," if at else "")
            parts += members(chosen.children, "ViewerActionInfo", partial(_shown, shown))
        return [*parts, "]"]

    # -- rules --------------------------------------------------------------------------------

    def _aliased(
        self, shelf: Shelf, arguments: Scope, fixes: Sequence[tuple[str, str]] = ()
    ) -> Alias:
        self._aliases += 1
        made = shelf.source
        if not isinstance(made, FromClause):
            made = made(_Reach(self._rules.slot, self.binder.facts(), arguments, self._allowed))
        fixed = {column: arguments[fact] for column, fact in fixes}
        return Alias(f"t{self._aliases}", made, fixed)

    def _allowed(self, action: str, columns: Columns) -> ColumnElement[Any]:
        branches = self._rules.branches(action, columns)
        if branches is None:
            return true()
        return or_(*branches).self_group() if branches else false()

    def _branches(
        self, action: str | None, columns: Columns, *, split: bool
    ) -> Sequence[ColumnElement[Any]]:
        """The branches a source is scanned by: apart at the root, as one under a parent's key."""
        if action is None:
            return [true()]
        branches = self._rules.branches(action, columns)
        if split and branches:
            return branches
        return [self._allowed(action, columns)]

    # -- one row, many rows -------------------------------------------------------------------

    def _one(self, found: One, chosen: Selection, scope: Scope) -> list[Part]:
        shelf = self._shelf_of(found, chosen)
        if shelf is None:
            return ["null"]
        filters = {"id": by_id(shelf)} if found.by_any else found.where
        given = self._arguments(filters, chosen.arguments)
        if not given.keys() & set(found.needs or filters):
            raise BadInput(chosen.name, "needs an argument", zh="需要参数")
        columns = self._aliased(shelf, given)
        where = list(self._filters(filters, chosen.arguments, columns))
        if shelf.rooted:
            where.append(columns["root"] == scope[ROOT])  # the key begins with it
        if shelf.action is not None:
            where.append(self._allowed(shelf.action, columns))
        joins = Joins()
        inside = {**scope, **given}
        row = joined(self._object(shelf, columns, chosen.children, joins, scope=inside))
        query = select(row).select_from(joins.onto(columns.source_as_aliased())).where(*where)
        if found.prefers is not None:
            query = query.order_by(found.prefers(columns, inside).desc())
        if found.order is not None:
            keyset = Keyset.of(shelf.name, shelf.orders[found.order], shelf.key)
            query = query.order_by(*keyset.by(columns, backwards=False))
        only = query.limit(literal_column("1")).scalar_subquery()
        return [func.coalesce(only, literal("null"))]

    def _shelf_of(self, found: One, chosen: Selection) -> Shelf | None:
        """The shelf a root reads: for ``node`` the one its id names, which the plan's shape tells."""
        if not found.by_any:
            return self._catalogue.shelves[found.shelf]
        named = chosen.arguments["type"]
        if not isinstance(named, Const):
            return None
        shelf = self._catalogue.shelves.get(named.value)
        # An id may name any type, also one whose rows have no id.
        return shelf if shelf is not None and isinstance(shelf.fields.get("id"), Key) else None

    def _listed(
        self, field: Listed, chosen: Selection, parent: Alias | None, scope: Scope
    ) -> list[Part]:
        shelf = self._catalogue.shelves[field.shelf]
        inside = {**scope, **self._arguments(shelf.filters, chosen.arguments)}
        source = self._source(shelf, field, chosen, parent, inside)
        columns = source.columns.moved(source.columns.name + "p")
        joins = Joins()
        row = self._object(shelf, columns, chosen.children, joins, scope=inside)
        whole = joined(array(row, source.keyset.by(columns, backwards=False)))
        limit: ColumnElement[Any] = literal_column(str(field.limit))
        page = source.page(list(columns.used), columns.name, limit=limit, backwards=False)
        rows = joins.onto(page.subquery(columns.name))
        return [select(whole).select_from(rows).scalar_subquery()]

    def _connection(
        self, field: Rows, chosen: Selection, parent: Alias | None, scope: Scope
    ) -> list[Part]:
        shelf = self._catalogue.shelves[field.shelf]
        inside = {**scope, **self._arguments(shelf.filters, _asked(chosen))}
        source = self._source(shelf, field, chosen, parent, inside)
        row = partial(self._object, scope=inside)
        return Connection(shelf, source, chosen, binder=self.binder, row=row).parts()

    def _source(
        self,
        shelf: Shelf,
        field: Rows | Listed,
        chosen: Selection,
        parent: Alias | None,
        scope: Scope,
    ) -> Source:
        columns = self._aliased(shelf, scope, field.fixes if isinstance(field, Rows) else ())
        conditions = list(_related(shelf, field, columns, parent)) if parent is not None else []
        if field.where is not None:
            conditions.append(field.where(columns, scope))
        wanted = {name: shelf.filters[name] for name in field.filters}
        conditions += self._filters(wanted, _asked(chosen), columns)
        named = chosen.arguments.get("orderBy")
        order = named.value if isinstance(named, Const) and named.value else field.order
        action = (field.action if isinstance(field, Rows) else None) or shelf.action
        branches = self._branches(action, columns, split=parent is None)
        return Source(
            columns,
            conditions,
            branches,
            Keyset.of(shelf.name, shelf.orders[order], shelf.key),
            anchored=isinstance(field, Rows) and field.anchored,
        )

    # -- arguments ----------------------------------------------------------------------------

    def _filters(
        self, filters: Mapping[str, Filter], arguments: Mapping[str, Argument], columns: Columns
    ) -> Iterable[ColumnElement[Any]]:
        for name, filter_ in filters.items():
            argument = arguments.get(name)
            if filter_.argument or not isinstance(argument, Const | Leaf):
                continue
            if argument == Const(None):
                continue
            value = self.binder.filtered(filter_, argument, called=name)
            column = filter_.column or name
            if filter_.build is not None:
                yield filter_.build(columns, value)
            elif isinstance(value, bool):
                yield columns[column] if value else columns[column].is_not(true())
            else:
                yield columns[column] == (literal(value) if isinstance(value, str) else value)

    def _arguments(
        self, filters: Mapping[str, Filter], arguments: Mapping[str, Argument]
    ) -> dict[str, Any]:
        return {
            known: self.binder.filtered(one, argument, called=name)
            for name, argument in arguments.items()
            if name in filters and isinstance(argument, Const | Leaf) and argument != Const(None)
            for known, one in filters[name].by_type(name)
        }


def by_id(shelf: Shelf) -> Filter:
    """The filter that finds one row of a shelf by its public id."""
    key = shelf.fields["id"]
    assert isinstance(key, Key), f"{shelf.name}.id is its key"
    return Filter(column=key.column, id_of=shelf.name)


def _asked(chosen: Selection) -> Mapping[str, Argument]:
    """A connection's arguments, those of its ``filter`` input among them."""
    given = chosen.arguments.get("filter")
    return {**chosen.arguments, **(given if isinstance(given, Mapping) else {})}


def _related(
    shelf: Shelf, field: Rows | Listed, columns: Columns, parent: Columns
) -> Iterable[ColumnElement[Any]]:
    """What ties the rows of a field to the row it stands on."""
    if shelf.rooted and "root" in parent:
        yield columns["root"] == parent["root"]
    for ours, theirs in field.on:
        yield columns[theirs] == parent[ours]
    if field.match is not None:
        yield field.match(columns, parent)


def _shown(shown: Mapping[str, list[Part]], one: Selection) -> list[Part]:
    return shown[one.name]
