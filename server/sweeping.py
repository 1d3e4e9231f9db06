"""What time itself does: periods open, rests end, what is late becomes overdue, lights change, escalation is
proposed, cells are folded, files nobody claimed go, and the heads of the audit are signed.

Runs as the relay role, beside the server. Several processes may sweep at once: each sweep is one
statement that does nothing the second time.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from ledger.audit.heads import countersign
from ledger.audit.signing import Signer
from ledger.clocks.calendar import civil
from ledger.clocks.replaying import replay_answered, replay_declared
from ledger.clocks.resuming import end_rests
from ledger.live.tables import KEPT_DAYS
from ledger.responsibilities.files import DOWNLOAD_TIME, EXPORTS, UNCLAIMED_TIME
from ledger.responsibilities.opening import open_current
from storage.files import Files

LOGGER = logging.getLogger("levelwise.sweeping")
EVERY_SECONDS = 60


@asynccontextmanager
async def _connected(dsn: str) -> AsyncIterator[psycopg.AsyncConnection[Any]]:
    """Keeps a connection for a block; a server that stops in the middle of a commit closes it, too."""
    connection = await psycopg.AsyncConnection.connect(dsn)
    try:
        async with connection:
            yield connection
    finally:
        await connection.close()


async def sweep(dsn: str, files: Files, *, now: datetime) -> tuple[int, int]:
    """Sweeps once.

    Given:    dsn of the relay or the migrator role.
    Gives:    how many duties and problems became overdue and how many files went.
    """
    async with _connected(dsn) as connection:
        await replay_declared(connection)
        await replay_answered(connection)
        await end_rests(connection, now=now)
        late = await connection.execute("select app.sweep_overdue(%s)", [civil(now)])
        became = await late.fetchone()
        lights = "select app.sweep_lights(%s), app.sweep_long_overdue(%s)"
        await connection.execute(lights, [civil(now)] * 2)
        await connection.execute("select app.fold_problem_cells(), app.fold_desk_cells()")
        gone = await connection.execute("select app.forget_files(%s)", [now - UNCLAIMED_TIME])
        forgotten = await gone.fetchall()
    # The rows are gone first: bytes without a row can be had by nobody.
    for (file,) in forgotten:
        await files.forget(file.hex)
    return (became[0] if became else 0), len(forgotten)


async def forget_exports(files: Files, *, now: datetime) -> int:
    """Forgets tables that nobody can have any more; gives how many."""
    return await files.forget_older(EXPORTS, now - 2 * DOWNLOAD_TIME)


@asynccontextmanager
async def forgetting_exports(files: Files) -> AsyncIterator[None]:
    """Forgets them once a minute for as long as the block lasts, with a relay or without."""

    async def every_minute() -> None:
        while True:
            try:
                await forget_exports(files, now=datetime.now(UTC))
            except Exception:
                LOGGER.exception("Tables were not swept away and will be tried again")
            await asyncio.sleep(EVERY_SECONDS)

    task = asyncio.create_task(every_minute())
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def propose(dsn: str, *, today: date) -> int:
    """Puts before superiors what has waited too long or spread too far; nothing moves.

    Given:    dsn of the relay or the migrator role.
    Gives:    how many proposals are new; the same occasion is not proposed twice.
    """
    async with _connected(dsn) as connection:
        made = await connection.execute("select app.sweep_escalations(%s)", [today])
        row = await made.fetchone()
    return row[0] if row else 0


async def open_periods(dsn: str, *, today: date) -> int:
    """Opens the periods in which a day falls, for every list in force.

    Given:    dsn of the relay or the migrator role.
    Gives:    how many obligations are new; asked again on the same day, none.
    """
    async with _connected(dsn) as connection:
        return await open_current(connection, today=today)


async def forget_changes(dsn: str, *, now: datetime) -> int:
    """Forgets changes that no cursor can lead to any more; gives how many."""
    before = now - timedelta(days=KEPT_DAYS)
    async with _connected(dsn) as connection:
        gone = await connection.execute("select app.forget_changes(%s)", [before])
        row = await gone.fetchone()
    return row[0] if row else 0


@asynccontextmanager
async def sweeping(
    dsn: str, files: Files, *, auditor: str | None = None, signer: Signer | None = None
) -> AsyncIterator[None]:
    """Sweeps once a minute for as long as the block lasts.

    Given:   dsn of the relay role; that of the auditor role and the keys that sign heads of the
             audit, without which none is signed.
    """
    if auditor is None or signer is None:
        LOGGER.warning("Heads of the audit are not signed: AUDITOR_URL, LEVELWISE_AUDIT_KEYS")
    task = asyncio.create_task(_every_minute(dsn, files, auditor=auditor, signer=signer))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


async def sign_heads(auditor: str, signer: Signer, *, now: datetime) -> None:
    """Signs and countersigns the heads of the audit, once an hour whoever asks."""
    heads, made = await asyncio.to_thread(countersign, auditor, signer, now=now)
    if heads:
        LOGGER.info("Signed %d heads of the audit, countersigned %d times", heads, made)


async def _every_minute(
    dsn: str, files: Files, *, auditor: str | None, signer: Signer | None
) -> None:
    daily: date | None = None
    while True:
        now = datetime.now(UTC)
        try:
            await sweep(dsn, files, now=now)
            # They go through all lists and ninety days, so they run once a day.
            if daily != civil(now):
                await open_periods(dsn, today=civil(now))
                await propose(dsn, today=civil(now))
                await forget_changes(dsn, now=now)
                daily = civil(now)
            if auditor is not None and signer is not None:
                await sign_heads(auditor, signer, now=now)
        except psycopg.Error as failed:
            LOGGER.warning("The sweep failed and will be tried again: %s", failed)
        except Exception:
            # A store that is away for a minute must not end what time does to everything else.
            LOGGER.exception("The sweep failed and will be tried again")
        await asyncio.sleep(EVERY_SECONDS)
