"""The book by which a day is answered: the shipped floor with the edition in force at its end.

The floor is the one this process has, as no other is at hand; where another was shipped on the day,
or which one is not on record, the answer says so.
"""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import text

from ledger.editions.in_force import BookInForce
from ledger.editions.refusals import BookUnusable
from policies.book import Book
from policies.explain import Sentence
from policies.reach import Reach
from tenants.sitting import Sitting

LOGGER = logging.getLogger("levelwise.access")
_BOOK_ON = text("select app.book_on(:day)")
_STANDS = Sentence(
    "以现在的代替，结论可能与当时不同。",
    "the present one stands for it, and the verdict of then may have been another.",
)
_NOT_ON_RECORD = Sentence(
    f"当日的出厂手册是哪一版，没有记录，{_STANDS.zh}",
    f"Which book was shipped then is not on record: {_STANDS.en}",
)
_LEFT_OUT = Sentence(
    "该版本已不能使用，未计入。", "That edition can no longer be used: it is left out."
)


@dataclass(frozen=True)
class DecidedBy:
    """A book and how far it is that of the day which was asked about."""

    reach: Reach
    edition: int
    """The number of the edition in force on the day; 0 for the shipped book."""
    shipped: str
    """The version of the shipped book that was used."""
    shipped_then: str | None
    """The version of the one that was shipped on the day; None where it is not on record."""
    today: bool = False
    left_out: bool = False
    """Whether the edition of the day can no longer be used, and the shipped book stands alone."""

    @property
    def book(self) -> Book:
        """The book itself."""
        return self.reach.enforcer.book

    @property
    def exact(self) -> bool:
        """Whether it is the very book of the day."""
        return self.shipped_then == self.shipped and not self.left_out

    @property
    def says(self) -> Sentence:
        """By which book the answer was given, and what is not as it was then."""
        parts = [self._named()]
        if self.left_out:
            parts.append(_LEFT_OUT)
        if self.shipped_then is None:
            parts.append(_NOT_ON_RECORD)
        elif self.shipped_then != self.shipped:
            zh = f"当日的出厂手册是另一版（{self.shipped_then}），{_STANDS.zh}"
            en = f"The book shipped then was another ({self.shipped_then}): {_STANDS.en}"
            parts.append(Sentence(zh, en))
        return Sentence("".join(one.zh for one in parts), " ".join(one.en for one in parts))

    def _named(self) -> Sentence:
        zh, en = ("现行", "in force") if self.today else ("当日", "of that day")
        which = f"第{self.edition}号版本" if self.edition else "未作收紧"
        edition = f"edition {self.edition}" if self.edition else "nothing taken away"
        return Sentence(
            f"依据{zh}规则手册：出厂手册{self.shipped}，{which}。",
            f"Decided by the rule book {en}: the shipped book {self.shipped}, {edition}.",
        )


async def decided_by(sitting: Sitting, live: BookInForce | None, on: date) -> DecidedBy:
    """Gives the book by which a day is answered: of today, the one in force.

    Given:   live, the book in force of this process; None where a book is given once and for all.
    """
    floor = sitting.reach if live is None else live.floor
    if on >= sitting.today:
        number = 0 if live is None else live.number(sitting.root)
        shipped = floor.version
        return DecidedBy(sitting.reach, number, shipped, shipped_then=shipped, today=True)
    said: dict[str, Any] = (await sitting.connection.execute(_BOOK_ON, {"day": on})).scalar_one()
    edition, then = said["edition"], said["shipped"]
    if edition is None:
        return DecidedBy(floor, 0, floor.version, shipped_then=then)
    number = edition["number"]
    try:
        reach = floor if live is None else live.former(edition)
    except BookUnusable as wrong:
        LOGGER.warning("edition %s of a past day is left out: %s", number, wrong)
        return DecidedBy(floor, number, floor.version, shipped_then=then, left_out=True)
    return DecidedBy(reach, number, floor.version, shipped_then=then, left_out=live is None)
