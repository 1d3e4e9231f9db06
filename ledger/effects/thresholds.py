"""How much one person may give alone: the strictest word on the line, and whether a change exceeds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from ledger.effects.counting import Effect, counted
from ledger.effects.gaining import GAINS, People, rights, turned
from ledger.effects.refusals import NeedsPreview
from ledger.effects.tables import change_threshold
from tenants.sitting import Sitting

PEOPLE = 50
"""What holds where nobody on the line has said anything: no level says more until the top has."""


@dataclass(frozen=True)
class Threshold:
    """More people than this, or more records of one kind for one of them, need a second person."""

    people: int
    records: int | None


async def threshold_of(sitting: Sitting) -> Threshold:
    """Gives the strictest threshold of the acting unit's line.

    What was set at the top holds on when a unit comes above that, and has not spoken.
    """
    table = change_threshold.c
    line = [at for at in sitting.viewer.lineage if at is not None]
    query = select(
        func.min(table.people).label("people"),
        func.min(table.records).label("records"),
    ).where(table.root == sitting.root, table.holder.in_(line), table.state == "PUBLISHED")
    (row,) = await sitting.rows(query)
    return Threshold(PEOPLE if row["people"] is None else row["people"], row["records"])


def exceeds(threshold: Threshold, effects: Iterable[Effect]) -> bool:
    """Says whether a change gives more than one person gives alone."""
    told = list(effects)
    gaining = {one.right.who for one in told if one.right.sort == GAINS}
    if len(gaining) > threshold.people:
        return True
    if threshold.records is None:
        return False
    given = [one for one in told if one.right.sort == GAINS and one.right.action is not None]
    # What could not be counted is not let through for that.
    return any(
        (one.noun and not one.exact)
        or (one.records is not None and one.records > threshold.records)
        for one in given
    )


async def alone(sitting: Sitting, before: People, after: People) -> None:
    """Holds that one person may bring this about alone; one that is confirmed is not held up.

    Given:    before and after, the people touched, as they stand and as they would.
    Refuses:  change.above_threshold.
    """
    if sitting.confirmed:
        return
    threshold = await threshold_of(sitting)
    _, found = turned(sitting.reach, before, after, today=sitting.today)
    people = {one.who for one in found}
    if len(people) <= threshold.people and threshold.records is None:
        return
    effects = [Effect(one) for one in rights(sitting.reach, found)]
    if threshold.records is not None and len(people) <= threshold.people:
        effects = await counted(sitting, found, [one.right for one in effects])
    if exceeds(threshold, effects):
        raise NeedsPreview(people=threshold.people, records=threshold.records)
