"""Classes of problems with a closure test of their own: closed once they stay away for a while."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import yaml
from sqlalchemy import func, select

from ledger.closing.refusals import UnderObservation
from ledger.closing.rules import months_after
from ledger.problems.rules import likeness
from ledger.problems.tables import happening, problem
from tenants.records import Record
from tenants.sitting import Sitting

CHINA = timedelta(hours=8)
ALIKE = 0.3
"""From so much likeness of title and facts on two problems are of one kind."""
_COMPARED = 500
_PAGE = Path(__file__).with_name("closure_tests.yaml")


@dataclass(frozen=True)
class ClosureTest:
    """What one class of problems must pass before it is closed."""

    list_type: str
    admission: str
    months: int
    most: int
    zh: str
    en: str


def _tests() -> Sequence[ClosureTest]:
    said = yaml.safe_load(_PAGE.read_text(encoding="utf-8"))
    return tuple(ClosureTest(**one) for one in said["tests"])


CLOSURE_TESTS = _tests()


def closure_test(found: Record) -> ClosureTest | None:
    """Gives the closure test that a problem must pass, by the line that admitted it."""
    admitted = (found["admission"] or "").partition(":")[0]
    for one in CLOSURE_TESTS:
        if admitted == f"{one.list_type}/{one.admission}":
            return one
    return None


async def observed(sitting: Sitting, found: Record) -> None:
    """Holds a problem to the closure test of its class.

    Refuses:  closing.under_observation.
    """
    test = closure_test(found)
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
