"""Who listens for the policy version is told what the process learns, however many they are."""

import asyncio
from typing import Any

import psycopg

from policies.reach import Reach
from tests.ledger.conftest import Stage
from tests.ledger.workers import working
from tests.patience import came

LISTENERS, LEAST = 50, 3


class Counted:
    """Reads, and counts how often."""

    def __init__(self, read: Any) -> None:
        self.read = read
        self.times = 0

    async def __call__(self, *given: Any) -> Any:
        self.times += 1
        return await self.read(*given)


async def test_however_many_listen_each_is_told_and_the_database_is_not_asked_by_each(
    stage: Stage, reach: Reach
) -> None:
    async with working(stage.database, reach, follow=True) as (worker,):
        request = await worker.request("", "subscription { policyChanged { version } }", None)
        worker.reads._most_waiting = LEAST
        asked = worker.reads.read = Counted(worker.reads.read)  # type: ignore[method-assign]  # of this test
        lines: list[Any] = [await worker.answering.subscribe(request) for _ in range(LISTENERS)]
        first = await asyncio.gather(*(anext(one) for one in lines))
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("select app.announce_policy('another book')")
        then = await came(asyncio.gather(*(anext(one) for one in lines)))
        assert len({*first}) == len({*then}) == 1
        assert {*first} != {*then}
        assert b"errors" not in then[0]
        assert asked.times <= LEAST
        for one in lines:
            await one.aclose()
