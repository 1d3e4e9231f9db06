"""The act that makes the obligations of a period."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, and_, func, literal, select

from ledger.catalogue.tables import duty
from ledger.clocks.due import due_on, due_rule
from ledger.clocks.periods import Period, period
from ledger.responsibilities import rules
from ledger.responsibilities.events import PeriodOpened
from ledger.responsibilities.refusals import (
    DueDateMissing,
    ListNotFound,
    ListNotOpenToThis,
    NothingDueInPeriod,
    PeriodAlreadyOpen,
    PeriodOfOtherYear,
    PeriodRefused,
)
from ledger.responsibilities.tables import binding, clause, obligation, responsibility_list
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import dated

EXCERPT = 40


@dataclass(frozen=True)
class OpenPeriod:
    """The list and the period; for an event, which clause it sets off and the day another plan set.

    Without ``clause`` every clause of the period's cadence is opened.
    """

    list: UUID
    period: str
    clause: UUID | None = None
    due_on: date | None = None


async def open_period(sitting: Sitting, given: OpenPeriod) -> UUID:
    """Makes an obligation for each clause that binds a list and falls in a period.

    Given:    period, as 2026, 2026-H1, 2026-Q1, 2026-03, E2026-03-04 or T2024-01-01/2028-12-31;
              due_on, needed where a clause leaves its day to another plan.
    Gives:    the list; obligations that are there already stay as they are. What is owed once in a
              term is owed once, whichever year's list it is opened in and however many of its clauses
              say it: the same duty of the catalogue, in whichever of its versions, or, of what is not
              from there, the same title, in a term that overlaps (app.once_in_a_term).
    Refuses:  period.refused, list.not_found, the rules of obligation.plan, list.wrong_state,
              record.day_refused, period.other_year, period.nothing_due, period.already_open, period.due_date_missing.
    Records:  PeriodOpened.
    Source:   domain 3.3 and 3.4; due dates: ledger/clocks.
    """
    try:
        asked = period(given.period)
    except ValueError as unread:
        raise PeriodRefused(period=given.period[:EXCERPT]) from unread
    owner = await sitting.fetch(
        responsibility_list, given.list, under="responsibility.read", missing=ListNotFound
    )
    sitting.decide("obligation.plan", owner)
    if rules.end("list", owner["state"], "open_period") is None:
        raise ListNotOpenToThis(state=owner["state"])
    if given.due_on is not None:
        dated("dueOn", given.due_on, today=sitting.today)
    if not asked.starts_on.year <= owner["year"] <= asked.ends_on.year:
        raise PeriodOfOtherYear(period=asked.key, year=owner["year"])
    owed = await _owed(sitting, owner, asked, only=given.clause)
    if not owed:
        raise NothingDueInPeriod(period=asked.key)
    opened = await _opened(sitting, owner, asked, [row["id"] for row in owed])
    fresh = [row for row in owed if row["id"] not in opened]
    if asked.cadence == "PER_TERM":
        fresh = _once(fresh, await _borne_in_term(sitting, owner, asked))
    if not fresh:
        raise PeriodAlreadyOpen
    await sitting.insert_many(
        obligation, [_obligation(row, owner, asked, given.due_on) for row in fresh]
    )
    await sitting.record(PeriodOpened(owner.id, owner.version, owner["holder"]))
    return owner.id


async def _owed(
    sitting: Sitting, owner: Record, asked: Period, *, only: UUID | None
) -> Sequence[dict[str, Any]]:
    query = (
        select(clause, duty.c.key)
        .outerjoin(duty, duty.c.id == clause.c.duty_id)
        .join(binding, and_(binding.c.root == clause.c.root, binding.c.clause_id == clause.c.id))
        .where(
            binding.c.root == sitting.root,
            binding.c.list_id == owner.id,
            binding.c.until.is_(None),
            clause.c.state == "PUBLISHED",
            clause.c.cadence == asked.cadence,
        )
        .order_by(binding.c.position, clause.c.id)
    )
    if only is not None:
        query = query.where(clause.c.id == only)
    return await sitting.rows(query)


async def _opened(
    sitting: Sitting, owner: Record, asked: Period, clauses: Sequence[UUID]
) -> set[UUID]:
    """Gives those of the clauses that are owed in the period already, as the sweep asks it: a clause
    amended in mid-period, or handed on by another unit than before, goes on with what was opened.
    """
    said = literal(clauses, ARRAY(Uuid))
    found = func.app.opened_already(owner.id, asked.key, said).column_valued("clause")
    return {row["clause"] for row in await sitting.rows(select(found))}


async def _borne_in_term(sitting: Sitting, owner: Record, asked: Period) -> set[str]:
    """Gives what this actor owes in a term already, under the list of any year."""
    borne = obligation.c
    query = (
        select(clause.c.title, duty.c.key)
        .outerjoin(duty, duty.c.id == clause.c.duty_id)
        .join(obligation, and_(borne.root == clause.c.root, borne.clause_id == clause.c.id))
        .where(
            borne.root == sitting.root,
            borne.holder == owner["holder"],
            borne.actor_type == owner["actor_type"],
            borne.body_id.is_not_distinct_from(owner["body_id"]),
            borne.state != "WITHDRAWN",
            borne.starts_on <= asked.ends_on,
            borne.ends_on >= asked.starts_on,
            clause.c.cadence == "PER_TERM",
        )
    )
    return {_duty(row) for row in await sitting.rows(query)}


def _once(rows: Sequence[dict[str, Any]], borne: set[str]) -> list[dict[str, Any]]:
    """Gives the first clause of each duty that is not borne yet."""
    first: dict[str, dict[str, Any]] = {}
    for row in rows:
        first.setdefault(_duty(row), row)
    return [row for said, row in first.items() if said not in borne]


def _duty(row: dict[str, Any]) -> str:
    """What a clause is the same duty by, in this list and in those of other years."""
    said: str = row["key"] or row["title"]
    return said


def _obligation(
    row: dict[str, Any], owner: Record, asked: Period, given: date | None
) -> dict[str, Any]:
    rule = due_rule(row["due_rule"])
    day = due_on(rule, asked, given=given)
    if day is None:
        raise DueDateMissing(clause=row["title"][:EXCERPT], note=rule.note)
    return {
        "holder": owner["holder"],
        "list_id": owner.id,
        "clause_id": row["id"],
        "actor_type": owner["actor_type"],
        "body_id": owner["body_id"],
        "period": asked.key,
        "starts_on": asked.starts_on,
        "ends_on": asked.ends_on,
        "due_on": day,
    }
