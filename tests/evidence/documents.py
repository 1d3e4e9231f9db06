"""Generated documents for T7: queries over the printed schema, mutated, and mutations with drawn input."""

import json
import re
import uuid
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    build_schema,
)

from tests.edge.hostile import Hostile
from tests.reading.operations import Operation

SCHEMA = Path(__file__).parents[2] / "schema" / "levelwise.graphql"
TOKENS = re.compile(r'"[^"]*"|[A-Za-z_]\w*|\.\.\.|\S')
WORDS = (
    "-1", "0", "201", "99999999999999999999", "1e400", "null", "true", '"\\u0000"', '""', "{}", "[]",
    "[[1]]", "$x", "...", "@skip(if: true)", "@include", "__typename", "__schema { types { name } }",
    '"' + "一" * 300 + '"', '"""', "😀", '"2026-02-30"', "nodes", "id", "first", "after", "edges",
    "tenant", "fragment F on Post { id }", "on Nothing", "mutation", ":", "(", "}", "{", "!", "|",
)  # fmt: skip  # columns side by side
VALUES: Sequence[Any] = (
    None, True, -1, 0, 1, 2**31, 2**63, 1e300, "", "x", "\u0000", "一" * 5000, "2026-02-30",
    "2026-01-05", "0001-01-01", "9999-12-31", [], [[]], {}, {"x": 1}, "month end +10d", "2026-Q1",
    "'; drop table app.person; --", "\ud83d\ude00", "%_\\", "a" * 64, "branch_secretary",
)  # fmt: skip  # columns side by side


class Documents:
    """Draws requests over the printed schema."""

    def __init__(self, draw: Random, ids: Sequence[str]) -> None:
        self.draw, self.ids = draw, ids
        self.schema: GraphQLSchema = build_schema(SCHEMA.read_text(encoding="utf-8"))

    def generated(self, number: int) -> Hostile:
        """One request: a query nine times of ten, mutated or not; else a mutation."""
        if number % 10 == 9:
            return self.acting(number)
        operation = Operation(self.draw)
        tokens = TOKENS.findall(operation.text(walked=self.draw.random() < 0.3))
        for _ in range(self.draw.choice([0, 0, 1, 1, 2, 3])):
            self.edit(tokens)
        variables = dict(operation.variables)
        for name in list(variables):
            if self.draw.random() < 0.15:
                variables[name] = self.draw.choice(VALUES)
        return _request(f"query {number}", " ".join(tokens), variables)

    def plain(self, number: int) -> Hostile:
        """One query as it was drawn."""
        operation = Operation(self.draw)
        return _request(f"plain {number}", operation.text(walked=False), operation.variables)

    def edit(self, tokens: list[str]) -> None:
        """Changes one token of a document."""
        at = self.draw.randrange(len(tokens))
        match self.draw.randrange(5):
            case 0 if len(tokens) > 1:
                del tokens[at]
            case 1:
                tokens.insert(at, tokens[at])
            case 2:
                other = self.draw.randrange(len(tokens))
                tokens[at], tokens[other] = tokens[other], tokens[at]
            case 3:
                tokens[at] = self.draw.choice(WORDS)
            case _:
                tokens.insert(at, self.draw.choice(WORDS))

    def acting(self, number: int) -> Hostile:
        """A mutation with an input of mostly fitting values."""
        mutation = self.schema.mutation_type
        assert mutation is not None
        name, field = self.draw.choice(sorted(mutation.fields.items()))
        kind = field.args["input"].type
        text = (
            f"mutation ($input: {kind}) {{ {name}(input: $input) "
            "{ __typename ... on Refusal { code message details { name value } } } }"
        )
        return _request(f"{name} {number}", text, {"input": self.value(kind)})

    def value(self, kind: GraphQLInputType, name: str = "") -> Any:
        """A value for an input: fitting four times of five."""
        if isinstance(kind, GraphQLNonNull):
            return self.value(kind.of_type, name)
        if self.draw.random() < 0.08:
            return self.draw.choice(VALUES)
        match kind:
            case GraphQLInputObjectType():
                return {
                    key: self.value(field.type, key)
                    for key, field in kind.fields.items()
                    if isinstance(field.type, GraphQLNonNull) or self.draw.random() < 0.5
                }
            case GraphQLList():
                return [self.value(kind.of_type) for _ in range(self.draw.randint(0, 2))]
            case GraphQLEnumType():
                return self.draw.choice(sorted(kind.values))
        if kind.name == "ID":
            return uuid.UUID(int=self.draw.getrandbits(128)).hex if name == "key" else self.id()
        fitting = {"Int": 1, "Boolean": True, "Date": "2026-01-05", "Long": "1"}
        return fitting.get(kind.name) or self.draw.choice(
            [one for one in VALUES if isinstance(one, str)]
        )

    def id(self) -> str:
        """The id of a record of any tenant, or of none."""
        return self.draw.choice(
            [*self.ids, f"Obligation_{uuid.UUID(int=self.draw.getrandbits(128))}"]
        )


def _request(name: str, text: str, variables: Any) -> Hostile:
    body = json.dumps({"query": f"{text} #nonce", "variables": variables})
    return Hostile(name, body.encode())
