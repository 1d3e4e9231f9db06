"""What an act gives and what its refusal gives can be asked for in one selection."""

from pathlib import Path

from graphql import GraphQLObjectType, GraphQLUnionType, build_schema

from tests.ledger.conftest import Client
from tests.ledger.test_closing import JUDGE, answered, evaluated
from tests.structure.source import ROOT

PRINTED = Path(ROOT) / "schema" / "levelwise.graphql"


def test_no_field_of_a_success_clashes_with_one_of_its_refusal() -> None:
    found, results = [], 0
    for union in build_schema(PRINTED.read_text(encoding="utf-8")).type_map.values():
        if not isinstance(union, GraphQLUnionType):
            continue
        types = {one.name: one for one in union.types}
        refusal = types.pop("Refusal", None)
        if not isinstance(refusal, GraphQLObjectType):
            continue
        results += 1
        for one in types.values():
            for name, field in one.fields.items():
                other = refusal.fields.get(name)
                if other and str(other.type) != str(field.type) and not field.deprecation_reason:
                    found.append(f"{one.name}.{name}")
    assert results > 100
    assert found == []


async def test_the_code_is_read_beside_that_of_a_refusal(client: Client) -> None:
    ladder = await evaluated(client.stage)
    given = {
        "problem": f"Problem_{ladder.problem}",
        "expectedVersion": ladder.now()["version"],
        "channel": "PAPER",
    }
    told = await client.act(JUDGE, "openClientEvaluation", "oneTimeCode", **given)
    assert await answered(client.stage, told["oneTimeCode"], "SATISFIED") is False
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
