"""The table of emergency windows: who asked, over what, why, for how long, and what came of it.

Whether a window is open is nobody's to store: it is asked of the clock (``ends_at``). What holds of
every window is held by the table itself: its longest time, the second person, and that whoever
opened it neither confirms nor reviews it (migrations/gates/glass.sql sees to the rest).
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    text,
)

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

STATES = ("ASKED", "OPEN", "CLOSED", "REVIEWED", "WITHDRAWN")
FINDINGS = ("JUSTIFIED", "NOT_JUSTIFIED")
MOST, ALONE = 240, 60
"""Minutes, as the page of the book has them (a test compares); alone within 24 hours together."""

glass_window = Table(
    "glass_window",
    metadata,
    *held(),
    # The unit over which it is open: the holder, or one below it.
    Column("covers", Integer, nullable=False),
    Column("minutes", SmallInteger, nullable=False),
    Column("reason", Text, nullable=False),
    Column("document_no", Text),
    *one_of("state", *STATES),
    *belongs("opened_by", "person"),
    *belongs("post_id", "post"),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    *belongs("confirmed_by", "person", nullable=True),
    Column("opened_at", DateTime(timezone=True)),
    Column("ends_at", DateTime(timezone=True)),
    *belongs("closed_by", "person", nullable=True),
    Column("closed_at", DateTime(timezone=True)),
    *belongs("reviewed_by", "person", nullable=True),
    Column("reviewed_at", DateTime(timezone=True)),
    Column("finding", Text),
    Column("review", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(["root", "covers"], ["app.tenant.root", "app.tenant.id"]),
    CheckConstraint(f"minutes between 1 and {MOST}", name="glass_window_minutes"),
    CheckConstraint("confirmed_by <> opened_by", name="glass_window_by_two"),
    CheckConstraint("reviewed_by <> opened_by", name="glass_window_reviewed_by_another"),
    CheckConstraint(
        f"opened_at is null or minutes <= {ALONE} or confirmed_by is not null",
        name="glass_window_takes_two",
    ),
    CheckConstraint(
        "(opened_at is null) = (state in ('ASKED', 'WITHDRAWN'))", name="glass_window_opened"
    ),
    CheckConstraint("(opened_at is null) = (ends_at is null)", name="glass_window_has_an_end"),
    CheckConstraint(
        "ends_at <= opened_at + make_interval(mins => minutes)", name="glass_window_ends"
    ),
    CheckConstraint("(state = 'REVIEWED') = (finding is not null)", name="glass_window_reviewed"),
    CheckConstraint("finding in ('JUSTIFIED', 'NOT_JUSTIFIED')", name="glass_window_finding"),
    Index("glass_window_holder", "holder", "asked_at", "id"),
    Index("glass_window_parent", "holder_parent", "asked_at", "id"),
    Index("glass_window_of_person", "root", "opened_by", "ends_at"),
    info={
        "wall": "held",
        "born": "here",
        "fixed": (
            "covers", "minutes", "reason", "document_no", "opened_by", "post_id", "asked_at",
        ),
        # By the database's own clock, in the moment in which it happens.
        "kept": ("opened_at", "ends_at", "closed_at", "reviewed_at"),
    },
)  # fmt: skip  # columns side by side
