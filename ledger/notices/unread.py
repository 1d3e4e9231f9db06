"""How many notices somebody has not read: those of what they may read now, in the post they act in."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

from ledger.notices.kinds import OF_ONESELF
from ledger.notices.shelf import POINTED_AT
from ledger.notices.tables import CHANNEL, notice
from storage.listening import Listening
from tenants.passing import AWAY_SECONDS, passing
from tenants.sitting import Outdated, Sitting, Sittings
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Unread:
    """The number, and the newest of them."""

    count: int
    newest: UUID | None


def readable(sitting: Sitting) -> ColumnElement[Any]:
    """Gives the condition under which what a notice points at may be read by who sits, or is about them."""
    return or_(
        notice.c.kind.in_(OF_ONESELF),
        *(
            exists().where(
                table.c.root == notice.c.root,
                table.c.id == notice.c[f"{name}_id"],
                sitting.readable(table, f"{name}.read"),
            )
            for name, table in POINTED_AT.items()
        ),
    )


async def unread(sitting: Sitting) -> Unread:
    """Counts the unread notices of the viewer."""
    where = (
        notice.c.read_at.is_(None),
        sitting.readable(notice, "notice.read"),
        readable(sitting),
    )
    newest = select(notice.c.id, func.count().over().label("count")).where(*where)
    rows = await sitting.rows(newest.order_by(notice.c.created_at.desc(), notice.c.id).limit(1))
    return Unread(rows[0]["count"], rows[0]["id"]) if rows else Unread(0, None)


async def arriving(
    sittings: Sittings,
    listening: Listening,
    viewer: Viewer,
    renew: Callable[[], Awaitable[Viewer]] | None,
) -> AsyncIterator[Unread]:
    """Tells the number at once and whenever it is another, for as long as somebody may listen.

    While nobody can say it, as the database is busy or away, it waits until somebody can.
    """
    last: Unread | None = None
    outdated = False
    async for _ in listening.rounds(f"{CHANNEL}:{viewer.person}"):
        while True:
            try:
                if outdated and renew is not None:
                    viewer, outdated = await renew(), False
                if outdated or viewer.person is None:
                    return
                async with sittings.open(viewer) as sitting:
                    found = await unread(sitting)
                break
            except Outdated:
                # Rights have changed: whoever listens goes on under those of now, or not at all.
                outdated = True
            except Exception as failed:
                if not passing(failed):
                    raise
                await asyncio.sleep(AWAY_SECONDS)
        if found != last:
            last = found
            yield found
