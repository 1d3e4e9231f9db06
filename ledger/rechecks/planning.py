"""Re-checks that follow by themselves: planned with the closing, lapsed with it, told when it fails."""

from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select, text

from ledger.closing.events import ProblemStruckOff
from ledger.closing.tables import closing
from ledger.problems.figures import FIGURES, in_force
from ledger.problems.stepping import line_rules
from ledger.problems.tables import happening
from ledger.publicity.events import PublicationPublished
from ledger.rechecks import rules
from ledger.rechecks.refusals import NothingToRecheck
from ledger.rechecks.tables import recheck
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant

CHINA = timedelta(hours=8)
_LOOKS = text("select app.plan_case_looks(:made, :figures, :shipped, :mores, :at)")


async def plan_rechecks(sitting: Sitting, event: ProblemStruckOff) -> None:
    """Plans the three looks at a major item in the transaction that closes it; others are sampled."""
    query = (
        select(closing, tenant.c.slot.label("level_slot"))
        .join(tenant, tenant.c.id == closing.c.level)
        .where(closing.c.root == sitting.root, closing.c.id == event.record)
    )
    (sheet,) = await sitting.rows(query)
    negative = await negative_case(sitting, sheet["problem_id"])
    if not rules.is_major(sheet["level_slot"], sheet["class"], negative=negative):
        return
    line = await line_rules(sitting, sheet["level"])
    closed_on = (sheet["closed_at"] + CHINA).date()
    under = {name: sheet[name] for name in ("holder", "problem_id")}
    rows = [
        {
            **under,
            "closing_id": sheet["id"],
            "reason": "MAJOR",
            "due_on": day,
            "planned_at": sitting.now,
        }
        for day in rules.planned(closed_on, [in_force(line, figure) for figure in rules.MAJOR])
    ]
    await sitting.insert_many(recheck, rows)


async def plan_for_case(sitting: Sitting, event: PublicationPublished) -> None:
    """Plans the looks still ahead at a closed item that is now made public as a negative case."""
    looks = [FIGURES[key] for key in rules.MAJOR]
    said = {
        "made": event.record,
        "figures": [one.key for one in looks],
        "shipped": [one.shipped for one in looks],
        "mores": [one.bound > one.shipped for one in looks],
        "at": sitting.now,
    }
    await sitting.connection.execute(_LOOKS, said)


async def negative_case(sitting: Sitting, problem: UUID) -> bool:
    """Says whether a problem stands published as a negative case: the story knows."""
    story = happening.c
    query = select(story.act).where(
        story.root == sitting.root,
        story.problem_id == problem,
        story.act.in_(["publish_case", "withdraw_case"]),
        story.reason == "NEGATIVE",
    )
    told = [one["act"] for one in await sitting.rows(query)]
    return told.count("publish_case") > told.count("withdraw_case")


async def standing_closing(sitting: Sitting, problem: Record) -> Record:
    """Gives the closing of a problem that stands.

    Refuses:  recheck.nothing_open.
    """
    query = (
        select(closing)
        .where(
            closing.c.root == sitting.root,
            closing.c.problem_id == problem.id,
            closing.c.cancelled_at.is_(None),
        )
        .order_by(closing.c.closed_at.desc())
        .limit(1)
        .with_for_update()
    )
    found = await sitting.rows(query)
    if not found:
        raise NothingToRecheck
    return Record(closing, found[0])


async def rechecks_of(sitting: Sitting, sheet: Record, state: str) -> list[Record]:
    """Gives the re-checks of a closing in a state, the first due first."""
    query = select(recheck).where(
        recheck.c.root == sitting.root,
        recheck.c.closing_id == sheet.id,
        recheck.c.state == state,
    )
    rows = await sitting.rows(query.order_by(recheck.c.due_on, recheck.c.id).with_for_update())
    return [Record(recheck, row) for row in rows]


async def another_look(
    sitting: Sitting, sheet: Record, *, reason: str, due_on: date, **more: object
) -> Record:
    """Writes down another re-check of a closing."""
    return await sitting.insert(
        recheck,
        {
            "holder": sheet["holder"],
            "problem_id": sheet["problem_id"],
            "closing_id": sheet.id,
            "reason": reason,
            "due_on": due_on,
            "planned_at": sitting.now,
            **more,
        },
    )
