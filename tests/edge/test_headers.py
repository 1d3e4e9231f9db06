"""Headers that are said twice: lists are one list, and what decides who asks is refused."""

import http.client
import json
from contextlib import closing
from urllib.parse import urlsplit

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus

from tests.patience import PATIENCE

QUERY = json.dumps({"query": "{ me }"})
JSON = ("content-type", "application/json")


def sent(base: str, *headers: tuple[str, str], method: str = "POST", path: str = "/graphql"):
    """Sends headers as they stand, which no client that keeps them by name can do."""
    with closing(http.client.HTTPConnection(urlsplit(base).netloc, timeout=PATIENCE)) as connection:
        connection.putrequest(method, path)
        for name, value in (*headers, ("content-length", str(len(QUERY)))):
            connection.putheader(name, value)
        connection.endheaders(QUERY.encode())
        answer = connection.getresponse()
        return answer.status, answer.getheader("content-type"), json.loads(answer.read())


@pytest.mark.parametrize(
    "twice",
    [
        [("authorization", "Bearer a"), ("authorization", "Bearer b")],
        [("Authorization", "Bearer a"), ("authorization", "Bearer a")],
        [("levelwise-post", "a"), ("Levelwise-Post", "b")],
        [("content-type", "text/plain")],
        [("host", "elsewhere.example")],
    ],
)
def test_what_decides_who_asks_is_said_once(running, twice) -> None:
    for path in ("/graphql", "/healthz", "/invitations"):
        status, _, told = sent(running.base, JSON, *twice, path=path)
        assert (status, told["errors"][0]["extensions"]["code"]) == (400, "DUPLICATE_HEADER")
    english = [("accept-language", "en")]
    _, _, told = sent(running.base, JSON, *twice, *english)
    assert told["errors"][0]["message"].startswith("Authorization, Levelwise-Post")


async def test_no_socket_is_opened_for_two_tokens(running) -> None:
    address = running.base.replace("http", "ws") + "/graphql"
    twice = [("authorization", "Bearer a"), ("authorization", "Bearer b")]
    with pytest.raises(InvalidStatus) as refused:
        async with connect(
            address, subprotocols=["graphql-transport-ws"], additional_headers=twice
        ):
            pass
    assert refused.value.response.status_code == 403


def test_lists_in_several_lines_are_one_list(running) -> None:
    pages = [("accept", "text/html"), ("accept", "application/json")]
    status, media, _ = sent(running.base, JSON, *pages)
    assert (status, media) == (200, "application/json; charset=utf-8")
    spoken = [("accept-language", "fr"), ("accept-language", "en")]
    status, _, told = sent(running.base, *spoken)
    assert (status, told["errors"][0]["message"]) == (
        415,
        "A POST must carry application/json in UTF-8.",
    )
