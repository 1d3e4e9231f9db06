"""What a change would mean: the one way from how people stand before and after to what is told.

Changes that are previewed and plans of feeds both go by it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.effects.counting import Effect, counted
from ledger.effects.gaining import People, Post, Right, Turned, rights, turned
from ledger.effects.thresholds import Threshold, exceeds, threshold_of
from tenants.sitting import Sitting


@dataclass(frozen=True)
class Meaning:
    """Whom a change touches, what each gains and loses, and whether one person may do it alone."""

    effective_on: date
    found: tuple[Turned, ...]
    rights: tuple[Right, ...]
    effects: tuple[Effect, ...]
    threshold: Threshold
    needs_second: bool

    def people(self, sort: str) -> int:
        """How many people gain, or lose, something."""
        known = {one.who for one in self.found if not one.vacant}
        return len({one.right.who for one in self.effects if one.right.sort == sort} & known)


async def meaning(sitting: Sitting, before: People, after: People) -> Meaning:
    """Says what becomes of people who stand so before a change and so after it.

    Given:    only those whom the change is about: see :func:`concerned`.
    """
    day, found = turned(sitting.reach, before, after, today=sitting.today)
    told = tuple(rights(sitting.reach, found))
    effects = tuple(await counted(sitting, found, told))
    threshold = await threshold_of(sitting)
    return Meaning(day, found, told, effects, threshold, exceeds(threshold, effects))


def concerned(
    people: People, who: Collection[UUID], posts: Collection[UUID]
) -> dict[UUID, tuple[Post, ...]]:
    """Gives those whom a change is about: who asks is gathered too, but is not told of."""
    named = set(map(str, posts))
    return {
        key: held
        for key, held in people.items()
        if key in {*who, *posts} or named & {one["post_id"] for one in held}
    }
