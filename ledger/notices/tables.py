"""Tables of the notices: rows for people in posts, how they want them, and what left the house.

A notice says what kind of thing waits and where it is: no title, no fact, no name. What it points
at is read under the rights of whoever opens it, and a notice of what they may no longer see is not
shown either.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Time,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.notices.kinds import KINDS
from storage.metadata import metadata
from tenants.columns import belongs, key, keyed, one_of

CHANNEL = "levelwise_notice"
"""What is notified with the person's id when a notice arrives."""
POINTS_AT = (
    "problem_id",
    "obligation_id",
    "rebound_id",
    "score_id",
    "escalation_id",
    "glass_window_id",
    "reorganisation_id",
    "meeting_id",
    "proposed_change_id",
    "appointment_id",
    "draft_id",
    "responsibility_id",
)
"""What a notice may point at: one thing."""
SENDERS = ("MAIL", "GATEWAY")
"""By which way a digest leaves: SMTP, or a signed webhook to a message gateway."""

notice = Table(
    "notice",
    metadata,
    *key(),
    keyed(),
    *belongs("person_id", "person"),
    # The post in which it concerns them: read in that post only, under its rights.
    *belongs("post_id", "post"),
    *one_of("kind", *KINDS),
    *belongs("problem_id", "problem", nullable=True),
    *belongs("obligation_id", "obligation", nullable=True),
    *belongs("glass_window_id", "glass_window", nullable=True),
    *belongs("reorganisation_id", "reorganisation", nullable=True),
    *belongs("rebound_id", "rebound", nullable=True),
    *belongs("score_id", "score", nullable=True),
    *belongs("escalation_id", "escalation", nullable=True),
    *belongs("meeting_id", "meeting", nullable=True),
    *belongs("proposed_change_id", "proposed_change", nullable=True),
    *belongs("appointment_id", "appointment", nullable=True),
    *belongs("draft_id", "publication_draft", nullable=True),
    *belongs("responsibility_id", "responsibility_list", nullable=True),
    # Copied from what it points at: whoever is accused never has one.
    Column("accused", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
    # Of a reminder, the day it is about: one of a kind for each.
    Column("for_day", Date),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("read_at", DateTime(timezone=True)),
    CheckConstraint(f"num_nonnulls({', '.join(POINTS_AT)}) = 1", name="points_at"),
    Index("notice_newest", "person_id", "post_id", "created_at", "id"),
    Index("notice_unread", "person_id", "created_at", postgresql_where=text("read_at is null")),
    Index(
        "notice_once_unread",
        "person_id",
        "post_id",
        "problem_id",
        "kind",
        unique=True,
        postgresql_where=text("read_at is null and for_day is null"),
    ),
    Index(
        "notice_once_unread_of_draft",
        "draft_id",
        "kind",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("read_at is null and draft_id is not null"),
    ),
    Index(
        "notice_once_unread_of_list",
        "responsibility_id",
        "kind",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("read_at is null and responsibility_id is not null"),
    ),
    Index(
        "notice_once_a_day",
        "problem_id",
        "kind",
        "for_day",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("for_day is not null and problem_id is not null"),
    ),
    Index(
        "notice_once_a_day_of_duty",
        "obligation_id",
        "kind",
        "for_day",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("for_day is not null and obligation_id is not null"),
    ),
    Index(
        "notice_once_a_day_of_reorganisation",
        "reorganisation_id",
        "kind",
        "for_day",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("for_day is not null and reorganisation_id is not null"),
    ),
    Index(
        "notice_once_a_day_of_appointment",
        "appointment_id",
        "kind",
        "for_day",
        "person_id",
        "post_id",
        unique=True,
        postgresql_where=text("appointment_id is not null"),
    ),
    *(
        Index(
            f"notice_once_of_{name}",
            f"{name}_id",
            "kind",
            "person_id",
            "post_id",
            unique=True,
            postgresql_where=text(f"{name}_id is not null"),
        )
        for name in ("rebound", "score", "escalation", "meeting", "proposed_change")
    ),
    info={
        "wall": "person",
        "accused": "accused",
        "marked": ("read_at",),
        # Gates write it: nobody sends a notice of their own making.
        "kept": (
            "root",
            "id",
            "person_id",
            "post_id",
            "kind",
            *POINTS_AT,
            "accused",
            "for_day",
            "created_at",
            "read_at",
        ),
    },
)

notice_setting = Table(
    "notice_setting",
    metadata,
    *key(),
    keyed(),
    *belongs("person_id", "person"),
    Column("email", Text),
    Column("gateway", Text),
    Column("digest_at", Time, nullable=False, server_default=text("'08:30'")),
    Column("quiet_from", Time, nullable=False, server_default=text("'20:00'")),
    Column("quiet_until", Time, nullable=False, server_default=text("'07:30'")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("char_length(email) <= 200", name="email_length"),
    CheckConstraint("char_length(gateway) <= 200", name="gateway_length"),
    Index("notice_setting_once", "root", "person_id", unique=True),
    info={
        "wall": "person",
        "marked": ("email", "gateway", "digest_at", "quiet_from", "quiet_until", "version"),
    },
)

digest = Table(
    "digest",
    metadata,
    *key(),
    keyed(),
    *belongs("person_id", "person"),
    *one_of("sender", *SENDERS),
    Column("day", Date, nullable=False),
    *one_of("state", "WAITING", "SENT", "FAILED", "EMPTY", default="WAITING"),
    Column("attempts", SmallInteger, nullable=False, server_default=text("0")),
    Column("next_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Notices up to this instant are in it.
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("digest_once_a_day", "root", "person_id", "sender", "day", unique=True),
    Index("digest_waiting", "next_at", postgresql_where=text("state = 'WAITING'")),
    info={"wall": "sealed"},
)

delivery = Table(
    "delivery",
    metadata,
    *key(),
    keyed(),
    *belongs("digest_id", "digest"),
    *belongs("person_id", "person"),
    *one_of("sender", *SENDERS),
    Column("attempt", SmallInteger, nullable=False),
    Column("tried_at", DateTime(timezone=True), nullable=False),
    *one_of("result", "SENT", "FAILED", "EMPTY"),
    # What the other side said, cut short: a status and no content.
    Column("code", Text, nullable=False),
    Index("delivery_digest", "root", "digest_id", "attempt", unique=True),
    info={"wall": "sealed"},
)
