"""Calls drawn over the schema itself: every root field, nested to a depth, with drawn arguments."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    get_named_type,
    is_list_type,
    is_required_argument,
    is_required_input_field,
)

DEPTH = 3
WIDE = (1, 1, 2, 4)
"""How many fields with fields of their own are gone into, by how deep one may still go."""
PAGE = (2, 2, 4, 20)
"""How many records are asked for."""
PAGES = frozenset({"edges", "nodes", "pageInfo", "totalCount"})
FITTING: Mapping[str, Sequence[Any]] = {
    "Int": (1, 2, 2026),
    "Boolean": (True, False),
    "Date": ("2026-04-20", "2026-05-01"),
    "DateTime": ("2026-04-20T00:00:00Z",),
    "Long": ("1", "5"),
    "Float": (0.5,),
    "String": (
        "finding",
        "x",
        "branch_secretary",
        "beyond_authority",
        "2026-Q1",
        "走访",
        "甲",
        "problem.read",
    ),
}


@dataclass(frozen=True)
class Call:
    """A document and its variables."""

    text: str
    variables: Mapping[str, Any]


class Calls:
    """Draws calls over a schema, with ids of all tenants."""

    def __init__(
        self, schema: GraphQLSchema, draw: Random, ids: Mapping[str, Sequence[str]]
    ) -> None:
        self.schema, self.draw, self.ids = schema, draw, ids
        self.every = [one for some in ids.values() for one in some]
        self.reached: set[str] = set()
        assert schema.query_type is not None
        assert schema.mutation_type is not None
        self.queries = sorted(schema.query_type.fields.items())
        self.mutations = sorted(schema.mutation_type.fields.items())

    def query(self, number: int) -> Call:
        """One root field after the other, gone into as deep as is allowed."""
        name, field = self.queries[number % len(self.queries)]
        variables: dict[str, Any] = {}
        declared: list[str] = []
        body = self._field("Query", name, field, (variables, declared), DEPTH)
        head = f"query({', '.join(declared)})" if declared else "query"
        return Call(f"{head} {{ {body} }}", variables)

    def mutation(self, number: int) -> Call:
        """One mutation after the other, with an input of fitting values."""
        name, field = self.mutations[number % len(self.mutations)]
        variables: dict[str, Any] = {}
        declared: list[str] = []
        body = self._field("Mutation", name, field, (variables, declared), DEPTH - 1)
        return Call(f"mutation({', '.join(declared)}) {{ {body} }}", variables)

    @property
    def fields(self) -> set[str]:
        """Every field of every object type that a client can ask for."""
        return {
            f"{name}.{field}"
            for name, one in self.schema.type_map.items()
            if isinstance(one, GraphQLObjectType)
            and not name.startswith("__")
            and name != "Subscription"
            for field in one.fields
        }

    def _field(
        self, parent: str, name: str, field: GraphQLField, into: tuple[Any, list[str]], depth: int
    ) -> str:
        self.reached.add(f"{parent}.{name}")
        text = f"{name}{self._arguments(field, into, depth)}"
        kind = get_named_type(field.type)
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType):
            text += f" {{ {self._chosen(kind, into, depth)} }}"
        return text

    def _chosen(self, kind: Any, into: tuple[Any, list[str]], depth: int) -> str:
        if isinstance(kind, GraphQLUnionType | GraphQLInterfaceType):
            of = self.schema.get_possible_types(kind)
            most = len(of) if isinstance(kind, GraphQLUnionType) else 6
            some = self.draw.sample(list(of), len(of))
            some.sort(key=lambda one: all(f"{one.name}.{f}" in self.reached for f in one.fields))
            some = some[:most]
            # Two types may have a field of one name and different kinds: each under its own alias.
            parts = [
                f"... on {one.name} {{ {self._chosen(one, into, depth)} }}" for one in some[:1]
            ]
            parts += [f"... on {one.name} {{ {self._texts(one)} }}" for one in some[1:]]
            return " ".join(["__typename", *parts])
        plain, deep = [], []
        for name, one in kind.fields.items():
            within = get_named_type(one.type)
            is_plain = not hasattr(within, "fields") and not isinstance(within, GraphQLUnionType)
            (plain if is_plain else deep).append((name, one))
        # A page leads to what is on it: it does not count as a step of its own.
        page = "nodes" in kind.fields and "pageInfo" in kind.fields
        left = depth if page else depth - 1
        if left < 0:
            deep = []
        some = self.draw.sample(deep, len(deep))
        if not page:
            # What was never asked for comes first: over many calls, every field is.
            some.sort(key=lambda one: f"{kind.name}.{one[0]}" in self.reached)
            some = some[: WIDE[max(depth, 0)]]
        if page:
            hidden = {"nodes", "edges"} - {self.draw.choice(["nodes", "nodes", "nodes", "edges"])}
            some = [(name, one) for name, one in deep if name not in hidden]
        parts = [self._field(kind.name, name, one, into, left) for name, one in (*plain, *some)]
        return " ".join(["__typename", *parts])

    def _texts(self, kind: GraphQLObjectType) -> str:
        plain = [
            name
            for name, one in kind.fields.items()
            if not hasattr(get_named_type(one.type), "fields") and not one.args
        ]
        self.reached.update(f"{kind.name}.{name}" for name in plain)
        return " ".join(f"{kind.name}_{name}: {name}" for name in plain) or "__typename"

    def _arguments(self, field: GraphQLField, into: tuple[Any, list[str]], depth: int) -> str:
        variables, declared = into
        given = []
        for name, one in field.args.items():
            if name in {"after", "before", "last", "cursor"}:
                continue
            if name == "first":
                given.append(f"first: {PAGE[depth]}")
                continue
            if not is_required_argument(one) and self.draw.random() < 0.6 and name != "id":
                continue
            key = f"v{len(declared)}"
            variables[key] = self._value(one.type, name)
            declared.append(f"${key}: {one.type}")
            given.append(f"{name}: ${key}")
        return f"({', '.join(given)})" if given else ""

    def _value(self, kind: Any, name: str) -> Any:
        if isinstance(kind, GraphQLNonNull):
            return self._value(kind.of_type, name)
        if is_list_type(kind):
            return [self._value(kind.of_type, name)]
        if isinstance(kind, GraphQLInputObjectType):
            return {
                key: self._value(one.type, key)
                for key, one in kind.fields.items()
                if is_required_input_field(one) or self.draw.random() < 0.3
            }
        if isinstance(kind, GraphQLEnumType):
            return self.draw.choice(sorted(kind.values))
        if kind.name == "ID":
            return self._id(name)
        return self.draw.choice(FITTING.get(kind.name, ("x",)))

    def _id(self, name: str) -> str:
        if name == "key":
            return uuid.UUID(int=self.draw.getrandbits(128)).hex
        fitting = [kind for kind in self.ids if kind.lower().endswith(name.lower())]
        if fitting and self.draw.random() < 0.8:
            return self.draw.choice(self.ids[fitting[0]])
        return self.draw.choice(self.every)
