"""Counting a unit's rates for a period, as far as its own line: under the wall, by the rule book."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, FromClause, Integer, and_, func, literal, or_, select

from ledger.closing.tables import SCORES, closing
from ledger.scores.cells import answers
from ledger.scores.families import Grouping, grouping_in_force
from ledger.scores.formula import ABOUT_PEOPLE, RATES, Count, Index, in_force
from ledger.scores.items import Asked
from ledger.scores.periods import Period
from ledger.scores.rates import ADDED_ITEMS, DEDUCTED_ITEMS, RATE_ITEMS, VOIDING_ITEMS
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


def asked_of(number: int, slot: int, whole: Period) -> Asked:
    """Asks about one unit with all below it."""

    def inside(columns: Any) -> ColumnElement[bool]:
        found: ColumnElement[bool] = columns[f"at{slot}"] == literal(number)
        return found

    return Asked(inside, _day(whole.begins), _day(whole.ends))


def asked_itself(number: int, whole: Period) -> Asked:
    """Asks about one unit without those below it: nobody answers for what another did."""
    only = select(literal(number, Integer()))
    return Asked.among(only, _day(whole.begins), _day(whole.ends))


async def _entire(sitting: Sitting, number: int, day: date) -> bool:
    """Says whether all that counted with a unit by the boundaries of a day lies below the viewer."""
    units = _units(sitting, number, day)
    found = await sitting.rows(select(func.bool_and(units.c.entire).label("entire")))
    return found[0]["entire"] is True


def _units(sitting: Sitting, number: int, day: date) -> FromClause:
    line = zip(SLOTS, sitting.viewer.lineage, strict=True)
    facts = {f"viewer_at{slot}": literal(at, Integer()) for slot, at in line}
    facts["viewer_tenant"] = literal(sitting.tenant, Integer())
    return boundaries(facts, _day(day), of=literal(number))


def asked_then(sitting: Sitting, number: int, whole: Period, day: date) -> Asked:
    """Asks about one unit with all that counted with it by the boundaries of a day."""
    units = _units(sitting, number, day)
    return Asked.among(select(units.c.unit), _day(whole.begins), _day(whole.ends))


def _day(day: date) -> ColumnElement[date]:
    return literal(day, Date())


async def scored_unit(sitting: Sitting, key: UUID, *, on: date | None = None) -> Record:
    """Gives a unit whose score the viewer may read.

    Given:    on, a day on which it stood; else it stands now.
    Refuses:  score.unit_not_found, the rules of score.read.
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
    sitting.decide("score.read", unit)
    return unit


async def counted(
    sitting: Sitting, unit: Record, whole: Period, *, on: date | None = None
) -> Scored:
    """Counts everything about a unit that may be shown for a period.

    Given:   on, by the boundaries of which day. What those served said is counted by those of the day
             on which they said it, always: cut in two ways, fewer than five could be told apart.
    """
    asked, complete = asked_of(unit["number"], unit["slot"], whole), True
    if on is not None:
        asked = asked_then(sitting, unit["number"], whole, on)
        complete = await _entire(sitting, unit["number"], on)
    counts = {
        key: await _count(sitting, RATE_ITEMS[key](asked))
        for key in RATES
        if key not in ABOUT_PEOPLE
    }
    counts |= await _about_people(sitting, unit, whole)
    itself = asked_itself(unit["number"], whole)
    taken = {
        key: (await _count(sitting, items(itself if key in VOIDING_ITEMS else asked))).denominator
        for key, items in {**DEDUCTED_ITEMS, **ADDED_ITEMS, **VOIDING_ITEMS}.items()
    }
    index = in_force(whole.begins).index(counts, taken)
    closings, means = await _means(sitting, asked)
    return Scored(unit["uid"], whole, index, closings, means, complete)


async def _count(sitting: Sitting, items: Any) -> Count:
    rows = items.subquery("items")
    wanted: list[Any] = [
        func.count().label("all"),
        func.count().filter(rows.c.counted).label("counted"),
    ]
    query = select(*wanted).select_from(rows)
    found = (await sitting.rows(query))[0]
    return Count(found["counted"], found["all"])


async def _about_people(sitting: Sitting, unit: Record, whole: Period) -> dict[str, Count]:
    """Counts the cells about those served: of quarters past their cut-off, five answers or none."""
    over = whole.over(sitting.today)
    if over is None:
        return dict.fromkeys(ABOUT_PEOPLE, Count(hidden=True))
    asked = asked_of(unit["number"], unit["slot"], over)
    found = (await sitting.rows(answers(asked, unit["slot"])))[0]
    valid, silent = found["valid"], found["silent"]
    hidden = valid == 0
    return {
        "r_satisfy": Count(
            found["satisfied"] + found["basically"], valid, found["basically"], hidden=hidden
        ),
        "r_solve": Count(found["solved"], valid, hidden=hidden),
        "r_participate": Count(valid, valid + silent, hidden=hidden),
    }


async def _means(sitting: Sitting, asked: Asked) -> tuple[int, dict[str, int]]:
    """Gives the means of the three scores over the closings of a unit, rounded, and their number."""
    row = closing.c
    query = select(
        func.count().label("closings"),
        *(func.round(func.avg(row[name])).label(name) for name in SCORES),
    ).where(row.cancelled_at.is_(None), asked.during(row.closed_at), asked.unit(row.about))
    found = (await sitting.rows(query))[0]
    return found["closings"], {name: int(found[name]) for name in SCORES if found[name] is not None}
