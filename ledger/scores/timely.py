"""Rates of what had to be done in time: statutory acts, first contact, publicising.

Clocks are those of ``ledger/clocks/statutory.yaml`` with the limits in force; days are those of the
national calendar: what a level declared is left out, as in the other rates.
"""

from datetime import date
from typing import Any

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    DateTime,
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
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import ENDED
from ledger.clocks.statutory import CLOCKS, RECORDED, REGISTERED, TRACKS
from ledger.extensions.tables import extension
from ledger.problems.tables import happening, problem, problem_trail
from ledger.publicity.tables import publication, publicity_duty
from ledger.scores.items import (
    FREE,
    WORKED,
    Asked,
    civil,
    countable,
    listed_row,
    midnight,
    never,
)

CONTACT = "HOTLINE_CONTACT"
_LATEST = date(2999, 1, 1)
_WORDS = ("stage", "list_type", "first_track", "counted_in")
_NAMES = ("tracks", "starts", "ends")
_FLAGS = ("rolls", "extends")


def _data() -> str:
    """The clocks as rows of JSON, each with its limit, its list, its tracks, its starts and ends."""
    rows = []
    for one in CLOCKS:
        limit = shipped().on(Clock.STATUTORY, one.stage, _LATEST)
        assert limit is not None
        row = {
            "stage": one.stage,
            "list_type": one.list_type,
            "tracks": sorted(one.tracks),
            "first_track": next((known.key for known in TRACKS.get(one.list_type, ())), ""),
            "starts": sorted(one.starts),
            "ends": sorted(one.until | ENDED),
            "amount": limit.amount,
            "counted_in": limit.unit.value,
            "rolls": limit.rolls,
            "extends": bool(limit.extensions),
        }
        rows.append(row)
    return orjson.dumps(rows).decode()


_DATA: ColumnElement[Any] = literal_column(f"'{_data()}'::jsonb")
_SECOND: ColumnElement[Any] = literal_column("interval '1 second'")
_HOUR: ColumnElement[Any] = literal_column("interval '1 hour'")
_DAY: ColumnElement[Any] = literal_column("interval '1 day'")


def _known() -> Any:
    columns: list[Any] = [column(name, Text) for name in _WORDS]
    columns += [column(name, ARRAY(Text)) for name in _NAMES]
    columns += [column(name, Boolean) for name in _FLAGS]
    columns += [column("amount", Integer)]
    said = func.jsonb_to_recordset(_DATA).table_valued(*columns)
    return said.render_derived("known", with_types=True)


def _worked_from(first: ColumnElement[Any], skip: ColumnElement[Any]) -> Any:
    """The working day after so many others, from a day on."""
    series = func.generate_series(
        cast(first, DateTime()), cast(first + 60, DateTime()), _DAY
    ).column_valued("day")
    on = cast(series, Date)
    weekday = func.date_part("isodow", on) < 6
    works = or_(and_(weekday, on != func.all(FREE)), on == func.any(WORKED))
    return select(on).where(works).order_by(on).offset(skip).limit(1).scalar_subquery()


def _marked(step: Any, names: Any) -> ColumnElement[bool]:
    """Whether a step is one of those names: a statutory act, an act, or a state it led to."""
    moved = and_(step.before.is_distinct_from(step.after), step.after == func.any(names))
    done = and_(step.act == RECORDED, step.reason == func.any(names))
    return or_(done, moved, step.act == func.any(names))


def _runs(asked: Asked) -> Subquery:
    """Each statutory clock that began for an item that a unit of the scope had in hand, once."""
    known, began, was = _known(), happening.alias("began"), problem_trail.alias()
    told, track = happening.alias("told"), known.c.first_track
    said = select(told.c.reason).where(told.c.problem_id == problem.c.id, told.c.act == REGISTERED)
    track = func.coalesce(said.limit(1).scalar_subquery(), track)
    had = exists().where(was.c.problem_id == problem.c.id, asked.inside(was.c))
    mine = or_(func.cardinality(known.c.tracks) == 0, track == func.any(known.c.tracks))
    at = began.c.happened_at
    number = func.row_number().over(partition_by=[problem.c.id, known.c.stage], order_by=at)
    granted = select(cast(func.coalesce(func.sum(extension.c.days), 0), Integer)).where(
        extension.c.problem_id == problem.c.id,
        extension.c.clock == "STATUTORY",
        extension.c.state == "APPROVED",
        known.c.extends,
    )
    step = and_(began.c.root == problem.c.root, began.c.problem_id == problem.c.id)
    rows = (
        select(problem.c.id, *known.c, at.label("at"), number.label("number"))
        .add_columns(granted.scalar_subquery().label("granted"))
        .join(known, known.c.list_type == problem.c.list_type)
        .join(began, and_(step, _marked(began.c, known.c.starts)))
        .where(had, mine)
        .subquery("begun")
    )
    return select(rows).where(rows.c.number == 1).subquery("runs")


def _due(run: Any) -> ColumnElement[Any]:
    """The instant by which it is done in time: the end of a day, or an hour."""
    on = civil(run.at)
    plain = on + run.amount + run.granted
    day = case(
        (run.counted_in == "WORKING_DAY", _worked_from(on + 1, run.amount - 1)),
        (run.rolls, _worked_from(plain, literal_column("0"))),
        else_=plain,
    )
    return case((run.counted_in == "HOUR", run.at + run.amount * _HOUR), else_=midnight(day + 1))


def _timed(asked: Asked) -> Any:
    run, ended = _runs(asked), happening.alias("ended")
    done = select(func.min(ended.c.happened_at)).where(
        ended.c.problem_id == run.c.id,
        ended.c.happened_at >= run.c.at,
        _marked(ended.c, run.c.ends),
    )
    due = _due(run.c).label("due")
    return select(run, done.scalar_subquery().label("done"), due).subquery("timed")


def _counted(run: Any) -> list[Any]:
    # Two clocks may begin with one step: the key of a row is that of its clock.
    key = cast(func.md5(func.concat(run.id, run.stage)), Uuid())
    return listed_row(run.id, func.coalesce(run.done <= run.due, False), key=key)


def statutory(asked: Asked) -> Select[Any]:
    """Statutory acts whose clock ended in the period; done within it (domain 9.2)."""
    run = _timed(asked).c
    return select(*_counted(run)).where(asked.during(run.due - _SECOND))


def response(asked: Asked) -> Select[Any]:
    """Orders of the hotline dispatched in the period; the caller contacted within a day."""
    run = _timed(asked).c
    return select(*_counted(run)).where(run.stage == CONTACT, asked.during(run.at))


def publicising(asked: Asked) -> Select[Any]:
    """Acts of publicity due in the period; published by then. What ended before is left out."""
    duty, made = publicity_duty.c, publication.alias("made")
    in_time = exists().where(made.c.id == duty.met_by, civil(made.c.published_at) <= duty.due_on)
    return select(*listed_row(duty.problem_id, in_time, key=duty.id)).where(
        duty.due_on >= asked.begins,
        duty.due_on < asked.ends,
        or_(duty.open, duty.met_by.is_not(None)),
        asked.inside(duty),
    )


def repeated(asked: Asked) -> Select[Any]:
    """Petitions registered in the period; admitted as repeated."""
    story, was = happening.c, problem_trail.alias()
    had = exists().where(was.c.problem_id == problem.c.id, asked.inside(was.c))
    lines = func.concat("; ", problem.c.admission)
    # A refusal writes down every line of the standard it was held to: it admits nothing.
    refused = lines.like("; reject/%")
    again = and_(~refused, lines.like("%; PETITION/repeated:%"))
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
