"""Classes of problems with a closure test of their own: closed once they stay away for a while."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from ledger.closing.refusals import UnderObservation
from ledger.closing.rules import months_after
from ledger.problems.rules import likeness
from ledger.problems.stepping import line_rules
from ledger.problems.tables import happening, problem
from ledger.settings.closure import ClosureTest, in_force
from tenants.records import Record
from tenants.sitting import Sitting

CHINA = timedelta(hours=8)
ALIKE = 0.3
"""From so much likeness of title and facts on two problems are of one kind."""
_COMPARED = 500


async def closure_test(sitting: Sitting, found: Record) -> ClosureTest | None:
    """Gives the closure test that a problem must pass: by each line that admitted it, the tightest.

    The level that listed it asks, and its line above.
    """
    rules = await line_rules(sitting, found["listed_by"] or found["holder"])
    tests = []
    for said in (found["admission"] or "").split("; "):
        list_type, _, line = said.partition(":")[0].partition("/")
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
    row = problem.c
    # Those alike that the viewer's wall shows: the level's own subtree.
    later = (
        select(row.title, row.facts)
        .where(
            row.root == sitting.root,
            row.list_type == found["list_type"],
            row.reported_at > begun,
            row.id != found.id,
        )
        .limit(_COMPARED)
    )
    whole = found["title"] + found["facts"]
    alike = sum(
        likeness(whole, one["title"] + one["facts"]) >= ALIKE for one in await sitting.rows(later)
    )
    if sitting.today < until or alike > test.most:
        raise UnderObservation(until=str(until), most=test.most, found=alike)
