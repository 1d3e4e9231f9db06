"""Everything that an index counts, by its key: rates, what is deducted and added, what voids it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    exists,
    func,
    literal_column,
    select,
    true,
    tuple_,
)

from ledger.problems.find_breach import FOUND, REVOKED
from ledger.problems.tables import happening
from ledger.publicity.tables import publication
from ledger.scores import items, orders, timely
from ledger.scores.items import Asked, listed_row

Counting = Callable[[Asked], Select[Any]]
_CASE = "publish_case"
_YES: Any = literal_column("true")


def _cases(polarity: str) -> Counting:
    def found(asked: Asked) -> Select[Any]:
        """Cases about units of the scope that were made public in the period and stand.

        Each is about whoever had the problem in hand when its text was proposed, wherever it goes
        afterwards. One problem is one case of a unit, however often it is published: the earliest
        publication that stands counts. A good example is one that everybody read.
        """
        told, earlier = happening.c, happening.alias("earlier")
        before = exists().where(
            _same(earlier.c),
            earlier.c.act == _CASE,
            tuple_(earlier.c.happened_at, earlier.c.id) < tuple_(told.happened_at, told.id),
            _stands(earlier),
            _told_widely(earlier, polarity),
        )
        return select(*listed_row(told.problem_id, _YES, key=told.id)).where(
            told.act == _CASE,
            told.reason == polarity,
            asked.during(told.happened_at),
            asked.unit(told.about),
            _stands(happening),
            _told_widely(happening, polarity),
            ~before,
        )

    return found


def _told_widely(told: Any, polarity: str) -> ColumnElement[bool]:
    """Whether a case counts for the scope in which it was told: a warning in any, praise in public."""
    if polarity != "POSITIVE":
        return true()
    made = publication.alias("made")
    public = exists().where(
        made.c.root == told.c.root,
        made.c.id == told.c.publication_id,
        made.c.scope == "PUBLIC",
    )
    return public.correlate(told)


def _stands(told: Any) -> ColumnElement[bool]:
    """Whether a case was not withdrawn: that very publication, whatever became of others."""
    taken = happening.alias("taken")
    back = exists().where(
        taken.c.root == told.c.root,
        taken.c.problem_id == told.c.problem_id,
        taken.c.act == "withdraw_case",
        taken.c.publication_id == told.c.publication_id,
    )
    return ~back.correlate(told)


def _same(step: Any) -> ColumnElement[bool]:
    """Whether a step is about the unit and the reason of a finding."""
    found = happening.c
    return and_(
        step.root == found.root,
        step.problem_id == found.problem_id,
        step.about == found.about,
        step.reason == found.reason,
    )


def _after(step: Any, other: Any) -> ColumnElement[bool]:
    return tuple_(step.happened_at, step.id) >= tuple_(other.happened_at, other.id)


def _open(taken: Any) -> ColumnElement[int]:
    """Findings from one on up to a revocation, less revocations: each takes back the last one."""
    between = happening.alias("between")
    step, found = between.c, happening.c
    weight = case((step.act == FOUND, literal_column("1")), else_=literal_column("-1"))
    return (
        select(func.sum(weight))
        .where(_same(step), step.act.in_([FOUND, REVOKED]))
        .where(_after(step, found), _after(taken, step))
        .correlate(happening, taken.id.table)
        .scalar_subquery()
    )


def breaches(asked: Asked) -> Select[Any]:
    """Retaliation and leaks of who petitioned, found in the period about units of the scope.

    What was taken back since is none.
    """
    story, taken = happening.c, happening.alias("taken")
    back = exists().where(
        _same(taken.c), taken.c.act == REVOKED, _after(taken.c, story), _open(taken.c) <= 0
    )
    return select(*listed_row(story.problem_id, _YES, key=story.id)).where(
        story.act == FOUND, asked.during(story.happened_at), asked.unit(story.about), ~back
    )


RATE_ITEMS: Mapping[str, Counting] = {
    "r_discovery": items.discovery,
    "r_accept": orders.acceptance,
    "r_on_time": orders.on_time,
    "r_settle": orders.settlement,
    "r_satisfy": items.satisfaction,
    "r_recur": items.recurrence,
    "r_solve": items.resolution,
    "r_participate": items.participation,
    "r_return": items.returned,
    "r_statutory": timely.statutory,
    "r_response": timely.response,
    "r_publish": timely.publicising,
    "r_repeat": timely.repeated,
    "r_party_link": items.party_linked,
}
"""What each rate counts."""

DEDUCTED_ITEMS: Mapping[str, Counting] = {
    "false_closing": items.false_closings,
    "overdue_30": orders.overdue_long,
    "negative_case": _cases("NEGATIVE"),
}
"""What is deducted."""

ADDED_ITEMS: Mapping[str, Counting] = {"positive_case": _cases("POSITIVE")}
"""What is added."""

VOIDING_ITEMS: Mapping[str, Counting] = {"breach": breaches}
"""What sets the index of the unit that did it to nothing; those above it page to it only."""

EVERY: Mapping[str, Counting] = {**RATE_ITEMS, **DEDUCTED_ITEMS, **ADDED_ITEMS, **VOIDING_ITEMS}
"""Everything that pages to its rows."""
