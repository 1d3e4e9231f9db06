"""What a query must answer, worked out row by row: the judge of the compiled read path.

It imports nothing from the application. It knows all rows as they lie in the tables, walks the
query as GraphQL says it is walked, and asks the reference model of the rules about every row it
touches. Field by field it was written from the descriptions of the schema, not from the shelves.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    parse,
)

from tests.reference.policy_model import Someone, Thing, may

Row = Mapping[str, Any]
Tables = Mapping[str, Sequence[Row]]

NOUNS = {"responsibility_list": "responsibility"}
OPEN = {"tenant", "actor_type", "duty", "duty_source", "regulation", "rule_level", "body_kind"}
UNDER_PROBLEMS = ("hop", "happening", "measure", "evaluation", "petitioner")
COUNTED = 200


@dataclass(frozen=True)
class One:
    """A link to one row: ours equals theirs; of a sealed one only where its own verb is allowed."""

    type: str
    ours: str
    theirs: str = "id"
    sealed: tuple[str, str] | None = None


@dataclass(frozen=True)
class Many:
    """A link to many rows, in an order."""

    type: str
    ours: str
    theirs: str
    order: tuple[str, ...]
    down: bool = False
    paged: bool = True


@dataclass(frozen=True)
class Type:
    """A type: its table, and each field as a column, a link or a function."""

    name: str
    table: str
    fields: Mapping[str, Any]
    key: str = "id"


def text(column: str) -> Callable[["World", Row], Any]:
    """A column printed as it is."""
    return lambda _, row: printed(row[column])


def printed(value: Any) -> Any:
    """A value as JSON shows it."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [printed(one) for one in value]
    return value if isinstance(value, bool | int | str) or value is None else str(value)


