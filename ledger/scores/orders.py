"""The rates of what was handed down: signed for, done and settled in time.

An order stays with the unit that it was given to, wherever the problem goes. Its day is the day
that was set, or the day to which an approved step moved it while the order ran: the story says
which, as the clocks replayed it then.
"""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    Subquery,
    and_,
    case,
    cast,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    tuple_,
)

from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import ENDED, FORCED, OWN_LIST, STOPPING, UPHELD
from ledger.closing.tables import closing
from ledger.problems.rules import CLASSES
from ledger.problems.stepping import MOVING
from ledger.problems.tables import happening, problem
from ledger.scores.days import rolled
from ledger.scores.items import Asked, civil, countable, listed_row, midnight
from ledger.scores.story import order, same_item, wrongly_sent

_YES: ColumnElement[Any] = literal_column("true")
_NONE: ColumnElement[Any] = literal_column("0")
RESTING = tuple(
    one
    for one in CLASSES
    if any(limit.pausable for limit in shipped().versions[Clock.RECTIFICATION, one])
)
"""The classes that may rest with approval: of others a rest moves no day, force majeure apart."""


def _given(asked: Asked) -> Subquery:
    """The first order of each item into the scope that was not sent to the wrong unit."""
    step = happening.alias("given").c
    number = func.row_number().over(
        partition_by=step.problem_id, order_by=[step.happened_at, step.id]
    )
    every = (
        select(step.root, step.problem_id, step.id, step.happened_at, step.due_on)
        .add_columns(step.other_end.label("unit"), number.label("number"))
        .where(step.act == "hand_down", asked.unit(step.other_end), ~wrongly_sent(step))
        .subquery("orders")
    )
    return select(every).where(every.c.number == 1).subquery("first_order")


def _ended(given: Any) -> Any:
    """The step that ended the time of an order: done, taken home, handed on, or no more."""
    stop = happening.alias("stop")
    step = stop.c
    moved = step.before.is_distinct_from(step.after)
    handed = and_(step.after == "ASSIGNED", step.before != "OBJECTED")
    taken = and_(step.after == "LISTED", step.act.not_in(sorted(OWN_LIST)))
    home = or_(taken, step.act == UPHELD)
    ended = or_(step.after.in_(sorted(ENDED | STOPPING)), handed, home)
    return (
        select(step.happened_at.label("ended_at"), step.id.label("ended_by"))
        .where(same_item(step, given), order(step) > order(given), moved, ended)
        .order_by(step.happened_at, step.id)
        .limit(1)
        .lateral("ended")
    )


def _meanwhile(step: Any, run: Any) -> ColumnElement[bool]:
    """Whether a step was taken while an order ran."""
    before = or_(run.ended_by.is_(None), order(step) < tuple_(run.ended_at, run.ended_by))
    return and_(same_item(step, run), order(step) > order(run), before)


def _last(run: Any, *, before: Any = None) -> ColumnElement[Any]:
    """The day of an order, as set or as moved since; before: as it was when a step was taken."""
    moved = happening.alias("moved")
    earlier = [] if before is None else [order(moved.c) < order(before)]
    found = (
        select(func.max(moved.c.due_on))
        .where(_meanwhile(moved.c, run), moved.c.act.in_(MOVING), *earlier)
        .correlate(run.id.table, *([] if before is None else [before.id.table]))
        .scalar_subquery()
    )
    return func.greatest(run.set_to, found)


def _stood_since(run: Any, step: Any) -> ColumnElement[Any]:
    """The day since which the work that a step lets go on had rested."""
    rest = happening.alias("rest")
    return (
        select(func.max(civil(rest.c.happened_at)))
        .where(
            _meanwhile(rest.c, run),
            rest.c.after == "SUSPENDED",
            # More time that is granted while it rests begins no rest.
            rest.c.before != "SUSPENDED",
            order(rest.c) < order(step),
        )
        .correlate(run.id.table, step.id.table)
        .scalar_subquery()
    )


def _missed(run: Any) -> ColumnElement[bool]:
    """Whether the day had passed when it was moved: more time does not undo that."""
    step = happening.alias("late").c
    until = case(
        (step.act == "resume_problem", _stood_since(run, step)), else_=civil(step.happened_at) - 1
    )
    return exists().where(
        _meanwhile(step, run),
        step.act.in_(MOVING),
        step.due_on.is_not(None),
        _last(run, before=step) < until,
    )


def _rests(run: Any) -> ColumnElement[bool]:
    """Whether the work rests with approval since a day before it was due: so it is due on no day."""
    rest, on = happening.alias("rests"), happening.alias("goes_on")
    goes = (
        exists()
        .where(
            same_item(on.c, rest.c),
            on.c.before == "SUSPENDED",
            # What is written while it rests, more time for instance, lets nothing go on.
            on.c.after != "SUSPENDED",
            order(on.c) > order(rest.c),
        )
        .correlate(rest)
    )
    return exists().where(
        run.class_now.is_(None) | run.class_now.in_(RESTING) | (rest.c.reason == FORCED),
        _meanwhile(rest.c, run),
        rest.c.after == "SUSPENDED",
        rest.c.before != "SUSPENDED",
        civil(rest.c.happened_at) < _last(run, before=rest.c),
        ~goes,
    )


