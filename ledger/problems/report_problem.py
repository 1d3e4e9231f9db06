"""The act by which a problem found at the grass roots is written down (撒网)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.allowing import allowed
from ledger.clocks.reckoning import reckoned
from ledger.diaries.refusals import DiaryEntryNotFound
from ledger.diaries.tables import diary_entry
from ledger.petitioners.accusations import accused_units, refuse_accusations
from ledger.problems.events import ProblemReported
from ledger.problems.refusals import ChannelUnnumbered, IdMalformed, IdReused
from ledger.problems.rules import FROM_PEOPLE, UNNUMBERED
from ledger.problems.stepping import title_of
from ledger.problems.tables import happening, problem
from tenants.refusals import DayRefused
from tenants.sitting import Sitting
from tenants.wording import FIRST_DAY, worded

MADE_BY_CLIENTS = (4, 7)
"""UUIDv7 sorts by time and is what a client should make; version 4 is accepted too."""


@dataclass(frozen=True)
class ReportProblem:
    """What was found, under the id that the client made for it, perhaps long before it was sent."""

    id: UUID
    list_type: str
    title: str
    facts: str
    place: str = ""
    source: str = ""
    channel: str = "OWN_FINDING"
    channel_no: str = ""
    accused: tuple[UUID, ...] = ()
    field: str = "OTHER"
    found_on: date | None = None
    from_entry: UUID | None = None


async def report_problem(sitting: Sitting, given: ReportProblem) -> UUID:
    """Writes down a problem that the viewer's unit found.

    Given:    id, made by the client; title, 1 to 200 characters; facts, 1 to 4,000; place, source;
              channel and its order number, for what an upstream system fed; accused, units it is
              against, which never learn of it; found_on, where it is known, today or before;
              from_entry, the diary entry that tells of it.
    Gives:    the problem, held by the unit that found it; what the same person reported before
              under the same id stays as it is, so that a lost answer may be asked for again.
    Refuses:  problem.id_malformed, petitioner.accusation_refused, petitioner.unit_not_found, the
              rules of problem.report, diary_entry.not_found, record.text_refused,
              problem.channel_unnumbered, record.day_refused, problem.id_reused, problem.exists,
              problem.with_the_accused, problem.order_known.
    Records:  ProblemReported.
    Source:   seed 0, 撒网; transition t01.
    """
    if given.id.version not in MADE_BY_CLIENTS:
        raise IdMalformed
    said_of_it = (given.title, given.facts, given.place, given.source)
    of_people = bool(FROM_PEOPLE & {given.list_type, given.channel})
    refuse_accusations(*said_of_it, of_people=of_people)
    accused = await accused_units(sitting, given.accused)
    proposed = sitting.proposed(problem, {"id": given.id, "accused": accused})
    sitting.decide("problem.report", proposed)
    await _from_diary(sitting, given.from_entry)
    said = _said(given) | {
        "accused": accused,
        "found_on": found_by(sitting, given.found_on),
        "diary_entry_id": given.from_entry,
    }
    if await _reported_before(sitting, given.id, said):
        return given.id
    row = {"id": given.id, **said, **born(sitting)}
    step = told(sitting, given.id, "report_problem", after="COLLECTED")
    step["allowed"] = await allowed(sitting, row, step)
    due = await reckoned(sitting, {**row, "class": None}, sitting.tenant, step)
    step["happened_at"] = due.pop("happened_at")
    made = await sitting.insert(problem, {**row, **due})
    await sitting.insert(happening, step)
    await sitting.record(ProblemReported(made.id, 1, sitting.tenant))
    return made.id


async def _from_diary(sitting: Sitting, entry: UUID | None) -> None:
    """Looks up the entry that a report comes from: one of one's own unit that one may read.

    Refuses:  diary_entry.not_found.
    """
    if entry is None:
        return
    found = await sitting.fetch(
        diary_entry, entry, under="diary_entry.read", missing=DiaryEntryNotFound, lock=False
    )
    if found["holder"] != sitting.tenant:
        raise DiaryEntryNotFound


def _said(given: ReportProblem) -> dict[str, Any]:
    number = worded("channel_no", given.channel_no, least=0, most=64)
    if (given.channel in UNNUMBERED) != (not number):
        raise ChannelUnnumbered
    return {
        "list_type": given.list_type,
        "field": given.field,
        "title": worded("title", given.title, most=200),
        "facts": worded("facts", given.facts, most=4000),
        "place": worded("place", given.place, least=0, most=200),
        "source": worded("source", given.source, least=0, most=200),
        "channel": given.channel,
        "channel_no": number or None,
    }


def found_by(sitting: Sitting, day: date | None) -> date | None:
    """Gives the day on which something was found, where it is known.

    Refuses:  record.day_refused, of a day that is still to come.
    """
    if day is not None and not FIRST_DAY <= day <= sitting.today:
        raise DayRefused(field="found_on", first=FIRST_DAY, last=sitting.today)
    return day


def born(sitting: Sitting) -> dict[str, Any]:
    """Gives what every new problem has: it lies with whoever writes it down."""
    return {
        "holder": sitting.tenant,
        "holder_post": sitting.viewer.post,
        "origin": sitting.tenant,
        "reported_by": sitting.viewer.person,
        "reported_at": sitting.now,
    }


def told(
    sitting: Sitting, key: UUID, act: str, *, after: str, before: str | None = None
) -> dict[str, Any]:
    """Gives the line of a problem's story about a step of its intake, where it was found."""
    return {
        "holder": sitting.tenant,
        "problem_id": key,
        "act": act,
        "before": before,
        "after": after,
        "author_tenant": sitting.tenant,
        "author_person": sitting.viewer.person,
        "author_post": sitting.viewer.post,
        "author_title": title_of(sitting),
        "happened_at": sitting.now,
    }


async def _reported_before(sitting: Sitting, key: UUID, said: dict[str, Any]) -> bool:
    """Whether this very report has arrived before.

    Refuses:  problem.id_reused, when the same person reported something else under the id.
    """
    mine = select(problem).where(
        problem.c.root == sitting.root,
        problem.c.id == key,
        problem.c.reported_by == sitting.viewer.person,
    )
    found = await sitting.rows(mine)
    if found and said_otherwise(found[0], said):
        raise IdReused
    return bool(found)


def said_otherwise(found: Mapping[str, Any], said: Mapping[str, Any]) -> list[str]:
    """Gives the names of what a report says otherwise than the problem it made.

    What was filled in since is no contradiction: the place at registration, and further units that
    it turns out to be against. Whoever sends again what was never answered knows of neither.
    """
    return [
        name
        for name, value in said.items()
        if found[name] != value
        and not (name == "place" and not value and found["state"] != "COLLECTED")
        and not (name == "accused" and set(value) <= set(found[name]))
    ]
