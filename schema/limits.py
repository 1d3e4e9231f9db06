"""How much one GraphQL document may ask for, decided before anything is run.

Every fragment is walked once and remembered, so the work is linear in the document: limiters that
walk fragments again for each spread stop the server with 700 bytes. The walk knows the schema, so
a list without a page size counts as the page it would return. A page size that is a variable is
known only with the request: the document is weighed for the smallest page first, and where the
largest one would be too much, each request is weighed with its own. Nothing here touches a database.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
    specified_rules,
    validate,
)

from schema.excesses import BEYOND, too_large, too_much
from schema.numerals import refuse_endless

PAGES = ("Connection", "Result")
"""How types are called that hold one page: what stands in them is counted by the list they are of."""
# The walk stops here: no document within the depth limit gets near, and Python's stack is finite.
FLOOR = 64


@dataclass(frozen=True)
class Limits:
    """The figures of this server; a document beyond one of them is refused with its name."""

    tokens: int = 1_000
    characters: int = 65_536
    depth: int = 12
    aliases: int = 15
    fragments: int = 40
    operations: int = 10
    # Values that one reading may print; it goes from PostgreSQL to the socket as bytes.
    reading_cost: int = 10_000
    # Mutations and subscriptions are walked by the executor in Python, so they get less.
    walking_cost: int = 2_000
    # Comparisons that the standard rule on equal response names would make.
    merges: int = 20_000
    default_page: int = 50
    largest_page: int = 200
    plain_list: int = 10
    introspections: int = 2
    printed_errors: int = 10


LIMITS = Limits()


@dataclass(frozen=True)
class Weight:
    """What one selection set amounts to once its fragments are opened."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0
    fields: int = 0
    merges: int = 0
    introspections: int = 0
    names: frozenset[str] = frozenset()


