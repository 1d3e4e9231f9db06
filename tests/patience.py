"""How a test waits for what is sure to come: long, for a machine may stand still for seconds.

A wait ends as soon as it has come, so that only a test that fails takes so long. What a product
promises of its speed is counted (attempts, steps, what was read), put in order (the others had
ended while the slow one hung) or measured in ``make evidence``: never by the clock of a test.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Collection, Iterator
from typing import TypeVar

import pytest

from storage.listening import Listening

__all__ = ["PATIENCE", "became", "by_news_alone", "came", "waited"]

PATIENCE = 60.0
"""Seconds."""
Found = TypeVar("Found")


async def came(what: Awaitable[Found]) -> Found:
    """Waits for something that is sure to come."""
    return await asyncio.wait_for(what, PATIENCE)


async def became(so: Callable[[], object]) -> None:
    """Waits until something is so, and lets everything else go on meanwhile."""
    async with asyncio.timeout(PATIENCE):
        while not so():  # noqa: ASYNC110 - what becomes so tells nobody
            await asyncio.sleep(0.01)


def waited(so: Callable[[], object]) -> None:
    """Waits until something is so."""
    until = time.monotonic() + PATIENCE
    while not so():
        if time.monotonic() > until:
            raise TimeoutError("it did not become so")
        time.sleep(0.02)


@pytest.fixture(scope="session", autouse=True)
def by_news_alone() -> Iterator[None]:
    """Whoever listens looks when told, and not every twenty seconds anyway.

    A patient test would take what was found by looking for what was told.
    """
    heard = Listening.heard

    async def told(self: Listening, topics: Collection[str], seen: int, *, seconds: float) -> None:
        # What a test shortens itself it wants to see happen.
        await heard(self, topics, seen, seconds=seconds if seconds < 1 else 10 * PATIENCE)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Listening, "heard", told)
        yield
