"""What an edition of the book that waits would mean for people, told as every other change is.

Everybody stands as they stand: it is the book that changes. Both books are asked by the functions
that weigh every other change, and the records that one reaches and the other does not are counted.
"""

import asyncio
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select

from ledger.appointments.standings import gathered
from ledger.editions.confirm_edition import ConfirmEdition, confirm_edition
from ledger.editions.holding import published, waiting
from ledger.editions.weighing import Desk, written
from ledger.effects.counting import Effect, counted
from ledger.effects.gaining import People, Right, Turned, rights, under
from ledger.previews.foreseeing import stood
from policies.weighing import edited
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment

MOST_PEOPLE = 1_000
"""How many people are asked about, in the order of their ids."""


@dataclass(frozen=True)
class PreviewEdition:
    """The edition that waits, and the version that was read."""

    edition: UUID
    expected_version: int


@dataclass(frozen=True)
class Tightened:
    """What an edition would mean, and the hash that names exactly that."""

    edition: Record
    found: tuple[Turned, ...]
    effects: tuple[Effect, ...]
    hash: str

    def people(self, sort: str) -> int:
        """How many people gain, or lose, something."""
        return len({one.right.who for one in self.effects if one.right.sort == sort})


async def tightened(sitting: Sitting, given: PreviewEdition, desk: Desk) -> Tightened:
    """Says who gains and who loses what by an edition that waits.

    Refuses:  book_edition.not_found, the rules of book_edition.read, book_edition.stale,
              book_edition.decided, book_edition.refused, book_edition.no_key.
    """
    found = await waiting(
        sitting, given.edition, given.expected_version, action="book_edition.read"
    )
    floor = desk.live.floor
    edition = written(found["text"], floor)
    candidate = await asyncio.to_thread(edited, floor, [edition])
    live = await published(sitting)
    about = set(edition.actions)
    if live is not None:
        about |= set(written(live["text"], floor).actions)
    people = await _people(sitting)
    _, turned = under(sitting.reach, candidate, people, today=sitting.today)
    told = list(rights(sitting.reach, turned, about=about))
    losing = {one.who for one in told}
    turned = tuple(one for one in turned if one.who in losing)
    effects = await counted(sitting, turned, told)
    return Tightened(found, turned, tuple(effects), _named(sitting, found, people, told))


async def confirmed(sitting: Sitting, given: PreviewEdition, digest: str, desk: Desk) -> None:
    """Puts the edition into force, under the rules of confirming one: by another person."""
    await confirm_edition(
        sitting, ConfirmEdition(given.edition, given.expected_version, digest, desk)
    )


async def _people(sitting: Sitting) -> People:
    """Everybody in post, as far as they are asked about."""
    held = appointment.c
    query = (
        select(held.person_id)
        .distinct()
        .where(
            held.root == sitting.root,
            or_(held.relieved_on.is_(None), held.relieved_on > sitting.today),
        )
        .order_by(held.person_id)
        .limit(MOST_PEOPLE)
    )
    named = [row["person_id"] for row in await sitting.rows(query)]
    return await gathered(sitting, people=named)


def _named(sitting: Sitting, found: Record, people: People, told: Iterable[Right]) -> str:
    """Names what was previewed: the edition, the book in force, how people stand, what turns."""
    said = {
        "edition": [str(found.id), found.version, found["digest"], found["beside"]],
        "by": [str(sitting.viewer.person), str(sitting.viewer.post)],
        "book": sitting.reach.version,
        "standing": stood(sitting, people),
        "rights": [
            [one.sort, str(one.who), str(one.post), one.action, list(one.words)] for one in told
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
