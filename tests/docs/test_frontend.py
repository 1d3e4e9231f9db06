"""What ``docs/frontend.md`` shows is sent to a real server, and what it says comes back does."""

import asyncio
import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2 as httpx
from graphql import parse
from websockets.asyncio.client import connect

from tests.docs.page import FENCE, Block, blocks, compare, filled
from tests.patience import came

PAGE = Path(__file__).parents[2] / "docs" / "frontend.md"
TWIN = PAGE.with_suffix(".zh.md")
CAST = {
    # the demo's cast, and who plays them in the small world
    "village-branch-secretary": "a1x.branch_secretary",
    "township-task-force": "a1.task_force",
    "county-task-force": "a.task_force",
    "department-handler": "bureau.handler",
}


class Reader:
    """Somebody who tries the page line by line."""

    def __init__(self, client: httpx.Client, provider: Any) -> None:
        self.client, self.provider = client, provider
        self.kept: dict[str, str] = {
            "base": str(client.base_url).rstrip("/"),
            "today": datetime.now(UTC).date().isoformat(),
        }
        self.operations = self.requests = self.sockets = 0

    def follow(self, block: Block) -> None:
        if block.kind == "ws":
            self.sockets += 1
            asyncio.run(self._talk(block))
            return
        if block.kind == "graphql":
            self.operations += 1
            self._ask(block)
            return
        self.requests += 1
        self._send(block)

    def _headers(self, block: Block) -> dict[str, str]:
        found = {"accept-language": block.words.get("lang", "en")}
        if "as" in block.words:
            found |= self.provider.bearer(CAST[block.words["as"]])
        if "post" in block.words:
            found["levelwise-post"] = filled(block.words["post"], self.kept)
        return found

    def _ask(self, block: Block) -> None:
        body: dict[str, Any] = {"query": block.text}
        parse(block.text)
        if "variables" in block.about:
            body["variables"] = json.loads(filled(block.about["variables"].text, self.kept))
        response = self.client.post("/graphql", json=body, headers=self._headers(block))
        assert response.status_code == 200, response.text
        compare(json.loads(block.about["answer"].text), response.json(), self.kept)

    def _send(self, block: Block) -> None:
        head, _, body = filled(block.text, self.kept).partition("\n\n")
        line, *lines = head.splitlines()
        method, _, target = line.partition(" ")
        headers = self._headers(block) | dict(one.split(": ", 1) for one in lines)
        address = urlsplit(target)
        path = address.path + ("?" + address.query if address.query else "")
        with self.client.stream(
            method, path, headers=headers, content=body.rstrip("\n").encode()
        ) as response:
            self._heard(block.about["answer"], response)

    def _heard(self, answer: Block, response: httpx.Response) -> None:
        head, _, body = answer.text.partition("\n\n")
        status, *lines = head.strip().splitlines()
        headers = dict(line.split(": ", 1) for line in lines)
        streaming = "text/event-stream" in headers.get("content-type", "")
        if not streaming:
            response.read()
        assert response.status_code == int(status), response.text
        for name, value in headers.items():
            compare(value, response.headers.get(name), self.kept, where=name)
            assert value in response.headers[name] or "{{" in value, response.headers[name]
        if streaming:
            self._first_event(body, response)
        elif body.startswith("{"):
            compare(json.loads(body), response.json(), self.kept)
        elif body:
            assert response.text == body.rstrip("\n")

    def _first_event(self, body: str, response: httpx.Response) -> None:
        said = body.strip().splitlines()
        for wanted, line in zip(said, response.iter_lines(), strict=False):
            name, _, data = wanted.partition(": ")
            assert line.startswith(name), line
            if name == "data":
                compare(json.loads(data), json.loads(line.partition(": ")[2]), self.kept)

    async def _talk(self, block: Block) -> None:
        url = self.kept["base"].replace("http", "ws") + "/graphql"
        token = self.provider.token(CAST[block.words["as"]])
        text = filled(block.text.replace("{{token}}", token), self.kept)
        async with connect(url, subprotocols=["graphql-transport-ws"]) as socket:
            for line in text.strip().splitlines():
                if line.startswith("> "):
                    await socket.send(line[2:])
                else:
                    heard = json.loads(await came(socket.recv()))
                    compare(json.loads(line[2:]), heard, self.kept)


def test_what_the_page_shows_is_what_happens(served: httpx.Client, provider: Any) -> None:
    reader = Reader(served, provider)
    for block in blocks(PAGE):
        try:
            reader.follow(block)
        except (AssertionError, KeyError) as fault:
            raise AssertionError(f"{fault}\n--- in\n{block.text}") from fault
    assert reader.operations > 12
    assert reader.requests > 6
    assert reader.sockets == 1


def test_both_languages_show_the_same_requests_under_the_same_headings() -> None:
    english, chinese = (page.read_text(encoding="utf-8") for page in (PAGE, TWIN))
    assert FENCE.findall(english) == FENCE.findall(chinese)
    levels = [re.findall(r"^(#+) ", text, re.MULTILINE) for text in (english, chinese)]
    assert levels[0] == levels[1]
    links = [re.findall(r"\]\(([^)#]+)\)", text) for text in (english, chinese)]
    plain = [{link.replace(".zh.md", ".md") for link in found} for found in links]
    assert plain[0] == plain[1]


def test_every_link_of_the_page_leads_somewhere() -> None:
    for page in (PAGE, TWIN):
        for link in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if not link.startswith("http"):
                assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_a_page_that_says_something_else_would_be_caught() -> None:
    said = {"data": {"viewer": {"name": "x", "code": "A"}}}
    for found in (
        {"data": {"viewer": {"name": "y"}}},
        {"data": {"viewer": {"name": None, "code": "A"}}},
        {"data": {"viewer": {"name": "y", "code": "B"}}},
        {"data": {"viewer": {"name": "y", "code": "A", "more": 1}}},
    ):
        try:
            compare(said, found, {})
        except AssertionError:
            continue
        raise AssertionError(found)
    compare(said, {"data": {"viewer": {"name": "y", "code": "A"}}}, {})
