"""What an error says in the language of the client: ours in both, graphql-core's own in English."""

import re

import pytest
from graphql import (
    GraphQLArgument,
    GraphQLError,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLString,
    parse,
    validate,
)

from schema import errors, limits, scalars
from schema.excesses import SENTENCES
from schema.variables import Variables
from tests.edge.small_world import SCHEMA
from tests.edge.test_limits import nested

CHINESE = re.compile("[一-龥]")
DOCUMENTS = {
    "QUERY_TOO_DEEP": nested(20),
    "QUERY_TOO_COSTLY": "{ place { places { places { places { name } } } } }",
    "TOO_MANY_ALIASES": "{" + " ".join(f"a{n}: me" for n in range(16)) + "}",
    "TOO_MANY_REPEATED_FIELDS": "{ place { " + "name " * 900 + "} }",
    "TOO_MUCH_INTROSPECTION": "{"
    + " ".join(f"a{n}: __schema {{ types {{ name }} }}" for n in range(3))
    + "}",
    "ONE_MUTATION_PER_REQUEST": 'mutation { a: write(word: "x") b: write(word: "x") }',
    "TOO_MANY_FRAGMENTS": "{ me }" + " fragment F on Place { name }" * 41,
    "TOO_MANY_OPERATIONS": " ".join(f"query Q{n} {{ me }}" for n in range(11)),
    "DOCUMENT_TOO_LARGE": "{" + "me " * 1000 + "}",
    "GRAPHQL_VALIDATION_FAILED": "{ echo(word: " + "1" * 30 + ") }",
}
DATE = GraphQLScalarType("Date", parse_value=scalars.read_date)
DATED = GraphQLSchema(
    GraphQLObjectType(
        "Query",
        {
            "on": GraphQLField(
                GraphQLString,
                args={
                    "day": GraphQLArgument(DATE),
                    "days": GraphQLArgument(
                        GraphQLInputObjectType("Days", {"first": GraphQLInputField(DATE)})
                    ),
                },
            )
        },
    )
)


def said(error: GraphQLError) -> tuple[dict, dict]:
    """The error in Chinese and in English."""
    zh = errors.printed(error, request_id="r", language="zh")
    return zh, errors.printed(error, request_id="r", language="en")


def each_in_one_language(error: GraphQLError) -> tuple[str, str]:
    zh, en = said(error)
    assert zh["extensions"] == en["extensions"]
    assert CHINESE.search(zh["message"])
    assert not CHINESE.search(en["message"])
    return zh["message"], en["message"]


def found_in(document: str) -> list[GraphQLError]:
    try:
        return limits.faults(SCHEMA._schema, limits.parsed(document))
    except GraphQLError as error:
        return [error]


def test_every_limit_is_tried() -> None:
    assert SENTENCES.keys() < DOCUMENTS.keys()


@pytest.mark.parametrize("code", DOCUMENTS)
def test_a_limit_is_told_in_the_language_of_the_client(code: str) -> None:
    found = found_in(DOCUMENTS[code])
    assert {error.extensions["code"] for error in found} == {code}
    for error in found:
        each_in_one_language(error)


@pytest.mark.parametrize(
    "made", [errors.mutation_over_get, errors.subscription_over_http, errors.no_operation]
)
def test_what_cannot_be_run_here_is_told_in_one_language(made) -> None:
    each_in_one_language(made())


@pytest.mark.parametrize("document", ['{ on(day: "x") }', '{ on(days: {first: "x"}) }'])
def test_a_value_in_the_document_is_told_in_one_language(document: str) -> None:
    (error,) = validate(DATED, parse(document))
    zh, en = each_in_one_language(error)
    assert (zh[:5], en[:5]) == ("Date ", "Date ")


@pytest.mark.parametrize(
    ("document", "given", "begins"),
    [
        ("query ($a: Date) { on(day: $a) }", "x", "变量 $a 的值无法使用：Date 须为"),
        ("query ($a: Days) { on(days: $a) }", {"first": "x"}, "变量 $a.first 的值无法使用：Date"),
    ],
)
def test_a_value_of_a_variable_is_told_in_one_language(document, given, begins) -> None:
    operation = parse(document).definitions[0]
    variables = Variables.declared(DATED, operation)
    (error,) = variables.coerced(DATED, {"a": given}, hide_suggestions=True)
    zh, en = each_in_one_language(error)
    assert zh.startswith(begins)
    assert en.startswith("Variable '$a' has invalid value")


def test_what_graphql_itself_says_stays_english() -> None:
    (error,) = found_in("{ nothing }")
    zh, en = said(error)
    assert zh["message"] == en["message"]
