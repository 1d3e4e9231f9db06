"""The act that writes into a diary (民情日记)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ledger.diaries.events import DiaryEntryWritten
from ledger.diaries.refusals import (
    DiaryEntryNotFound,
    DiaryInFuture,
    DiaryTellsWho,
    HouseholdRefused,
    LineUnknown,
    NotAVisit,
    TemplateMoved,
)
from ledger.diaries.tables import KINDS, diary_entry, diary_file, visit_template
from ledger.petitioners.accusations import refuse_accusations
from ledger.responsibilities.claiming import stored
from ledger.scanning import personal
from tenants.records import Record
from tenants.refusals import DayRefused
from tenants.sitting import Sitting
from tenants.wording import dated, worded

_HOUSEHOLD = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
LATE = timedelta(days=366)
"""A diary is copied from paper within a year; visits are counted by month, as they were made."""

LONGEST_CODE = 12
"""Shorter than a citizen's number and than a telephone with its area code."""


@dataclass(frozen=True)
class Answer:
    """What was answered to one line of the checklist, counted from 1."""

    line: int
    text: str


@dataclass(frozen=True)
class WriteDiaryEntry:
    """What was seen and heard on a day, where, and in which household by its code."""

    kind: str
    day: date
    text: str
    place: str = ""
    household: str = ""
    corrects: UUID | None = None
    template: UUID | None = None
    answers: tuple[Answer, ...] = ()
    files: tuple[str, ...] = ()


async def write_diary_entry(sitting: Sitting, given: WriteDiaryEntry) -> UUID:
    """Writes an entry into the viewer's diary; none is ever changed, a correction is another one.

    Given:    kind, DIARY or VISIT; day, not to come and at most a year ago (a correction: of the
              day that is corrected at the earliest, where that is longer ago); text, 1 to 4,000 characters; place, at most
              200; household, a code that names nobody; corrects, an entry of one's own; template and
              answers, of a visit: the checklist that was read, and what was answered to its lines;
              files, the SHA-256 of files that the viewer uploaded and that nothing has claimed.
    Gives:    the entry, read by its author and by the head of their unit; it is no report.
    Refuses:  the rules of diary_entry.write, diary_entry.not_found, the rules of
              diary_entry.correct, record.text_refused, record.day_refused, diary_entry.in_future,
              diary_entry.household_refused, diary_entry.personal_data,
              petitioner.accusation_refused, diary_entry.not_a_visit, diary_entry.line_unknown,
              visit_template.not_in_force, diary_entry.corrected_already, file.not_stored,
              record.number_refused, the rules of file.prepare.
    Records:  DiaryEntryWritten.
    Source:   seed 4, 民情日记、七必访四问清.
    """
    me = {"author_person": sitting.viewer.person, "author_post": sitting.viewer.post}
    proposed = sitting.proposed(diary_entry, me)
    sitting.decide("diary_entry.write", proposed)
    before = await _correcting(sitting, given.corrects)
    _day(given.day, before, today=sitting.today)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        **me,
        "kind": given.kind if given.kind in KINDS else "DIARY",
        "day": given.day,
        "text": _kept("text", given.text, most=4000),
        "place": _kept("place", given.place, least=0, most=200),
        "household": _code(given.household),
        "corrects": given.corrects,
        "written_at": sitting.now,
        **await _asked(sitting, given),
    }
    written = await sitting.insert(diary_entry, row)
    await _kept_with(sitting, written.id, given.files)
    await sitting.record(DiaryEntryWritten(written.id, 1, sitting.tenant))
    return written.id


async def _correcting(sitting: Sitting, entry: UUID | None) -> Record | None:
    """Gives the entry that is corrected, if any, once it was asked whether it may be."""
    if entry is None:
        return None
    before = await sitting.fetch(
        diary_entry, entry, under="diary_entry.read", missing=DiaryEntryNotFound, lock=False
    )
    sitting.decide("diary_entry.correct", before)
    return before


def _day(day: date, corrected: Record | None, *, today: date) -> None:
    """Refuses a day to come, and one so long ago that nobody writes a diary of it."""
    dated("day", day, today=today)
    if day > today:
        raise DiaryInFuture(day=str(day))
    first = today - LATE if corrected is None else min(today - LATE, corrected["day"])
    if day < first:
        raise DayRefused(field="day", first=first, last=today)


async def _kept_with(sitting: Sitting, entry: UUID, hashes: Sequence[str]) -> None:
    """Hangs files of the viewer's own under an entry; from now on they are read as it is."""
    for each in await stored(sitting, hashes):
        sitting.decide("file.prepare", each)
        row = {"id": each.id, "holder": sitting.tenant, "entry_id": entry}
        by = {"author_person": sitting.viewer.person, "added_at": sitting.now}
        await sitting.insert(diary_file, {**row, **by})
        await sitting.change(each, {"state": "IN_DIARY"})


def _kept(field: str, said: str, *, least: int = 1, most: int) -> str:
    """Gives a text that tells of nobody by number and accuses nobody."""
    kept = worded(field, said, least=least, most=most)
    if found := personal(kept):
        raise DiaryTellsWho(field=field, found=", ".join(found))
    refuse_accusations(kept)
    return kept


def _code(said: str) -> str:
    code = said.strip()
    if code and (len(code) > LONGEST_CODE or not _HOUSEHOLD.fullmatch(code) or personal(code)):
        raise HouseholdRefused
    return code


async def _asked(sitting: Sitting, given: WriteDiaryEntry) -> dict[str, Any]:
    """Gives what was asked at a visit by the checklist in force, and what was answered."""
    nothing: dict[str, Any] = {"template_id": None, "answers": [], "lines": 0, "unanswered": 0}
    if given.kind != "VISIT":
        if given.answers or given.template is not None:
            raise NotAVisit
        return nothing
    found = await _in_force(sitting)
    if found is None and (given.answers or given.template is not None):
        raise NotAVisit
    if found is None:
        return nothing
    if given.template not in {None, found["id"]} or (given.answers and given.template is None):
        raise TemplateMoved
    answers = _answered(given.answers, len(found["lines"]))
    left = sum(1 for one in answers if not one)
    return {
        "template_id": found["id"], "answers": answers, "lines": len(answers), "unanswered": left,
    }  # fmt: skip  # reads as a table


def _answered(given: Sequence[Answer], lines: int) -> list[str]:
    answers = [""] * lines
    for one in given:
        if not 1 <= one.line <= lines or answers[one.line - 1]:
            raise LineUnknown(line=one.line, lines=lines)
        answers[one.line - 1] = _kept("answer", one.text, most=1000)
    return answers


async def _in_force(sitting: Sitting) -> dict[str, Any] | None:
    """The checklist of the nearest level of one's own line that has one with lines."""
    of = visit_template.c
    line = [unit for unit in sitting.viewer.lineage if unit is not None]
    query = (
        select(of.id, of.lines)
        .where(
            of.root == sitting.root,
            of.state == "PUBLISHED",
            func.cardinality(of.lines) > 0,
            of.holder.in_(line),
        )
        .order_by(of.holder_slot.desc())
        .limit(1)
    )
    found = await sitting.rows(query)
    return found[0] if found else None
