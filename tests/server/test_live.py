"""Subscriptions over a real server: thin, under the listener's own rights, until these end."""

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx2 as httpx
import psycopg
from websockets.asyncio.client import connect

from tests import world
from tests.conftest import Database
from tests.patience import PATIENCE, came

EVENT = "kind id version inInbox cursor noticeCode notice"
INBOX = f"subscription {{ inboxChanged {{ {EVENT} }} }}"
PROBLEM = f"subscription ($id: ID!) {{ problemChanged(id: $id) {{ {EVENT} }} }}"
REPORT = """mutation ($input: ReportProblemInput!) { reportProblem(input: $input) {
  __typename ... on ReportProblemSuccess { problem { id version } } } }"""


class Socket:
    def __init__(self, opened: Any) -> None:
        self.opened = opened

    async def ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        payload = {"query": query, "variables": variables}
        message = {"id": uuid.uuid4().hex, "type": "subscribe", "payload": payload}
        await self.opened.send(json.dumps(message))
        return await self.event()

    async def heard(self, seconds: float = PATIENCE) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(await asyncio.wait_for(self.opened.recv(), seconds))
        return said

    async def event(self, seconds: float = PATIENCE) -> dict[str, Any]:
        said = await self.heard(seconds)
        assert said["type"] == "next", said
        (event,) = said["payload"]["data"].values()
        return dict(event)

    async def silent(self) -> bool:
        try:
            await self.heard(0.6)
        except TimeoutError:
            return True
        return False


