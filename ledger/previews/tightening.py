"""What an edition of the book that waits would mean for people, told as every other change is.

Everybody stands as they stand: it is the book that changes. Both books are asked by the functions
that weigh every other change, and the records that one reaches and the other does not are counted.
"""

import asyncio
import hashlib
import json
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import or_, select

from ledger.appointments.standings import gathered
from ledger.editions.confirm_edition import ConfirmEdition, confirm_edition
from ledger.editions.holding import published, waiting
from ledger.editions.weighing import Desk, written
from ledger.effects.counting import Effect, counted
from ledger.effects.gaining import People, Right, Turned, rights, under
from ledger.previews.foreseeing import stood
from policies.reach import Reach
from policies.weighing import edited
from tenants.long_acts import go_on
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import appointment

PORTION = 1_000
"""How many people are read and asked about at a time: between two portions the server does other things."""


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
    books = (sitting.reach, candidate)
    turned: list[Turned] = []
    told: list[Right] = []
    standing = hashlib.sha256()
    async for people in _everybody(sitting):
        losing, lost = await asyncio.to_thread(_lost, books, people, about, sitting.today)
        turned += losing
        told += lost
        standing.update(stood(sitting, people).encode())
    effects = await counted(sitting, turned, told)
    named = _named(sitting, found, standing.hexdigest(), told)
    return Tightened(found, tuple(turned), tuple(effects), named)


def _lost(
    books: tuple[Reach, Reach], people: People, about: Iterable[str], today: date
) -> tuple[list[Turned], list[Right]]:
    """Gives whom the edition touches among some people, and what each of them loses or gains."""
    before, after = books
    _, found = under(before, after, people, today=today)
    told = list(rights(before, found, about=about))
    touched = {one.who for one in told}
    return [one for one in found if one.who in touched], told


async def confirmed(sitting: Sitting, given: PreviewEdition, digest: str, desk: Desk) -> None:
    """Puts the edition into force, under the rules of confirming one: by another person."""
    await confirm_edition(
        sitting, ConfirmEdition(given.edition, given.expected_version, digest, desk)
    )


async def _everybody(sitting: Sitting) -> AsyncIterator[People]:
    """Everybody in post, a portion at a time, in the order of their ids."""
    held = appointment.c
    query = (
        select(held.person_id)
        .distinct()
        .where(
            held.root == sitting.root,
            or_(held.relieved_on.is_(None), held.relieved_on > sitting.today),
        )
        .order_by(held.person_id)
    )
    named = [row["person_id"] for row in await sitting.rows(query)]
    for first in range(0, len(named), PORTION):
        portion = named[first : first + PORTION]
        await go_on(sitting)
        found = await gathered(sitting, people=portion)
        yield {who: found[who] for who in portion if who in found}


def _named(sitting: Sitting, found: Record, standing: str, told: Iterable[Right]) -> str:
    """Names what was previewed: the edition, the book in force, how people stand, what turns."""
    said = {
        "edition": [str(found.id), found.version, found["digest"], found["beside"]],
        "by": [str(sitting.viewer.person), str(sitting.viewer.post)],
        "book": sitting.reach.version,
        "standing": standing,
        "rights": [
            [one.sort, str(one.who), str(one.post), one.action, list(one.words)] for one in told
        ],
    }
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
