"""The variables of one operation: types looked up once, plain values taken as they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    type_from_ast,
)
from graphql.execution.values import get_variable_values
from graphql.type import get_nullable_type

from schema.selecting import shape_of

_PLAIN: Mapping[str, type] = {"ID": str, "String": str, "Boolean": bool, "Int": int}
_LARGEST = 2**31


@dataclass(frozen=True)
class _Plain:
    """A variable of a built-in scalar without a default."""

    name: str
    kind: type
    required: bool


@dataclass(frozen=True)
class Variables:
    """The declared variables of one operation."""

    definitions: tuple[VariableDefinitionNode, ...]
    kinds: tuple[tuple[str, Any], ...]
    plain: tuple[_Plain, ...] | None
    """All of them, where each is a plain scalar: half of what a short request costs in Python
    would otherwise go into looking that up again."""

    @classmethod
    def declared(cls, schema: GraphQLSchema, operation: OperationDefinitionNode) -> "Variables":
        """Reads what a valid operation declares."""
        definitions = tuple(operation.variable_definitions or ())
        kinds: tuple[tuple[str, Any], ...] = tuple(
            (one.variable.name.value, type_from_ast(schema, one.type)) for one in definitions
        )
        plain = tuple(
            _Plain(name, _PLAIN[get_named_type(kind).name], is_non_null_type(kind))
            for (name, kind), one in zip(kinds, definitions, strict=True)
            if one.default_value is None
            and not is_list_type(get_nullable_type(kind))
            and get_named_type(kind).name in _PLAIN
        )
        return cls(definitions, kinds, plain if len(plain) == len(kinds) else None)

    def coerced(
        self, schema: GraphQLSchema, given: Mapping[str, Any], *, hide_suggestions: bool
    ) -> dict[str, Any] | list[GraphQLError]:
        """Coerces the values of one request, or says what is wrong with them."""
        if not self.definitions:
            return {}
        if self.plain is not None and all(_fits(one, given) for one in self.plain):
            return {one.name: given[one.name] for one in self.plain if one.name in given}
        found = get_variable_values(
            schema, self.definitions, dict(given), hide_suggestions=hide_suggestions
        )
        return found if isinstance(found, list) else dict(found.coerced)

    def shape(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """The shape of coerced values: with the document, what a plan depends on."""
        return tuple(
            (name, shape_of(values[name], kind)) for name, kind in self.kinds if name in values
        )


def _fits(one: _Plain, given: Mapping[str, Any]) -> bool:
    """Whether a value needs no coercion; what does not fit is left to graphql-core's own words."""
    if one.name not in given:
        return not one.required
    value = given[one.name]
    if value is None:
        return not one.required
    if one.kind is int and isinstance(value, int) and not -_LARGEST <= value < _LARGEST:
        return False
    # type() and not isinstance(): a bool is an int to Python and not to GraphQL.
    return type(value) is one.kind
