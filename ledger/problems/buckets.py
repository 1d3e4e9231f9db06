"""Buckets: what awaits a post, sorted by what is to be done, each under the action of whoever does it."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, cast, literal_column, not_, or_

from ledger.problems.filters import NAMES
from ledger.problems.phases import DUE_SOON_DAYS
from storage.printing import literal
from storage.shelf import Columns, Rows, Values

Allowed = Callable[[str, Columns], ColumnElement[bool]]


def held_here(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Open problems that the acting unit holds."""
    return and_(columns["holder"] == values["viewer_tenant"], columns["open"])


def _in(columns: Columns, *states: str) -> ColumnElement[Any]:
    return columns["state"].in_([literal(state) for state in states])


def _to_accept(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(held_here(columns, values), _in(columns, "ASSIGNED"))


def _to_do(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What is neither unsigned, nor waiting above, nor with those who evaluate."""
    elsewhere = (
        *("ASSIGNED", "PENDING_UPPER", "OBJECTED", "RETURNED"),
        *("SELF_EVALUATED", "CLIENT_EVALUATED", "RECHECKING"),
    )
    return and_(held_here(columns, values), not_(_in(columns, *elsewhere)))


def _due_soon(columns: Columns, values: Values) -> ColumnElement[Any]:
    days = literal_column(str(DUE_SOON_DAYS), Integer())
    until = cast(values["today"], Date) + days
    own = or_(columns["owed_on"].is_(None), columns["own_on"] <= until)
    return and_(held_here(columns, values), columns["due_on"] <= until, own)


def _returned(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(held_here(columns, values), _in(columns, "RETURNED"))


def _brought(columns: Columns, values: Values, state: str) -> ColumnElement[Any]:
    """What a direct subordinate brought before the unit, as in the partial index of it."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, _in(columns, "PENDING_UPPER", "OBJECTED"), _in(columns, state))


def waiting(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What a direct subordinate submitted or objected to, as in the partial index of it."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, _in(columns, "PENDING_UPPER", "OBJECTED"))


def _to_answer(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(_brought(columns, values, "PENDING_UPPER"), columns["asked_on"].is_(None))


def _asked_about(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What the unit submitted and the superior asks more about."""
    return and_(held_here(columns, values), columns["asked_on"].is_not(None))


def _to_rule_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    return _brought(columns, values, "OBJECTED")


def _to_let_rest(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What a direct subordinate asks to let rest, as in the partial index of it."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, columns["rest_asked_until"].is_not(None))


def _listed_near(columns: Columns, values: Values) -> ColumnElement[Any]:
    me = values["viewer_tenant"]
    return or_(columns["listed_by"] == me, columns["listed_parent"] == me)


def _judged(columns: Columns) -> ColumnElement[Any]:
    """As in the partial indexes of what is being judged."""
    return _in(columns, "SELF_EVALUATED", "CLIENT_EVALUATED", "RECHECKING")


def _to_ask(columns: Columns, values: Values) -> ColumnElement[Any]:
    near = _listed_near(columns, values)
    return and_(near, _judged(columns), _in(columns, "SELF_EVALUATED"))


def _to_evaluate(columns: Columns, values: Values) -> ColumnElement[Any]:
    near = _listed_near(columns, values)
    return and_(near, _judged(columns), _in(columns, "CLIENT_EVALUATED", "RECHECKING"))


def _led_by_me(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["leader_post"] == values["viewer_post"], columns["open"])


def _led_by_us(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(columns["led_by"] == values["viewer_tenant"], columns["open"])


HOLDER = (("holder", "viewer_tenant"),)
"""What :func:`held_here` fixes."""


def bucket(
    where: Any,
    action: str,
    *,
    anchored: bool = False,
    order: str = "DUE_ON",
    fixes: tuple[tuple[str, str], ...] = (),
) -> Rows:
    """Gives a list of problems that can be narrowed and ordered as any other."""
    return Rows(
        "Problem",
        where=where,
        order=order,
        filters=NAMES,
        action=action,
        anchored=anchored,
        fixes=fixes,
    )


BUCKETS: Mapping[str, Rows] = {
    "problemsToAccept": bucket(_to_accept, "problem.accept", anchored=True, fixes=HOLDER),
    "problemsToDo": bucket(_to_do, "problem.oversee", anchored=True, fixes=HOLDER),
    "problemsDueSoon": bucket(_due_soon, "problem.oversee", anchored=True, fixes=HOLDER),
    "problemsReturned": bucket(_returned, "problem.oversee", anchored=True, fixes=HOLDER),
    "problemsToAnswer": bucket(_to_answer, "problem.take_up", anchored=True),
    "problemsAskedAbout": bucket(_asked_about, "problem.submit", anchored=True, fixes=HOLDER),
    "problemsToRuleOn": bucket(_to_rule_on, "problem.rule", anchored=True),
    "problemsToLetRest": bucket(_to_let_rest, "problem.rule", anchored=True),
    "problemsToAsk": bucket(_to_ask, "problem.record_client", anchored=True),
    "problemsToEvaluate": bucket(_to_evaluate, "problem.evaluate", anchored=True),
    "problemsLedByMe": bucket(_led_by_me, "problem.oversee", anchored=True),
    "problemsLedByUs": bucket(_led_by_us, "problem.oversee", anchored=True),
}
"""What awaits a post, sorted by what is to be done: each under the action of whoever does it."""
_WITHIN = ("problemsToDo", "problemsDueSoon", "problemsReturned")
"""Parts of all that the unit holds, under the same action."""


def awaits(columns: Columns, values: Values, allowed: Allowed) -> ColumnElement[bool]:
    """Whether a problem is in any of the buckets, or the unit holds it, or has to decide on it.

    Given:   columns of the problem as it lies, or as it lay (ledger/live).
    """
    kinds: list[tuple[Any, str]] = [(held_here, "problem.oversee"), (waiting, "problem.oversee")]
    for name, bucket in BUCKETS.items():
        if name not in _WITHIN and bucket.action is not None:
            kinds.append((bucket.where, bucket.action))
    return or_(*(and_(where(columns, values), allowed(action, columns)) for where, action in kinds))
