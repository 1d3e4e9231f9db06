"""The cells that count problems, and counting anew to compare.

A cell is a sum of rows: each statement that changes problems adds the differences it made as rows
of their own, and from time to time rows of one cell are folded into one. Nobody waits for anybody:
a cell kept in one row would make acts in two counties wait for each other in both orders.
"""

from dataclasses import dataclass
from typing import Any

from psycopg import Connection
from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, text

from ledger.problems.phases import PHASES, states_of
from storage.metadata import metadata
from tenants.columns import SLOTS, accused, held

OWED = "owed_late"
COUNTS = (
    *("total", "open", "overdue", "settled_low", "closed"),
    *(one.lower() for one in PHASES),
    OWED,
)
COUNTY = 3

problem_cell = Table(
    "problem_cell",
    metadata,
    *held(),
    # What is against a unit is counted apart: those whom it is against count without it.
    accused(),
    # A cell counts what its holder has; a whole one, a county's, all that lies below it as well.
    Column("whole", Boolean, nullable=False),
    # By list or by field: one of the two is named, the other is empty.
    Column("list_type", Text, nullable=False, server_default=text("''")),
    Column("field", Text, nullable=False, server_default=text("''")),
    *(Column(name, Integer, nullable=False, server_default=text("0")) for name in COUNTS),
    Index("problem_cell_key", "root", "holder", "whole", "list_type", "field", "accused"),
    *(
        Index(
            f"problem_cell_at{slot}",
            f"at{slot}",
            postgresql_where=text("at3 is null or whole" if slot < COUNTY else "not whole"),
        )
        for slot in SLOTS[:5]
    ),
    info={
        "wall": "held",
        "derived": True,
        "kept": ("root", "id", "holder", "whole", "list_type", "field", "accused", *COUNTS),
        "accused": "accused",
    },
)


def counted(name: str) -> str:
    """Gives the condition under which a problem ``p`` counts in a column, where it lies.

    What is owed late counts at another unit, which lies where it lies.
    """
    if name == OWED:
        return "false"
    if name.upper() in PHASES:
        return f"p.state in ({', '.join(map(repr, states_of(name.upper())))})"
    return {
        "total": "true",
        "open": "p.open",
        "overdue": "p.open and p.overdue",
        "settled_low": "p.state = 'RESOLVED_ON_SPOT'",
        "closed": "p.state in ('CLOSED', 'ARCHIVED')",
    }[name]


_SIDES = (
    "cross join lateral (values (p.holder, false, false), (p.at3, true, false),"
    " (case when p.open and p.owed_late then p.owed_by end, false, true),"
    " (case when p.open and p.owed_late and p.owed_by is not null"
    "   and p.owed_by not in (coalesce(p.at1, 0), coalesce(p.at2, 0)) then p.at3 end, true, true)"
    ") c (holder, whole, owes)"
    " cross join lateral (values (p.list_type, ''), ('', p.field)) a (list_type, field)"
)
_KEY = "root, holder, whole, list_type, field, accused"
_LIVE = f"""
select coalesce(l.holder, k.holder), concat_ws(' ', nullif(l.list_type, ''), nullif(l.field, ''),
    nullif(k.list_type, ''), nullif(k.field, '')), l.figures, k.figures
from (select p.root, c.holder, c.whole, a.list_type, a.field, p.accused, array[{
    ", ".join(
        f"count(*) filter (where {'c.owes' if name == OWED else f'not c.owes and {counted(name)}'})"
        for name in COUNTS
    )
}] as figures from app.problem p {_SIDES} where c.holder is not null
    group by p.root, c.holder, c.whole, a.list_type, a.field, p.accused) l
full join (select {_KEY}, array[{", ".join(f"sum({name})" for name in COUNTS)}] as figures
    from app.problem_cell group by {_KEY}) k using ({_KEY})
where coalesce(l.figures, array_fill(0::bigint, array[{len(COUNTS)}]))
    is distinct from coalesce(k.figures, array_fill(0::bigint, array[{len(COUNTS)}]))
limit 100"""


@dataclass(frozen=True)
class ProblemMiscount:
    """One cell that does not say what the problems say."""

    holder: int
    about: str
    counted: tuple[int, ...]
    kept: tuple[int, ...]

    def __str__(self) -> str:
        return (
            f"problem_cell {self.holder} {self.about}: 汇总与问题不符 / it does not say what the "
            f"problems say: {self.kept}, not {self.counted}"
        )


def problem_miscounts(connection: Connection[Any]) -> list[ProblemMiscount]:
    """Counts all problems anew and compares.

    Given: a connection that sees every row (the migrator's).
    Gives: the cells that differ, a hundred at most; none when all is well.
    """
    rows = connection.execute(_LIVE.encode()).fetchall()
    return [
        ProblemMiscount(holder, about, tuple(live or ()), tuple(kept or ()))
        for holder, about, live, kept in rows
    ]
