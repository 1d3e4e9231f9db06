"""graphql-transport-ws: the order of its messages, its close codes and its limits."""

import asyncio
import json
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, ConnectionClosedError, InvalidStatus

from server.edge.sockets import GraphQLSockets, SocketLimits
from tests.edge.conftest import serving
from tests.edge.small_world import OPEN, POST, small_app
from tests.patience import PATIENCE, became, came


@asynccontextmanager
async def socket(running, *, protocol="graphql-transport-ws", init=True, payload=None, **options):
    url = running.base.replace("http", "ws") + "/graphql"
    async with connect(url, subprotocols=[protocol], **options) as opened:
        if init:
            await say(opened, {"type": "connection_init", "payload": payload or {}})
            assert await hear(opened) == {"type": "connection_ack"}
        yield opened


async def say(opened, message):
    await opened.send(message if isinstance(message, str) else json.dumps(message))


async def hear(opened):
    return json.loads(await came(opened.recv()))


async def closed(opened):
    async with asyncio.timeout(PATIENCE):
        with suppress(ConnectionClosedError):
            async for _ in opened:
                pass
    return opened.close_code


def subscribe(name, query, **payload):
    return {"id": name, "type": "subscribe", "payload": {"query": query, **payload}}


async def test_a_subscription_gives_every_result_and_then_completes(running):
    async with socket(running) as opened:
        await say(opened, subscribe("a", "subscription { count(to: 2) }"))
        assert [await hear(opened) for _ in range(3)] == [
            {"id": "a", "type": "next", "payload": {"data": {"count": 0}}},
            {"id": "a", "type": "next", "payload": {"data": {"count": 1}}},
            {"id": "a", "type": "complete"},
        ]


async def test_queries_and_mutations_work_over_the_socket(running):
    async with socket(running) as opened:
        await say(opened, subscribe("q", "{ place { name } }"))
        assert (await hear(opened))["payload"] == {"data": {"place": {"name": "铜仁市"}}}
        assert (await hear(opened))["type"] == "complete"
        await say(
            opened,
            subscribe("m", "mutation($w: String!) { write(word: $w) }", variables={"w": "x"}),
        )
        assert (await hear(opened))["payload"] == {"data": {"write": "x"}}


@pytest.mark.parametrize("query", ["{", "{ nothing }", 'subscription { count(to: "x") }'])
async def test_a_request_error_is_an_error_message_and_the_socket_lives_on(running, query):
    async with socket(running) as opened:
        await say(opened, subscribe("a", query))
        message = await hear(opened)
        assert message["type"] == "error"
        assert message["payload"][0]["extensions"]["code"]
        await say(opened, subscribe("a", "{ me }"))
        assert (await hear(opened))["type"] == "next"


@pytest.mark.parametrize("key", ["Authorization", "token", "Levelwise-Post", "Accept-Language"])
@pytest.mark.parametrize("value", [5, True, ["Bearer x"], {"token": "x"}, 0, False, []])
async def test_what_is_said_of_oneself_is_a_text_or_the_socket_is_closed(running, key, value):
    async with socket(running, init=False) as opened:
        await say(opened, {"type": "connection_init", "payload": {key: value}})
        assert await closed(opened) == 4400


@pytest.mark.parametrize("key", ["Authorization", "authorization", "token"])
async def test_who_asks_is_told_in_connection_init(running, key):
    token = running.token("wang")
    payload = {key: token if key == "token" else f"Bearer {token}", "Levelwise-Post": str(POST)}
    async with socket(running, payload=payload) as opened:
        await say(opened, subscribe("a", "{ me post }"))
        assert (await hear(opened))["payload"]["data"] == {"me": "wang", "post": str(POST)}


@pytest.mark.parametrize(
    "payload", [{"token": "x.y.z"}, {"Authorization": "Basic x"}, {"Levelwise-Post": "not-mine"}]
)
async def test_a_bad_token_or_a_post_not_held_closes_with_4403(running, payload):
    async with socket(running, init=False) as opened:
        await say(opened, {"type": "connection_init", "payload": payload})
        assert await closed(opened) == 4403


