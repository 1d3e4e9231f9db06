"""Documents that were found good, remembered with the statements compiled for them."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Token,
    get_operation_ast,
    parse,
)

from ledger.shelves import CATALOGUE
from schema.errors import no_operation
from schema.limits import Limits, faults, parsed, too_costly
from schema.selecting import TYPENAME
from schema.variables import Variables
from storage.binding import Statement

_PLANS = 2000
_HEAVIEST = 2 * 1024 * 1024
"""What the remembered documents weigh together, in characters of text."""
_PARSED = 8
"""How often a document counts that stays parsed. It is hundreds of objects to a kilobyte, and the
collector walks all of them while everybody waits: 20 ms for a quarter of a megabyte of text."""
_STATEMENTS = 64


class GraphQLErrors(Exception):
    """The document or its variables were not acceptable."""

    def __init__(self, errors: list[GraphQLError], *, code: str | None = None) -> None:
        super().__init__("; ".join(error.message for error in errors))
        self.errors = errors
        self.code = code


@dataclass(frozen=True)
class Parsed:
    """What was parsed of a document: the whole, the operation that was chosen, its fragments."""

    document: DocumentNode
    operation: OperationDefinitionNode
    fragments: Mapping[str, FragmentDefinitionNode]

    @classmethod
    def of(cls, document: DocumentNode, operation_name: str | None) -> "Parsed":
        """Chooses the operation. Refuses: GraphQLErrors when there is none of that name."""
        operation = get_operation_ast(document, operation_name)
        if operation is None:
            raise GraphQLErrors([no_operation()])
        fragments = {
            one.name.value: one
            for one in document.definitions
            if isinstance(one, FragmentDefinitionNode)
        }
        return cls(document, operation, fragments)

    def root_names(self) -> set[str]:
        """The names of all root fields, those in fragments too."""
        names: set[str] = set()
        sets = [self.operation.selection_set]
        while sets:
            for node in sets.pop().selections:
                if isinstance(node, FieldNode):
                    names.add(node.name.value)
                elif getattr(node, "selection_set", None) is not None:
                    sets.append(node.selection_set)  # type: ignore[attr-defined]  # inline
                else:
                    sets.append(self.fragments[node.name.value].selection_set)  # type: ignore[attr-defined]  # spread
        return names


@dataclass(frozen=True)
class Plan:
    """A document that was found good, with the statements compiled for it so far."""

    text: str
    operation_name: str | None
    kind: OperationType
    variables: Variables
    compiled_only: bool
    introspective: bool
    by_size: bool
    """Whether the pages its variables ask for decide if it costs too much."""
    kept: Parsed | None
    """What was parsed, where every request needs it."""
    statements: "OrderedDict[Hashable, Statement]" = field(default_factory=OrderedDict)

    def parsed(self) -> Parsed:
        """What was parsed; made anew where only what is to be compiled needs it."""
        return self.kept or Parsed.of(parse(self.text, no_location=True), self.operation_name)

    @property
    def weight(self) -> int:
        """What it counts in memory."""
        return len(self.text) * (_PARSED if self.kept else 1)

    async def turn(self, key: Hashable) -> None:
        """Lets others go first when a statement must be compiled: it takes as long as all before it."""
        if key not in self.statements:
            await asyncio.sleep(0)

    def statement(self, key: Hashable, make: Callable[[], Statement]) -> Statement:
        """The statement of one shape and set of rules, compiled on first use."""
        found = self.statements.get(key)
        if found is None:
            while len(self.statements) >= _STATEMENTS:
                self.statements.popitem(last=False)
            found = self.statements[key] = make()
        return found


class Plans:
    """The plans of one schema; those asked for longest ago are forgotten."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, *, show_suggestions: bool) -> None:
        self._schema = schema
        self._limits = limits
        self._show_suggestions = show_suggestions
        self._plans: OrderedDict[tuple[str, str | None], Plan] = OrderedDict()
        self._weight = 0

    def of(self, query: str | None, operation_name: str | None) -> Plan:
        """The plan of a document, from memory or made now.

        Refuses: GraphQLErrors with what is wrong with the document.
        """
        key = (query or "", operation_name)
        found = self._plans.get(key)
        if found is None:
            found = self._planned(*key)
            self._weight += found.weight
            while self._plans and (len(self._plans) >= _PLANS or self._weight > _HEAVIEST):
                _, forgotten = self._plans.popitem(last=False)
                self._weight -= forgotten.weight
            self._plans[key] = found
        else:
            self._plans.move_to_end(key)
        return found

    def _planned(self, query: str, operation_name: str | None) -> Plan:
        schema, limits = self._schema, self._limits
        try:
            document = parsed(query, limits)
        except GraphQLError as error:
            raise GraphQLErrors([error]) from None
        found = faults(schema, document, limits=limits, show_suggestions=self._show_suggestions)
        if found:
            raise GraphQLErrors(found)
        chosen = Parsed.of(document, operation_name)
        by_size = bool(too_costly(schema, document, chosen.operation, None, limits=limits))
        names = chosen.root_names()
        querying = chosen.operation.operation is OperationType.QUERY
        compiled_only = querying and names <= CATALOGUE.roots.keys() | {TYPENAME}
        _untied(document)
        return Plan(
            query,
            operation_name,
            chosen.operation.operation,
            Variables.declared(schema, chosen.operation),
            compiled_only=compiled_only,
            introspective=querying and names <= {"__schema", "__type", TYPENAME},
            by_size=by_size,
            kept=None if compiled_only and not by_size else chosen,
        )


def _untied(document: DocumentNode) -> None:
    """Unties the chain of tokens, by which each node would keep all of them, in a circle."""
    token: Token | None = document.loc.start_token if document.loc else None
    while token is not None:
        following, token.prev, token.next = token.next, None, None
        token = following
