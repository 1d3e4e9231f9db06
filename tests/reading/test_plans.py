"""What a process remembers of documents: little enough that the collector never stops it for long."""

import gc
from collections.abc import Callable

import pytest
from graphql import GraphQLError, GraphQLSchema

from schema import planning
from schema.assembly import build_schema
from schema.limits import LIMITS
from schema.planning import Plans

COMPILED = (
    "query {name} {{ tenants(first: 5) {{ nodes {{ id name children {{ nodes {{ name }} }} }} }} }}"
)
WALKED = "query {name} {{ viewer {{ name notice posts {{ title tenant {{ id name }} }} }} }}"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema()


@pytest.fixture
def plans(schema: GraphQLSchema) -> Plans:
    return Plans(schema, LIMITS, show_suggestions=False)


def objects(make: Callable[[], object]) -> int:
    """How many objects the collector has to walk that it had not before."""
    gc.collect()
    before = len(gc.get_objects())
    made = make()
    gc.collect()
    found = len(gc.get_objects()) - before
    del made
    return found


def test_what_was_parsed_is_kept_only_where_each_request_needs_it(plans: Plans):
    compiled, walked = (
        plans.of(COMPILED.format(name="a"), None),
        plans.of(WALKED.format(name="b"), None),
    )
    assert compiled.kept is None
    assert walked.kept is not None
    # Whoever compiles for another role has it again, whole.
    assert compiled.parsed().root_names() == {"tenants"}
    assert compiled.weight * 4 < walked.weight


def test_a_document_that_is_compiled_leaves_few_objects(plans: Plans):
    plans.of(COMPILED.format(name="first"), None)
    hundred = objects(lambda: [plans.of(COMPILED.format(name=f"q{at}"), None) for at in range(100)])
    assert hundred < 100 * 20
    # The control: what the parser makes of the same.
    parsed = objects(
        lambda: [plans.of(COMPILED.format(name=f"q{at}"), None).parsed() for at in range(100)]
    )
    assert parsed > 100 * 20


def test_an_error_tells_its_place_though_its_tokens_are_untied(plans: Plans):
    plan = plans.of("query ($first: Int) { tenants(first: $first) { nodes { id } } }", None)
    (definition,) = plan.variables.definitions
    assert definition.loc is not None
    assert GraphQLError("", [definition]).locations == [(1, 8)]
    assert definition.loc.start_token.next is None
    kept = plans.of(WALKED.format(name="walked"), None).parsed()
    (viewer,) = kept.operation.selection_set.selections
    assert GraphQLError("", [viewer]).locations == [(1, 16)]
    assert viewer.loc is not None
    assert viewer.loc.start_token.next is None


def test_what_was_asked_for_longest_ago_is_forgotten(plans: Plans, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(planning, "_PLANS", 3)
    texts = [COMPILED.format(name=name) for name in "abcd"]
    first = plans.of(texts[0], None)
    for text in texts[1:3]:
        plans.of(text, None)
    assert plans.of(texts[0], None) is first
    plans.of(texts[3], None)
    assert plans.of(texts[0], None) is first
    assert len(plans._plans) == 3


def test_documents_that_stay_parsed_are_fewer(plans: Plans, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(planning, "_HEAVIEST", 2_000)
    for at in range(50):
        plans.of(COMPILED.format(name=f"c{at:02}"), None)
    compiled = len(plans._plans)
    for at in range(50):
        plans.of(WALKED.format(name=f"w{at:02}"), None)
    assert 1 <= len(plans._plans) < compiled / 4
    assert plans._weight == sum(one.weight for one in plans._plans.values()) <= 2_000
