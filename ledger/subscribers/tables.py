"""Tables of the subscribers: who is told, how far each has come, and what each was sent.

A subscriber hangs under its post and is where the post is. Its secrets are sealed with keys that
the database never sees. What it was sent is written by gates alone, for the relay.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

LONGEST_URL = 500
MOST_TYPES = 100

subscriber = Table(
    "subscriber",
    metadata,
    *held(),
    *belongs("post_id", "post"),
    Column("name", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("types", ARRAY(Text), nullable=False),
    # GONE: the receiver itself said that it wants no more.
    *one_of("state", "ACTIVE", "PAUSED", "GONE", "ENDED", default="ACTIVE"),
    Column("secret", LargeBinary, nullable=False),
    Column("secret_before", LargeBinary),
    # Until when both secrets sign.
    Column("both_until", DateTime(timezone=True)),
    *belongs("created_by", "person"),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint(f"char_length(url) <= {LONGEST_URL}", name="url_length"),
    CheckConstraint(f"cardinality(types) between 1 and {MOST_TYPES}", name="types_count"),
    Index("subscriber_child", "holder_parent", "created_at", "id"),
    Index("subscriber_holder", "holder", "created_at", "id"),
    Index("subscriber_post", "post_id", "created_at", "id"),
    info={
        "wall": "held",
        "parent": "post_id",
        "fixed": ("created_by", "created_at"),
    },
)

subscriber_progress = Table(
    "subscriber_progress",
    metadata,
    Column("root", Integer, nullable=False),
    Column("subscriber_id", Uuid, nullable=False),
    # The last row of the outbox that was looked at for it.
    Column("xid", BigInteger, nullable=False),
    Column("event_id", Uuid, nullable=False),
    # Who delivers to it now, and until when nobody else does.
    Column("lease", Uuid),
    Column("leased_until", DateTime(timezone=True)),
    Column("turned_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # When its oldest waiting delivery is due; null when none waits.
    Column("next_at", DateTime(timezone=True)),
    # At which version of the subscriber that was reckoned: an act upon it wakes the relay.
    Column("seen_version", Integer, nullable=False, server_default=text("0")),
    PrimaryKeyConstraint("root", "subscriber_id"),
    ForeignKeyConstraint(["root", "subscriber_id"], ["app.subscriber.root", "app.subscriber.id"]),
    Index("subscriber_progress_turn", "turned_at"),
    info={"wall": "sealed", "derived": True},
)

event_delivery = Table(
    "event_delivery",
    metadata,
    *held(),
    *belongs("subscriber_id", "subscriber"),
    Column("event_id", Uuid, nullable=False),
    Column("xid", BigInteger, nullable=False),
    Column("type", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("record_version", Integer, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
    *one_of("state", "WAITING", "DELIVERED", "DEAD", default="WAITING"),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("next_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # After this instant a failed attempt is the last one.
    Column("last_chance", DateTime(timezone=True), nullable=False),
    Column("tried_at", DateTime(timezone=True)),
    # What the receiver said, cut short: a status and no content.
    Column("code", Text),
    Column("replays", SmallInteger, nullable=False, server_default=text("0")),
    Index("event_delivery_once", "root", "subscriber_id", "event_id", unique=True),
    Index(
        "event_delivery_waiting",
        "subscriber_id",
        "xid",
        "event_id",
        postgresql_where=text("state = 'WAITING'"),
    ),
    Index("event_delivery_listed", "subscriber_id", "recorded_at", "id"),
    info={
        "wall": "held",
        "parent": "subscriber_id",
        "kept": (
            "root",
            "id",
            "holder",
            "subscriber_id",
            "event_id",
            "xid",
            "type",
            "noun",
            "record_id",
            "record_version",
            "recorded_at",
            "state",
            "attempts",
            "next_at",
            "last_chance",
            "tried_at",
            "code",
            "replays",
        ),
    },
)

event_replay = Table(
    "event_replay",
    metadata,
    *held(),
    *belongs("subscriber_id", "subscriber"),
    # One delivery, or all that were recorded within a range.
    Column("delivery_id", Uuid),
    Column("since", DateTime(timezone=True)),
    Column("until", DateTime(timezone=True)),
    Column("also_delivered", Boolean, nullable=False, server_default=text("false")),
    *belongs("asked_by", "person"),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
    CheckConstraint("delivery_id is null or since is null and until is null", name="one_way"),
    CheckConstraint("(since is null) = (until is null)", name="whole_range"),
    Index("event_replay_waiting", "subscriber_id", postgresql_where=text("done_at is null")),
    info={
        "wall": "held",
        "parent": "subscriber_id",
        "append_only": True,
        "kept": ("done_at",),
    },
)