@dataclass
class World:
    """All rows, and who asks."""

    tables: Tables
    who: Someone
    types: Mapping[str, Type]
    variables: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.parents = {row["id"]: row["parent_id"] for row in self.tables["tenant"]}
        self.units = {row["id"]: row for row in self.tables["tenant"]}

    def sees(self, table: str, row: Row) -> bool:
        """Whether the rules let the viewer read the row."""
        return table in OPEN or self.may(table, row, "read")

    def may(self, table: str, row: Row, verb: str) -> bool:
        """Whether the rules let the viewer do something with the row."""
        noun = NOUNS.get(table, table)
        known = {name: None if value is None else str(value) for name, value in row.items()}
        overdue = any(one.get("overdue", False) for one in self.carriers(table, row))
        passed = tuple(row.get("trail") or ())
        thing = Thing(
            noun,
            holder=row["holder"],
            overdue=overdue,
            passed=passed,
            known=known,
            accused=tuple(row.get("accused") or ()),
        )
        return may(self.parents, self.who, f"{noun}.{verb}", thing)[0]

    def carriers(self, table: str, row: Row) -> Iterator[Row]:
        """The row and what it hangs on: a file is as overdue as the obligation of its entry."""
        yield row
        above = {"entry": ("obligation", "obligation_id"), "file": ("entry", "entry_id")}
        above |= dict.fromkeys(UNDER_PROBLEMS, ("problem", "problem_id"))
        if table in above:
            parent, column = above[table]
            for other in self.tables[parent]:
                if other["id"] == row[column]:
                    yield from self.carriers(parent, other)

    # -- walking ------------------------------------------------------------------------------

    def ask(self, document: str, roots: Mapping[str, Any]) -> dict[str, Any]:
        """The ``data`` of a query whose root fields are given as functions or links."""
        parsed = parse(document)
        self.fragments = {
            one.name.value: one
            for one in parsed.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        operation = next(o for o in parsed.definitions if isinstance(o, OperationDefinitionNode))
        found: dict[str, Any] = {}
        for key, nodes in self.collected([operation.selection_set], "Query").items():
            name = nodes[0].name.value
            link = roots[name]
            arguments = self.arguments(nodes[0])
            found[key] = link(self, nodes, arguments)
        return found

    def collected(self, sets: Sequence[Any], on: str) -> dict[str, list[FieldNode]]:
        """Fields by response key, fragments opened."""
        found: dict[str, list[FieldNode]] = {}
        for each in filter(None, sets):
            for node in each.selections:
                if not all(self.included(one) for one in node.directives or ()):
                    continue
                if isinstance(node, FieldNode):
                    key = node.alias.value if node.alias else node.name.value
                    found.setdefault(key, []).append(node)
                    continue
                inner = (
                    node
                    if isinstance(node, InlineFragmentNode)
                    else self.fragments[node.name.value]
                )
                condition = inner.type_condition
                if condition is None or condition.name.value in (on, "Node"):
                    for key, nodes in self.collected([inner.selection_set], on).items():
                        found.setdefault(key, []).extend(nodes)
        return found

    def included(self, directive: Any) -> bool:
        """What @skip and @include say."""
        said = self.value(directive.arguments[0].value)
        return bool(said) is (directive.name.value == "include")

    def arguments(self, node: FieldNode) -> dict[str, Any]:
        """The arguments of a field, with values."""
        return {one.name.value: self.value(one.value) for one in node.arguments or ()}

    def value(self, node: Any) -> Any:
        """A literal or a variable."""
        if hasattr(node, "name") and not hasattr(node, "value"):
            return self.variables.get(node.name.value)
        if hasattr(node, "fields"):
            return {one.name.value: self.value(one.value) for one in node.fields}
        if node.kind == "int_value":
            return int(node.value)
        return getattr(node, "value", None)

    def object(self, type_: Type, row: Row, nodes: Sequence[FieldNode]) -> dict[str, Any]:
        """One row as the selection wants it."""
        sets = [node.selection_set for node in nodes]
        return {
            key: self.member(type_, row, inner)
            for key, inner in self.collected(sets, type_.name).items()
        }

    def member(self, type_: Type, row: Row, nodes: Sequence[FieldNode]) -> Any:
        """One field of a row."""
        name = nodes[0].name.value
        if name == "__typename":
            return type_.name
        if name == "id":
            return f"{type_.name}_{row[type_.key]}"
        link = type_.fields[name]
        if isinstance(link, One):
            return self.linked(link, row, nodes)
        if isinstance(link, Many):
            target = self.types[link.type]
            wanted = self.arguments(nodes[0]).get("inForce", True)
            theirs = [r for r in self.tables[target.table] if self.ties(link, row, r)]
            theirs = [r for r in theirs if self.binds(link, r, wanted=wanted)]
            return self.many(
                target, theirs, nodes, order=link.order, down=link.down, paged=link.paged
            )
        return link(self, row)

    def ties(self, link: Many, row: Row, other: Row) -> bool:
        """Whether another row hangs on this one."""
        current = other.get("valid_until") is None or link.type != "Tenant"
        return bool(row[link.ours] is not None and row[link.ours] == other[link.theirs] and current)

    def binds(self, link: Many, other: Row, *, wanted: bool | None) -> bool:
        """Whether a binding is one of those that are asked for: by default those that have not ended."""
        return link.type != "Binding" or wanted in (None, other["until"] is None)

    def linked(self, link: One, row: Row, nodes: Sequence[FieldNode]) -> Any:
        """The one row a link leads to, if it may be seen."""
        if link.sealed is not None:
            table, verb = link.sealed
            if not self.may(table, row, verb):
                return None
        target = self.types[link.type]
        for other in self.tables[target.table]:
            if row[link.ours] is not None and other[link.theirs] == row[link.ours]:
                return self.object(target, other, nodes) if self.sees(target.table, other) else None
        return None

    # -- pages --------------------------------------------------------------------------------

    def many(
        self,
        target: Type,
        rows: Sequence[Row],
        nodes: Sequence[FieldNode],
        *,
        order: tuple[str, ...],
        down: bool = False,
        paged: bool = True,
    ) -> Any:
        """Rows the viewer may see, in order, as a list or one page of a connection."""
        seen = [row for row in rows if self.sees(target.table, row)]
        keys = (*order, *(() if target.key in order else (target.key,)))
        seen.sort(key=lambda row: tuple(_sortable(row[name]) for name in keys), reverse=down)
        if not paged:
            return [self.object(target, row, nodes) for row in seen]
        return self.page(target, seen, nodes, keys, down=down)

    def page(
        self,
        target: Type,
        rows: Sequence[Row],
        nodes: Sequence[FieldNode],
        keys: Sequence[str],
        *,
        down: bool,
    ) -> dict[str, Any]:
        """One page of a connection (Relay's cursor connections)."""
        asked = self.arguments(nodes[0])
        mark = _mark(target.name, keys, down=down)
        cursors = [mark + _cursor(row, keys) for row in rows]
        low = cursors.index(asked["after"]) + 1 if asked.get("after") else 0
        high = cursors.index(asked["before"]) if asked.get("before") else len(rows)
        backwards = asked.get("last") is not None
        size = asked["last"] if backwards else asked.get("first")
        size = 50 if size is None else size
        window = list(range(low, high))
        chosen = window[max(0, len(window) - size) :] if backwards else window[:size]
        beyond = len(window) > size
        behind = asked.get("before") is not None if backwards else asked.get("after") is not None
        info = {
            "hasNextPage": behind if backwards else beyond,
            "hasPreviousPage": beyond if backwards else behind,
            "startCursor": cursors[chosen[0]] if chosen else None,
            "endCursor": cursors[chosen[-1]] if chosen else None,
        }

        def member(inner: Sequence[FieldNode]) -> Any:
            name = inner[0].name.value
            if name == "nodes":
                return [self.object(target, rows[at], inner) for at in chosen]
            if name == "edges":
                return [self.edge(target, rows[at], cursors[at], inner) for at in chosen]
            if name == "pageInfo":
                return self.picked("PageInfo", inner, info)
            whole = {
                "totalCount": min(len(rows), COUNTED),
                "totalCountIsExact": len(rows) <= COUNTED,
            }
            return f"{target.name}Connection" if name == "__typename" else whole[name]

        sets = [node.selection_set for node in nodes]
        collected = self.collected(sets, f"{target.name}Connection")
        return {key: member(inner) for key, inner in collected.items()}

    def edge(self, target: Type, row: Row, cursor: str, nodes: Sequence[FieldNode]) -> Any:
        """One edge."""
        found: dict[str, Any] = {}
        sets = [node.selection_set for node in nodes]
        for key, inner in self.collected(sets, f"{target.name}Edge").items():
            name = inner[0].name.value
            found[key] = (
                f"{target.name}Edge"
                if name == "__typename"
                else cursor
                if name == "cursor"
                else self.object(target, row, inner)
            )
        return found

    def picked(self, name: str, nodes: Sequence[FieldNode], values: Mapping[str, Any]) -> Any:
        """Members of an object whose values are known."""
        sets = [node.selection_set for node in nodes]
        return {
            key: name if inner[0].name.value == "__typename" else values[inner[0].name.value]
            for key, inner in self.collected(sets, name).items()
        }


def _sortable(value: Any) -> Any:
    return value.encode() if isinstance(value, str) else value


def _mark(name: str, keys: Sequence[str], *, down: bool) -> str:
    """What every cursor of an order begins with: four characters that no other order has."""
    said = f"{name} {' '.join(keys)} {'down' if down else 'up'}"
    return base64.urlsafe_b64encode(hashlib.sha256(said.encode()).digest()[:3]).decode()


def _cursor(row: Row, keys: Sequence[str]) -> str:
    """The sort key as PostgreSQL prints a JSON array, in base64url without padding."""
    parts = ", ".join(json.dumps(_told(row[name]), ensure_ascii=False) for name in keys)
    return base64.urlsafe_b64encode(f"[{parts}]".encode()).decode().rstrip("=")


def _told(value: Any) -> Any:
    if isinstance(value, datetime):
        told = value.astimezone(UTC).isoformat()
        return told.replace("+00:00", "+00:00")
    return value if isinstance(value, int | str) else printed(value)
