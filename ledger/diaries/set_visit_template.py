"""The act by which a level sets what is asked at visits in it and below (七必访四问清)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.diaries.events import VisitTemplateSet
from ledger.diaries.refusals import TemplateStale, TemplateTooLong
from ledger.diaries.tables import MOST_LINES, visit_template
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class VisitLine:
    """One line of a checklist, in both languages."""

    zh: str
    en: str


@dataclass(frozen=True)
class SetVisitTemplate:
    """The number of the checklist that was read (0: none), its name, and its lines."""

    expected_number: int
    title: str
    title_en: str
    lines: tuple[VisitLine, ...] = ()


async def set_visit_template(sitting: Sitting, given: SetVisitTemplate) -> UUID:
    """Sets the checklist of visits for the unit and the line below it.

    Given:    lines, at most 30, each 1 to 200 characters in both languages; without a line the
              checklist of the level above holds again.
    Gives:    the checklist in force from now on; visits written before keep theirs.
    Refuses:  the rules of visit_template.set, visit_template.stale, visit_template.set_meanwhile,
              visit_template.too_many, record.text_refused.
    Records:  VisitTemplateSet.
    Source:   seed 4, 七必访四问清: what it asks is not known, so none is shipped.
    """
    proposed = sitting.proposed(visit_template, {"state": "PUBLISHED"})
    sitting.decide("visit_template.set", proposed)
    number = await _retired(sitting, expected=given.expected_number)
    if len(given.lines) > MOST_LINES:
        raise TemplateTooLong(most=MOST_LINES)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "number": number + 1,
        "title": worded("title", given.title, most=100),
        "title_en": worded("titleEn", given.title_en, most=200),
        "lines": [worded("zh", one.zh, most=200) for one in given.lines],
        "lines_en": [worded("en", one.en, most=400) for one in given.lines],
        "set_by": sitting.viewer.person,
        "set_at": sitting.now,
    }
    written = await sitting.insert(visit_template, row)
    await sitting.record(VisitTemplateSet(written.id, number + 1, sitting.tenant))
    return written.id


async def _retired(sitting: Sitting, *, expected: int) -> int:
    """Retires the checklist in force and gives the last number."""
    of = visit_template.c
    mine = (of.root == sitting.root, of.holder == sitting.tenant)
    last = await sitting.rows(select(func.coalesce(func.max(of.number), 0).label("n")).where(*mine))
    number: int = last[0]["n"]
    if number != expected:
        raise TemplateStale(current=number)
    query = select(visit_template).where(*mine, of.state == "PUBLISHED").with_for_update()
    for row in await sitting.rows(query):
        old = Record(visit_template, row)
        sitting.decide("visit_template.set", old)
        await sitting.change(old, {"state": "RETIRED"})
    return number
