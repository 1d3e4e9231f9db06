"""Counting a unit's rates for a period, as far as its own line: under the wall, by the rule book."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    and_,
    bindparam,
    func,
    or_,
    select,
)

from ledger.closing.tables import SCORES, closing
from ledger.scores.cells import answers
from ledger.scores.families import Grouping, grouping_in_force
from ledger.scores.formula import ABOUT_PEOPLE, RATES, Count, Index, in_force
from ledger.scores.items import Asked
from ledger.scores.periods import Period
from ledger.scores.rates import ADDED_ITEMS, DEDUCTED_ITEMS, EVERY, VOIDING_ITEMS
from ledger.scores.refusals import ScoredUnitNotFound
from tenants.boundaries import boundaries
from tenants.columns import SLOTS
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant


@dataclass(frozen=True)
class Scored:
    """What a unit's period comes to: the index, and the organisation department's means."""

    unit: UUID
    period: Period
    index: Index
    closings: int
    means: Mapping[str, int]
    complete: bool = True
    """Whether all units that counted with it by the boundaries asked for lie below the viewer now."""

    @property
    def grouping(self) -> Grouping:
        """By which version its rates are grouped into families."""
        return grouping_in_force(self.period.begins)


_UNIT = bindparam("scored_unit", type_=Integer())
_BEGINS = bindparam("scored_begins", type_=Date())
_ENDS = bindparam("scored_ends", type_=Date())
_DAY = bindparam("scored_day", type_=Date())
"""What a count asks by name: its statement is made once for each slot, which takes longer than to run it."""


def named(number: int, whole: Period) -> dict[str, Any]:
    """Gives the values that a count of a unit's period asks for."""
    return {"scored_unit": number, "scored_begins": whole.begins, "scored_ends": whole.ends}


def asked_of(slot: int) -> Asked:
    """Asks about the unit that is :func:`named`, which stands in a slot, with all below it."""

    def inside(columns: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = columns[f"at{slot}"] == _UNIT
        return found

    return Asked(inside, _BEGINS, _ENDS)


def asked_itself() -> Asked:
    """Asks about the unit that is :func:`named` alone: nobody answers for what another did."""
    return Asked.among(select(_UNIT), _BEGINS, _ENDS)


def asked_then() -> Asked:
    """Asks about the unit with all that counted with it by the boundaries of ``scored_day``."""
    return Asked.among(select(_units().c.unit), _BEGINS, _ENDS)


def _units() -> FromClause:
    names = [*(f"viewer_at{slot}" for slot in SLOTS), "viewer_tenant"]
    return boundaries({name: bindparam(name, type_=Integer()) for name in names}, _DAY, of=_UNIT)


@cache
def _entire() -> Select[Any]:
    """Whether all that counted with a unit by the boundaries of a day lies below the viewer."""
    return select(func.bool_and(_units().c.entire).label("entire"))


@cache
def _counting(key: str, slot: int | None) -> Select[Any]:
    """Counts the items of a key; slot, the unit's, None by the boundaries of a day."""
    alone = key in VOIDING_ITEMS
    asked = asked_itself() if alone else asked_then() if slot is None else asked_of(slot)
    rows = EVERY[key](asked).subquery("items")
    counted: Any = func.count().filter(rows.c.counted).label("counted")
    return select(func.count().label("all"), counted).select_from(rows)


@cache
def _answers(slot: int) -> Select[Any]:
    return answers(asked_of(slot), slot)


@cache
def _scored(slot: int | None) -> Select[Any]:
    """The closings of a unit, and the means of their three scores, rounded."""
    asked, row = asked_then() if slot is None else asked_of(slot), closing.c
    return select(
        func.count().label("closings"),
        *(func.round(func.avg(row[name])).label(name) for name in SCORES),
    ).where(row.cancelled_at.is_(None), asked.during(row.closed_at), asked.unit(row.about))


async def scored_unit(sitting: Sitting, key: UUID, *, on: date | None = None) -> Record:
    """Gives a unit whose score the viewer may read.

    Given:    on, a day on which it stood; else it stands now.
    Refuses:  score.unit_not_found, the rules of score.count.
    """
    ends = tenant.c.valid_until
    stands: ColumnElement[bool] = ends.is_(None)
    if on is not None:
        stands = and_(tenant.c.valid_from <= on, or_(stands, ends > on))
    query = select(
        tenant, tenant.c.id.label("holder"), tenant.c.parent_id.label("holder_parent")
    ).where(tenant.c.root == sitting.root, tenant.c.uid == key, stands)
    found = await sitting.rows(query)
    if not found:
        raise ScoredUnitNotFound
    row = found[0]
    # The rule book is asked about the unit; its number is not its key.
    unit = Record(tenant, {**row, "id": row["uid"], "number": row["id"]})
    sitting.decide("score.count", unit)
    return unit


async def counted(
    sitting: Sitting, unit: Record, whole: Period, *, on: date | None = None
) -> Scored:
    """Counts everything about a unit that may be shown for a period.

    Given:   on, by the boundaries of which day. What those served said is counted by those of the day
             on which they said it, always: cut in two ways, fewer than five could be told apart.
    """
    slot, complete = unit["slot"], True
    said = named(unit["number"], whole)
    if on is not None:
        slot, said = None, {**said, "scored_day": on}
        complete = (await sitting.rows(_entire(), **said))[0]["entire"] is True
    counts = {
        key: await _count(sitting, _counting(key, slot), said)
        for key in RATES
        if key not in ABOUT_PEOPLE
    }
    counts |= await _about_people(sitting, unit, whole)
    taken = {
        key: (await _count(sitting, _counting(key, slot), said)).denominator
        for key in (*DEDUCTED_ITEMS, *ADDED_ITEMS, *VOIDING_ITEMS)
    }
    index = in_force(whole.begins).index(counts, taken)
    closings, means = await _means(sitting, _scored(slot), said)
    return Scored(unit["uid"], whole, index, closings, means, complete)


async def _count(sitting: Sitting, query: Select[Any], said: Mapping[str, Any]) -> Count:
    found = (await sitting.rows(query, **said))[0]
    return Count(found["counted"], found["all"])


async def _about_people(sitting: Sitting, unit: Record, whole: Period) -> dict[str, Count]:
    """Counts the cells about those served: of quarters past their cut-off, five answers or none."""
    over = whole.over(sitting.today)
    if over is None:
        return dict.fromkeys(ABOUT_PEOPLE, Count(hidden=True))
    said = named(unit["number"], over)
    found = (await sitting.rows(_answers(unit["slot"]), **said))[0]
    valid, silent = found["valid"], found["silent"]
    hidden = valid == 0
    return {
        "r_satisfy": Count(
            found["satisfied"] + found["basically"], valid, found["basically"], hidden=hidden
        ),
        "r_solve": Count(found["solved"], valid, hidden=hidden),
        "r_participate": Count(valid, valid + silent, hidden=hidden),
    }


async def _means(
    sitting: Sitting, query: Select[Any], said: Mapping[str, Any]
) -> tuple[int, dict[str, int]]:
    """Gives how many closings a unit has, and the means of the scores that they were given."""
    found = (await sitting.rows(query, **said))[0]
    return found["closings"], {name: int(found[name]) for name in SCORES if found[name] is not None}
