"""Listening for a notification channel of PostgreSQL, shared by everyone in the process."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import psycopg

_LOGGER = logging.getLogger("levelwise.listening")
_RETRY_SECONDS = 1.0


class Listening:
    """One connection that listens; each listener hears the newest payload, never a backlog."""

    def __init__(self, conninfo: str, channel: str) -> None:
        self._conninfo = conninfo
        self._channel = channel
        self._heard = asyncio.Condition()
        self._round = 0
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

    async def rounds(self) -> AsyncIterator[int]:
        """Gives a number at once, and another after each notification (several may be one)."""
        seen = self._round
        yield seen
        while True:
            async with self._heard:
                await self._heard.wait_for(lambda: self._round != seen)  # noqa: B023 - read at once
                seen = self._round
            yield seen

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except psycopg.Error as error:
                _LOGGER.warning("listening on %s again: %s", self._channel, error)
                await asyncio.sleep(_RETRY_SECONDS)
            # Whatever was missed while nobody listened is made good by looking again.
            await self._tell()

    async def _hear(self) -> None:
        connecting = psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
        async with await connecting as connection:
            await connection.execute(f'listen "{self._channel}"'.encode())
            async for _ in connection.notifies():
                await self._tell()

    async def _tell(self) -> None:
        async with self._heard:
            self._round += 1
            self._heard.notify_all()
