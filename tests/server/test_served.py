"""The whole server over a real database: who asks, what they see, and what changes under them."""

import json
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from websockets.asyncio.client import connect

from server.database.deployment import Deployment
from server.serving import NotFitToServe, refuse_unfit
from tests import world
from tests.conftest import Database
from tests.edge.corpus import run_t7
from tests.edge.hostile import Shape
from tests.patience import came

SCHEMA = Path(__file__).parents[2] / "schema" / "levelwise.graphql"
LEVELWISE = Shape(
    root='tenant(code: "520600000000")',
    kind="Tenant",
    loop="parent",
    leaf="name",
    page="children(first: {n})",
    nodes="nodes",
    mutation="publishList(input: {})",
    subscription="policyChanged { version }",
)


def ask(served, query, *, headers=None, **body):
    response = served.post("/graphql", json={"query": query, **body}, headers=headers or {})
    assert response.status_code == 200, response.text
    found = response.json()
    assert "errors" not in found, found
    return found["data"]


def test_without_a_token_one_is_nobody_and_told_why(served):
    viewer = ask(served, "{ viewer { name notice } }", headers={"accept-language": "en"})["viewer"]
    assert viewer["name"] is None
    assert "not signed in" in viewer["notice"]


def test_an_unknown_subject_is_nobody_and_told_why(served, provider):
    viewer = ask(served, "{ viewer { name notice } }", headers=provider.bearer("stranger"))[
        "viewer"
    ]
    assert viewer["name"] is None
    assert "关联" in viewer["notice"]


def test_a_token_of_the_provider_makes_the_person_in_their_post(served, provider):
    query = "{ viewer { name tenant { name } posts { title postId acting } } }"
    viewer = ask(served, query, headers=provider.bearer("a.head"))["viewer"]
    assert viewer["tenant"]["name"] == "甲县"
    post = viewer["posts"][0]["postId"]
    again = ask(served, query, headers={**provider.bearer("a.head"), "levelwise-post": post})
    assert again["viewer"]["posts"][0]["acting"] is True


def test_a_post_of_somebody_else_is_403(served, provider):
    headers = {**provider.bearer("a.head"), "levelwise-post": str(world.key_of("post", "b.head"))}
    response = served.post("/graphql", json={"query": "{ apiLevel }"}, headers=headers)
    assert response.status_code == 403
    assert response.json()["errors"][0]["extensions"]["code"] == "viewer.post_not_held"


def test_a_rotated_key_is_believed_after_the_cooldown_and_a_foreign_one_never(served, provider):
    asked = provider.asked
    foreign = type(provider)()
    response = served.post(
        "/graphql", json={"query": "{ apiLevel }"}, headers=foreign.bearer("a.head")
    )
    assert response.status_code == 401
    assert provider.asked <= asked + 1


def test_the_tree_is_read_in_one_statement(served):
    found = ask(served, '{ tenant(code: "520600000000") { name children { nodes { name } } } }')
    assert found["tenant"]["name"] == "测试市"
    assert "甲县" in [child["name"] for child in found["tenant"]["children"]["nodes"]]


@pytest.mark.parametrize(
    "query",
    [
        '{ tenant(code: "x") { name } }',
        '{ tenant(id: "broken") { name } }',
        '{ node(id: "AAAA") { id } }',
        '{ tenant(code: "520600000000") { children(first: -1) { nodes { name } } } }',
        '{ tenant(code: "520600000000") { children(first: 999) { nodes { name } } } }',
        '{ tenant(code: "520600000000") { children(after: "broken") { nodes { name } } } }',
        '{ tenant(code: "\\u0000") { name } }',
    ],
)
def test_bad_input_is_never_a_fault_of_the_server(served, query):
    response = served.post("/graphql", json={"query": query})
    assert response.status_code < 500
    for error in response.json().get("errors", []):
        assert error["extensions"]["code"] != "INTERNAL_SERVER_ERROR", error


def test_who_is_relieved_is_nobody_at_the_next_request(served, provider, peopled: Database):
    headers = provider.bearer("b2y.head")
    assert ask(served, "{ viewer { name } }", headers=headers)["viewer"]["name"]
    with psycopg.connect(peopled.migrator_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = current_date - 1 where person_id = %s",
            [world.key_of("person", "b2y.head")],
        )
    rows = '{ viewer { name } tenant(code: "520600000000") { name } }'
    assert ask(served, rows, headers=headers)["tenant"]["name"] == "测试市"
    relieved = ask(served, "{ viewer { noticeCode posts { title } } }", headers=headers)["viewer"]
    assert relieved == {"noticeCode": "viewer.no_current_post", "posts": []}


async def test_a_change_of_the_rule_book_reaches_who_listens(served, peopled: Database):
    url = str(served.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    async with connect(url, subprotocols=["graphql-transport-ws"]) as socket:
        await socket.send('{"type": "connection_init"}')
        assert json.loads(await socket.recv())["type"] == "connection_ack"
        query = "subscription { policyChanged { version } }"
        message = {"id": "1", "type": "subscribe", "payload": {"query": query}}
        await socket.send(json.dumps(message))

        async def version():
            heard = json.loads(await came(socket.recv()))
            return heard["payload"]["data"]["policyChanged"]["version"]

        first = await version()
        held = "{ ruleBook { version policyVersion } }"
        before = ask(served, held)["ruleBook"]
        assert before["policyVersion"] == first
        with psycopg.connect(peopled.app_dsn) as connection:
            connection.execute("select app.announce_policy('another book')")
        assert await version() == first + 1
    # Rules of the book changed nothing here but the number: a client sees that it holds an older one.
    assert ask(served, held)["ruleBook"] == {**before, "policyVersion": first + 1}


def test_the_served_schema_is_the_committed_one(served):
    assert served.get("/schema.graphql").text == SCHEMA.read_text(encoding="utf-8")


def test_the_server_is_ready_and_shows_its_book(served):
    ready = served.get("/readyz")
    assert ready.status_code == 200, ready.text
    page = served.get("/rule-book", headers={"accept": "text/html"})
    assert "<h2>" in page.text


def test_hostile_documents_do_not_stop_the_real_schema(served):
    result = run_t7(str(served.base_url).rstrip("/"), LEVELWISE)
    # In this process the server shares an interpreter with the attacker: only faults count here.
    assert [fault for fault in result.faults if "stalled" not in fault] == []


def fit(database: Database, **changes) -> Deployment:
    found = Deployment(app_dsn=database.app_dsn, keys=database.keys, embedded=True, trial=True)
    return replace(found, **changes)


def test_a_database_behind_this_release_is_not_served(database: Database):
    refuse_unfit(fit(database))
    with psycopg.connect(database.owner_dsn) as connection:
        connection.execute("update release.revision set version_num = 'older'")
    with pytest.raises(NotFitToServe, match="levelwise migrate"):
        refuse_unfit(fit(database))


def test_a_database_with_a_hole_in_its_wall_is_not_served(database: Database):
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute("alter table app.tenant no force row level security")
    with pytest.raises(NotFitToServe, match="tenant"):
        refuse_unfit(fit(database))
