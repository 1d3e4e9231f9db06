"""Classes of problems with a closure test of their own: closed once they stay away for a while."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import func, select

from ledger.closing.refusals import UnderObservation
from ledger.closing.rules import months_after
from ledger.problems.stepping import line_rules
from ledger.problems.tables import happening
from ledger.settings.closure import ClosureTest, in_force
from tenants.records import Record
from tenants.sitting import Sitting

CHINA = timedelta(hours=8)
ALIKE = 30
"""From so much likeness of title and facts on, of a hundred, two problems are of one kind."""


async def closure_test(sitting: Sitting, found: Record) -> ClosureTest | None:
    """Gives the closure test that a problem must pass: by each line that admitted it, the tightest.

    The level that listed it asks, and its line above.
    """
    rules = await line_rules(sitting, found["listed_by"] or found["holder"])
    tests = []
    for said in (found["admission"] or "").split("; "):
        list_type, _, line = said.partition("/")
        tests.append(in_force(rules, list_type, line))
    held = [one for one in tests if one is not None]
    if not held:
        return None
    months, most = max(one.months for one in held), min(one.most for one in held)
    return replace(held[0], months=months, most=most)


async def observed(sitting: Sitting, found: Record) -> None:
    """Holds a problem to the closure test of its class.

    Refuses:  closing.under_observation.
    """
    test = await closure_test(sitting, found)
    if test is None:
        return
    story = happening.c
    claimed = select(func.max(story.happened_at).label("at")).where(
        story.root == sitting.root,
        story.problem_id == found.id,
        story.act == "claim_completion",
    )
    begun = (await sitting.rows(claimed))[0]["at"] or sitting.now
    until = months_after((begun + CHINA).date(), test.months)
    alike = await _come_back(sitting, found, since=begun, most=test.most)
    if sitting.today < until or alike > test.most:
        raise UnderObservation(until=str(until), most=test.most, found=alike)


async def _come_back(sitting: Sitting, found: Record, *, since: datetime, most: int) -> int:
    """Counts those alike that were found since in the viewer's subtree, until there is one too many.

    What was imported and found before is none; what was joined counts once.
    """
    said = (found["list_type"], found["title"], found["facts"], since, found.id)
    counted = func.app.come_back(*said, ALIKE, most + 1)
    return int((await sitting.rows(select(counted.label("alike"))))[0]["alike"])
