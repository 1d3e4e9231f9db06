"""What a problem keeps while it waits for the superior: whether more was asked, how often it was taken back."""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, Date, SmallInteger, Text, text
from sqlalchemy.schema import SchemaItem

from ledger.problems.rules import FORUMS

KEPT = ("withdrawals",)
"""Written by ``migrations/gates/submissions.sql`` alone."""


def submission_columns() -> Iterator[SchemaItem]:
    """Gives them; a question ends with the answer, and with the state in which it was asked."""
    # Until when the sender tells more; null: the superior answers.
    yield Column("asked_on", Date)
    yield Column("withdrawals", SmallInteger, nullable=False, server_default=text("0"))
    yield CheckConstraint(
        "asked_on is null or state = 'PENDING_UPPER'", name="asked_while_it_waits"
    )


def forum_columns() -> Iterator[SchemaItem]:
    """Gives what a step of the story keeps of an escalation: before which forum it is brought."""
    yield Column("forum", Text)
    yield CheckConstraint(
        f"forum is null or act = 'escalate_problem' and forum in ({', '.join(map(repr, FORUMS))})",
        name="forum_of_escalation",
    )
