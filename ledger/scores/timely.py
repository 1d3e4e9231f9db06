"""Rates of what had to be done in time: statutory acts, first contact, publicising.

Clocks are those of ``ledger/clocks/statutory.yaml`` with the limits in force; days are those by which
whoever has the problem counts, as its clocks do.
"""

from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Subquery,
    Text,
    Uuid,
    and_,
    case,
    cast,
    column,
    exists,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import ENDED
from ledger.clocks.statutory import CLOCKS, RECORDED, REGISTERED, TRACKED, TRACKS
from ledger.extensions.tables import extension
from ledger.problems.tables import happening, problem, problem_trail
from ledger.publicity.tables import publication, publicity_duty
from ledger.scores.days import rolled, worked_from
from ledger.scores.items import Asked, civil, countable, listed_row, midnight, never
from ledger.scores.story import order, same_item, wrongly_sent

CONTACT = "HOTLINE_CONTACT"
_MOVING = ("hand_down", "take_up", "rise_by_rule")
LONGEST = 300
_WORDS = ("stage", "list_type", "first_track", "counted_in")
_NAMES = ("tracks", "starts", "ends", "cuts", "beyond", "reply")
_FLAGS = ("rolls", "outlives", "anew")
_NUMBERS = ("entry", "amount", "extension_most")
_DAYS = ("since", "until")


def _data() -> str:
    """The clocks as rows of JSON: a row for each version of a limit, with the days it holds for."""
    rows = []
    for number, one in enumerate(CLOCKS):
        versions = shipped().versions[Clock.STATUTORY, one.stage]
        # A later start of the same stage ends the run before it.
        mine = [other for other in CLOCKS if (other.stage, other.tracks) == (one.stage, one.tracks)]
        again = [other.starts for other in mine if other != one]
        cuts = one.starts if one.outlives else frozenset(ENDED - one.beyond).union(*again)
        # What an end left owed is owed until it is opened again: then another run begins.
        cuts |= {"reopen_problem"} if one.beyond else frozenset()
        for at, limit in enumerate(versions):
            assert limit.extensions < 2, "the statement grants more time once"
            row = {
                "entry": number,
                "stage": one.stage,
                "list_type": one.list_type,
                "tracks": sorted(one.tracks),
                "first_track": next((known.key for known in TRACKS.get(one.list_type, ())), ""),
                "starts": sorted(one.starts),
                "ends": sorted(one.until),
                "cuts": sorted(cuts),
                "beyond": sorted(one.beyond),
                "reply": sorted(one.reply),
                "outlives": one.outlives,
                "anew": one.anew,
                "amount": limit.amount,
                "counted_in": limit.unit.value,
                "rolls": limit.rolls,
                "extension_most": limit.extension_most if limit.extensions else 0,
                "since": limit.since.isoformat(),
                "until": versions[at + 1].since.isoformat() if at + 1 < len(versions) else None,
            }
            rows.append(row)
    return orjson.dumps(rows).decode()


_DATA: ColumnElement[Any] = literal_column(f"'{_data()}'::jsonb")
_HOUR: ColumnElement[Any] = literal_column("interval '1 hour'")
_MINUTE: ColumnElement[Any] = literal_column("interval '1 minute'")
_YES: ColumnElement[Any] = literal_column("true")


def _known() -> Any:
    columns: list[Any] = [column(name, Text) for name in _WORDS]
    columns += [column(name, ARRAY(Text)) for name in _NAMES]
    columns += [column(name, Boolean) for name in _FLAGS]
    columns += [column(name, Integer) for name in _NUMBERS]
    columns += [column(name, Date) for name in _DAYS]
    read = func.jsonb_to_recordset(_DATA).table_valued(*columns)
    return read.render_derived("known", with_types=True)


def _marked(step: Any, names: Any) -> ColumnElement[bool]:
    """Whether a step is one of those names: a statutory act, an act, or a state it led to."""
    moved = and_(step.before.is_distinct_from(step.after), step.after == func.any(names))
    done = and_(step.act == RECORDED, step.reason == func.any(names))
    return or_(done, moved, step.act == func.any(names))


def _first(known: Any, began: Any) -> ColumnElement[bool]:
    """Whether a step starts a clock: never started nor done before, or, of one anew, none going on."""
    before, meanwhile = happening.alias("earlier"), happening.alias("meanwhile")
    ended = and_(
        meanwhile.c.after.in_(sorted(ENDED)), meanwhile.c.before.is_distinct_from(meanwhile.c.after)
    )
    opened = (
        exists()
        .where(
            same_item(meanwhile.c, began.c),
            or_(ended, and_(known.c.anew, _marked(meanwhile.c, known.c.ends))),
            order(meanwhile.c) > order(before.c),
            order(meanwhile.c) < order(began.c),
        )
        .correlate(known, before, began)
    )
    done = and_(~known.c.anew, _marked(before.c, known.c.ends))
    earlier = (
        exists()
        .where(
            same_item(before.c, began.c),
            or_(_marked(before.c, known.c.starts), done),
            order(before.c) < order(began.c),
            ~opened,
        )
        .correlate(known, began)
    )
    return or_(known.c.outlives, ~earlier)


