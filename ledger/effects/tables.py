"""The table of thresholds: how much a change of rights may give before a second person is asked.

One row per level and version, inherited by the line below, where it may only be made stricter.
"""

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Integer, SmallInteger, Table, text

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

MOST_PEOPLE = 10_000
MOST_RECORDS = 1_000
"""Up to which number records are counted exactly: a threshold beyond it could not be told."""

change_threshold = Table(
    "change_threshold",
    metadata,
    *held(),
    Column("number", SmallInteger, nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    # A change that gives to more people, or more records of one kind to one of them, asks another.
    Column("people", Integer, nullable=False),
    Column("records", Integer),
    *belongs("set_by", "person"),
    Column("set_at", DateTime(timezone=True), nullable=False),
    CheckConstraint(f"people between 1 and {MOST_PEOPLE}", name="people_some"),
    CheckConstraint(f"records between 0 and {MOST_RECORDS}", name="records_some"),
    Index("change_threshold_number", "root", "holder", "number"),
    Index(
        "change_threshold_in_force",
        "root",
        "holder",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        "stays": True,
        "fixed": ("number", "people", "records", "set_by", "set_at"),
    },
)
