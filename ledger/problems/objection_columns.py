"""What a problem keeps while a unit objects to its assignment: which unit should have it instead."""

from collections.abc import Iterator

from sqlalchemy import CheckConstraint, Column, ForeignKeyConstraint, Integer
from sqlalchemy.schema import SchemaItem


def objection_columns() -> Iterator[SchemaItem]:
    """Gives them; what was proposed ends with the objection, and stays in the story as ``about``."""
    yield Column("proposed_owner", Integer)
    yield ForeignKeyConstraint(
        ["root", "proposed_owner"],
        ["app.tenant.root", "app.tenant.id"],
        name="problem_proposed_owner_fk",
    )
    yield CheckConstraint(
        "proposed_owner is null or state = 'OBJECTED'", name="owner_proposed_by_objection"
    )
