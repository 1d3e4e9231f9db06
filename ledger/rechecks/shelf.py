"""Shelves of re-checks."""

from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, cast, literal_column, not_, or_, select

from ledger.problems.buckets import bucket
from ledger.problems.offering import may_look, not_worked_on
from ledger.problems.phases import DUE_SOON_DAYS
from ledger.rechecks.tables import rebound, recheck, recheck_sample
from storage.printing import literal
from storage.shelf import (
    Columns,
    Filter,
    Key,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)

_OF_PROBLEM = {"problem": Filter(column="problem_id", id_of="Problem")}

_ITS_PROBLEM = Row("Problem", (("problem_id", "id"),))


def _may_open(row: Columns, of: Columns, values: Values) -> ColumnElement[bool]:
    """The problem is closed and nobody looks at it; it is this look that ``open_recheck`` takes up."""
    today = cast(values["today"], Date)
    soon = today + literal_column(str(DUE_SOON_DAYS), Integer())
    other = recheck.alias("sooner")
    ripe = [or_(one["reason"] != literal("MAJOR"), one["due_on"] <= soon) for one in (row, other.c)]
    sooner = or_(
        other.c.due_on < row["due_on"],
        and_(other.c.due_on == row["due_on"], other.c.id < row["id"]),
    )
    first = not_(
        select(other.c.id)
        .where(
            other.c.root == row["root"],
            other.c.closing_id == row["closing_id"],
            other.c.state == literal("PLANNED"),
            ripe[1],
            sooner,
        )
        .exists()
    )
    return and_(of["state"] == literal("CLOSED"), ripe[0], first, may_look(row, of, values))


RECHECK = Shelf(
    "Recheck",
    recheck,
    "recheck.read",
    {
        "id": Key(),
        "reason": Value(Print.NAME, "reason"),
        "state": Value(Print.NAME, "state"),
        "dueOn": Value(Print.NAME, "due_on"),
        "form": Value(Print.NAME, "form", nullable=True),
        "grade": Value(Print.NAME, "grade", nullable=True),
        "why": Value(Print.TEXT, "why"),
        "text": Value(Print.TEXT, "text"),
        "plannedAt": Value(Print.INSTANT, "planned_at"),
        "doneAt": Value(Print.INSTANT, "done_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "level": Row("Tenant", (("level", "id"),)),
        "lookedBy": Row("Person", (("rechecked_by", "id"),)),
        "problem": _ITS_PROBLEM,
        "closing": Row("Closing", (("closing_id", "id"),)),
        "viewerActions": Steps(
            tuple(
                Step(
                    *(name, "problem.recheck", (state,)),
                    further_check=True,
                    of=_ITS_PROBLEM,
                    holds=holds,
                )
                for name, state, holds in (
                    ("OPEN", "PLANNED", _may_open),
                    ("PASS", "OPEN", not_worked_on),
                    ("FAIL", "OPEN", not_worked_on),
                )
            )
        ),
        "sample": Row("RecheckSample", (("sample_id", "id"),)),
    },
    orders={"DUE_ON": Order(("due_on",))},
    filters={
        **_OF_PROBLEM,
        "state": Filter(fixed=True),
        "sample": Filter(column="sample_id", id_of="RecheckSample"),
    },
)

RECHECK_SAMPLE = Shelf(
    "RecheckSample",
    recheck_sample,
    "recheck_sample.read",
    {
        "id": Key(),
        "quarter": Value(Print.NAME, "quarter"),
        "seed": Value(Print.NAME, "seed"),
        "sharePercent": Value(Print.NUMBER, "share_percent"),
        "population": Value(Print.NUMBER, "population"),
        "populationSha256": Value(Print.NAME, "population_sha256"),
        "drawn": Value(Print.NUMBER, "drawn"),
        "drawnAt": Value(Print.INSTANT, "drawn_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "drawnBy": Row("Person", (("author_person", "id"),)),
        "rechecks": Rows("Recheck", (("id", "sample_id"),), order="DUE_ON"),
    },
    orders={"DRAWN_AT": Order(("drawn_at",))},
)

REBOUND = Shelf(
    "Rebound",
    rebound,
    "rebound.read",
    {
        "id": Key(),
        "times": Value(Print.NUMBER, "times"),
        "proposal": Value(Print.NAME, "proposal"),
        "foundOn": Value(Print.NAME, "found_on"),
        "foundAt": Value(Print.INSTANT, "found_at"),
        "chargedTo": Row("Tenant", (("level", "id"),)),
        "alerted": Row("Tenant", (("alerted", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "closing": Row("Closing", (("closing_id", "id"),)),
        "recheck": Row("Recheck", (("recheck_id", "id"),)),
    },
    orders={"FOUND_AT": Order(("found_at",))},
    filters=_OF_PROBLEM,
)

SHELVES = (RECHECK, RECHECK_SAMPLE, REBOUND)


def _to_recheck(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Closed problems of the own list or the next one's of which a planned re-check is near, or a hidden
    visit under way."""
    look, me = recheck.c, values["viewer_tenant"]
    until = cast(values["today"], Date) + literal_column(str(DUE_SOON_DAYS), Integer())
    planned = select(look.problem_id).where(
        look.root == values["viewer_root"],
        or_(look.level == me, look.level_parent == me),
        # Of what is closed a look that is open is a hidden visit: those of others are RECHECKING.
        look.state.in_([literal("PLANNED"), literal("OPEN")]),
        look.due_on <= until,
    )
    closed = columns["state"] == literal("CLOSED")
    return and_(columns["root"] == values["viewer_root"], closed, columns["id"].in_(planned))


ROOTS = {
    # Of those who may not: neither who handled nor who closed it has it on the desk.
    "problemsToRecheck": bucket(_to_recheck, "problem.recheck", anchored=True),
    "recheck": One("Recheck", {"id": Filter(column="id", id_of="Recheck")}),
    "rechecks": Rows("Recheck", order="DUE_ON", filters=("problem", "state", "sample")),
    "recheckSamples": Rows("RecheckSample", order="DRAWN_AT"),
    "rebounds": Rows("Rebound", order="FOUND_AT", filters=("problem",)),
}
