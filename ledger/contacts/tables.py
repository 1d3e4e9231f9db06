"""The table of contact cards: a post's duty telephone, as everybody may read it.

``shown`` says who reads a card besides those who hold it; only a trigger writes it, and it ends with
the card's post (migrations/gates/contacts.sql).
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    func,
    text,
)

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

contact_card = Table(
    "contact_card",
    metadata,
    *held(),
    *belongs("post_id", "post"),
    # As the post was called when the card was published: the public does not read posts.
    Column("title", Text, nullable=False),
    Column("phone", Text, nullable=False),
    Column("hours", Text, nullable=False),
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("from_on", Date, nullable=False),
    Column("until_on", Date),
    # ENDED: its day was over when another one took its place.
    *one_of("state", "WITHDRAWN", "PUBLISHED", "ENDED"),
    *one_of("shown", "PUBLIC", "NONE", default="NONE"),
    *belongs("issued_by", "person"),
    Column("published_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("until_on >= from_on", name="from_before_until"),
    Index(
        "contact_card_once",
        "root",
        "post_id",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    Index(
        "contact_card_shown", "from_on", "id", postgresql_where=text("state = 'PUBLISHED'")
    ),
    info={
        "wall": "held",
        "parent": "post_id",
        "shown": True,
        "kept": ("shown",),
        "fixed": (
            "title", "phone", "hours", "place", "from_on", "until_on", "issued_by",
            "published_at",
        ),
    },
)  # fmt: skip  # columns side by side
