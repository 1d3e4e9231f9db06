"""Tables of the clocks: days that a level declared worked or free, for itself and its line."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    Table,
    Text,
    text,
)

from storage.metadata import metadata
from tenants.columns import held, one_of

calendar_day = Table(
    "calendar_day",
    metadata,
    *held(),
    Column("day", Date, nullable=False),
    Column("works", Boolean, nullable=False),
    Column("reason", Text, nullable=False),
    Column("declared_on", Date, nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    # Up to which version of it the relay has replayed the problems below.
    Column("reckoned", Integer),
    CheckConstraint("declared_on < day", name="declared_before"),
    CheckConstraint("char_length(reason) between 1 and 400", name="reason_length"),
    Index(
        "calendar_day_unreckoned", "id", postgresql_where=text("reckoned is distinct from version")
    ),
    Index(
        "calendar_day_once",
        "root",
        "holder",
        "day",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        "stays": True,
        "fixed": ("day", "works", "reason", "declared_on"),
        "kept": ("reckoned",),
    },
)
