"""What went through the viewer's unit and lies elsewhere now (经手过的问题)."""

from sqlalchemy import FromClause, not_, select

from ledger.problems.tables import problem_trail
from storage.shelf import Order, Print, Reach, Row, Shelf, Value


def _passed(reach: Reach) -> FromClause:
    """Open problems that went through the viewer's unit and lie outside its subtree now."""
    trail = problem_trail.c
    return (
        select(trail.root, trail.id, trail.problem_id, trail.due_on)
        .where(trail.holder == reach.facts["viewer_tenant"], trail.open, not_(trail.within))
        .subquery("passed")
    )


PASSED = Shelf(
    "PassedProblemInfo",
    _passed,
    None,
    {
        "dueOn": Value(Print.NAME, "due_on"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"DUE_ON": Order(("due_on",))},
)
