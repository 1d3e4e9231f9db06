"""Whose answer a review is about, for what ``viewerActions`` offers: wherever the problem lies by now.

The act asks the book about the problem as it lay at the unit that answered
(``ledger/problems/record_statutory.py``); so does the offer.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, literal_column, or_, select

from ledger.clocks.statutory import RECORDED
from ledger.problems.tables import happening
from storage.printing import literal
from storage.shelf import Columns
from tenants.columns import SLOTS
from tenants.tables import tenant

_PLACED: Mapping[str, str] = {
    "holder_parent": "parent_id",
    "holder_slot": "slot",
    **{f"at{slot}": f"at{slot}" for slot in SLOTS},
}


def answered(columns: Columns) -> Iterator[Columns]:
    """Gives the problem as it lay at whoever gave the opinion, and at whoever reviewed it.

    Gives:    as it lies where nobody has answered yet.
    """
    opinion = func.coalesce(_unit(columns, "OPINION_GIVEN", "claim_completion"), columns["holder"])
    review = func.coalesce(_unit(columns, "REVIEW_ANSWERED"), opinion)
    # Only petitions are reviewed: of all else nothing is looked up.
    petition = columns["list_type"] == literal("PETITION")
    for unit in (opinion, review):
        yield _LyingAt(columns, case((petition, unit), else_=columns["holder"]))


def _unit(columns: Columns, key: str, carrying: str | None = None) -> ColumnElement[int]:
    """The unit that answers for the last such step: the one it names, or whoever took it."""
    step = happening.alias("answer")
    said = and_(step.c.act == literal(RECORDED), step.c.reason == literal(key))
    if carrying is not None:
        said = or_(said, step.c.act == literal(carrying))
    return (
        select(func.coalesce(step.c.about, step.c.author_tenant))
        .where(step.c.root == columns["root"], step.c.problem_id == columns["id"], said)
        .order_by(step.c.happened_at.desc(), step.c.id.desc())
        .limit(literal_column("1"))
        .scalar_subquery()
    )


class _LyingAt(Mapping[str, ColumnElement[Any]]):
    """A row as it would lie at another unit; nothing is looked up that no rule asks for."""

    def __init__(self, columns: Columns, unit: ColumnElement[int]) -> None:
        self.columns, self.unit = columns, unit

    def __getitem__(self, name: str) -> ColumnElement[Any]:
        if name == "holder":
            return self.unit
        if name not in _PLACED:
            return self.columns[name]
        place = tenant.alias("place")
        there = and_(place.c.root == self.columns["root"], place.c.id == self.unit)
        return select(place.c[_PLACED[name]]).where(there).scalar_subquery()

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)
