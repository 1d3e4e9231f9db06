"""Too many at once are told so, early and with a time to come back."""

import asyncio
from dataclasses import replace

import httpx2 as httpx

from server.edge.admission import Admission
from server.edge.graphql_http import GraphQLOverHTTP
from tests.edge.conftest import serving
from tests.edge.small_world import small_app
from tests.edge.test_streams import STREAM, events

SLOW = {"query": "{ slow(seconds: 0.3) }"}
BRIEF = {"query": "subscription { count(to: 1, pause: 0.3) }"}


async def statuses(app, count, headers=None, query=SLOW):
    with serving(app) as base:
        async with httpx.AsyncClient(base_url=base) as client:
            asked = [client.post("/graphql", json=query, headers=headers) for _ in range(count)]
            responses = await asyncio.gather(*asked)
            again = await client.post("/graphql", json={"query": "{ me }"})
            assert again.status_code == 200
            return responses


def narrowed(tmp_path, **limits):
    app = small_app(tmp_path)
    layer = app
    # Inside the layers of the short way, the last one leads to GraphQL itself.
    name = "direct"
    while not isinstance(found := getattr(layer, name), GraphQLOverHTTP):
        layer, name = found, "app"
    setattr(layer, name, replace(found, admission=Admission(**limits)))
    return app


async def test_one_client_has_so_many_requests_in_flight(tmp_path):
    responses = await statuses(narrowed(tmp_path, most=100, most_each=3), 8)
    refused = [r for r in responses if r.status_code == 429]
    assert len(refused) == 5
    assert refused[0].headers["retry-after"] == "1"
    assert refused[0].json()["errors"][0]["extensions"]["code"] == "TOO_MANY_REQUESTS"


async def test_the_server_has_so_many_requests_in_flight(tmp_path):
    responses = await statuses(narrowed(tmp_path, most=3, most_each=100), 8)
    refused = [r for r in responses if r.status_code == 503]
    assert len(refused) == 5
    assert refused[0].headers["retry-after"] == "1"
    assert refused[0].json()["errors"][0]["extensions"]["code"] == "SERVER_BUSY"


async def test_what_is_asked_over_streams_is_counted_with_all_other_requests(tmp_path):
    app = narrowed(tmp_path, most=100, most_each=3)
    told = [events(r.text)[0][1] for r in await statuses(app, 8, STREAM)]
    assert sum('"code":"TOO_MANY_REQUESTS"' in one for one in told) == 5
    assert told.count('data: {"data":{"slow":"done"}}') == 3


async def test_a_subscription_is_counted_only_while_it_begins(tmp_path):
    app = narrowed(tmp_path, most=100, most_each=3)
    told = {events(r.text)[0][1] for r in await statuses(app, 8, STREAM, BRIEF)}
    assert told == {'data: {"data":{"count":0}}'}
