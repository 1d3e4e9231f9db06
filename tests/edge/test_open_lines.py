"""Sockets are let in like requests: so many of one token, so much at once, and who is refused knows why."""

from contextlib import AsyncExitStack, suppress
from dataclasses import replace

import pytest
from websockets.exceptions import ConnectionClosed

from server.edge.admission import Admission
from server.edge.graphql_http import GraphQLOverHTTP
from server.edge.sockets import GraphQLSockets, SocketLimits
from server.settings import Mode
from server.sign_in.demo_issuer import DemoIssuer
from tests.edge.conftest import Running, serving
from tests.edge.small_world import HELD, small_app
from tests.edge.test_sockets import closed, hear, say, socket, subscribe
from tests.patience import PATIENCE, became

ENDLESS = "subscription { count(to: 1000, pause: 0.05) }"


def sockets_of(app):
    (route,) = (one for one in app.routes if isinstance(one.app, GraphQLSockets))
    return route


@pytest.fixture
def narrow(tmp_path):
    """A server that lets in two lines and three requests of one token, and its sockets.

    Six sockets may wait for their connection_init, five of one address, for as long as they like.
    """
    issuer = DemoIssuer.open(tmp_path, mode=Mode.DEMO)
    app = small_app(tmp_path)
    route = sockets_of(app)
    route.app = replace(
        route.app,
        lines=Admission(most=4, most_each=2),
        admission=Admission(most_each=3),
        greetings=Admission(most=6, most_each=5),
        limits=SocketLimits(init_seconds=2 * PATIENCE),
    )
    with serving(app) as base:
        yield Running(base, issuer, tmp_path), route


async def refused(running, **payload):
    async with socket(running, init=False) as opened:
        with suppress(ConnectionClosed):
            await say(opened, {"type": "connection_init", "payload": payload})
        return await closed(opened), opened.close_reason


async def test_one_token_has_so_many_sockets_and_others_have_theirs(narrow):
    running, sockets = narrow[0], narrow[1].app
    mine, other = {"token": running.token("wang")}, {"token": running.token("li")}
    async with AsyncExitStack() as stack:
        for _ in range(2):
            await stack.enter_async_context(socket(running, payload=mine))
        assert await refused(running, **mine) == (1013, "Try again: TOO_MANY_REQUESTS")
        for _ in range(2):
            await stack.enter_async_context(socket(running, payload=other))
        # The whole server is full now, for whoever comes.
        assert await refused(running) == (1013, "Try again: SERVER_BUSY")
    await became(lambda: not sockets.lines.in_flight)
    assert not sockets.lines.each
    async with socket(running, payload=mine):
        assert sockets.lines.in_flight == 1


async def test_sockets_that_have_said_nothing_yet_take_no_line_from_whoever_says_who_they_are(
    narrow,
):
    """Behind a proxy all of them come from one address."""
    running, sockets = narrow[0], narrow[1].app
    async with AsyncExitStack() as stack:
        waiting = [await stack.enter_async_context(socket(running, init=False)) for _ in range(4)]
        async with socket(running, payload={"token": running.token("wang")}):
            assert (sockets.lines.in_flight, sockets.greetings.in_flight) == (1, 4)
            # Whoever has said it leaves a place to the next one.
            await say(waiting[0], {"type": "connection_init", "payload": {}})
            assert await hear(waiting[0]) == {"type": "connection_ack"}
            assert (sockets.lines.in_flight, sockets.greetings.in_flight) == (2, 3)


async def test_sockets_without_end_that_say_nothing_are_refused_and_leave_after_a_while(narrow):
    running, route = narrow
    sockets = route.app
    async with AsyncExitStack() as stack:
        opened = [await stack.enter_async_context(socket(running, init=False)) for _ in range(6)]
        assert (await closed(opened[5]), opened[5].close_reason) == (
            1013,
            "Try again: TOO_MANY_REQUESTS",
        )
        assert sockets.greetings.in_flight == 5
    await became(lambda: not sockets.greetings.in_flight)
    # The same places, where nobody waits for long.
    route.app = replace(sockets, limits=SocketLimits(init_seconds=0.2))
    async with AsyncExitStack() as stack:
        late = [await stack.enter_async_context(socket(running, init=False)) for _ in range(5)]
        assert [await closed(one) for one in late] == [4408] * 5
        await became(lambda: not sockets.greetings.in_flight)
        assert not sockets.greetings.each
        route.app = sockets
        async with socket(running):
            assert sockets.lines.in_flight == 1


async def test_what_is_asked_on_a_socket_is_counted_as_every_other_request(narrow):
    running, sockets = narrow[0], narrow[1].app
    async with socket(running, payload={"token": running.token("wang")}) as opened:
        with HELD.holding():
            for number in range(8):
                await say(opened, subscribe(str(number), "{ slow }"))
            said = [await hear(opened) for _ in range(5)]
        said += [await hear(opened) for _ in range(6)]
        errors = [one["payload"][0] for one in said if one["type"] == "error"]
        assert [one["extensions"]["code"] for one in errors] == ["TOO_MANY_REQUESTS"] * 5
        assert [one["type"] for one in said].count("next") == 3
        # A subscription is no request in flight: it is counted while it begins.
        for number in range(6):
            await say(opened, subscribe(f"s{number}", ENDLESS))
        assert {(await hear(opened))["type"] for _ in range(12)} == {"next"}
        assert not sockets.admission.in_flight


def test_requests_and_lines_of_all_ways_in_are_counted_together(tmp_path):
    app = small_app(tmp_path)
    sockets, http = sockets_of(app).app, app.direct
    while not isinstance(http, GraphQLOverHTTP):
        http = http.app
    assert sockets.admission is http.admission
    assert sockets.lines is http.lines
    assert (sockets.lines.most, sockets.lines.most_each) == (2_000, 50)
    assert (sockets.greetings.most, sockets.greetings.most_each) == (1_000, 500)