@asynccontextmanager
async def socket(served: Any, provider: Any, who: str | None) -> AsyncIterator[Socket]:
    url = str(served.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    said = {} if who is None else {"token": provider.token(who)}
    async with connect(url, subprotocols=["graphql-transport-ws"]) as opened:
        await opened.send(json.dumps({"type": "connection_init", "payload": said}))
        assert json.loads(await opened.recv())["type"] == "connection_ack"
        yield Socket(opened)


async def report(served: Any, provider: Any, at: str, who: str = "handler") -> str:
    """Someone reports a problem, and it is there when this returns."""
    given = {
        "key": uuid.uuid4().hex,
        "id": str(uuid.uuid4()),
        "listType": "AUDIT",
        "title": "水渠堵塞",
        "facts": "村东水渠堵塞",
    }
    body = {"query": REPORT, "variables": {"input": given}}
    headers = provider.bearer(f"{at}.{who}")
    response = await asyncio.to_thread(served.post, "/graphql", json=body, headers=headers)
    problem: str = response.json()["data"]["reportProblem"]["problem"]["id"]
    return problem


def change(database: Database, statement: str, *values: Any) -> None:
    with psycopg.connect(database.superuser_dsn) as connection:
        connection.execute(statement, values)


def touch(database: Database, problem: str, times: int = 1) -> None:
    for _ in range(times):
        change(
            database,
            "update app.problem set version = version + 1 where id = %s",
            problem.removeprefix("Problem_"),
        )


async def test_two_listeners_are_told_each_what_comes_into_their_own_inbox(
    served, provider
) -> None:
    async with (
        socket(served, provider, "a1x.head") as one,
        socket(served, provider, "b1x.head") as other,
    ):
        assert (await one.ask(INBOX))["kind"] == "LISTENING"
        assert (await other.ask(INBOX))["kind"] == "LISTENING"
        problem = await report(served, provider, "a1x")
        event = await one.event()
        assert (event["kind"], event["id"], event["inInbox"]) == ("CHANGED", problem, True)
        assert event["version"] == 1
        assert await other.silent()
        elsewhere = await report(served, provider, "b1x")
        assert (await other.event())["id"] == elsewhere
        assert await one.silent()


async def test_the_first_event_carries_a_cursor_from_which_an_interrupted_client_goes_on(
    served, provider
) -> None:
    async with socket(served, provider, "a1x.head") as one:
        cursor = (await one.ask(INBOX))["cursor"]
    problem = await report(served, provider, "a1x")
    query = "query ($c: String) { changesSince(cursor: $c) { reset changes { id revoked } } }"
    body = {"query": query, "variables": {"c": cursor}}
    answer = served.post("/graphql", json=body, headers=provider.bearer("a1x.head"))
    told = answer.json()["data"]["changesSince"]
    assert told == {"reset": False, "changes": [{"id": problem, "revoked": False}]}


async def test_a_stranger_who_knows_an_id_hears_of_it_as_of_one_that_is_not_there(
    served, provider
) -> None:
    problem = await report(served, provider, "a1x")
    async with socket(served, provider, "b1.head") as hostile:
        said = []
        for asked in (problem, f"Problem_{uuid.uuid4()}"):
            said.append(await hostile.ask(PROBLEM, {"id": asked}))
            assert (await hostile.heard())["type"] == "complete"
        assert said[0] == said[1]
        assert (said[0]["kind"], said[0]["noticeCode"]) == ("ENDED", "record.not_found")
        for broken in ("", "x", "Problem_", "é" * 2000):
            await hostile.opened.send(
                json.dumps(
                    {
                        "id": "b",
                        "type": "subscribe",
                        "payload": {"query": PROBLEM, "variables": {"id": broken}},
                    }
                )
            )
            said = [await hostile.heard()]
            while said[-1]["type"] == "next":
                said.append(await hostile.heard())
            assert "INTERNAL" not in json.dumps(said), said


async def test_a_change_is_told_to_who_may_read_it_and_revoked_when_no_longer(
    served, provider, peopled: Database
) -> None:
    problem = await report(served, provider, "a1")
    async with socket(served, provider, "a.head") as upper:
        first = await upper.ask(PROBLEM, {"id": problem})
        assert (first["kind"], first["version"]) == ("LISTENING", 1)
        touch(peopled, problem)
        event = await upper.event()
        assert (event["kind"], event["version"]) == ("CHANGED", 2)
        village = world.key_of("tenant", "a1x")
        change(
            peopled,
            "alter table app.problem disable trigger ladder_kept;"
            " update app.problem set holder = (select id from app.tenant where uid = "
            f"'{village}') where id = '{problem.removeprefix('Problem_')}';"
            " alter table app.problem enable trigger ladder_kept",
        )
        event = await upper.event()
        assert (event["kind"], event["id"], event["version"]) == ("REVOKED", problem, None)
        assert (await upper.heard())["type"] == "complete"


async def test_who_is_relieved_is_told_so_and_hears_no_more(
    served, provider, peopled: Database
) -> None:
    async with socket(served, provider, "b2.handler") as one:
        await one.ask(INBOX)
        change(
            peopled,
            "update app.appointment set relieved_on = current_date - 1 where person_id = %s",
            world.key_of("person", "b2.handler"),
        )
        event = await one.event()
        assert (event["kind"], event["noticeCode"]) == ("ENDED", "viewer.no_current_post")
        assert event["notice"]
        assert (await one.heard())["type"] == "complete"
        await report(served, provider, "b2", "head")
        assert await one.silent()


async def test_a_changed_book_or_post_says_to_read_anew_and_the_line_goes_on(
    served, provider, peopled: Database
) -> None:
    async with socket(served, provider, "b1y.head") as one:
        await one.ask(INBOX)
        post = world.key_of("post", "b1y.head")
        change(peopled, "update app.post set title = '书记' where id = %s", post)
        assert (await one.event())["kind"] == "READ_ANEW"
        change(peopled, "select app.announce_policy(%s)", uuid.uuid4().hex)
        assert (await one.event())["kind"] == "READ_ANEW"
        problem = await report(served, provider, "b1y")
        assert (await one.event())["id"] == problem


async def test_nobody_listens_to_nothing(served, provider) -> None:
    async with socket(served, provider, None) as one:
        event = await one.ask(INBOX)
        assert (event["kind"], event["noticeCode"]) == ("ENDED", "viewer.anonymous")
        assert (await one.heard())["type"] == "complete"


async def test_the_same_over_server_sent_events(served, provider) -> None:
    headers = {**provider.bearer("a2x.head"), "accept": "text/event-stream"}
    base = str(served.base_url)
    async with (
        httpx.AsyncClient(base_url=base, timeout=PATIENCE) as client,
        client.stream("POST", "/graphql", json={"query": INBOX}, headers=headers) as response,
    ):
        lines = response.aiter_lines()

        async def event() -> dict[str, Any]:
            async for line in lines:
                if line.startswith("data: {"):
                    return dict(json.loads(line[6:])["data"]["inboxChanged"])
            raise AssertionError("the stream ended")

        assert (await came(event()))["kind"] == "LISTENING"
        problem = await report(served, provider, "a2x")
        assert (await came(event()))["id"] == problem
