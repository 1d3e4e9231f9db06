"""What a problem keeps while its unit asks to let it rest: until when, on what ground, who asked."""

from collections.abc import Iterator, Mapping

from sqlalchemy import CheckConstraint, Column, Date, Index, Text, text
from sqlalchemy.schema import SchemaItem

from tenants.columns import belongs

GROUNDS = ("STAGED", "FORCE_MAJEURE")
"""On what ground work may rest: it is solved in stages (class 3), or force majeure."""
NO_REST: Mapping[str, None] = dict.fromkeys(("rest_asked_until", "rest_ground", "rest_asked_by"))
"""That nobody asks for a rest."""


def rest_columns() -> Iterator[SchemaItem]:
    """Gives them; a request ends with its answer, and with the work that was to rest."""
    # The day on which it is to be looked at again, as it was asked for.
    yield Column("rest_asked_until", Date)
    yield Column("rest_ground", Text)
    yield from belongs("rest_asked_by", "person", nullable=True)
    yield CheckConstraint(
        "rest_asked_until is null or state = 'RECTIFYING'", name="rest_asked_while_at_work"
    )
    yield CheckConstraint(
        "(rest_asked_until is null) = (rest_ground is null)"
        " and (rest_asked_until is null) = (rest_asked_by is null)",
        name="rest_asked_whole",
    )
    yield CheckConstraint(
        f"rest_ground in ({', '.join(map(repr, GROUNDS))})", name="rest_ground_known"
    )
    # What rests: the sweep looks each minute which of it is over.
    yield Index("problem_resting", "id", postgresql_where=text("open and state = 'SUSPENDED'"))
    yield Index(
        "problem_rest_asked",
        "holder_parent",
        "due_on",
        "id",
        postgresql_where=text("rest_asked_until is not null"),
    )
