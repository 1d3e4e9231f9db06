"""Which language somebody is answered in is known at their very next request."""

import uuid

import psycopg
import pytest

from tests import world
from tests.conftest import Database
from tests.server.test_served import ask

WHO = "a1.head"
SET = (
    "mutation ($input: SetLanguageInput!) { setLanguage(input: $input) {"
    " __typename ... on SetLanguageSuccess { replayed } } }"
)
WRONG = '{ tenant(code: "520600000000") { children(first: -1) { nodes { name } } } }'
"""What is answered in words without a look at the database."""


def say(served, headers, language):
    given = {"input": {"key": uuid.uuid4().hex, "language": language}}
    told = ask(served, SET, headers=headers, variables=given)["setLanguage"]
    assert told == {"__typename": "SetLanguageSuccess", "replayed": False}


def spoken(served, headers):
    return ask(served, "{ viewer { language } }", headers=headers)["viewer"]["language"]


@pytest.fixture
def headers(provider):
    """A token without and with the post it acts in: two that are remembered apart."""
    bearer = provider.bearer(WHO)
    return bearer, {**bearer, "levelwise-post": str(world.key_of("post", WHO))}


def test_the_next_request_is_in_the_language_that_was_chosen(served, headers):
    bearer, in_post = headers
    assert (spoken(served, bearer), spoken(served, in_post)) == ("zh", "zh")
    say(served, bearer, "EN")
    wrong = served.post("/graphql", json={"query": WRONG}, headers=bearer)
    assert wrong.json()["errors"][0]["message"].isascii()
    assert (spoken(served, in_post), spoken(served, bearer)) == ("en", "en")
    say(served, in_post, "ZH")
    assert (spoken(served, bearer), spoken(served, in_post)) == ("zh", "zh")


def test_a_refusal_is_in_the_language_chosen_in_another_process(served, headers, peopled: Database):
    bearer, _ = headers
    assert spoken(served, bearer) == "zh"
    with psycopg.connect(peopled.migrator_dsn) as connection:
        connection.execute("update app.person set language = 'EN' where name = %s", [WHO])
    act = 'mutation { setLanguage(input: {key: "short", language: ZH}) { ... on Refusal { message } } }'
    told = ask(served, act, headers=bearer)["setLanguage"]["message"]
    assert told.isascii(), told
    with psycopg.connect(peopled.migrator_dsn) as connection:
        connection.execute("update app.person set language = 'ZH' where name = %s", [WHO])
    assert spoken(served, bearer) == "zh"
