"""Reads what a person of the small world may see, through shelves and compiler, as one statement."""

import uuid
from typing import Any, Self

import orjson
from graphql import FieldNode, ObjectValueNode, SelectionSetNode, VariableNode, parse
from graphql.utilities import value_from_ast_untyped

from ledger.reading import Reading
from storage.binding import Statement
from storage.selection import Argument, Const, Leaf, Selection
from tenants.viewer import NOBODY, Viewer
from tests.warm import reads_of
from tests.world import key_of


class Asking:
    """Asks many questions over one connection; each is compiled once per person."""

    def __init__(self, stage: Any) -> None:
        self._stage = stage
        self._reads = reads_of(stage, size=1)
        self._reading = Reading(self._reads, stage.database.keys, stage.reach)
        self._viewers: dict[str, Viewer] = {}
        self._statements: dict[tuple[str | None, str], Statement] = {}

    async def __aenter__(self) -> Self:
        await self._reads.open()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._reads.close()

    async def ask(self, who: str | None, query: str, **variables: Any) -> Any:
        """Gives the data of a query of shelf fields, as a person or as nobody."""
        viewer = NOBODY
        if who is not None:
            if who not in self._viewers:
                self._viewers[who] = await self._stage.viewer(who)
            viewer = self._viewers[who]
        if (who, query) not in self._statements:
            chosen = selections(query)
            compiled = self._reading.compiled(viewer, chosen, root_type="Query")
            self._statements[who, query] = compiled
        told = await self._reading.run(viewer, self._statements[who, query], variables)
        return orjson.loads(told)["data"]


async def asked(stage: Any, who: str | None, query: str, **variables: Any) -> Any:
    """Asks one question."""
    async with Asking(stage) as asking:
        return await asking.ask(who, query, **variables)


def selections(query: str) -> list[Selection]:
    """Reads the fields of a query without fragments; variables are read when it is asked."""
    (operation,) = parse(query).definitions
    return _fields(operation.selection_set)  # type: ignore[attr-defined]  # the only definition is an operation


def tenant_id(name: str) -> str:
    """The public id of a tenant of the small world."""
    return f"Tenant_{key_of('tenant', name)}"


def body_id(name: str) -> str:
    """The public id of a body of the small world, named by tenant and kind."""
    return f"Body_{key_of('body', name)}"


def key_in(public_id: str) -> uuid.UUID:
    """The key in a public id."""
    return uuid.UUID(public_id.partition("_")[2])


def _fields(chosen: SelectionSetNode | None) -> list[Selection]:
    nodes = () if chosen is None else chosen.selections
    return [_field(node) for node in nodes if isinstance(node, FieldNode)]


def _field(node: FieldNode) -> Selection:
    arguments: dict[str, Argument] = {}
    for one in node.arguments or ():
        if isinstance(one.value, ObjectValueNode):
            given = value_from_ast_untyped(one.value)
            arguments[one.name.value] = {name: Const(value) for name, value in given.items()}
        elif isinstance(one.value, VariableNode):
            arguments[one.name.value] = Leaf((one.value.name.value,))
        else:
            arguments[one.name.value] = Const(value_from_ast_untyped(one.value))
    key = node.alias.value if node.alias else node.name.value
    return Selection(key, node.name.value, arguments, tuple(_fields(node.selection_set)))
