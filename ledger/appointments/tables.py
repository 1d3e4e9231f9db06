"""Tables of what is given to posts: custom roles, groups of posts, and grants.

A custom role is a list of permissions, each an action and the role of the book as which it may be
done. It is defined at a unit and given in that unit and below. A grant gives a role, of the book or
custom, to a post or to a group of posts, between two days, for a reason and by a document. Beside them
lie the appointment forms of people: ciphertext behind gates (migrations/gates/forms.sql).
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem

from storage.metadata import metadata
from tenants.columns import belongs, held, key, keyed, one_of


def _ground() -> list[SchemaItem]:
    """Why it was done, by which document, and by whom."""
    return [
        Column("reason", Text, nullable=False),
        Column("document_no", Text, nullable=False),
        *belongs("given_by", "person"),
        Column("given_at", DateTime(timezone=True), nullable=False),
    ]


def _range() -> list[SchemaItem]:
    """From the first day on and before the second; null: without end."""
    return [Column("given_from", Date, nullable=False), Column("given_until", Date)]


def _listed(table: str, order: str) -> list[SchemaItem]:
    """Indexes by which a unit lists its own rows and those of the next level."""
    return [
        Index(f"{table}_{column}", column, order, "id") for column in ("holder", "holder_parent")
    ]


custom_role = Table(
    "custom_role",
    metadata,
    *held(),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False, server_default=text("''")),
    # "role:action": the action as the book lets this role do it.
    Column("permissions", ARRAY(Text), nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    *_ground(),
    # Since when it holds what it holds; null: since it was defined.
    Column("redefined_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    UniqueConstraint("root", "holder", "title", name="custom_role_once"),
    CheckConstraint("cardinality(permissions) between 1 and 200", name="of_something"),
    *_listed("custom_role", "title"),
    info={"wall": "inherited", "fixed": ("given_by", "given_at")},
)

# What a custom role held before it was amended or retired, and up to when.
custom_role_former = Table(
    "custom_role_former",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    *belongs("custom_role_id", "custom_role"),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("until", DateTime(timezone=True), nullable=False),
    PrimaryKeyConstraint("root", "id"),
    Index("custom_role_former_of", "root", "custom_role_id", "until"),
    info={"wall": "sealed", "derived": True},
)

post_group = Table(
    "post_group",
    metadata,
    *held(),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False, server_default=text("''")),
    *_ground(),
    UniqueConstraint("root", "holder", "title", name="post_group_once"),
    *_listed("post_group", "title"),
    # Where a successor has one called alike, it takes the name of the unit that ended along.
    info={"wall": "held", "append_only": True, "called": "title"},
)

group_member = Table(
    "group_member",
    metadata,
    *held(),
    *belongs("post_id", "post"),
    *belongs("group_id", "post_group"),
    *_range(),
    *_ground(),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("given_until is null or given_until >= given_from", name="dates"),
    Index("group_member_group", "root", "group_id"),
    Index("group_member_post", "root", "post_id"),
    *_listed("group_member", "given_from"),
    info={
        "wall": "held",
        "parent": "post_id",
        "fixed": ("group_id", "given_from", "reason", "document_no", "given_by", "given_at"),
    },
)

administrator_request = Table(
    "administrator_request",
    metadata,
    *held(),
    *belongs("post_id", "post"),
    *belongs("person_id", "person", nullable=True),
    Column("role", Text),
    *_range(),
    Column("reason", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    *belongs("asked_by", "person"),
    *belongs("asked_in", "post"),
    Column("asked_at", DateTime(timezone=True), nullable=False),
    *one_of("state", "ASKED", "CONFIRMED", "REFUSED", default="ASKED"),
    *belongs("decided_by", "person", nullable=True),
    Column("decided_at", DateTime(timezone=True)),
    Column("answer", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("(person_id is null) <> (role is null)", name="of_one"),
    CheckConstraint("(state = 'ASKED') = (decided_at is null)", name="decided"),
    CheckConstraint("decided_by is null or decided_by <> asked_by", name="by_two"),
    *_listed("administrator_request", "asked_at"),
    info={
        "wall": "held",
        "fixed": (
            "post_id",
            "person_id",
            "role",
            "given_from",
            "given_until",
            "reason",
            "document_no",
            "asked_by",
            "asked_in",
            "asked_at",
        ),
    },
)

unit_change = Table(
    "unit_change",
    metadata,
    *held(),
    *belongs("body_id", "body", nullable=True),
    *one_of("change", "FOUNDED", "RENAMED", "CLOSED"),
    Column("name_before", Text),
    Column("name_after", Text),
    Column("effective_on", Date, nullable=False),
    *_ground(),
    *_listed("unit_change", "effective_on"),
    # The former names of a body.
    Index("unit_change_body", "body_id", postgresql_where=text("body_id is not null")),
    info={"wall": "held", "append_only": True},
)

role_grant = Table(
    "role_grant",
    metadata,
    *held(),
    *belongs("post_id", "post", nullable=True),
    *belongs("group_id", "post_group", nullable=True),
    Column("role", Text),
    *belongs("custom_role_id", "custom_role", nullable=True),
    *_range(),
    *_ground(),
    Column("ended_reason", Text),
    Column("ended_document_no", Text),
    *belongs("ended_by", "person", nullable=True),
    *belongs("request_id", "administrator_request", nullable=True),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("(post_id is null) <> (group_id is null)", name="to_one"),
    CheckConstraint("(role is null) <> (custom_role_id is null)", name="of_one"),
    CheckConstraint("given_until is null or given_until >= given_from", name="dates"),
    Index("role_grant_post", "root", "post_id"),
    Index("role_grant_group", "root", "group_id"),
    Index("role_grant_custom", "root", "custom_role_id"),
    *_listed("role_grant", "given_from"),
    info={
        "wall": "held",
        "parent": "post_id",
        # What is given to a group goes with the group.
        "along": "group_id",
        "fixed": (
            "post_id", "group_id", "role", "custom_role_id", "given_from", "reason", "document_no",
            "given_by", "given_at", "request_id",
        ),
    },
)  # fmt: skip  # columns side by side

appointment_form = Table(
    "appointment_form",
    metadata,
    # Its key is the person's: each has one form, the one that was kept last.
    *key(),
    # Which key of the vault wraps the form's own key.
    Column("kid", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    keyed(),
    ForeignKeyConstraint(["root", "id"], ["app.person.root", "app.person.id"]),
    CheckConstraint("octet_length(body) <= 4194304", name="size"),
    info={"wall": "sealed"},
)
