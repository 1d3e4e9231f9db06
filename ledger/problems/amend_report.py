"""The act by which whoever collected a problem corrects what they wrote (更正采集)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from ledger.petitioners.accusations import refuse_accusations
from ledger.problems.events import ReportAmended
from ledger.problems.report_problem import found_by
from ledger.problems.report_refusals import NothingAmended, ReportNotYours
from ledger.problems.rules import FROM_PEOPLE
from ledger.problems.stepping import Told, fetched, opened, stepped
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

AMENDED: Mapping[str, str] = {
    "list_type": "listType",
    "field": "field",
    "title": "title",
    "facts": "facts",
    "place": "place",
    "source": "source",
    "found_on": "foundOn",
}
"""What of a report may be corrected, as its story names it: by the API's own words."""
_WORDS = {"title": (1, 200), "facts": (1, 4000), "place": (0, 200), "source": (0, 200)}


@dataclass(frozen=True)
class AmendReport:
    """The problem, the version that was read, and what is to be otherwise; the rest stays."""

    problem: UUID
    expected_version: int
    list_type: str | None = None
    field: str | None = None
    title: str | None = None
    facts: str | None = None
    place: str | None = None
    source: str | None = None
    found_on: date | None = None


async def amend_report(sitting: Sitting, given: AmendReport) -> UUID:
    """Corrects a report that is not registered yet; who, when and by which channel stay.

    Given:    what is to be otherwise: list, field, title, facts, place, source, day of finding, as of
              any report.
    Gives:    the problem; the reason in its story is which of them were corrected, as the API names them.
    Refuses:  problem.not_found, the rules of problem.report, problem.stale, problem.wrong_state,
              problem.report_not_yours, record.text_refused, record.day_refused,
              petitioner.accusation_refused, problem.nothing_amended.
    Records:  ReportAmended.
    Source:   domain 6.1, collected: still editable by its author.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.report", found)
    opened(sitting, found, "amend_report", version=given.expected_version)
    if found["reported_by"] != sitting.viewer.person:
        raise ReportNotYours
    found_by(sitting, given.found_on)
    changes = _otherwise(found, given)
    if not changes:
        raise NothingAmended
    now = found.after(changes)
    refuse_accusations(
        *(now[name] for name in _WORDS),
        of_people=bool(FROM_PEOPLE & {now["list_type"], now["channel"]}),
    )
    told = Told(reason=", ".join(AMENDED[name] for name in changes))
    changed = await stepped(sitting, found, "amend_report", changes=changes, told=told)
    await sitting.record(ReportAmended(changed.id, changed.version, changed["holder"]))
    return changed.id


def _otherwise(found: Record, given: AmendReport) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name in AMENDED:
        value = getattr(given, name)
        if value is not None and name in _WORDS:
            least, most = _WORDS[name]
            value = worded(name, value, least=least, most=most)
        if value is not None and value != found[name]:
            said[name] = value
    return said
