"""From GraphQL's syntax to a selection: fragments opened, fields merged, arguments sorted.

Order and merging follow the executor (GraphQL spec 6.3.2), so that both roads print the same
members in the same order. Values of variables stay outside: a :class:`Leaf` names where each is
read, except what decides the statement's shape (enums, booleans, null, the type that an id names).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    Undefined,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_list_type,
    value_from_ast,
)

from storage.ids import type_named
from storage.selection import Argument, Const, Leaf, Selection

TYPENAME = "__typename"


def shape_of(value: Any, kind: Any) -> Any:
    """What a plan must know of a variable's value.

    Gives: the value of an enum or boolean, the type an id names, presence for other scalars, and
           the same of each member of an input object.
    """
    kind = get_nullable_type(kind)
    if value is None:
        return None
    if isinstance(kind, GraphQLEnumType):
        return _name_of(value)
    if isinstance(kind, GraphQLInputObjectType):
        fields = kind.fields
        return tuple(
            (name, shape_of(value[name], field.type))
            for name, field in fields.items()
            if name in value
        )
    if is_list_type(kind):
        inner = get_named_type(kind)
        return tuple(map(_name_of, value)) if isinstance(inner, GraphQLEnumType) else len(value)
    if isinstance(value, bool):
        return value
    return type_named(value) if get_named_type(kind).name == "ID" else True


def _name_of(value: Any) -> str:
    return str(getattr(value, "name", value))


@dataclass(frozen=True)
class Selecting:
    """Selects from one document, given the coerced variables of a request of this shape."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]

    def roots(self, operation: OperationDefinitionNode, root: GraphQLObjectType) -> list[Selection]:
        """The root fields of an operation."""
        return self.members([operation.selection_set], root)

    def members(
        self, sets: Iterable[SelectionSetNode | None], on: GraphQLObjectType
    ) -> list[Selection]:
        """The fields that selection sets pick from an object type, merged by response key."""
        groups: dict[str, list[FieldNode]] = {}
        for found in sets:
            if found is not None:
                self._collect(found, on, groups, set())
        return [self.field(nodes, on) for nodes in groups.values()]

    def field(self, nodes: Sequence[FieldNode], on: GraphQLObjectType) -> Selection:
        """One field, from all its nodes."""
        node = nodes[0]
        name = node.name.value
        key = node.alias.value if node.alias else name
        if name == TYPENAME:
            return Selection(key, name)
        field = on.fields[name]
        arguments = self._arguments(node, field.args)
        returned = get_named_type(field.type)
        if is_abstract_type(returned):
            named = _type_in(arguments.get("id"), self.variables)
            arguments["type"] = Const(named)
            inner = []
            found = self.schema.get_type(named)
            # An id may name any type, also one that is no record: that reads nothing.
            if isinstance(found, GraphQLObjectType) and self.schema.is_sub_type(returned, found):
                inner = self.members([n.selection_set for n in nodes], found)
        elif isinstance(returned, GraphQLObjectType):
            inner = self.members([n.selection_set for n in nodes], returned)
        else:
            inner = []
        return Selection(key, name, arguments, tuple(inner))

    def _collect(
        self,
        found: SelectionSetNode,
        on: GraphQLObjectType,
        groups: dict[str, list[FieldNode]],
        visited: set[str],
    ) -> None:
        for node in found.selections:
            if not self._included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
            elif isinstance(node, InlineFragmentNode):
                if self._applies(node.type_condition, on):
                    self._collect(node.selection_set, on, groups, visited)
            elif node.name.value not in visited:  # type: ignore[attr-defined]  # a spread
                visited.add(node.name.value)  # type: ignore[attr-defined]  # a spread
                fragment = self.fragments[node.name.value]  # type: ignore[attr-defined]  # a spread
                if self._applies(fragment.type_condition, on):
                    self._collect(fragment.selection_set, on, groups, visited)

    def _applies(self, condition: Any, on: GraphQLObjectType) -> bool:
        if condition is None:
            return True
        named = self.schema.get_type(condition.name.value)
        if named is on:
            return True
        return named is not None and is_abstract_type(named) and self.schema.is_sub_type(named, on)

    def _included(self, node: Any) -> bool:
        for directive in node.directives or ():
            if directive.name.value in ("skip", "include"):
                value = directive.arguments[0].value
                said = (
                    self.variables.get(value.name.value)
                    if isinstance(value, VariableNode)
                    else value.value
                )
                if bool(said) is (directive.name.value == "skip"):
                    return False
        return True

    # -- arguments ----------------------------------------------------------------------------

    def _arguments(self, node: FieldNode, known: Mapping[str, Any]) -> dict[str, Argument]:
        given = {one.name.value: one.value for one in node.arguments or ()}
        found: dict[str, Argument] = {}
        for name, argument in known.items():
            value = self._value(given[name], argument.type) if name in given else None
            if value is None and argument.default_value is not Undefined:
                value = Const(_plain(argument.default_value))
            if value is not None:
                found[name] = value
        return found

    def _value(self, node: ValueNode, kind: Any) -> Argument | None:
        if isinstance(node, VariableNode):
            name = node.name.value
            if name not in self.variables:
                return None
            return lifted(self.variables[name], kind, (name,))
        if isinstance(node, NullValueNode):
            return Const(None)
        if isinstance(node, EnumValueNode | BooleanValueNode):
            return Const(node.value)
        if isinstance(node, ObjectValueNode):
            fields = get_nullable_type(kind).fields
            inner = {
                one.name.value: self._value(one.value, fields[one.name.value].type)
                for one in node.fields
            }
            return {name: value for name, value in inner.items() if value is not None}
        if isinstance(node, ListValueNode):
            return Const(_plain(value_from_ast(node, kind, dict(self.variables))))
        return Const(value_from_ast(node, kind))


def lifted(value: Any, kind: Any, path: tuple[str | int, ...]) -> Argument:
    """A variable's value as an argument: what decides the shape fixed, the rest named by its path."""
    kind = get_nullable_type(kind)
    if value is None or isinstance(value, bool):
        return Const(value)
    if isinstance(kind, GraphQLEnumType):
        return Const(_name_of(value))
    if isinstance(kind, GraphQLInputObjectType):
        return {
            name: lifted(value[name], field.type, (*path, name))
            for name, field in kind.fields.items()
            if name in value
        }
    if is_list_type(kind) and isinstance(get_named_type(kind), GraphQLEnumType):
        return Const([_name_of(one) for one in value])
    return Leaf(path)


def _plain(value: Any) -> Any:
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return getattr(value, "name", value)


def _type_in(argument: Argument | None, variables: Mapping[str, Any]) -> str:
    if isinstance(argument, Leaf):
        return type_named(argument.read(variables))
    return type_named(argument.value) if isinstance(argument, Const) else ""
