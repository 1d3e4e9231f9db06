"""The SQL that this server compiles for a viewer's question, with the values it would bind."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, parse

from bench.people import Viewer as Person
from bench.queries import NAMES, of_levelwise
from ledger.reading import Reading, facts_of
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from schema.assembly import build_schema
from schema.selecting import Selecting
from server.sign_in.demo_issuer import ISSUER
from storage.engine import make_engine
from storage.reads import Reads
from tenants.context import KeySet
from tenants.viewer import Viewer, viewer_of


@dataclass(frozen=True)
class Compiled:
    """One statement with its values, ready to be run by anyone."""

    sql: str
    values: Sequence[Any]


class Compiler:
    """Compiles questions for viewers, as the server does on first use."""

    def __init__(self, reach: Reach, keys: KeySet) -> None:
        self._schema = build_schema()
        assert self._schema.query_type is not None
        self._root = self._schema.query_type
        self._reading = Reading(Reads("", size=0), keys, reach)

    def compiled(self, viewer: Viewer, person: Person, name: str) -> Compiled:
        """Compiles one of the four questions."""
        question = of_levelwise(name, person)
        document = parse(question.query)
        operation = next(
            one for one in document.definitions if isinstance(one, OperationDefinitionNode)
        )
        fragments: dict[str, FragmentDefinitionNode] = {}
        variables = dict(question.variables)
        roots = Selecting(self._schema, fragments, variables).roots(operation, self._root)
        statement = self._reading.compiled(viewer, roots, root_type="Query")
        facts = facts_of(viewer)
        values = [one.value(facts, variables) for one in statement.parameters]
        return Compiled(statement.sql, values)


async def of_everyone(
    app_dsn: str, keys: KeySet, people: Sequence[Person]
) -> dict[str, list[Compiled]]:
    """Gives, by question, what would be run for each person."""
    reach = probed(Enforcer(book.load()))
    engine = make_engine(app_dsn)
    compiler = Compiler(reach, keys)
    made: dict[str, list[Compiled]] = {name: [] for name in NAMES}
    try:
        for person in people:
            viewer = await viewer_of(
                engine, ISSUER, person.subject, keys=keys, post=None, enforcer=reach.enforcer
            )
            for name in NAMES:
                made[name].append(compiler.compiled(viewer, person, name))
    finally:
        await engine.dispose()
    return made


def printable(value: Any) -> str:
    """Writes a value as a SQL literal, for EXPLAIN."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return "'{" + ",".join(map(str, value)) + "}'"
    return f"'{value.isoformat() if isinstance(value, date) else value}'"
