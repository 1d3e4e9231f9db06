"""The second road: where the executor walks, shelf fields are read by compiled statements.

One resolver set on every shelf type of the finished schema. A root field resolves to the compiled
reading of its own sub-selection; what it gives is walked by response key, not by field name; the
type of an interface is a hidden ``__typename``. Payloads of acts name a record by its key, and it
is read anew under the rights of now.
"""

from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

import orjson
from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    get_named_type,
)

from ledger.shelves import CATALOGUE
from schema.selecting import TYPENAME, Selecting
from storage.ids import printed
from storage.selection import Argument, Const, Leaf, Selection
from tenants.viewer import Viewer

Info = GraphQLResolveInfo[Any]
HIDDEN_TYPE = "__typename"
_KEY = "#key"
_PAGE = "PageInfo"
"""The variable that carries a record's id into a statement; no GraphQL name begins with ``#``."""


def pave(schema: GraphQLSchema) -> None:
    """Sets the resolvers of both roads on a finished schema."""
    shelves = set(CATALOGUE.shelves)
    query = schema.query_type
    assert query is not None
    for name, field in query.fields.items():
        if name in CATALOGUE.roots:
            field.resolve = _read_root
    for type_ in schema.type_map.values():
        if isinstance(type_, GraphQLObjectType) and type_ is not query:
            if _on_shelf(type_.name, shelves):
                type_.is_type_of = None  # rows are dicts here, not Strawberry's instances
                for field in type_.fields.values():
                    field.resolve = _by_key if type_.name != _PAGE else _of_page(field.resolve)
            else:
                _pave_payload(type_, shelves)
        elif isinstance(type_, GraphQLInterfaceType):
            type_.resolve_type = _type_of


def _on_shelf(name: str, shelves: set[str]) -> bool:
    """Whether a type is printed by the compiler: a shelf, its pages or edge, or PageInfo."""
    bare = name.removesuffix("Connection").removesuffix("Edge").removesuffix("Result")
    return bare in shelves or name in ("PageInfo", "ViewerActionInfo")


class ReadsLists(Protocol):
    """An object made in Python on which connections stand: says as whom and what they read."""

    def reading(self, name: str, viewer: Viewer) -> tuple[Viewer, str]:
        """The viewer to read a field as, and the root reading behind it."""


def _pave_payload(type_: GraphQLObjectType, shelves: set[str]) -> None:
    for field in type_.fields.values():
        returned = get_named_type(field.type).name
        if returned in shelves:
            field.resolve = _read_record(field)
        elif returned.removesuffix("Connection") in shelves:
            field.resolve = _read_list


async def _read_root(_: Any, info: Info, **__: Any) -> Any:
    return await read_field(info, info.context.viewer)


def _read_record(field: GraphQLField) -> Any:
    given = field.resolve

    async def resolve(source: Any, info: Info, **arguments: Any) -> Any:
        key = given(source, info, **arguments) if given else None
        if not isinstance(key, UUID):
            return key
        return await read_record(info, key)

    return resolve


async def _read_list(source: ReadsLists, info: Info, **_: Any) -> Any:
    viewer, root = source.reading(info.field_name, info.context.viewer)
    return await read_field(info, viewer, root=root)


def _by_key(source: Mapping[str, Any], info: Info, **_: Any) -> Any:
    return source[str(info.path.key)]


def _of_page(made: Any) -> Any:
    """Reads a page as it was printed, or as a resolver that pages by itself made it."""

    def resolve(source: Any, info: Info, **arguments: Any) -> Any:
        return (_by_key if isinstance(source, Mapping) else made)(source, info, **arguments)

    return resolve


def _type_of(value: Mapping[str, Any], *_: Any) -> str:
    return str(value[HIDDEN_TYPE])


async def read_field(info: Info, viewer: Viewer, *, root: str | None = None) -> Any:
    """Reads a root field's own sub-selection as a viewer.

    Given:   root, the root reading to use when the field has another name.
    """
    selecting, variables = _selecting(info)
    chosen = selecting.field(info.field_nodes, info.parent_type)
    return await _run(info, viewer, _as_root(chosen, root or info.field_name), variables)


async def read_record(info: Info, key: UUID) -> Any:
    """Reads one record's sub-selection by its key; null when it may not be seen."""
    selecting, variables = _selecting(info)
    name = get_named_type(info.return_type).name
    on = info.schema.get_type(name)
    assert isinstance(on, GraphQLObjectType)
    children = selecting.members([node.selection_set for node in info.field_nodes], on)
    arguments: dict[str, Argument] = {"id": Leaf((_KEY,)), "type": Const(name)}
    chosen = Selection("node", "node", arguments, tuple(children))
    with_key = {**variables, _KEY: printed(name, key)}
    return await _run(info, info.context.viewer, chosen, with_key)


def _as_root(chosen: Selection, name: str) -> Selection:
    children = chosen.children
    if "type" in chosen.arguments and not any(one.key == HIDDEN_TYPE for one in children):
        children = (*children, Selection(HIDDEN_TYPE, TYPENAME))
    return Selection(chosen.key, name, chosen.arguments, children)


def _selecting(info: Info) -> tuple[Selecting, Mapping[str, Any]]:
    variables = info.variable_values.coerced
    return Selecting(info.schema, info.context.plan.parsed().fragments, variables), variables


async def _run(info: Info, viewer: Viewer, chosen: Selection, variables: Mapping[str, Any]) -> Any:
    context = info.context
    where = tuple(step for step in info.path.as_list() if isinstance(step, str))
    key = (where, context.shape, context.reading.rules(viewer).key)
    await context.plan.turn(key)
    statement = context.plan.statement(
        key,
        lambda: context.reading.compiled_value(viewer, chosen),
    )
    return orjson.loads(await context.reading.run(viewer, statement, variables))
