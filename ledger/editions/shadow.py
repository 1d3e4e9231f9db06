"""Shadow mode: a proposed edition is asked beside the live book, and only the difference is counted.

What it says never reaches whoever asked: it is asked after the live book has decided, and what goes
wrong with it is logged and forgotten. Counted are the decisions of acts; lists are not compared.
"""

import asyncio
import contextlib
import json
import logging
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.editions.in_force import BookInForce
from ledger.editions.tables import book_edition
from policies.enforcer import Decision
from policies.facts import Row
from policies.facts import Viewer as Asker
from storage.ids import parsed
from tenants.records import Record
from tenants.sitting import Sittings
from tenants.viewer import Viewer

LOGGER = logging.getLogger("levelwise.editions")
EVERY_SECONDS = 1.0
MOST = 5_000
"""So many different differences are kept in memory at most; beyond, they are lost."""

_COUNT = text("select app.count_shadow(cast(:differences as jsonb))")
_SHADOW = text("select app.shadow_of(:edition)")

Difference = tuple[str, str, str, str, str]
"""Edition, action, direction, rule and post."""


@dataclass
class Shadow:
    """Counts what a proposed edition would have decided otherwise, in one process."""

    live: BookInForce
    engine: AsyncEngine
    _counted: Counter[Difference] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.live.beside = self.beside

    def beside(
        self, asker: Asker, action: str, row: Row, decided: Decision, /, *, today: date
    ) -> None:
        """Asks the candidate, if there is one, what it would have said to the same question."""
        if not isinstance(asker, Viewer):
            return
        candidate = self.live.candidate_for(asker)
        if candidate is None or asker.post is None:
            return
        try:
            other = candidate.reach.enforcer.decide(asker, action, row, today=today)
        except Exception:
            LOGGER.exception("the proposed edition %s could not be asked", candidate.id)
            return
        if other.allowed != decided.allowed:
            direction = "GAINS" if other.allowed else "LOSES"
            rule = other.rule or decided.rule or ""
            one = (candidate.id, action, direction, rule, str(asker.post))
            if one in self._counted or len(self._counted) < MOST:
                self._counted[one] += 1

    async def write(self) -> None:
        """Writes what was counted since the last time."""
        counted, self._counted = self._counted, Counter()
        if not counted:
            return
        names = ("edition", "action", "direction", "rule", "post")
        said = [
            {**dict(zip(names, one, strict=True)), "decisions": n} for one, n in counted.items()
        ]
        try:
            async with self.engine.begin() as connection:
                await connection.execute(_COUNT, {"differences": json.dumps(said)})
        except (DBAPIError, NoConnectionFree) as failed:
            LOGGER.warning("differences of the proposed edition are kept for later: %s", failed)
            self._counted.update(counted)


@asynccontextmanager
async def counting(shadow: Shadow) -> AsyncIterator[None]:
    """Writes what is counted once a second, apart from every act."""
    task = asyncio.create_task(_every_second(shadow))
    try:
        yield
    finally:
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        await shadow.write()


async def _every_second(shadow: Shadow) -> None:
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        await shadow.write()


async def shadow_of(
    sittings: Sittings, viewer: Viewer, public_id: str
) -> list[Mapping[str, Any]] | None:
    """Gives what was counted of an edition; None when it is absent, or the viewer has no say in it."""
    found = parsed(public_id)
    if found is None or found[0] != "BookEdition" or viewer.person is None:
        return None
    async with sittings.open(viewer) as sitting:
        readable = sitting.readable(book_edition, "book_edition.read")
        query = select(book_edition).where(book_edition.c.id == found[1], readable)
        rows = await sitting.rows(query)
        if not rows:
            return None
        record = Record(book_edition, rows[0])
        decide = sitting.reach.enforcer.decide
        if not decide(viewer, "book_edition.withdraw", record, today=sitting.today).allowed:
            return None
        said = await sitting.connection.execute(_SHADOW, {"edition": found[1]})
        counted: list[Mapping[str, Any]] = said.scalar_one()
        return counted
