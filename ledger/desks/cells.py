"""The cells from which the desks count, and counting anew to compare.

A cell says how many there are of one kind at a unit (or, *whole*, at it and below it) on one day, in
one month or quarter, or now. Whoever asks for a period adds up months and the days at its two ends,
so that an answer costs the same however many problems there are. ``migrations/gates/desks.sql``
writes what each statement changed as rows of their own; the sweep folds them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    Index,
    Integer,
    Select,
    Table,
    and_,
    not_,
    select,
    text,
)

from storage.metadata import metadata
from storage.printing import literal
from storage.shelf import Reach
from tenants.columns import SLOTS, accused, held, one_of

KINDS = ("FOUND", "LAG", "HARD", "CLOSED", "LOOKED", "LISTED", "GRADE", "ORIGIN")
GRAINS = ("NOW", "DAY", "MONTH", "QUARTER")
STAGED, RETURNED, LATE, ACROSS = 1, 2, 4, 8
"""What ``mark`` says of a hard case, added up."""
CAME_BACK, FALSE = 1, 2
"""What ``mark`` says of a closing, added up."""
SETTLED, SENT_UP, ASIDE = 1, 2, 4
"""What ``mark`` says of a problem at the unit that found it: settled there, sent up, not counted."""
KNOWN = 1
"""What ``mark`` says of a problem whose day of finding is known; of a lag it says the days."""
STILL = 1
"""What ``mark`` says of a problem on a list that is open still; of a look it says which grade."""

_KEY = ("root", "holder", "whole", "kind", "grain", "day", "mark", "accused")

desk_cell = Table(
    "desk_cell",
    metadata,
    *held(),
    # What is against a unit is counted apart: those whom it is against count without it.
    accused(),
    Column("whole", Boolean, nullable=False, server_default=text("false")),
    *one_of("kind", *KINDS),
    *one_of("grain", *GRAINS),
    # The first day of the month or quarter; of what is so now, the first day of all.
    Column("day", Date, nullable=False),
    Column("mark", Integer, nullable=False),
    Column("n", Integer, nullable=False),
    # A difference that is not folded yet.
    Column("fresh", Boolean, nullable=False, server_default=text("true")),
    Index("desk_cell_once", *_KEY, unique=True, postgresql_where=text("not fresh")),
    Index("desk_cell_fresh", "root", postgresql_where=text("fresh")),
    Index("desk_cell_below", "holder_parent", "grain", "day", postgresql_where=text("whole")),
    Index("desk_cell_own", "holder", "kind", "grain", "day", postgresql_where=text("not whole")),
    *(
        Index(
            f"desk_cell_grades_at{slot}",
            f"at{slot}",
            "day",
            postgresql_where=text("kind = 'GRADE'"),
        )
        for slot in SLOTS[:5]
    ),
    info={
        "wall": "held",
        "derived": True,
        "kept": ("root", "id", *_KEY[1:], "n", "fresh"),
        "accused": "accused",
    },
)


def cells_below(
    reach: Reach, kinds: Sequence[str], grain: str, days: ColumnElement[bool]
) -> list[Select[Any]]:
    """Gives cells of one grain: of each direct child with all below it, and the unit's own."""
    cell, me = desk_cell.c, reach.facts["viewer_tenant"]
    counted = reach.allowed("problem.count", dict(cell.items()))
    chosen = cell.kind.in_([literal(one) for one in kinds])
    return [
        select(cell.holder.label("child"), cell.kind, cell.mark, cell.n).where(
            where, cell.grain == literal(grain), days, chosen, counted
        )
        for where in (
            and_(cell.whole, cell.holder_parent == me),
            and_(not_(cell.whole), cell.holder == me),
        )
    ]


_MISCOUNTS = f"""
select coalesce(t.holder, k.holder), concat_ws(' ', coalesce(t.kind, k.kind), coalesce(t.grain, k.grain),
    coalesce(t.day, k.day), coalesce(t.mark, k.mark), case when coalesce(t.whole, k.whole) then 'whole' end),
    coalesce(t.n, 0), coalesce(k.n, 0)
from app.true_desk_cells() t
full join (select {", ".join(_KEY)}, sum(n) as n from app.desk_cell group by {", ".join(_KEY)}) k
  using ({", ".join(_KEY)})
where coalesce(t.n, 0) <> coalesce(k.n, 0)
limit 100"""


@dataclass(frozen=True)
class DeskMiscount:
    """One cell that does not say what problems, closings and looks back say."""

    holder: int
    about: str
    counted: int
    kept: int

    def __str__(self) -> str:
        return (
            f"desk_cell {self.holder} {self.about}: 汇总与问题不符 / it does not say what the "
            f"problems say: {self.kept}, not {self.counted}"
        )


def desk_miscounts(connection: Connection[Any]) -> list[DeskMiscount]:
    """Counts everything anew and compares.

    Given: a connection that sees every row (the migrator's).
    Gives: the cells that differ, a hundred at most; none when all is well.
    """
    rows = connection.execute(_MISCOUNTS.encode()).fetchall()
    return [
        DeskMiscount(holder, about, int(counted), int(kept))
        for holder, about, counted, kept in rows
    ]
