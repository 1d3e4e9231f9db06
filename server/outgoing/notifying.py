"""What leaves the house: reminders become rows, unread rows one digest a day, and digests letters.

Runs beside the sweep, as the relay role. Several processes may run it at once: a digest is claimed
for the length of its sending (FOR UPDATE SKIP LOCKED). One that dies between sending and writing
down sends again, under the same id, by which the other side can tell.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg

from ledger.clocks.calendar import civil
from ledger.notices.digest import letter_of
from ledger.notices.reminding import (
    remind,
    tell_answers,
    tell_comments,
    tell_ending_managers,
    tell_proposals,
    tell_reorganisations,
)
from policies.enforcer import Enforcer
from server.outgoing.senders.sender import NotSent, Sender

LOGGER = logging.getLogger("levelwise.notifying")
EVERY_SECONDS = 60
ONCE = 500
"""So many digests at most in one round."""
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=6),
)
"""How long to wait after each attempt that failed; after the last one the day's digest is given up."""


@dataclass(frozen=True)
class Notifier:
    """The ways out, and by whose rules it is decided what may leave."""

    dsn: str
    rules: Callable[[], Enforcer]
    """The rule book as it is now."""
    senders: Sequence[Sender]
    link: str

    async def once(self, now: datetime) -> tuple[int, int]:
        """Writes the reminders of the day and what was answered, makes digests and sends those that are due.

        Gives:    how many notices were written and how many letters left.
        """
        async with await psycopg.AsyncConnection.connect(self.dsn) as connection:
            told = await remind(connection, self.rules(), today=civil(now))
            told += await tell_answers(connection, self.rules())
            told += await tell_comments(connection, self.rules())
            told += await tell_proposals(connection, self.rules(), today=civil(now))
            told += await tell_reorganisations(connection, self.rules(), today=civil(now))
            told += await tell_ending_managers(connection, self.rules(), today=civil(now))
            await connection.commit()
            ways = {one.way: one for one in self.senders}
            await connection.execute("select app.plan_digests(%s, %s)", [now, list(ways)])
            await connection.commit()
            left = 0
            for _ in range(ONCE):
                async with connection.transaction():
                    sent = await self._next(connection, ways, now)
                if sent is None:
                    break
                left += sent
        return told, left

    async def _next(
        self, connection: psycopg.AsyncConnection[Any], ways: dict[str, Sender], now: datetime
    ) -> bool | None:
        """Sends one digest, and writes down how that went; None when none is due."""
        asked = await connection.execute("select app.claim_digest(%s, %s)", [now, list(ways)])
        (claimed,) = await asked.fetchone() or (None,)
        if claimed is None:
            return None
        letter = letter_of(claimed, self.rules(), today=civil(now), link=self.link)
        again = None
        if letter is None:
            result, code = "EMPTY", "nothing_left"
        else:
            try:
                result, code = "SENT", await ways[letter.sender].send(letter)
            except NotSent as failed:
                result, code = "FAILED", failed.code
                tried = claimed["attempts"]
                if not failed.lasting and tried < len(PAUSES):
                    again = now + PAUSES[tried]
        await connection.execute(
            "select app.record_delivery(%s, %s, %s, %s, %s)",
            [claimed["digest"], now, result, code, again],
        )
        return result == "SENT"


@asynccontextmanager
async def notifying(notifier: Notifier) -> AsyncIterator[None]:
    """Notifies once a minute for as long as the block lasts."""
    task = asyncio.create_task(_every_minute(notifier))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def _every_minute(notifier: Notifier) -> None:
    while True:
        try:
            await notifier.once(datetime.now(UTC))
        except psycopg.Error as failed:
            LOGGER.warning("Notifying failed and will be tried again: %s", failed)
        except Exception:
            # Whatever one row is like, it must not silence everybody's reminders until a restart.
            LOGGER.exception("Notifying failed and will be tried again")
        await asyncio.sleep(EVERY_SECONDS)
