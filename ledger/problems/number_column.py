"""The number of a problem: what people say on the telephone and write on paper (登记编号)."""

from sqlalchemy import CheckConstraint, Column, Index, Text
from sqlalchemy.schema import SchemaItem

from ledger.problems.numbers import FORM


def number_column() -> list[SchemaItem]:
    """Gives the column that registration fills in, and the index by which a number is looked up.

    The database makes the number (``migrations/gates/numbers.sql``); nobody else writes it.
    """
    return [
        Column("number", Text),
        CheckConstraint(f"number ~ '{FORM}'", name="number_form"),
        Index("problem_number", "root", "number", unique=True),
    ]