def _track(known: Any) -> ColumnElement[bool]:
    """Whether a clock is one of the track that the story says last."""
    told = happening.alias("told")
    said = (
        select(told.c.reason)
        .where(told.c.problem_id == problem.c.id, told.c.act.in_([REGISTERED, TRACKED]))
        .order_by(told.c.happened_at.desc(), told.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    track = func.coalesce(said, known.first_track)
    return or_(func.cardinality(known.tracks) == 0, track == func.any(known.tracks))


def _runs(asked: Asked) -> Subquery:
    """Each statutory clock that began for an item that a unit of the scope had in hand."""
    known, began, was = _known(), happening.alias("began"), problem_trail.alias()
    had = exists().where(was.c.problem_id == problem.c.id, asked.inside(was.c))
    on, step = civil(began.c.happened_at), began.c
    # Of a request for review the step says by when it is answered.
    amount = case((known.c.outlives, step.due_on - on), else_=None)
    columns = [one for one in known.c if one.name != "amount"]
    return (
        select(problem.c.id, problem.c.root, problem.c.holder, *columns)
        .add_columns(func.coalesce(amount, known.c.amount).label("amount"))
        .add_columns(step.id.label("step"), step.happened_at.label("at"), on.label("day"))
        .add_columns(_starter(step).label("starter"))
        .join(known, known.c.list_type == problem.c.list_type)
        .join(began, and_(step.root == problem.c.root, step.problem_id == problem.c.id))
        .where(_marked(step, known.c.starts), _first(known, began))
        .where(on >= known.c.since, or_(known.c.until.is_(None), on < known.c.until))
        .where(had, countable(), _track(known.c), _near(asked, known.c, step))
        .subquery("runs")
    )


def _near(asked: Asked, known: Any, step: Any) -> ColumnElement[bool]:
    """Whether a run that begins with a step can fall due, or begin, in the period.

    No clock runs longer than ``LONGEST`` days, more time and free days included; a review may be
    written down after its answer was due.
    """
    first = midnight(asked.begins - literal_column(str(LONGEST), Integer()))
    return and_(
        step.happened_at >= first, or_(known.outlives, step.happened_at < midnight(asked.ends))
    )


def _starter(step: Any) -> ColumnElement[Any]:
    """The unit that a step makes answer: the one it names, the receiver, or whoever took it.

    What rises by rule is received above, though the step is written below.
    """
    receiver = case(
        (and_(step.act == "hand_down", ~wrongly_sent(step)), step.other_end),
        (step.act == "rise_by_rule", step.other_end),
    )
    return func.coalesce(step.about, receiver, step.author_tenant)


def _stopped(run: Any) -> Any:
    """What ended a run: when, and whether by the act that it runs up to."""
    stop = happening.alias("stop")
    done = or_(_marked(stop.c, run.ends), _after(run, stop, run.reply, run.beyond))
    ended = or_(done, _marked(stop.c, run.cuts), _after(run, stop, run.beyond, run.reply))
    return (
        select(stop.c.happened_at.label("stopped_at"), done.label("done"))
        .where(stop.c.problem_id == run.id, order(stop.c) > tuple_(run.at, run.step), ended)
        .order_by(stop.c.happened_at, stop.c.id)
        .limit(1)
        .lateral("stopped")
    )


def _after(run: Any, stop: Any, names: Any, earlier: Any) -> ColumnElement[bool]:
    """Whether a step is one of those names, and one of the others was taken since the run began.

    So a reply after an end that left it owed settles it, and such an end after the reply leaves nothing.
    """
    other = happening.alias("other")
    between = and_(order(other.c) > tuple_(run.at, run.step), order(other.c) < order(stop.c))
    both = exists().where(other.c.problem_id == run.id, between, _marked(other.c, earlier))
    known = func.cardinality(run.reply) > literal_column("0")
    return and_(known, _marked(stop.c, names), both.correlate(run.id.table, stop))


def _granted(run: Any, stopped: Any) -> Any:
    """More time that was granted while a run went on: once, and not beyond what is allowed."""
    one = extension.alias("granted_one")
    return (
        select(one.c.days, civil(one.c.decided_at).label("granted_on"))
        .where(
            one.c.problem_id == run.id,
            one.c.clock == "STATUTORY",
            one.c.state == "APPROVED",
            one.c.days <= run.extension_most,
            one.c.decided_at >= run.at,
            or_(stopped.stopped_at.is_(None), one.c.decided_at < stopped.stopped_at),
        )
        .order_by(one.c.decided_at, one.c.id)
        .limit(1)
        .lateral("granted")
    )


def _due(run: Any, more: ColumnElement[Any]) -> ColumnElement[Any]:
    """The day on which a run falls due."""
    plain = run.day + run.amount + more
    return case(
        (run.counted_in == "WORKING_DAY", worked_from(run.day + 1, run.amount - 1, run.holder)),
        (run.counted_in == "HOUR", civil(run.at + run.amount * _HOUR)),
        (run.rolls, rolled(plain, run.holder)),
        else_=plain,
    )


def _over(run: Any, due: ColumnElement[Any]) -> ColumnElement[Any]:
    """The instant from which a run is over: hours count by the minute."""
    hours = func.date_trunc("minute", run.at) + run.amount * _HOUR + _MINUTE
    return case((run.counted_in == "HOUR", hours), else_=midnight(due + 1))


def _timed(asked: Asked) -> Any:
    run = _runs(asked)
    stopped = _stopped(run.c)
    granted = _granted(run.c, stopped.c)
    none: ColumnElement[Any] = literal_column("0")
    first, due = _due(run.c, none), _due(run.c, func.coalesce(granted.c.days, none))
    # What is granted once a day was missed moves the day and does not undo that it was missed.
    late = granted.c.granted_on > first + 1
    rows = (
        select(run, stopped.c.stopped_at, stopped.c.done, due.label("due"))
        .add_columns(case((late, _over(run.c, first)), else_=_over(run.c, due)).label("over"))
        .select_from(run)
        .join(stopped, _YES, isouter=True)
        .join(granted, _YES, isouter=True)
        .subquery("due_runs")
    )
    return select(rows, _charged(rows.c).label("charged")).subquery("timed")


def _charged(run: Any) -> ColumnElement[Any]:
    """The unit that answers for a run: whom it was handed to last while it ran, wherever it went on."""
    step = happening.alias("moved")
    moved = step.c
    last = func.least(run.stopped_at, run.over)
    return func.coalesce(
        select(_starter(moved))
        .where(
            ~run.outlives,
            moved.problem_id == run.id,
            moved.act.in_(_MOVING),
            or_(moved.act != "hand_down", ~wrongly_sent(moved)),
            order(moved) > tuple_(run.at, run.step),
            moved.happened_at < last,
        )
        .order_by((moved.act == "hand_down").desc(), moved.happened_at.desc(), moved.id.desc())
        .limit(1)
        .scalar_subquery(),
        run.starter,
    )


def _counted(asked: Asked, run: Any) -> Select[Any]:
    """What was done, or was missed; what something else ended in time is left out."""
    in_time = and_(func.coalesce(run.done, literal_column("false")), run.stopped_at < run.over)
    cut = and_(run.stopped_at.is_not(None), ~run.done, run.stopped_at < run.over)
    # Two clocks may begin with one step: the key of a row is that of its run.
    key = cast(func.md5(func.concat(run.step, run.entry)), Uuid())
    counted = func.coalesce(in_time, literal_column("false"))
    return select(*listed_row(run.id, counted, key=key)).where(
        func.coalesce(~cut, _YES), asked.unit(run.charged)
    )


def statutory(asked: Asked) -> Select[Any]:
    """Statutory acts whose clock ended in the period; done within it (domain 9.2)."""
    run = _timed(asked).c
    return _counted(asked, run).where(run.due >= asked.begins, run.due < asked.ends)


def response(asked: Asked) -> Select[Any]:
    """Orders of the hotline taken in or dispatched in the period; the caller contacted in a day."""
    run = _timed(asked).c
    return _counted(asked, run).where(run.stage == CONTACT, asked.during(run.at))


def publicising(asked: Asked) -> Select[Any]:
    """Acts of publicity due in the period; published by then. What ended before is left out.

    Once it is over it stays with whoever did or missed it, wherever the problem goes.
    """
    duty, made = publicity_duty.c, publication.alias("made")
    in_time = exists().where(made.c.id == duty.met_by, civil(made.c.published_at) <= duty.due_on)
    return select(*listed_row(duty.problem_id, in_time, key=duty.id)).where(
        duty.due_on >= asked.begins,
        duty.due_on < asked.ends,
        or_(
            and_(duty.open, asked.inside(duty)),
            and_(or_(duty.met_by.is_not(None), duty.missed), asked.unit(duty.about)),
        ),
    )


def repeated(asked: Asked) -> Select[Any]:
    """Petitions registered in the period; admitted as repeated."""
    story, was = happening.c, problem_trail.alias()
    had = exists().where(was.c.problem_id == problem.c.id, asked.inside(was.c))
    lines = func.concat("; ", problem.c.admission, ";")
    # A refusal writes down every line of the standard it was held to: it admits nothing.
    refused = lines.like("; reject/%")
    again = and_(~refused, lines.like("%; PETITION/repeated;%"))
    return (
        select(problem.c.id.label("item_id"), problem.c.id.label("problem_id"))
        .add_columns(again.label("counted"), never())
        .join(happening, and_(story.root == problem.c.root, story.problem_id == problem.c.id))
        .where(
            problem.c.list_type == "PETITION",
            story.act == REGISTERED,
            asked.during(story.happened_at),
            had,
            countable(),
        )
    )
