"""The table of clusters (一类问题): what kind of problem comes back, and what ends all of its kind.

A problem names its cluster. Who may not read the problem finds it in no cluster either: the list and
its counts are read under the rule of the problems. A cluster is kept from everybody whom one of its
problems is against.
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

cluster = Table(
    "cluster",
    metadata,
    *held(),
    # Whom any of its problems is against (migrations/gates/clusters.sql).
    accused(),
    # Whether that is the level that formed it, or one above it: then its own people keep it no more.
    Column("turned", Boolean, nullable=False, server_default=text("false")),
    Column("category", Text, nullable=False),
    Column("title", Text, nullable=False),
    *one_of("state", "OPEN", "CLOSED", default="OPEN"),
    # 健全一项机制、补齐一个漏洞: what ends all of its kind.
    Column("mechanism", Text),
    # The proposal that something is widespread, which it answers.
    # (No foreign key: a proposal names a problem, which names its cluster.)
    Column("escalation_id", Uuid),
    *belongs("formed_by", "person"),
    Column("formed_title", Text, nullable=False),
    Column("formed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("closed_title", Text),
    Column("closed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("char_length(title) between 1 and 200", name="title_length"),
    CheckConstraint(
        "(state = 'CLOSED') = (mechanism is not null) and (state = 'CLOSED') = (closed_at is not null)",
        name="ended_by_a_mechanism",
    ),
    Index("cluster_level", "holder", "state", "formed_at", "id"),
    Index("cluster_next_below", "holder_parent", "formed_at", "id"),
    Index(
        "cluster_proposal",
        "root",
        "escalation_id",
        unique=True,
        postgresql_where=text("escalation_id is not null"),
    ),
    info={
        "wall": "held",
        "born": "here",
        "accused": "accused",
        "kept": ("accused", "turned"),
        "fixed": ("category", "escalation_id", "formed_by", "formed_title", "formed_at"),
    },
)