def _assigned(asked: Asked) -> Any:
    """The first order of each item into the scope, with its day and whether that was missed before."""
    given = _given(asked)
    ended = _ended(given.c)
    set_to = rolled(given.c.due_on, given.c.unit).label("set_to")
    run = (
        select(given, ended, set_to, problem.c["class"].label("class_now"))
        .select_from(given)
        .join(problem, and_(problem.c.root == given.c.root, problem.c.id == given.c.problem_id))
        .join(ended, _YES, isouter=True)
        .where(countable())
        .offset(_NONE)  # each of these is looked up once
        .subquery("run")
    )
    day = case((_rests(run.c), cast(null(), Date)), else_=_last(run.c))
    found = select(
        run.c.problem_id,
        run.c.unit,
        run.c.happened_at.label("made_at"),
        day.label("due_on"),
        _missed(run.c).label("missed"),
    )
    return found.offset(_NONE).subquery("assigned")


def acceptance(asked: Asked) -> Select[Any]:
    """Items first assigned into the scope in the period; signed for by it by the next working day."""
    given, signed = _assigned(asked), happening.alias()
    in_time = exists().where(
        signed.c.problem_id == given.c.problem_id,
        signed.c.act == "accept_assignment",
        asked.unit(signed.c.author_tenant),
        signed.c.happened_at >= given.c.made_at,
        civil(signed.c.happened_at) <= rolled(civil(given.c.made_at) + 1, given.c.unit),
    )
    return select(*listed_row(given.c.problem_id, in_time)).where(asked.during(given.c.made_at))


def _claimant(step: Any) -> ColumnElement[Any]:
    """The unit whose claim a step is about: the last one that was made before it."""
    claim = happening.alias("claim")
    return (
        select(claim.c.author_tenant)
        .where(
            same_item(claim.c, step.c),
            claim.c.act == "claim_completion",
            order(claim.c) < order(step.c),
        )
        .order_by(claim.c.happened_at.desc(), claim.c.id.desc())
        .limit(1)
        .correlate(step)
        .scalar_subquery()
    )


def on_time(asked: Asked) -> Select[Any]:
    """Items due in the period; completion claimed by then by the scope itself, and truly."""
    given, done, false = _assigned(asked), happening.alias(), happening.alias()
    claimed = exists().where(
        done.c.problem_id == given.c.problem_id,
        done.c.act == "claim_completion",
        asked.unit(done.c.author_tenant),
        done.c.happened_at >= given.c.made_at,
        civil(done.c.happened_at) <= given.c.due_on,
    )
    falsely = exists().where(
        false.c.problem_id == given.c.problem_id,
        false.c.reason == "false_completion",
        asked.unit(_claimant(false)),
    )
    due = and_(given.c.due_on >= asked.begins, given.c.due_on < asked.ends)
    good = and_(claimed, ~given.c.missed, ~falsely)
    return select(*listed_row(given.c.problem_id, good)).where(due)


def _closed_within(
    asked: Asked, item: ColumnElement[Any], day: ColumnElement[date], *, by_us: bool
) -> ColumnElement[bool]:
    """Whether a closing stood as a day began; by us: one of a unit of the scope."""
    sheet = closing.alias()
    stood = sheet.c.cancelled_at.is_(None) | (sheet.c.cancelled_at >= midnight(day))
    ours = [asked.unit(sheet.c.about)] if by_us else []
    return exists().where(
        sheet.c.problem_id == item, sheet.c.closed_at < midnight(day), stood, *ours
    )


def settlement(asked: Asked) -> Select[Any]:
    """Items due in the period or carried into it; closed by the scope at its end."""
    given = _assigned(asked)
    item = given.c.problem_id
    carried = and_(
        given.c.due_on < asked.begins, ~_closed_within(asked, item, asked.begins, by_us=False)
    )
    due = and_(given.c.due_on >= asked.begins, given.c.due_on < asked.ends)
    settled = _closed_within(asked, item, asked.ends, by_us=True)
    return select(*listed_row(item, settled)).where(due | carried)


def overdue_long(asked: Asked) -> Select[Any]:
    """Items assigned into the scope, thirty days overdue at the end and not closed: wherever they lie."""
    given = _assigned(asked)
    item = given.c.problem_id
    late = given.c.due_on < cast(asked.ends, Date) - 30
    closed = _closed_within(asked, item, asked.ends, by_us=False)
    return select(*listed_row(item, literal_column("true"))).where(late, ~closed)
