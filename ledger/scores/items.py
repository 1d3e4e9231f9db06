"""Which problems a rate counts, one statement for each rate: what an index sums and what pages list.

A statement gives a row for each item of the denominator and says whether it is in the numerator.
Nothing here is gained by pushing up: an item that was assigned stays in the denominator of whoever
it was assigned to, wherever it lies now, and counts as settled only where they closed it; one that
was found stays found by its finder.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    DateTime,
    Select,
    and_,
    cast,
    exists,
    func,
    literal_column,
    select,
)

from ledger.closing.rules import NO_CLIENT
from ledger.closing.tables import closing
from ledger.problems.casework_tables import evaluation
from ledger.problems.rules import UNNUMBERED
from ledger.problems.tables import happening, problem, problem_trail
from tenants.columns import SLOTS
from tenants.tables import tenant

EXTERNAL = ("PETITION", "HOTLINE_12345", "PUBLIC_OPINION")
"""Lists whose items come from outside the line."""
UNCOUNTED = ("REJECTED", "MERGED", "DIVERTED")
ANSWERS = ("SATISFIED", "BASICALLY_SATISFIED", "DISSATISFIED")
RECUR_DAYS = 180
_ZONE: ColumnElement[Any] = literal_column("'Asia/Shanghai'")


@dataclass(frozen=True)
class Asked:
    """Of which units, and from which day up to which (outside)."""

    inside: Callable[[Any], ColumnElement[bool]]
    """Whether the unit of these lineage columns is in the scope."""
    begins: ColumnElement[date]
    ends: ColumnElement[date]

    @classmethod
    def among(cls, units: Any, begins: ColumnElement[date], ends: ColumnElement[date]) -> "Asked":
        """Asks about the units that a statement names: those that counted with one on a day."""

        def inside(columns: Any) -> ColumnElement[bool]:
            unit = func.coalesce(*(columns[f"at{slot}"] for slot in reversed(SLOTS)))
            found: ColumnElement[bool] = unit.in_(units)
            return found

        return cls(inside, begins, ends)

    def during(self, instant: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether an instant lies in the period, by China's days."""
        return and_(instant >= midnight(self.begins), instant < midnight(self.ends))

    def unit(self, number: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a unit is in the scope."""
        one = tenant.alias()
        return exists().where(one.c.id == number, self.inside(one.c))

    def line(self, lineage: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether the unit of a lineage written down as an array is in the scope."""
        return self.inside({f"at{slot}": lineage[slot] for slot in SLOTS})


def midnight(day: ColumnElement[date]) -> ColumnElement[Any]:
    """Gives the instant at which a day begins in China."""
    return func.timezone(_ZONE, cast(cast(day, Date), DateTime()))


def civil(instant: ColumnElement[Any]) -> ColumnElement[date]:
    """Gives the day in China at which an instant falls."""
    return cast(func.timezone(_ZONE, instant), Date)


def listed_row(
    item: Any, counted: ColumnElement[bool], *, half: Any = None, key: Any = None
) -> list[Any]:
    no: ColumnElement[Any] = literal_column("false")
    return [
        (item if key is None else key).label("item_id"),
        item.label("problem_id"),
        counted.label("counted"),
        (no if half is None else half).label("half"),
    ]


def countable() -> ColumnElement[bool]:
    return problem.c.state.not_in(UNCOUNTED)


def discovery(asked: Asked) -> Select[Any]:
    """Items registered in the period that any unit of the scope had in hand; found by its own."""
    story, was = happening.c, problem_trail.alias()
    had = exists().where(was.c.problem_id == problem.c.id, asked.inside(was.c))
    # What another system fed had its first record there, on whatever list it was put.
    found = and_(problem.c.list_type.not_in(EXTERNAL), problem.c.channel.in_(UNNUMBERED))
    own = and_(asked.unit(problem.c.origin), found)
    return (
        select(*listed_row(problem.c.id, own))
        .join(happening, and_(story.root == problem.c.root, story.problem_id == problem.c.id))
        .where(story.act == "register_problem", asked.during(story.happened_at), had, countable())
    )


def recurrence(asked: Asked) -> Select[Any]:
    """Closings of the last 180 days, charged to the level that closed; come back since."""
    one = closing.c
    since = midnight(cast(asked.ends, Date) - RECUR_DAYS)
    back = and_(one.cancelled_at.is_not(None), one.cancelled_at < midnight(asked.ends))
    return select(*listed_row(one.problem_id, back, key=one.id)).where(
        one.closed_at >= since, one.closed_at < midnight(asked.ends), asked.unit(one.level)
    )


def false_closings(asked: Asked) -> Select[Any]:
    """Closings found in the period never to have been solved."""
    one = closing.c
    return select(*listed_row(one.problem_id, literal_column("true"), key=one.id)).where(
        one.false_closing, asked.during(one.cancelled_at), asked.unit(one.about)
    )


def party_linked(asked: Asked) -> Select[Any]:
    """Closings of the period by units of the scope that stand; all three Party organisations named."""
    one = closing.c
    links = (one.found_by_body, one.cause_body, one.solved_by_body)
    linked = and_(*(link.is_not(None) for link in links))
    return select(*listed_row(one.problem_id, linked, key=one.id)).where(
        one.cancelled_at.is_(None), asked.during(one.closed_at), asked.unit(one.about)
    )


def satisfaction(asked: Asked) -> Select[Any]:
    """Answers given in the period about units of the scope; satisfied, the basically so in part."""
    said = evaluation.c
    half = said.rating == "BASICALLY_SATISFIED"
    good = said.rating.in_(["SATISFIED", "BASICALLY_SATISFIED"])
    return select(*listed_row(said.problem_id, good, half=half, key=said.id)).where(
        _answered(asked)
    )


def resolution(asked: Asked) -> Select[Any]:
    """The same answers; saying that it is solved."""
    said = evaluation.c
    return select(*listed_row(said.problem_id, said.solved.is_(True), key=said.id)).where(
        _answered(asked)
    )


def participation(asked: Asked) -> Select[Any]:
    """Evaluations of those served that came to an end in the period; with an answer.

    Where nobody was served there was nobody to take part.
    """
    said = evaluation.c
    return select(*listed_row(said.problem_id, said.rating.in_(ANSWERS), key=said.id)).where(
        said.party == "CLIENT",
        said.rating != NO_CLIENT,
        asked.during(said.given_at),
        asked.line(said.about_line),
    )


def _answered(asked: Asked) -> ColumnElement[bool]:
    said = evaluation.c
    return and_(
        said.party == "CLIENT",
        said.rating.in_(ANSWERS),
        asked.during(said.given_at),
        asked.line(said.about_line),
    )


def returned(asked: Asked) -> Select[Any]:
    """Items that a unit of the scope evaluated itself in the period; returned in it."""
    said, back = evaluation.c, happening.alias()
    again = exists().where(
        back.c.problem_id == said.problem_id,
        back.c.after == "RETURNED",
        back.c.happened_at >= said.given_at,
        asked.during(back.c.happened_at),
    )
    reached = and_(said.party == "SELF", asked.during(said.given_at), asked.line(said.about_line))
    return (
        select(
            said.problem_id.label("item_id"),
            said.problem_id,
            func.bool_or(again).label("counted"),
            never(),
        )
        .where(reached)
        .group_by(said.problem_id)
    )


def never() -> Any:
    return literal_column("false").label("half")
