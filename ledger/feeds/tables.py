"""Tables of the feeds.

A *feed* is another system that tells this one about people, posts and units below one tenant. What
it tells is kept as *entries* under ids of its own: an id of ours never leaves by a feed and none
comes in. What follows from its word stands in a *plan*, line by line; a line is done at once, or
waits for somebody. Secrets lie in ``ctx.feed_secret`` (migrations/gates/feeds.sql).
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
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.metadata import metadata
from tenants.columns import belongs, held, key, keyed, one_of
from tenants.tables import KINDS as TENANT_KINDS

KINDS = ("PEOPLE", "POSTS", "UNITS")
SOURCES = ("SCIM", "FILE", "DIRECTORY")
STATES = ("ACTIVE", "STOPPED", "SUSPENDED")
LINE_KINDS = ("CREATE", "MOVE", "RENAME", "LEAVE", "AMBIGUOUS")
SUBJECTS = ("PERSON", "POST", "UNIT")
LINE_STATES = ("APPLIED", "WAITING", "DECLINED", "UNDONE", "OVERTAKEN")
REASONS = (
    "NOTHING", "BUDGET", "RIGHTS", "HANDOVER", "UNIT", "UNSURE", "UNCLAIMED", "SCOPE",
    "UNKNOWN_UNIT", "ELSEWHERE",
)  # fmt: skip  # columns side by side
"""What a line waits for; NOTHING for one that was done at once."""

feed = Table(
    "feed",
    metadata,
    *held(),
    Column("name", Text, nullable=False),
    *one_of("source", *SOURCES, default="SCIM"),
    # Of KINDS: the act that sets a feed up sees to it.
    Column("kinds", ARRAY(Text), nullable=False),
    # How many people of the subtree, in per cent, may change in a day before the feed stops.
    Column("budget", SmallInteger, nullable=False),
    # Posts with rights in units of this kind or a higher level are filled by people, not by feeds.
    *one_of("rights_from", *TENANT_KINDS, default="OFFICE"),
    *one_of("state", *STATES, default="ACTIVE"),
    *belongs("created_by", "person"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Until when the former secret still opens, while secrets rotate.
    Column("former_secret_until", DateTime(timezone=True)),
    Column("last_call_at", DateTime(timezone=True)),
    Column("last_error_at", DateTime(timezone=True)),
    Column("last_error", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("budget between 1 and 100", name="budget_range"),
    Index("feed_holder", "holder", "name", "id"),
    Index("feed_child", "holder_parent", "name", "id"),
    info={
        "wall": "held",
        "kept": ("last_call_at", "last_error_at", "last_error"),
        "fixed": ("source", "created_by", "created_at"),
    },
)

feed_entry = Table(
    "feed_entry",
    metadata,
    *held(),
    *belongs("feed_id", "feed"),
    *one_of("kind", "PERSON", "POST"),
    Column("external_id", Text),
    # What is unique in the feed: the user name of a person, in lower case.
    Column("name_key", Text(collation="C"), nullable=False),
    # The name of the person or title of the post, and the code of the unit, as told.
    Column("label", Text, nullable=False),
    Column("unit_code", Text, nullable=False, server_default=text("''")),
    # All that was told, without citizen number and password.
    Column("told", JSONB, nullable=False),
    Column("active", Boolean, nullable=False, server_default=text("true")),
    *belongs("person_id", "person", nullable=True),
    *belongs("post_id", "post", nullable=True),
    # Somebody has decided whom it means: what follows is planned when the feed calls next.
    Column("again", Boolean, nullable=False, server_default=text("false")),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("gone_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Index("feed_entry_listed", "feed_id", "kind", "id", postgresql_where=text("gone_at is null")),
    Index(
        "feed_entry_user_name",
        "root",
        "feed_id",
        "name_key",
        unique=True,
        postgresql_where=text("gone_at is null and kind = 'PERSON'"),
    ),
    Index(
        "feed_entry_external_id",
        "root",
        "feed_id",
        "kind",
        "external_id",
        unique=True,
        postgresql_where=text("gone_at is null and external_id is not null"),
    ),
    Index("feed_entry_again", "feed_id", postgresql_where=text("again")),
    Index("feed_entry_person", "root", "person_id"),
    Index("feed_entry_post", "root", "post_id"),
    info={
        "wall": "held",
        "parent": "feed_id",
        "fixed": ("kind", "created_at"),
    },
)

feed_member = Table(
    "feed_member",
    metadata,
    *held(),
    *belongs("group_id", "feed_entry"),
    *belongs("user_id", "feed_entry"),
    # How the feed calls the member in this group; otherwise by name.
    Column("display", Text),
    Column("gone_at", DateTime(timezone=True)),
    Index(
        "feed_member_once",
        "root",
        "group_id",
        "user_id",
        unique=True,
        postgresql_where=text("gone_at is null"),
    ),
    Index("feed_member_user", "user_id"),
    info={"wall": "held", "parent": "group_id", "fixed": ("user_id",)},
)

feed_document = Table(
    "feed_document",
    metadata,
    *key(),
    # Which key of the vault wraps the record's own key; which keyed hash finds it.
    Column("kid", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("blind", LargeBinary, nullable=False),
    keyed(),
    ForeignKeyConstraint(["root", "id"], ["app.feed_entry.root", "app.feed_entry.id"]),
    Index("feed_document_blind", "root", "blind"),
    info={"wall": "sealed"},
)

feed_plan = Table(
    "feed_plan",
    metadata,
    *held(),
    *belongs("feed_id", "feed"),
    Column("planned_on", Date, nullable=False),
    Column("people", Integer, nullable=False, server_default=text("0")),
    # Over what stands in the lines: who confirms says what they have read.
    Column("hash", Text, nullable=False, server_default=text("''")),
    Column("undo_token", Uuid, nullable=False, server_default=text("gen_random_uuid()")),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Index("feed_plan_day", "root", "feed_id", "planned_on", unique=True),
    info={"wall": "held", "parent": "feed_id", "fixed": ("planned_on", "undo_token")},
)

feed_line = Table(
    "feed_line",
    metadata,
    *held(),
    *belongs("feed_id", "feed"),
    *belongs("plan_id", "feed_plan"),
    *belongs("entry_id", "feed_entry", nullable=True),
    *one_of("kind", *LINE_KINDS),
    *one_of("subject", *SUBJECTS),
    *one_of("state", *LINE_STATES),
    *one_of("reason", *REASONS, default="NOTHING"),
    Column("confidence", SmallInteger, nullable=False),
    Column("label", Text, nullable=False),
    Column("from_text", Text, nullable=False, server_default=text("''")),
    Column("to_text", Text, nullable=False, server_default=text("''")),
    *belongs("person_id", "person", nullable=True),
    *belongs("from_post_id", "post", nullable=True),
    *belongs("to_post_id", "post", nullable=True),
    # Roles that somebody gets and loses by it.
    Column("gains", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("loses", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # What to do, and what was done and can be taken back.
    Column("change", JSONB, nullable=False),
    Column("done", JSONB),
    # The refusal for which it was not taken back when the plan was.
    Column("kept_because", Text),
    *belongs("decided_by", "person", nullable=True),
    Column("made_at", DateTime(timezone=True), nullable=False),
    Column("decided_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("confidence between 0 and 100", name="confidence_range"),
    Index("feed_line_plan", "plan_id", "id"),
    Index("feed_line_entry", "entry_id"),
    Index("feed_line_waiting", "holder", "id", postgresql_where=text("state = 'WAITING'")),
    info={
        "wall": "held",
        "fixed": ("feed_id", "plan_id", "entry_id", "subject", "made_at"),
    },
)

managed_field = Table(
    "managed_field",
    metadata,
    *held(),
    Column("record_id", Uuid, nullable=False),
    Column("field", Text, nullable=False),
    *belongs("feed_id", "feed"),
    Index("managed_field_once", "root", "record_id", "field", unique=True),
    info={"wall": "held", "fixed": ("record_id", "field")},
)
