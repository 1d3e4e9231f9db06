"""How many notices somebody has not read: those of what they may read now, in the post they act in."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select

from ledger.notices.kinds import OF_ONESELF
from ledger.notices.shelf import POINTED_AT
from ledger.notices.tables import notice
from tenants.sitting import Sitting


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
