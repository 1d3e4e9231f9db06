"""Tables of changes that are previewed before they are made, and of what they will mean.

A *proposed change* keeps the input of one act, the hash of what it was seen to mean, and how it
stands; its *effects* say who gains and loses which right, where, and on how many records.
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
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

KINDS = (
    "GRANT_ROLE",
    "TAKE_BACK_ROLE",
    "DEFINE_ROLE",
    "AMEND_ROLE",
    "RETIRE_ROLE",
    "GROUP_POST",
    "UNGROUP_POST",
    "APPOINT_PERSON",
    "APPOINT_SUBSTITUTE",
    "RELIEVE_PERSON",
    "SUSPEND_PERSON",
    "REINSTATE_PERSON",
    "EXTEND_APPOINTMENT",
    "REORGANISATION",
    "BOOK_EDITION",
)
"""The acts that can be previewed, a reorganisation, and an edition of the book that waits."""

STATES = ("PREVIEWED", "PROPOSED", "CONFIRMED", "DECLINED", "APPLIED")
SORTS = ("GAINS", "LOSES", "BLIND", "MOVES", "STAYS", "ENDS", "DEADLINES")
"""The last four are said of a change of the tree only."""

proposed_change = Table(
    "proposed_change",
    metadata,
    *held(),
    *one_of("kind", *KINDS),
    *one_of("state", *STATES, default="PREVIEWED"),
    # The input of the act, as it will be given to it; what it is about, as far as it is a record.
    Column("given", JSONB, nullable=False),
    *belongs("post_id", "post", nullable=True),
    *belongs("group_id", "post_group", nullable=True),
    *belongs("person_id", "person", nullable=True),
    *belongs("custom_role_id", "custom_role", nullable=True),
    *belongs("reorganisation_id", "reorganisation", nullable=True),
    *belongs("book_edition_id", "book_edition", nullable=True),
    Column("role", Text),
    Column("permissions", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("document_no", Text, nullable=False, server_default=text("''")),
    # What was previewed, by whom: exactly this is applied, by nobody else.
    Column("preview_hash", Text, nullable=False),
    Column("effective_on", Date, nullable=False),
    Column("people_gaining", Integer, nullable=False),
    Column("people_losing", Integer, nullable=False),
    Column("needs_second", Boolean, nullable=False),
    *belongs("previewed_by", "person"),
    *belongs("previewed_in", "post"),
    Column("previewed_at", DateTime(timezone=True), nullable=False),
    *belongs("decided_by", "person", nullable=True),
    Column("decided_at", DateTime(timezone=True)),
    Column("answer", Text),
    Column("applied_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("decided_by <> previewed_by", name="two_persons"),
    CheckConstraint("(decided_by is null) = (decided_at is null)", name="decided"),
    CheckConstraint(
        "not (needs_second and state = 'APPLIED' and decided_by is null)", name="second_first"
    ),
    Index("proposed_change_holder", "holder", "previewed_at", "id"),
    Index("proposed_change_parent", "holder_parent", "previewed_at", "id"),
    info={
        "wall": "held",
        "born": "here",
        "stays": True,
        "fixed": (
            "kind", "given", "post_id", "group_id", "person_id", "custom_role_id",
            "reorganisation_id", "book_edition_id", "role", "permissions", "reason", "document_no", "preview_hash",
            "effective_on", "people_gaining", "people_losing", "needs_second", "previewed_by",
            "previewed_in", "previewed_at",
        ),
    },
)  # fmt: skip  # columns side by side

change_effect = Table(
    "change_effect",
    metadata,
    *held(),
    *belongs("change_id", "proposed_change"),
    *one_of("sort", *SORTS),
    *belongs("person_id", "person", nullable=True),
    # Null of a change of the tree: whoever holds a post at the unit that reads such records.
    *belongs("post_id", "post", nullable=True),
    # Where the post is: the range of the right starts there. Of deadlines, none.
    Column("unit", Integer),
    ForeignKeyConstraint(
        ["root", "unit"], ["app.tenant.root", "app.tenant.id"], name="change_effect_unit_fk"
    ),
    Column("action", Text),
    Column("ranges", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    # Or a role that may be given there and below from then on, or no longer.
    Column("role", Text),
    Column("noun", Text, nullable=False, server_default=text("''")),
    Column("records", Integer),
    Column("open_records", Integer),
    Column("exact", Boolean, nullable=False),
    CheckConstraint(
        "post_id is null and role is null or (action is null) <> (role is null)", name="of_one"
    ),
    CheckConstraint("unit is not null or post_id is null", name="somewhere"),
    Index("change_effect_of", "change_id", "sort", "noun", "id"),
    info={"wall": "held", "parent": "change_id", "append_only": True},
)
