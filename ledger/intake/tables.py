"""Tables of the intake: campaigns that clear a backlog, and what makes likeness findable.

A *campaign* takes a backlog in; its *items* are problems. An item stays with the level that took it
in, so that the burn-down is whole wherever the problem has gone. A *sketch* is what is kept of a
problem's title so that one like it is found (migrations/gates/intake.sql); only gates read it.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import accused, belongs, held, key, keyed

campaign = Table(
    "campaign",
    metadata,
    *held(),
    Column("name", Text, nullable=False),
    Column("opened_on", Date, nullable=False),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *belongs("opened_by", "person"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    # When it was made a standing list, by whom, and the mechanism by which it is kept up.
    Column("kept_on", Date),
    *belongs("kept_by", "person", nullable=True),
    Column("mechanism", Text),
    CheckConstraint("char_length(name) between 1 and 100", name="name_length"),
    CheckConstraint(
        "kept_on is null or (kept_by is not null and mechanism is not null)",
        name="kept_whole",
    ),
    Index("campaign_once", "root", "holder", "name", unique=True),
    Index("campaign_holder", "holder", "opened_on", "id"),
    Index("campaign_parent", "holder_parent", "opened_on", "id"),
    info={"wall": "held", "born": "here", "fixed": ("opened_on", "opened_at", "opened_by")},
)

campaign_item = Table(
    "campaign_item",
    metadata,
    *held(),
    *belongs("campaign_id", "campaign"),
    Column("problem_id", campaign.c.id.type, nullable=False),
    accused(),
    # The number under which those who made the file know it.
    Column("number", Text, nullable=False),
    Column("repeated", Boolean, nullable=False, server_default=text("false")),
    Column("entered_on", Date, nullable=False),
    # When its problem ended; a trigger keeps it, wherever the problem lies.
    Column("ended_on", Date),
    # It ended unsolved: rejected or diverted, itself or what it was merged into.
    Column("aside", Boolean, nullable=False, server_default=text("false")),
    CheckConstraint("ended_on is not null or not aside", name="aside_ended"),
    Column("version", SmallInteger, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(
        ["root", "problem_id"],
        ["app.problem.root", "app.problem.id"],
        name="campaign_item_problem_id_fk",
    ),
    Index("campaign_item_problem", "root", "problem_id", unique=True),
    Index("campaign_item_kept", "campaign_id", "root", "problem_id"),
    Index("campaign_item_entered", "root", "campaign_id", "entered_on", "ended_on"),
    info={
        "wall": "held",
        "parent": "campaign_id",
        "accused": "accused",
        "kept": ("accused", "ended_on", "aside"),
        "fixed": ("problem_id", "number", "entered_on"),
    },
)

upstream_order = Table(
    "upstream_order",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("channel", Text, nullable=False),
    Column("channel_no", Text, nullable=False),
    # Of one unit: a key across units would tell each what the others took in.
    Index("problem_upstream", "root", "holder", "channel", "channel_no", unique=True),
    info={
        "wall": "held",
        "derived": True,
        "kept": ("root", "id", "holder", "problem_id", "channel", "channel_no", "accused"),
        "accused": "accused",
    },
)

problem_sketch = Table(
    "problem_sketch",
    metadata,
    *key(),
    Column("marks", ARRAY(Integer), nullable=False),
    # Every two characters in a row of what is said in a line, for each unit that the wall lets see it.
    Column("pairs", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
    # Whether it is against anybody: only then the problem is asked whom.
    Column("against", Boolean, nullable=False, server_default=text("false")),
    keyed(),
    # No foreign key and no column of the accused: marks stand for those who read the problem where
    # it lies, which the accused and all below them never do, and a policy on this table would keep
    # the index from being used. Who also sits in an accused unit elsewhere is left out by app.alike.
    # What waits to be put in its place is read by every search: little may wait.
    Index(
        "problem_sketch_marks",
        "marks",
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    ),
    Index(
        "problem_sketch_pairs",
        "pairs",
        postgresql_using="gin",
        postgresql_with={"gin_pending_list_limit": 256},
    ),
    info={"wall": "sealed", "derived": True},
)
