"""Listening for notification channels of PostgreSQL, shared by everyone in the process.

A payload lists what the news is about, between commas; it is news of the channel, and of each of
these *topics* (``channel:part``). What is told is only that there is news: who hears it looks.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Collection

import psycopg

_LOGGER = logging.getLogger("levelwise.listening")
_RETRY_SECONDS = 1.0
_TOPICS = 10_000
"""Topics that are remembered; beyond them all begin anew, and everybody looks once more."""


class Listening:
    """One connection that listens; each listener hears that there is news, never a backlog."""

    def __init__(self, conninfo: str, *channels: str) -> None:
        self._conninfo = conninfo
        self._channels = channels
        self._heard = asyncio.Condition()
        self._missed = 0
        self._news: dict[str, int] = {}
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listen())

    async def close(self) -> None:
        """Stop listening."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def news(self, topics: Collection[str]) -> int:
        """Gives a number that changes with each news of these channels or topics."""
        return self._missed + sum(self._news.get(topic, 0) for topic in topics)

    async def heard(self, topics: Collection[str], seen: int, *, seconds: float) -> None:
        """Waits until there is news since ``seen``, but no longer than so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds), self._heard:
                await self._heard.wait_for(lambda: self.news(topics) != seen)

    async def rounds(self, channel: str) -> AsyncIterator[int]:
        """Gives a number at once, and another after each news of a channel (several may be one)."""
        seen = self.news([channel])
        yield seen
        while True:
            async with self._heard:
                await self._heard.wait_for(lambda: self.news([channel]) != seen)  # noqa: B023 - read at once
                seen = self.news([channel])
            yield seen

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except psycopg.Error as error:
                _LOGGER.warning("listening on %s again: %s", ", ".join(self._channels), error)
                await asyncio.sleep(_RETRY_SECONDS)
            await self._catch_up()

    async def _hear(self) -> None:
        connecting = psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
        async with await connecting as connection:
            for channel in self._channels:
                await connection.execute(f'listen "{channel}"'.encode())
            await self._catch_up()
            async for one in connection.notifies():
                await self._tell(one.channel, one.payload)

    async def _catch_up(self) -> None:
        """Whatever was missed while nobody listened is made good by looking again."""
        async with self._heard:
            self._missed += 1
            self._heard.notify_all()

    async def _tell(self, channel: str, payload: str) -> None:
        topics = [channel, *(f"{channel}:{part}" for part in payload.split(",") if part)]
        async with self._heard:
            if len(self._news) > _TOPICS:
                self._missed += sum(self._news.values()) + 1
                self._news.clear()
            for topic in topics:
                self._news[topic] = self._news.get(topic, 0) + 1
            self._heard.notify_all()
