"""What is written of an edition when it is proposed: its lines, and what it changes."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from ledger.audit.signing import Signer
from ledger.editions.refusals import EditionLoosens, EditionRefused, EditionUnsealed
from ledger.editions.tables import SHOWN
from policies import editions, weighing
from policies.editions import Edition, Line
from policies.pages import BookError
from policies.reach import Reach
from policies.truth import Table
from policies.weighing import Changed, Weighed


class Live(Protocol):
    """What an act on editions needs of the process: the floor, the book in force, the key."""

    @property
    def floor(self) -> Reach:
        """The shipped book."""

    @property
    def signer(self) -> Signer | None:
        """What seals editions; None where nothing is sealed."""

    @property
    def shipped(self) -> Sequence[Table]:
        """The tables of truth of the floor."""

    def number(self, root: int) -> int:
        """The number of the edition in force; 0 for the shipped book."""


@dataclass(frozen=True)
class Desk:
    """The process's own means, beside what somebody asked for: no part of the request."""

    kept: Live | None
    """The book in force of this process; None where a book is given once and for all."""

    @property
    def live(self) -> Live:
        """The book in force. Refuses: book_edition.no_key, as nothing is sealed without it."""
        if self.kept is None:
            raise EditionUnsealed
        return self.kept

    @property
    def signer(self) -> Signer:
        """The key that seals. Refuses: book_edition.no_key."""
        if self.live.signer is None:
            raise EditionUnsealed
        return self.live.signer


def written(text: str, floor: Reach) -> Edition:
    """Reads an edition. Refuses: book_edition.refused, naming the line."""
    try:
        return editions.read(text, floor.enforcer.book)
    except BookError as wrong:
        raise EditionRefused(line=wrong.line, why=wrong.en, why_zh=wrong.zh) from wrong


async def effects(edition: Edition, live: Live, beside: Sequence[Edition]) -> dict[str, Any]:
    """Gives the columns that say what an edition changes.

    Refuses: book_edition.loosens, with the first cell that the floor forbids and it would allow.
    """
    found = await asyncio.to_thread(_weighed, edition, live, beside)
    if found.loosened:
        raise EditionLoosens(cell=told(found.loosened[0]))
    gains = [one for one in found.beside if one.gains]
    loses = [one for one in found.beside if not one.gains]
    return {
        "struck": _lines(edition.struck),
        "forbidden": _lines(edition.forbidden),
        "takes": _first(found.takes),
        "takes_count": len(found.takes),
        "gains": _first(gains),
        "gains_count": len(gains),
        "loses": _first(loses),
        "loses_count": len(loses),
        "unseen": _lines(found.unseen),
    }


def _weighed(edition: Edition, live: Live, beside: Sequence[Edition]) -> Weighed:
    return weighing.weighed(live.floor, edition, live.shipped, beside=beside)


def told(cell: Changed) -> str:
    """Gives a changed cell as a sentence for people."""
    by = f" ({cell.rule})" if cell.rule else ""
    return f"{cell.action}: {cell.who} × {cell.row}{by}"


def _first(cells: Sequence[Changed]) -> list[str]:
    return [told(one) for one in cells[:SHOWN]]


def _lines(given: Iterable[Line]) -> list[str]:
    return [", ".join(one) for one in sorted(given)]
