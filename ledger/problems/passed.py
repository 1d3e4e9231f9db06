"""What went through the viewer's unit and lies elsewhere now, or ended there (经手过的问题)."""

from sqlalchemy import FromClause, literal_column, not_, select, true

from ledger.problems.filters import FILTERS, ORDERS
from ledger.problems.tables import problem, problem_trail
from storage.shelf import Print, Reach, Row, Shelf, Value
from tenants.columns import SLOTS

_NARROWED_BY = (
    *("state", "list_type", "field", "class", "category", "overdue", "owed_late", "diary_entry_id"),
    *("holder", "lead_post", "cluster_id", "channel", "origin", "title", "place", "source"),
    *(f"at{slot}" for slot in SLOTS),
)
"""Columns that the filters of problems read, besides those that the trail has."""


def _passed(reach: Reach) -> FromClause:
    """Problems that went through the viewer's unit and lie outside its subtree now, or ended there.

    The trail is read in its own order, and each problem by its key under its own rule: OFFSET 0
    keeps the planner from weighing the rule, and so from sorting all that ever passed.
    """
    trail, now = problem_trail.c, problem.alias("now").c
    here = (
        select(*(now[name] for name in _NARROWED_BY))
        .where(
            now.root == trail.root,
            now.id == trail.problem_id,
            reach.allowed("problem.read", dict(now.items())),
        )
        .offset(literal_column("0"))
        .lateral("here")
    )
    return (
        select(
            trail.root,
            trail.problem_id.label("id"),
            trail.id.label("on_trail"),
            trail.due_on,
            trail.reported_at,
            trail.open,
            *here.c,
        )
        .select_from(problem_trail.join(here, true()))
        .where(trail.holder == reach.facts["viewer_tenant"], not_(trail.within))
        .subquery("passed")
    )


PASSED = Shelf(
    "PassedProblemInfo",
    _passed,
    None,
    {
        "dueOn": Value(Print.NAME, "due_on"),
        "problem": Row("Problem", (("id", "id"),)),
    },
    key="on_trail",
    orders=ORDERS,
    filters=FILTERS,
)
