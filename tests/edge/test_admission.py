"""Too many at once are told so, early and with a time to come back."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

import httpx2 as httpx

from server.edge.admission import Admission
from server.edge.graphql_http import GraphQLOverHTTP
from tests.edge.conftest import serving
from tests.edge.small_world import HELD, small_app
from tests.edge.test_streams import STREAM, events
from tests.patience import PATIENCE, became

SLOW = {"query": "{ slow }"}
ENDLESS = {"query": "subscription { count(to: 100000, pause: 0.05) }"}


async def statuses(app, count, headers=None, *, held=3):
    """Asks so many at once, and lets those go that were let in when the others have their answer."""
    with serving(app) as base, HELD.holding():
        async with httpx.AsyncClient(base_url=base, timeout=PATIENCE) as client:
            asked = [
                asyncio.create_task(client.post("/graphql", json=SLOW, headers=headers))
                for _ in range(count)
            ]
            await became(lambda: sum(one.done() for one in asked) == count - held)
            HELD.let_go.set()
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
    with serving(app) as base:
        async with (
            httpx.AsyncClient(base_url=base, timeout=PATIENCE) as client,
            AsyncExitStack() as stack,
        ):
            for _ in range(8):
                streamed = client.stream("POST", "/graphql", json=ENDLESS, headers=STREAM)
                lines = (await stack.enter_async_context(streamed)).aiter_lines()
                told = [await anext(lines), await anext(lines)]
                assert told == ["event: next", 'data: {"data":{"count":0}}']
