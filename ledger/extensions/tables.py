"""Table of the extensions: what was asked, by whom, and what was said to it."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

CLOCKS = ("STATUTORY", "RECTIFICATION")
"""Which clocks may be extended at all; how often and by how much stands in the limits."""

extension = Table(
    "extension",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    *one_of("clock", *CLOCKS),
    Column("days", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    *one_of("state", "ASKED", "APPROVED", "REFUSED", "LAPSED", default="ASKED"),
    *belongs("asked_by", "person"),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    *belongs("decided_by", "person", nullable=True),
    Column("decided_at", DateTime(timezone=True)),
    Column("answer", Text),
    # How the petitioner was told (PR22 Art. 34); of a statutory time that was extended only.
    Column("petitioner_told", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("days between 1 and 365", name="days_range"),
    CheckConstraint("(state = 'ASKED') = (decided_at is null)", name="decided"),
    CheckConstraint(
        "state <> 'APPROVED' or clock <> 'STATUTORY' or petitioner_told is not null",
        name="petitioner_is_told",
    ),
    Index("extension_problem", "problem_id", "decided_at", "id"),
    # Those that wait for a unit or for its superior, the oldest first.
    *(
        Index(
            f"extension_waits_{place}",
            place,
            "asked_at",
            "id",
            postgresql_where=text("state = 'ASKED'"),
        )
        for place in ("holder", "holder_parent")
    ),
    Index(
        "extension_once",
        "root",
        "problem_id",
        "clock",
        unique=True,
        postgresql_where=text("state = 'ASKED'"),
    ),
    info={
        "wall": "held",
        "kept": ("accused",),
        "accused": "accused",
        "parent": "problem_id",
        "fixed": ("clock", "days", "reason", "asked_by", "asked_at"),
    },
)
