"""What a viewer may be told of: asked of the rule book and the wall, for each record as it is now."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from ledger.outgoing.types import CHANGED, PING, event_types, known, name_of
from storage.ids import printed
from tenants.sitting import Sitting

__all__ = ["Happened", "happened_in", "still_told", "told"]

_STEPS = "problem.oversee"
_PINGED = "SubscriberPinged"


@dataclass(frozen=True)
class Happened:
    """A row of the outbox: what happened to which record, in which transaction."""

    event: UUID
    xid: int
    kind: str
    noun: str
    record: UUID
    version: int
    at: datetime

    @property
    def subject(self) -> str:
        """The public id of the record."""
        kind = "Subscriber" if self.noun == "subscriber" else known()[self.noun].kind
        return printed(kind, self.record)


def happened_in(rows: Sequence[Mapping[str, Any]]) -> list[Happened]:
    """Reads rows as the gates give them."""
    return [
        Happened(
            UUID(row["event"]),
            row["xid"],
            row["kind"],
            row["noun"],
            UUID(row["record"]),
            row["version"],
            datetime.fromisoformat(row["at"]),
        )
        for row in rows
    ]


async def told(
    sitting: Sitting, events: Sequence[Happened], *, pinging: UUID | None = None
) -> dict[UUID, str]:
    """Gives the types under which the viewer of a sitting is told of events; the rest they are not.

    Given:    pinging, the subscriber whose pings are for this viewer.
    """
    by_noun: dict[str, set[UUID]] = defaultdict(set)
    for one in events:
        if name_of(one.noun, one.kind) in event_types():
            by_noun[one.noun].add(one.record)
    seen: dict[str, set[UUID]] = {}
    for noun, records in by_noun.items():
        what = known()[noun]
        seen[noun] = await _readable(sitting, what.table, records, action=what.action)
    problems = seen.get("problem", set())
    steps: set[UUID] = set()
    if problems:
        steps = await _readable(sitting, known()["problem"].table, problems, action=_STEPS)
    said: dict[UUID, str] = {}
    for one in events:
        if one.kind == _PINGED and one.record == pinging:
            said[one.event] = PING
        elif one.record in seen.get(one.noun, ()):
            hidden = one.noun == "problem" and one.record not in steps
            said[one.event] = CHANGED if hidden else name_of(one.noun, one.kind)
    return said


async def still_told(
    sitting: Sitting, one: Happened, type_name: str, *, pinging: UUID | None = None
) -> bool:
    """Says whether the viewer may still be told of an event under the type it was taken as."""
    if type_name == PING:
        return one.record == pinging
    what = known().get(one.noun)
    if what is None or type_name not in event_types():
        return False
    shown = type_name == CHANGED or one.noun != "problem"
    for action in (what.action,) if shown else (what.action, _STEPS):
        if not await _readable(sitting, what.table, [one.record], action=action):
            return False
    return True


async def _readable(
    sitting: Sitting, table: Table, records: Collection[UUID], *, action: str
) -> set[UUID]:
    found = await sitting.rows(
        select(table.c.id).where(
            table.c.root == sitting.root,
            table.c.id.in_(sorted(records)),
            sitting.readable(table, action),
        )
    )
    return {row["id"] for row in found}
