"""What one document may ask for: each figure refused just beyond it and accepted at it."""

import re
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from graphql import GraphQLError, get_introspection_query

from schema import limits
from schema.assembly import build_schema
from tests.edge.small_world import SCHEMA


def codes(document, **figures):
    chosen = limits.Limits(**figures)
    try:
        found = limits.faults(SCHEMA._schema, limits.parsed(document, chosen), limits=chosen)
    except GraphQLError as error:
        found = [error]
    return {str((error.extensions or {}).get("code", "INVALID")) for error in found}


def costly(document, variables):
    parsed = limits.parsed(document)
    found = limits.too_costly(SCHEMA._schema, parsed, parsed.definitions[0], variables)
    return {error.extensions["code"] for error in found}


def nested(depth):
    return "{ place" + " { inside" * (depth - 2) + " { name }" + " }" * (depth - 1)


def test_depth():
    assert codes(nested(12)) == set()
    assert codes(nested(13)) == {"QUERY_TOO_DEEP"}


def test_aliases():
    assert codes("{" + " ".join(f"a{n}: me" for n in range(15)) + "}") == set()
    assert codes("{" + " ".join(f"a{n}: me" for n in range(16)) + "}") == {"TOO_MANY_ALIASES"}


def test_tokens_and_characters():
    assert codes("{" + "me " * 1000 + "}") == {"DOCUMENT_TOO_LARGE"}
    assert codes("{ me } #" + "x" * 70_000) == {"DOCUMENT_TOO_LARGE"}


@pytest.mark.parametrize(
    "document",
    [
        "{ place { places(first: NUMBER) { name } } }",
        "{ place { places(first: -NUMBER) { name } } }",
        "query($n: Int = NUMBER) { place { places(first: $n) { name } } }",
        "{ place { places(first: 1) { name @skip(if: NUMBER) } } }",
    ],
)
def test_a_number_without_end_is_refused_before_anybody_counts_with_it(document):
    # Python reads no number of more than 4,300 digits, and says so in the words of a bug.
    for digits in (25, 5_000, 60_000):
        assert codes(document.replace("NUMBER", "1" * digits)) == {"GRAPHQL_VALIDATION_FAILED"}


def test_digits_in_a_text_are_no_number():
    assert codes('{ __type(name: "' + "1" * 5_000 + '") { name } }') == set()


def test_cost_multiplies_pages_and_a_variable_counts_as_what_it_asks_for():
    assert codes("{ place { places(first: 90) { places(first: 50) { name } } } }") == set()
    assert codes("{ place { places(first: 200) { places(first: 200) { name } } } }") == {
        "QUERY_TOO_COSTLY"
    }
    variable = "query($n: Int!) { place { places(first: $n) { places(first: $n) { name } } } }"
    assert codes(variable) == set()
    assert costly(variable, {"n": 70}) == set()
    for variables in ({"n": 150}, {"n": 10**12}, None):
        assert costly(variable, variables) == {"QUERY_TOO_COSTLY"}
    unsaid = variable.replace("Int!", "Int")
    assert costly(unsaid, {}) == costly(unsaid, {"n": None}) == set()
    assert costly(unsaid, {"n": -5}) == set()
    three = "{ place { places { places { places { name } } } } }"
    assert codes(three) == {"QUERY_TOO_COSTLY"}


def test_a_plain_list_counts_as_ten_rows_as_the_page_for_frontends_says():
    query = "{ viewer { posts { toSign(PAGE) { nodes { year toSign { person { name } } } } } } }"
    for page, dear in (("first: 50", True), ("first: 10", False)):
        document = limits.parsed(query.replace("PAGE", page))
        found = limits.excesses(build_schema(), document)
        assert [one.extensions["code"] for one in found] == ["QUERY_TOO_COSTLY"] * dear, page
    plain = query.replace("(PAGE)", "")
    assert limits.excesses(build_schema(), limits.parsed(plain)), "a page without first has 50 rows"


def test_one_mutation_field_also_behind_fragments():
    assert codes('mutation { write(word: "a") }') == set()
    assert codes('mutation { write(word: "a") b: write(word: "b") }') == {
        "ONE_MUTATION_PER_REQUEST"
    }
    hidden = 'mutation { write(word: "a") ...F } fragment F on Mutation { b: write(word: "b") }'
    assert codes(hidden) == {"ONE_MUTATION_PER_REQUEST"}


def test_introspection_is_exempt_but_not_twice_too_often():
    for full in (True, False):
        query = get_introspection_query(
            descriptions=full, specified_by_url=full, input_value_deprecation=full
        )
        assert codes(query) == set()
    assert codes(
        "{ __schema { types { name } } a: __schema { types { name } } "
        "b: __schema { types { name } } }"
    ) == {"TOO_MUCH_INTROSPECTION"}


def test_fragments_and_operations_are_counted():
    many = "{ ...F0 }" + "".join(f" fragment F{n} on Query {{ me }}" for n in range(41))
    assert "TOO_MANY_FRAGMENTS" in codes(many)
    assert "TOO_MANY_OPERATIONS" in codes(" ".join(f"query Q{n} {{ me }}" for n in range(11)))


def test_repeated_fields_are_refused_before_the_quadratic_rule_sees_them():
    assert codes("{" + "me " * 150 + "}") == set()
    assert codes("{" + "me " * 900 + "}") == {"TOO_MANY_REPEATED_FIELDS"}


def test_a_cycle_is_left_to_the_standard_rule():
    assert codes("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }") == {
        "INVALID"
    }


def doubling(levels):
    return (
        "{ place { ...F0 } }"
        + "".join(
            f" fragment F{n} on Place {{ inside {{ ...F{n + 1} }} a: inside {{ ...F{n + 1} }} }}"
            for n in range(levels)
        )
        + f" fragment F{levels} on Place {{ name }}"
    )


class TooManySteps(Exception):
    pass


def steps(work, *, most):
    """How many functions are called in a piece of work; no more than so many."""
    called = 0

    def count(_, event, __):
        nonlocal called
        called += event == "call"
        if called > most:
            raise TooManySteps

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return called


def test_fragments_that_double_at_each_level_are_weighed_in_linear_time():
    ten, twenty, thirty = (
        steps(lambda levels=levels: codes(doubling(levels)), most=10**6) for levels in (10, 20, 30)
    )
    assert thirty - twenty < 1.5 * (twenty - ten)
    assert "QUERY_TOO_COSTLY" in codes(doubling(30))


@pytest.mark.parametrize("show", [True, False])
def test_suggestions_are_for_development_only(show):
    document = limits.parsed("{ plac { name } }")
    found = limits.faults(SCHEMA._schema, document, show_suggestions=show)
    assert any("Did you mean" in error.message for error in found) is show


@pytest.mark.parametrize(
    ("page", "heading"), [("frontend.md", "Limits"), ("frontend.zh.md", "限额")]
)
def test_the_page_for_frontends_says_every_limit(page, heading):
    text = (Path(__file__).parents[2] / "docs" / page).read_text(encoding="utf-8")
    section = text.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    said = {int(one.replace(",", "")) for one in re.findall(r"[\d,]*\d", section)}
    # Those left out no honest document meets, or they are what a list without a page counts as.
    shown = replace(limits.LIMITS, merges=0, default_page=0, plain_list=0, printed_errors=0)
    assert set(vars(shown).values()) - {0} <= said