@pytest.mark.parametrize(
    ("messages", "code"),
    [
        (["not json"], 4400),
        (["[]"], 4400),
        ([{"type": "nonsense"}], 4400),
        ([{"type": "connection_init", "payload": 1}], 4400),
        (
            [
                {"type": "connection_init"},
                {"id": 1, "type": "subscribe", "payload": {"query": "{me}"}},
            ],
            4400,
        ),
        ([{"type": "connection_init"}, {"id": "a", "type": "subscribe"}], 4400),
        (
            [
                {"type": "connection_init"},
                {"id": "a", "type": "subscribe", "payload": {"query": 1}},
            ],
            4400,
        ),
        ([subscribe("a", "{me}")], 4401),
        ([{"type": "connection_init"}, {"type": "connection_init"}], 4429),
        (
            [
                {"type": "connection_init"},
                subscribe("a", "subscription { count(pause: 9) }"),
                subscribe("a", "{ me }"),
            ],
            4409,
        ),
    ],
)
async def test_breaking_the_protocol_closes_with_its_code(running, messages, code):
    async with socket(running, init=False) as opened:
        for message in messages:
            await say(opened, message)
        assert await closed(opened) == code


async def test_bytes_are_refused(running):
    async with socket(running) as opened:
        await opened.send(b"{}")
        assert await closed(opened) == 4400


async def test_a_message_beyond_the_limit_closes_the_socket(running):
    async with socket(running) as opened:
        await say(opened, subscribe("a", "{ me }" + " " * 300_000))
        assert await closed(opened) == 1009


async def test_the_old_protocol_is_refused(running):
    async with socket(running, protocol="graphql-ws", init=False) as opened:
        assert await closed(opened) == 4406


async def test_a_page_of_another_site_cannot_open_a_socket(running):
    for origin, welcome in (
        ("https://evil.example", False),
        ("https://front.example", True),
        ("http://localhost:3000", True),
        (running.base, True),
    ):
        if welcome:
            async with socket(running, origin=origin):
                continue
        with pytest.raises(InvalidStatus) as refused:
            await connect(running.base.replace("http", "ws") + "/graphql", origin=origin)
        assert refused.value.response.status_code == 403


async def test_who_says_nothing_is_closed_with_4408(tmp_path):
    app = small_app(tmp_path)
    for route in app.routes:
        if isinstance(route.app, GraphQLSockets):
            route.app = replace(route.app, limits=SocketLimits(init_seconds=0.2))
    with serving(app) as base:

        class Here:
            pass

        here = Here()
        here.base = base
        async with socket(here, init=False) as opened:
            assert await closed(opened) == 4408


async def test_an_eleventh_operation_is_refused_and_the_ten_go_on(running):
    async with socket(running) as opened:
        for number in range(11):
            await say(opened, subscribe(f"s{number}", "subscription { count(to: 1, pause: 0.3) }"))
        first = await hear(opened)
        assert (first["id"], first["type"]) == ("s10", "error")
        assert first["payload"][0]["extensions"]["code"] == "TOO_MANY_SUBSCRIPTIONS"
        assert [(await hear(opened))["type"] for _ in range(20)].count("next") == 10


async def test_complete_and_leaving_end_what_runs_on_the_server(running):
    async with socket(running) as opened:
        await say(opened, subscribe("a", "subscription { count(to: 1000, pause: 0.01) }"))
        await hear(opened)
        await say(opened, {"id": "a", "type": "complete"})
        await say(opened, {"type": "ping"})
        while (await hear(opened))["type"] != "pong":
            pass
        await say(opened, subscribe("a", "subscription { count(to: 1000, pause: 0.01) }"))
        await hear(opened)
    await became(lambda: not OPEN)


async def test_the_socket_ends_when_its_token_does(running):
    for left in (1, 5, 25):  # More, where the machine was too slow to begin in time.
        payload = {"token": running.token(lifetime_seconds=left - 30)}
        with suppress(ConnectionClosed):
            async with socket(running, payload=payload) as opened:
                await say(opened, subscribe("a", "subscription { count(to: 1000, pause: 0.05) }"))
                assert (await hear(opened))["type"] == "next"
                assert await closed(opened) == 4403
                return
    raise AssertionError("nothing began")
