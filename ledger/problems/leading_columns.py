"""The columns of a problem that say who of the level above leads it (领衔领办), and their indexes."""

from collections.abc import Iterator

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, text
from sqlalchemy.schema import SchemaItem

from tenants.columns import belongs

LED = ("leader_post", "led_by")
"""Written by the database alone, out of ``case_lead`` (migrations/gates/leading.sql)."""


def leading_columns() -> Iterator[SchemaItem]:
    """Gives them: the leader's post, and the level that it stands for."""
    yield from belongs("leader_post", "post", nullable=True)
    yield Column("led_by", Integer)
    yield ForeignKeyConstraint(
        ["root", "led_by"], ["app.tenant.root", "app.tenant.id"], name="problem_led_by_fk"
    )
    for name, column in (("problem_led", "leader_post"), ("problem_led_for", "led_by")):
        yield Index(
            name, column, "due_on", "id", postgresql_where=text(f"open and {column} is not null")
        )
