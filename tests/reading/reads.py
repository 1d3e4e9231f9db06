"""Reads over few lines, and what a test asks of them."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.reads import Opening, Reads
from tests.conftest import Database
from tests.patience import came

OPENING = Opening("select $0::text", lambda _: b"x")
LONG = "select count(*)::text from generate_series(1, 500000)"
PID = "select pg_backend_pid()::text"


@pytest.fixture
async def reads(database: Database) -> AsyncIterator[Reads]:
    made = Reads(database.app_dsn, size=1, most_waiting=4)
    await made.open()
    yield made
    await made.close()


async def known(reads: Reads) -> None:
    """Has a read be known for a quick one, however long the machine took over it just now."""
    await pid(reads)
    assert PID in reads._took
    reads._took[PID] = 0.001


async def pid(reads: Reads) -> bytes | None:
    return (await reads.read(OPENING, PID, ())).body


async def several(reads: Reads, count: int) -> set[bytes | None]:
    return set(await came(asyncio.gather(*(pid(reads) for _ in range(count)))))


def under_way(reads: Reads) -> int:
    return sum(line.turns for line in reads._lines)
