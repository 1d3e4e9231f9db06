"""The database goes away for a while: whoever listens goes on listening, whoever asks is told when to ask again."""

import asyncio
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx2 as httpx
import psycopg
import pytest
from psycopg import sql
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests import world
from tests.conftest import Database, Server
from tests.patience import PATIENCE, came
from tests.server.test_live import INBOX, PROBLEM, change, report, socket, touch

SECRET = "lwf_" + "x" * 43
POLICY = "subscription { policyChanged { version } }"
NOTICES = "subscription { noticeArrived { unread newest } }"
NOTICE = """insert into app.notice (root, id, person_id, post_id, kind, problem_id)
select root, gen_random_uuid(), %s, %s, 'ASSIGNED', id from app.problem where id = %s"""


@contextmanager
def away(cluster: Server, database: Database) -> Iterator[None]:
    """Cuts every connection to a database, and lets only superusers in for the length of a block."""
    limit = sql.SQL("alter database {} with connection limit {}")
    cut = "select pg_terminate_backend(pid) from pg_stat_activity where datname = {}"
    name = sql.Identifier(database.name)
    cluster.execute(limit.format(name, sql.SQL("0")))
    try:
        cluster.execute(sql.SQL(cut).format(sql.Literal(database.name)))
        yield
    finally:
        cluster.execute(limit.format(name, sql.SQL("-1")))


def announce(database: Database) -> None:
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute("select app.announce_policy(%s)", [uuid.uuid4().hex])


async def test_who_listens_is_told_what_changed_when_the_database_is_back(
    served, provider, cluster, peopled
) -> None:
    async with (
        socket(served, provider, "a1x.head") as inbox,
        socket(served, provider, "a1x.head") as policy,
        socket(served, provider, None) as nobody,
    ):
        assert (await inbox.ask(INBOX))["kind"] == "LISTENING"
        before = [(await one.ask(POLICY))["version"] for one in (policy, nobody)]
        with away(cluster, peopled):
            await asyncio.sleep(2)
        announce(peopled)
        after = [(await one.event())["version"] for one in (policy, nobody)]
        assert after == [one + 1 for one in before]
        assert (await inbox.event())["kind"] == "READ_ANEW"
        problem = await report(served, provider, "a1x")
        assert (await inbox.event())["id"] == problem


async def test_each_subscription_tells_after_five_seconds_without_a_database_what_changed_in_them(
    served, provider, cluster, peopled
) -> None:
    who = "b1y.head"
    problem = await report(served, provider, "b1y")
    async with (
        socket(served, provider, who) as inbox,
        socket(served, provider, who) as one,
        socket(served, provider, who) as notices,
        socket(served, provider, who) as policy,
    ):
        assert (await inbox.ask(INBOX))["kind"] == "LISTENING"
        assert (await one.ask(PROBLEM, {"id": problem}))["version"] == 1
        unread = (await notices.ask(NOTICES))["unread"]
        version = (await policy.ask(POLICY))["version"]
        with away(cluster, peopled):
            await asyncio.sleep(2.5)
            touch(peopled, problem)
            mine = [world.key_of(kind, who) for kind in ("person", "post")]
            change(peopled, NOTICE, *mine, problem.removeprefix("Problem_"))
            await asyncio.sleep(2.5)
        for told in (await inbox.event(), await one.event()):
            assert (told["kind"], told["id"], told["version"]) == ("CHANGED", problem, 2)
        assert (await notices.event())["unread"] == unread + 1
        with away(cluster, peopled):
            announce(peopled)
            await asyncio.sleep(5)
        assert (await policy.event())["version"] == version + 1
        for told in (await inbox.event(), await one.event()):
            assert told["kind"] == "READ_ANEW"
        touch(peopled, problem)
        for told in (await inbox.event(), await one.event()):
            assert (told["id"], told["version"]) == (problem, 3)
        change(peopled, NOTICE.replace("ASSIGNED", "SUBMITTED"), *mine, problem[8:])
        assert (await notices.event())["unread"] == unread + 2


async def test_a_socket_that_begins_meanwhile_is_closed_with_a_reason_to_come_again(
    served, provider, cluster, peopled
) -> None:
    url = str(served.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    token = provider.token("b2x.head")
    with away(cluster, peopled):
        async with connect(url, subprotocols=["graphql-transport-ws"]) as opened:
            init = {"type": "connection_init", "payload": {"token": token}}
            await opened.send(json.dumps(init))
            with pytest.raises(ConnectionClosed):
                await came(opened.recv())
            assert (opened.close_code, opened.close_reason) == (1013, "Try again: storage.busy")
        # Nobody reads nothing to begin with: they listen at once, and hear when it is back.
        async with socket(served, provider, None) as nobody:
            before = (await nobody.ask(POLICY))["version"]
            headers = {"accept": "text/event-stream"}
            given: Any = {"json": {"query": POLICY}, "headers": headers}
            async with (
                httpx.AsyncClient(base_url=str(served.base_url), timeout=PATIENCE) as client,
                client.stream("POST", "/graphql", **given) as response,
            ):
                lines = [line async for _, line in _first(response, 2)]
            told = {"data": {"policyChanged": {"version": before}}}
            assert lines == ["event: next", f"data: {json.dumps(told, separators=(',', ':'))}"]


async def _first(response: Any, count: int) -> Any:
    lines = response.aiter_lines()
    for number in range(count):
        yield number, await anext(lines)


def test_every_address_says_when_to_ask_again(served, provider, cluster, peopled) -> None:
    headers = {**provider.bearer("b1x.head"), "accept-language": "en"}
    with away(cluster, peopled):
        query = {"query": "{ viewer { name } }"}
        answers = [
            served.post("/graphql", json=query, headers=headers),
            served.post("/invitations", json={"code": "x"}, headers=headers),
        ]
        scim = served.get("/scim/v2/Users", headers={"authorization": f"Bearer {SECRET}"})
    for one in answers:
        (error,) = one.json()["errors"]
        assert (one.status_code, one.headers["retry-after"]) == (503, "1")
        assert error["extensions"]["code"] == "storage.busy"
        assert error["extensions"]["requestId"] == one.headers["x-request-id"]
    assert (scim.status_code, scim.headers["retry-after"]) == (503, "1")
    assert scim.json()["schemas"] == ["urn:ietf:params:scim:api:messages:2.0:Error"]
    assert scim.json()["status"] == "503"