@dataclass
class Tally:
    """A sum of weights in the making; figures are capped so that they stay small integers."""

    depth: int = 0
    cost: int = 0
    aliases: int = 0
    fields: int = 0
    merges: int = 0
    introspections: int = 0
    names: set[str] = field(default_factory=set)
    # response name -> (how many fields carry it, how many fields stand in and under them)
    groups: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, part: Weight, times: int = 1) -> None:
        """Adds a part that is printed so many times."""
        self.cost = min(self.cost + times * part.cost, BEYOND)
        self.aliases = min(self.aliases + part.aliases, BEYOND)
        self.fields = min(self.fields + part.fields, BEYOND)
        self.merges = min(self.merges + part.merges, BEYOND)
        self.introspections = min(self.introspections + part.introspections, BEYOND)

    def sealed(self) -> Weight:
        """Gives the finished weight, with the comparisons that equal names here would cost."""
        squares = sum(size * size // 2 for count, size in self.groups.values() if count > 1)
        return Weight(
            depth=self.depth,
            cost=self.cost,
            aliases=self.aliases,
            fields=self.fields,
            merges=min(self.merges + squares, BEYOND),
            introspections=self.introspections,
            names=frozenset(self.names),
        )


class Scale:
    """Weighs the operations of one document, each fragment once."""

    def __init__(
        self,
        schema: GraphQLSchema,
        document: DocumentNode,
        limits: Limits,
        *,
        variables: Mapping[str, Any] | None = None,
    ) -> None:
        self.schema = schema
        self.limits = limits
        self.variables = variables
        self.fragments = {
            node.name.value: node
            for node in document.definitions
            if isinstance(node, FragmentDefinitionNode)
        }
        self.known: dict[str, tuple[Weight, dict[str, tuple[int, int]]]] = {}
        self.open: set[str] = set()

    def weigh(self, operation: OperationDefinitionNode) -> Weight:
        """Weighs one operation."""
        root = self.schema.get_root_type(operation.operation)
        tally = Tally()
        self._selections(operation.selection_set, root, level=1, tally=tally)
        return tally.sealed()

    def _selections(
        self,
        selections: SelectionSetNode,
        parent: GraphQLNamedType | None,
        *,
        level: int,
        tally: Tally,
    ) -> None:
        if level > FLOOR:
            tally.depth = BEYOND
            return
        for node in selections.selections:
            if isinstance(node, FieldNode):
                self._field(node, parent, level=level, tally=tally)
            elif isinstance(node, InlineFragmentNode):
                condition = node.type_condition
                inside = self.schema.type_map.get(condition.name.value) if condition else parent
                self._selections(node.selection_set, inside, level=level + 1, tally=tally)
            elif isinstance(node, FragmentSpreadNode):
                self._spread(node.name.value, level=level, tally=tally)

    def _field(
        self, node: FieldNode, parent: GraphQLNamedType | None, *, level: int, tally: Tally
    ) -> None:
        name = node.name.value
        below = Weight()
        times = 1
        if node.selection_set:
            child, times = self._reach(node, parent)
            inner = Tally()
            self._selections(node.selection_set, child, level=level + 1, tally=inner)
            below = inner.sealed()
        introspective = name in {"__schema", "__type"}
        if introspective:
            # Its depth has a rule of its own in graphql-core, and its cost is that of the schema.
            tally.add(Weight(aliases=below.aliases, fields=below.fields, merges=below.merges))
            tally.depth = BEYOND if below.depth >= BEYOND else max(tally.depth, 1)
            tally.introspections += 1
        else:
            tally.add(below, times)
            tally.depth = max(tally.depth, 1 + below.depth)
        tally.cost = min(tally.cost + 1, BEYOND)
        tally.fields = min(tally.fields + 1, BEYOND)
        tally.aliases += node.alias is not None
        key = node.alias.value if node.alias else name
        tally.names.add(key)
        count, size = tally.groups.get(key, (0, 0))
        tally.groups[key] = (count + 1, min(size + 1 + below.fields, BEYOND))

    def _spread(self, name: str, *, level: int, tally: Tally) -> None:
        # Cycles and unknown fragments weigh nothing: the standard rules report them.
        if name in self.open or name not in self.fragments:
            return
        if name not in self.known:
            self.open.add(name)
            node = self.fragments[name]
            inside = self.schema.type_map.get(node.type_condition.name.value)
            inner = Tally()
            self._selections(node.selection_set, inside, level=level + 1, tally=inner)
            groups = dict(inner.groups)
            self.known[name] = (inner.sealed(), groups)
            self.open.discard(name)
        weight, groups = self.known[name]
        tally.add(weight)
        tally.depth = max(tally.depth, weight.depth)
        tally.names |= weight.names
        for key, (count, size) in groups.items():
            had, sum_ = tally.groups.get(key, (0, 0))
            tally.groups[key] = (min(had + count, BEYOND), min(sum_ + size, BEYOND))

    def _reach(
        self, node: FieldNode, parent: GraphQLNamedType | None
    ) -> tuple[GraphQLNamedType | None, int]:
        """Gives the type below a field and how many of it the field may print."""
        name = node.name.value
        if name == "__schema":
            return self.schema.type_map.get("__Schema"), 1
        if name == "__type":
            return self.schema.type_map.get("__Type"), 1
        if not isinstance(parent, (GraphQLObjectType, GraphQLInterfaceType)):
            return None, 1
        definition = parent.fields.get(name)
        if definition is None:
            return None, 1
        child = get_named_type(definition.type)
        if parent.name.endswith(PAGES):
            return child, 1
        if "first" in definition.args or "last" in definition.args:
            return child, self._page(node)
        listed = is_list_type(get_nullable_type(definition.type))
        return child, self.limits.plain_list if listed else 1

    def _page(self, node: FieldNode) -> int:
        pages = [
            self._size(argument.value)
            for argument in node.arguments or ()
            if argument.name.value in {"first", "last"}
        ]
        return max(1, min(max(pages, default=self.limits.default_page), BEYOND))

    def _size(self, given: ValueNode) -> int:
        if isinstance(given, IntValueNode):
            return int(given.value)  # short enough for Python: see `parsed`
        if not isinstance(given, VariableNode):
            return self.limits.largest_page
        if self.variables is None:
            return 1
        size = self.variables.get(given.name.value)
        return size if isinstance(size, int) else self.limits.default_page


def excess(scale: Scale, operation: OperationDefinitionNode) -> Iterable[tuple[str, int, int]]:
    """Gives each limit an operation goes beyond: its code, the figure found, the figure allowed."""
    limits = scale.limits
    weight = scale.weigh(operation)
    mutating = operation.operation is OperationType.MUTATION
    reading = operation.operation is OperationType.QUERY
    cost = limits.reading_cost if reading else limits.walking_cost
    figures = {
        "QUERY_TOO_DEEP": (weight.depth, limits.depth),
        "QUERY_TOO_COSTLY": (weight.cost, cost),
        "TOO_MANY_ALIASES": (weight.aliases, limits.aliases),
        "TOO_MANY_REPEATED_FIELDS": (weight.merges, limits.merges),
        "TOO_MUCH_INTROSPECTION": (weight.introspections, limits.introspections),
        "ONE_MUTATION_PER_REQUEST": (len(weight.names) if mutating else 1, 1),
    }
    for code, (found, allowed) in figures.items():
        if found > allowed:
            yield code, found, allowed


def _counted(document: DocumentNode, limits: Limits) -> Iterable[tuple[str, int, int]]:
    counts: dict[type, int] = defaultdict(int)
    for node in document.definitions:
        counts[type(node)] += 1
    if counts[FragmentDefinitionNode] > limits.fragments:
        yield "TOO_MANY_FRAGMENTS", counts[FragmentDefinitionNode], limits.fragments
    if counts[OperationDefinitionNode] > limits.operations:
        yield "TOO_MANY_OPERATIONS", counts[OperationDefinitionNode], limits.operations


def excesses(
    schema: GraphQLSchema, document: DocumentNode, limits: Limits = LIMITS
) -> list[GraphQLError]:
    """Gives an error for each limit a document goes beyond; none for one within all of them.

    Page sizes that are variables count as the smallest; see :func:`too_costly`.
    """
    found = list(_counted(document, limits))
    if not found:
        scale = Scale(schema, document, limits)
        for node in document.definitions:
            if isinstance(node, OperationDefinitionNode):
                found.extend(excess(scale, node))
    return [too_much(*one) for one in found]


def too_costly(
    schema: GraphQLSchema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any] | None,
    *,
    limits: Limits = LIMITS,
) -> list[GraphQLError]:
    """Gives the error of an operation that costs too much with these variables.

    Given:    variables, those of a request; None for the largest page in each of them.
    """
    if variables is None:
        names = [one.variable.name.value for one in operation.variable_definitions or ()]
        variables = dict.fromkeys(names, limits.largest_page)
    found = excess(Scale(schema, document, limits, variables=variables), operation)
    return [too_much(*one) for one in found]


