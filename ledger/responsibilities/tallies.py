"""Comparing the cells that count obligations with the obligations themselves."""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection

_LIVE = """
select coalesce(l.holder, t.holder), coalesce(l.whole, t.whole),
    array[l.total, l.open, l.overdue, l.accepted], array[t.total, t.open, t.overdue, t.accepted]
from (
    select o.root, c.holder, c.whole, count(*) as total, count(*) filter (where o.open) as open,
        count(*) filter (where o.overdue) as overdue,
        count(*) filter (where o.state = 'ACCEPTED') as accepted
    from app.obligation o
        cross join lateral (values (o.holder, false), (o.at3, true)) c (holder, whole)
    where c.holder is not null group by o.root, c.holder, c.whole
) l full join app.obligation_tally t using (root, holder, whole)
where (coalesce(l.total, 0), coalesce(l.open, 0), coalesce(l.overdue, 0), coalesce(l.accepted, 0))
    is distinct from
    (coalesce(t.total, 0), coalesce(t.open, 0), coalesce(t.overdue, 0), coalesce(t.accepted, 0))
limit 100"""


@dataclass(frozen=True)
class Miscount:
    """One cell that does not say what the obligations say: total, open, overdue, accepted."""

    holder: int
    whole: bool
    counted: tuple[int, ...]
    kept: tuple[int, ...]

    def __str__(self) -> str:
        return (
            f"obligation_tally {self.holder}{' (whole)' if self.whole else ''}: "
            f"汇总与任务不符 / it does not say what the obligations say: {self.kept}, not {self.counted}"
        )


def miscounts(connection: Connection[Any]) -> list[Miscount]:
    """Counts all obligations anew and compares.

    Given: a connection that sees every row (the migrator's).
    Gives: the cells that differ, a hundred at most; none when all is well.
    """
    rows = connection.execute(_LIVE).fetchall()
    return [
        Miscount(holder, whole, _figures(live), _figures(kept))
        for holder, whole, live, kept in rows
    ]


def _figures(found: list[int | None]) -> tuple[int, ...]:
    return tuple(one or 0 for one in found)
