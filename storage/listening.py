"""Listening for notification channels of PostgreSQL, shared by everyone in the process."""

import asyncio
import contextlib
import logging
from collections import Counter
from collections.abc import AsyncIterator

import psycopg

_LOGGER = logging.getLogger("levelwise.listening")
_RETRY_SECONDS = 1.0


class Listening:
    """One connection that listens; each listener hears the newest payload, never a backlog."""

    def __init__(self, conninfo: str, *channels: str) -> None:
        self._conninfo = conninfo
        self._channels = channels
        self._heard = asyncio.Condition()
        self._round = 0
        self._last: dict[str, int] = {}
        self._waiting: Counter[str] = Counter()
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

    async def rounds(self, about: str) -> AsyncIterator[int]:
        """Gives a number at once, and another after each notification (several may be one).

        Given:    about, the name of a channel, or ``channel:payload`` to hear of that alone.
        """
        self._waiting[about] += 1
        seen = self._last.setdefault(about, self._round)
        try:
            yield seen
            while True:
                async with self._heard:
                    await self._heard.wait_for(lambda: self._last[about] != seen)  # noqa: B023 - read at once
                    seen = self._last[about]
                yield seen
        finally:
            self._waiting[about] -= 1
            if not self._waiting[about]:
                del self._waiting[about], self._last[about]

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear()
            except psycopg.Error as error:
                _LOGGER.warning("listening on %s again: %s", ", ".join(self._channels), error)
                await asyncio.sleep(_RETRY_SECONDS)
            # Whatever was missed while nobody listened is made good by looking again.
            await self._tell()

    async def _hear(self) -> None:
        connecting = psycopg.AsyncConnection.connect(self._conninfo, autocommit=True)
        async with await connecting as connection:
            for channel in self._channels:
                await connection.execute(f'listen "{channel}"'.encode())
            async for said in connection.notifies():
                await self._tell(said.channel, f"{said.channel}:{said.payload}")

    async def _tell(self, *about: str) -> None:
        """Tells who listens for this, or everybody when nothing is named."""
        async with self._heard:
            self._round += 1
            for name in about or tuple(self._last):
                if name in self._last:
                    self._last[name] = self._round
            self._heard.notify_all()
