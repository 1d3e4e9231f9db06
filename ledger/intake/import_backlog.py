"""The act that takes a backlog into a campaign: thousands of problems, all or none (减仓清仓)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.clocks.allowing import allowed
from ledger.clocks.calendar import Calendar
from ledger.clocks.of_problems import calendar_of, traced
from ledger.clocks.reckoning import kept
from ledger.intake.events import CampaignFed
from ledger.intake.parts import parts
from ledger.intake.planning import Plan, Progress, planned
from ledger.intake.refusals import ChangesNotApplied, RowsInConflict
from ledger.intake.rows import BacklogRow
from ledger.intake.tables import campaign, campaign_item
from ledger.problems.events import ProblemReported, ProblemScreened, ReportAmended
from ledger.problems.party_line import finding_body
from ledger.problems.refusals import PlaceMissing
from ledger.problems.report_problem import born, told
from ledger.problems.rules import LISTS
from ledger.problems.stepping import Told, stepped
from ledger.problems.tables import happening, problem
from ledger.sheets.as_previewed import mark_of, must_be_as_previewed
from ledger.sheets.refusals import SheetChanged
from tenants.long_acts import go_on, stands_still
from tenants.recording import Event
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded

_AT_ONCE = 250


@dataclass(frozen=True)
class ImportBacklog:
    """The rows of a file, the campaign they go into, and what may be done to known ones."""

    name: str
    rows: tuple[BacklogRow, ...]
    register: bool = False
    apply: bool = False
    expected: str | None = field(default=None, metadata={"digest": False})
    """The mark of what was previewed."""
    progress: Progress | None = field(default=None, metadata={"digest": False})


async def import_backlog(sitting: Sitting, given: ImportBacklog) -> UUID:
    """Writes the problems of a file down, each as if it had been reported by itself.

    Given:    name of the campaign, 1 to 100 characters; register, whether they are registered too;
              apply, whether problems still collected are changed to what the file says now.
    Gives:    the campaign. A second import of the same file writes nothing. Each problem has the
              events ProblemReported or, known and changed, ReportAmended, and, registered,
              ProblemScreened.
    Refuses:  record.text_refused, the rules of campaign.import, the rules of problem.report,
              campaign.rows_in_conflict, campaign.changes_not_applied, problem.place_missing,
              problem.order_known, sheet.changed.
    Records:  CampaignFed.
    Source:   seed 0, 减仓清仓 (S0-01); issue 3.1.
    """
    name = worded("name", given.name, most=100)
    into = sitting.proposed(campaign, {"name": name})
    sitting.decide("campaign.import", into)
    plan = await planned(sitting, given.rows, name=name, register=given.register, compare=False)
    if plan.conflicts:
        raise RowsInConflict(count=len(plan.conflicts), first=plan.conflicts[0].row)
    if plan.changed and not given.apply:
        raise ChangesNotApplied(count=len(plan.changed))
    if given.register and not all(row.place for row in (*plan.new, *_rows(plan))):
        raise PlaceMissing
    must_be_as_previewed(given.expected, mark_of_plan(sitting, given, plan))
    await _hold(sitting, plan)
    if plan.campaign is not None:
        sitting.decide("campaign.import", plan.campaign)
        if plan.empty:
            return plan.campaign.id
    opened = await _opened(sitting, plan.campaign, into)
    events = await _write_new(sitting, plan, opened, given=given)
    events += await _write_changed(sitting, plan, register=given.register)
    # Last: from the first of them to the commit nobody else of the unit can act.
    for kind in (ProblemReported, ReportAmended, ProblemScreened):
        for some in parts((one for one in events if isinstance(one, kind)), _AT_ONCE):
            await go_on(sitting)
            await sitting.record_many(some)
    sitting.decide("campaign.import", opened)
    await sitting.record(CampaignFed(opened.id, opened.version, opened["holder"]))
    # What an emergency window marks by the clock was decided under the same one, or it is not kept.
    await stands_still(sitting)
    return opened.id


def may_be_taken_in(sitting: Sitting, plan: Plan, *, name: str) -> None:
    """Asks the book about everything that a plan would do, for whoever only looks at it.

    Refuses:  the rules of campaign.import, the rules of problem.report.
    """
    into = plan.campaign or sitting.proposed(campaign, {"name": name})
    sitting.decide("campaign.import", into)
    known = [found for _, found in (*plan.changed, *plan.registered)]
    sitting.decide_all("problem.report", [*_blanks(sitting, plan, plan.new), *known])


def _blanks(sitting: Sitting, plan: Plan, rows: Iterable[BacklogRow]) -> list[Record]:
    """Gives new problems as far as the book reads of them."""
    said = (
        {"id": row.id, "list_type": row.list_type, "accused": plan.against.get(row.id, [])}
        for row in rows
    )
    return [sitting.proposed(problem, one) for one in said]


def mark_of_plan(sitting: Sitting, given: ImportBacklog, plan: Plan) -> str:
    """Gives what names a plan: its rows, whom new ones are against, and what it would change as it is."""
    done = [("report", row.id, 0) for row in plan.new]
    done += [("against", row.id, one) for row in plan.new for one in plan.against.get(row.id, ())]
    done += [("amend", found.id, found.version) for _, found in plan.changed]
    done += [("register", found.id, found.version) for _, found in plan.registered]
    return mark_of(sitting, replace(given, apply=True), done)


def _rows(plan: Plan) -> Iterator[BacklogRow]:
    return (row for row, _ in plan.registered)


async def _hold(sitting: Sitting, plan: Plan) -> None:
    """Locks what is changed. Refuses: sheet.changed where it is no longer as it was compared."""
    read = {found.id: found.version for _, found in (*plan.changed, *plan.registered)}
    held: dict[UUID, int] = {}
    for some in parts(sorted(read), _AT_ONCE):
        query = select(problem.c.id, problem.c.version).where(
            problem.c.root == sitting.root, problem.c.id.in_(some)
        )
        rows = await sitting.rows(query.order_by(problem.c.id).with_for_update())
        held |= {row["id"]: row["version"] for row in rows}
    if held != read:
        raise SheetChanged


async def _opened(sitting: Sitting, found: Record | None, into: Record) -> Record:
    if found is not None:
        return await sitting.change(found, {"name": found["name"]})
    row = {
        "id": into.id,
        "holder": sitting.tenant,
        "name": into["name"],
        "opened_on": sitting.today,
        "opened_at": sitting.now,
        "opened_by": sitting.viewer.person,
        "version": 1,
    }
    return Record(campaign, {**into, **(await sitting.insert(campaign, row))})


async def _write_new(
    sitting: Sitting, plan: Plan, opened: Record, *, given: ImportBacklog
) -> list[Event]:
    events: list[Event] = []
    finder = await finding_body(sitting) if given.register else None
    model = await _model(sitting, register=given.register)
    due = _due(model, await calendar_of(sitting, sitting.tenant))
    for n, some in enumerate(parts(plan.new, _AT_ONCE)):
        if given.progress is not None:
            given.progress("write", n * _AT_ONCE, len(plan.new))
        await go_on(sitting)
        named = {row.id: plan.against.get(row.id, []) for row in some}
        sitting.decide_all("problem.report", _blanks(sitting, plan, some))
        state: dict[str, Any] = {"state": "COLLECTED"}
        if given.register:
            state = {"state": "REGISTERED", "version": 2, "found_by_body": finder}
            state["registered_on"] = sitting.today
        rows = [
            {"id": one.id, **one.born(named[one.id]), **born(sitting), **state} | due[one.list_type]
            for one in some
        ]
        made = await sitting.insert_many(problem, rows)
        story = [{**line, "problem_id": row.id} for row in some for line in model]
        await sitting.insert_many(happening, story)
        await sitting.insert_many(campaign_item, [*_items(sitting, some, opened)])
        events += [ProblemReported(one.id, 1, one["holder"]) for one in made]
        if given.register:
            events += [ProblemScreened(one.id, 2, one["holder"]) for one in made]
    return events


async def _model(sitting: Sitting, *, register: bool) -> list[dict[str, Any]]:
    """The story that every new problem has, with what the line has set for its stages."""
    story = list(_story(sitting, sitting.proposed(problem, {}).id, register=register))
    blank = {"holder": sitting.tenant}
    return [{**step, "allowed": await allowed(sitting, blank, step)} for step in story]


def _due(story: Sequence[Mapping[str, Any]], calendar: Calendar) -> dict[str, dict[str, Any]]:
    """The clocks of a new problem, the same for all of one list: replayed once for each list."""
    blanks = {name: {"list_type": name, "class": None} for name in LISTS}
    return {name: kept(traced(one, story, calendar), calendar) for name, one in blanks.items()}


def _story(sitting: Sitting, key: UUID, *, register: bool) -> Iterator[dict[str, Any]]:
    yield told(sitting, key, "report_problem", after="COLLECTED")
    if register:
        yield told(sitting, key, "register_problem", before="COLLECTED", after="REGISTERED")


def _items(
    sitting: Sitting, rows: Sequence[BacklogRow], opened: Record
) -> Iterator[dict[str, Any]]:
    for row in rows:
        yield {
            "holder": opened["holder"],
            "campaign_id": opened.id,
            "problem_id": row.id,
            "number": row.number,
            "repeated": row.repeated,
            "entered_on": sitting.today,
        }


async def _write_changed(sitting: Sitting, plan: Plan, *, register: bool) -> list[Event]:
    events: list[Event] = []
    registered = list(plan.registered)
    sitting.decide_all("problem.report", [found for _, found in plan.changed])
    for row, found in plan.changed:
        await go_on(sitting)
        changed = await stepped(
            sitting, found, "amend_report", changes=row.said_anew(), told=Told()
        )
        events.append(ReportAmended(changed.id, changed.version, changed["holder"]))
        if register:
            registered.append((row, changed))
    sitting.decide_all("problem.report", [found for _, found in registered])
    end: dict[str, Any] = {"state": "REGISTERED"}
    if registered:
        end["found_by_body"] = await finding_body(sitting)
    for _, found in registered:
        await go_on(sitting)
        changed = await stepped(sitting, found, "register_problem", changes=end, told=Told())
        events.append(ProblemScreened(changed.id, changed.version, changed["holder"]))
    return events
