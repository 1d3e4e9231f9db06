"""What one step of a story is to another: of which problem, before or after, and taken back since."""

from typing import Any

from sqlalchemy import ColumnElement, and_, exists, tuple_

from ledger.problems.tables import happening

WRONGLY_SENT = ("wrong_unit", "objection_upheld")
TAKEN_BACK = ("recall_problem", "uphold_objection")


def same_item(step: Any, other: Any) -> ColumnElement[bool]:
    """Whether two steps are of one problem."""
    return and_(step.root == other.root, step.problem_id == other.problem_id)


def order(step: Any) -> Any:
    """Gives what the steps of a story are in order by."""
    return tuple_(step.happened_at, step.id)


def wrongly_sent(step: Any) -> ColumnElement[bool]:
    """Whether an order was taken back since because it was sent to the wrong unit.

    That of this order: what was recalled from another unit, or after the unit had it anew, is none.
    """
    back, again = happening.alias("taken_back"), happening.alias("sent_again")
    renewed = (
        exists()
        .where(
            same_item(again.c, step),
            again.c.act == "hand_down",
            again.c.other_end == step.other_end,
            order(again.c) > order(step),
            order(again.c) < order(back.c),
        )
        .correlate(step.id.table, back)
    )
    return (
        exists()
        .where(
            same_item(back.c, step),
            back.c.act.in_(TAKEN_BACK),
            back.c.reason.in_(WRONGLY_SENT),
            back.c.other_end == step.other_end,
            order(back.c) > order(step),
            ~renewed,
        )
        .correlate(step.id.table)
    )