def parsed(text: str, limits: Limits = LIMITS) -> DocumentNode:
    """Parses a document, refusing one with too many tokens or a number without end.

    Refuses:  GraphQLError with code DOCUMENT_TOO_LARGE or GRAPHQL_VALIDATION_FAILED;
              GraphQLSyntaxError.
    """
    try:
        document = parse(
            text,
            max_tokens=limits.tokens,
            max_source_length=limits.characters,
            allow_empty_selection_sets=False,
        )
    except GraphQLError as error:
        # graphql-core has one class for all syntax errors; its own limits end with these words.
        if error.message.endswith("Parsing aborted") or error.message.endswith("aborted."):
            raise too_large(error.message.removeprefix("Syntax Error: ")) from None
        raise
    refuse_endless(text, document)
    return document


def faults(
    schema: GraphQLSchema,
    document: DocumentNode,
    *,
    limits: Limits = LIMITS,
    show_suggestions: bool = False,
) -> list[GraphQLError]:
    """Gives what is wrong with a document: first its size, and only then the standard rules.

    The standard rules are quadratic in places, so a document beyond the limits never meets them.
    """
    # Not a rule among the others: a visitor would walk the whole document before they begin.
    if found := excesses(schema, document, limits):
        return found
    found = validate(
        schema,
        document,
        specified_rules,
        max_errors=limits.printed_errors,
        hide_suggestions=not show_suggestions,
        allow_empty_selection_sets=False,
    )
    if not show_suggestions:
        # One rule makes its suggestion whatever it is told.
        for error in found:
            error.message = error.message.partition(" Did you mean ")[0]
    return found
