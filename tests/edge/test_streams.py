"""Subscriptions as server-sent events."""

import httpx2 as httpx

from tests.edge.small_world import OPEN
from tests.patience import PATIENCE, became

STREAM = {"accept": "text/event-stream"}


def events(text):
    assert "\r" not in text
    return [tuple(block.split("\n")) for block in text.split("\n\n") if block]


def test_a_subscription_is_a_stream_of_next_and_one_complete(client):
    response = client.post(
        "/graphql", json={"query": "subscription { count(to: 2) }"}, headers=STREAM
    )
    assert response.headers["content-type"] == "text/event-stream; charset=utf-8"
    assert events(response.text) == [
        ("event: next", 'data: {"data":{"count":0}}'),
        ("event: next", 'data: {"data":{"count":1}}'),
        ("event: complete", "data: "),
    ]


def test_queries_and_request_errors_stream_too(client):
    response = client.get("/graphql", params={"query": "{ me }"}, headers=STREAM)
    assert events(response.text)[0] == ("event: next", 'data: {"data":{"me":null}}')
    broken = client.post("/graphql", json={"query": "{"}, headers=STREAM)
    assert "GRAPHQL_PARSE_FAILED" in events(broken.text)[0][1]
    assert events(broken.text)[-1][0] == "event: complete"


def test_a_stream_asked_for_last_is_not_a_stream(client):
    response = client.post(
        "/graphql",
        json={"query": "{ me }"},
        headers={"accept": "application/json, text/event-stream"},
    )
    assert response.json() == {"data": {"me": None}}


def test_a_bad_token_never_opens_a_stream(client):
    response = client.post(
        "/graphql", json={"query": "{me}"}, headers={**STREAM, "authorization": "Bearer x"}
    )
    assert response.status_code == 401


async def test_leaving_ends_what_runs_on_the_server(running):
    async with (
        httpx.AsyncClient(base_url=running.base, timeout=PATIENCE) as client,
        client.stream(
            "POST",
            "/graphql",
            json={"query": "subscription { count(to: 1000, pause: 0.02) }"},
            headers=STREAM,
        ) as response,
    ):
        async for _ in response.aiter_lines():
            break
        assert OPEN
    await became(lambda: not OPEN)


def test_the_stream_ends_when_its_token_does(running, client):
    query = "subscription { count(to: 1000, pause: 0.05) }"
    for left in (1, 5, 25):  # More, where the machine was too slow to begin in time.
        token = running.token(lifetime_seconds=left - 30)
        headers = {**STREAM, "authorization": f"Bearer {token}"}
        response = client.post("/graphql", json={"query": query}, headers=headers)
        if response.status_code != 401:
            break
    assert "UNAUTHENTICATED" in events(response.text)[-2][1]
    assert events(response.text)[-1][0] == "event: complete"
