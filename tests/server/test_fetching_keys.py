"""How keys are fetched from a provider that answers wrongly, slowly, or not at all."""

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from server.sign_in import token_keys
from server.sign_in.token_keys import KeysUnavailable, ProviderKeys, fetch
from tests.patience import PATIENCE

HEAD = b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n"


@contextmanager
def answering(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Listens on this machine and answers each connection as it is told."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    opened, _ = listening.accept()
                except OSError:
                    return
                with opened:
                    opened.recv(4096)
                    try:
                        answer(opened)
                    except OSError:
                        continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/keys"
        listening.shutdown(socket.SHUT_RDWR)
    thread.join(PATIENCE)


@pytest.mark.parametrize(
    "said",
    [
        b"SSH-2.0-garbage\r\n",
        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
        b"",
        HEAD + b"{",
        HEAD + b"\xff\xfe",
        b"HTTP/1.1 302 Found\r\nlocation: http://127.0.0.1:9/keys\r\n\r\n",
    ],
    ids=repr,
)
async def test_what_is_no_answer_is_an_absent_provider_and_no_fault_of_ours(said: bytes) -> None:
    with answering(lambda opened: opened.sendall(said)) as url:
        with pytest.raises((OSError, ValueError)):
            await asyncio.to_thread(fetch, url)
        with pytest.raises(KeysUnavailable):
            await ProviderKeys(url).find("one")
    with answering(lambda opened: opened.sendall(HEAD + b'{"keys": []}')) as url:
        assert await asyncio.to_thread(fetch, url) == {"keys": []}, "the control"


def test_an_answer_that_drips_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_keys, "LONGEST_FETCH_SECONDS", 0.3)

    def drip(opened: socket.socket) -> None:
        opened.sendall(HEAD)
        # Longer than anybody waits: whoever reads it to its end has no JSON, and no time is up.
        for _ in range(round(PATIENCE / 0.05)):
            opened.sendall(b" ")
            time.sleep(0.05)

    with answering(drip) as url, pytest.raises(TimeoutError):
        fetch(url)


async def test_those_who_wait_for_one_attempt_do_not_queue_for_the_next() -> None:
    now, asked = 0.0, 0

    def clock() -> float:
        nonlocal now
        now += 0.001
        return now

    def hanging(_: str) -> Any:
        nonlocal now, asked
        asked += 1
        now += 10  # It takes longer than the cooldown: another attempt might follow at once.
        raise OSError("no answer")

    keys = ProviderKeys("https://id.example/keys", fetch=hanging, clock=clock)
    found = await asyncio.gather(*(keys.find("one") for _ in range(20)), return_exceptions=True)
    assert all(isinstance(one, KeysUnavailable) for one in found)
    assert asked == 1
    now += keys.cooldown_seconds
    with pytest.raises(KeysUnavailable):
        await keys.find("one")
    assert asked == 2, "the control: whoever comes later asks again"
