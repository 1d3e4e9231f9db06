"""Inputs of mutations for T12: ones that fit about nothing that exists, and the same in one place other."""

import uuid
from collections.abc import Mapping
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLScalarType,
    GraphQLSchema,
    Undefined,
    coerce_input_value,
    get_nullable_type,
)

from storage.ids import parsed, printed
from tests.evidence.documents import Documents

TRIES = 200


class Inputs:
    """Draws inputs for the mutations of a schema."""

    def __init__(self, draw: Random, schema: GraphQLSchema) -> None:
        self.documents = Documents(draw, ["Problem_x"])
        # The longest first: `petitioner` is no `Petition`.
        self.nodes = sorted(schema.type_map, key=len, reverse=True)

    def fitting(self, kind: GraphQLInputObjectType) -> dict[str, Any]:
        """An input about nothing that exists, in which something can differ."""
        for _ in range(TRIES):
            given = self.documents.value(GraphQLNonNull(kind))
            if not fits(kind, given):
                continue
            meant: dict[str, Any] = self.meant(kind, given)
            if altered(kind, body(meant)) is not None:
                return meant
        raise AssertionError(f"no fitting {kind.name} was drawn")

    def meant(self, kind: GraphQLInputType, given: Any, name: str = "") -> Any:
        """A drawn value as a client would mean it.

        Ids are of the type that their field is called after; of several inputs that may be left out
        one is named, for they are a choice.
        """
        match get_nullable_type(kind), given:
            case GraphQLInputObjectType() as whole, {**fields}:
                inner = [one for one in fields if _is_choice(whole.fields[one].type)]
                chosen = [one for one in inner if fields[one] is not None][:1]
                return {
                    one: self.meant(whole.fields[one].type, value, one)
                    for one, value in fields.items()
                    if one not in inner or one in chosen
                }
            case GraphQLList() as several, [*values]:
                return [self.meant(several.of_type, value, name) for value in values]
            case GraphQLScalarType(name="ID"), str() if name != "key":
                return printed(self.node(name), uuid.UUID(int=self.documents.draw.getrandbits(128)))
            case GraphQLScalarType(name="String"), str() if name == "number":
                return f"1390000{self.documents.draw.randrange(10_000):04}"  # read before all else
        return given

    def node(self, name: str) -> str:
        """The type whose id a field takes: ``fromPost`` and ``posts`` take one of a Post."""
        for plain in (name, name.removesuffix("s")):
            for node in self.nodes:
                if plain.lower().endswith(node.lower()):
                    return node
        return "Problem"


def fits(kind: GraphQLInputObjectType, given: Any) -> bool:
    """Whether a value can be the input."""
    return coerce_input_value(given, GraphQLNonNull(kind)) is not Undefined


def altered(kind: GraphQLInputType, given: Any) -> Any:
    """Another value of an input's type that differs in one place; nothing when none can.

    Texts are altered rather than ids, and what stands in a list or an input last of all.
    """
    match get_nullable_type(kind), given:
        case GraphQLInputObjectType() as whole, {**fields}:
            for name in sorted(fields, key=lambda one: _depth(whole.fields[one].type)):
                if (other := altered(whole.fields[name].type, fields[name])) is not None:
                    return fields | {name: other}
        case GraphQLList() as several, [*values]:
            for at, value in enumerate(values):
                if (other := altered(several.of_type, value)) is not None:
                    return [*values[:at], other, *values[at + 1 :]]
        case GraphQLScalarType(name="ID"), str() as one:
            found = parsed(one)
            return printed(found[0], uuid.uuid4()) if found else f"{one}9"
        case GraphQLScalarType(name="String"), str() as text if text.isdecimal():
            return f"{text[:-1]}{9 - int(text[-1])}"  # a number is as long as it has to be
        case GraphQLScalarType(name="String" | "Long"), str() as text:
            return f"{text}9"
        case GraphQLScalarType(name="Boolean"), bool() as said:
            return not said
        case GraphQLScalarType(name="Int"), int() as number:
            return number + 1
        case GraphQLEnumType() as closed, str() as word:
            return next((one for one in sorted(closed.values) if one != word), None)
    return None


def body(given: Mapping[str, Any]) -> dict[str, Any]:
    """An input without its key."""
    return {name: value for name, value in given.items() if name != "key"}


def _is_choice(kind: GraphQLInputType) -> bool:
    return isinstance(kind, GraphQLInputObjectType)


def _depth(kind: GraphQLInputType) -> int:
    if str(get_nullable_type(kind)) == "String":
        return 0
    match get_nullable_type(kind):
        case GraphQLScalarType():
            return 1
        case GraphQLEnumType():
            return 2
    return 3
