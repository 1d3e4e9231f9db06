"""The tables of editions of the book, and of how a proposed one would have decided.

Editions are of the tree: one number after another, one in force, one that waits. They lie with its
topmost unit alone, and go to the one that comes above it (``tenants/divisions/applying.py``).
"""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    Uuid,
    text,
)

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

STATES = ("PROPOSED", "PUBLISHED", "RETIRED", "WITHDRAWN")
SHOWN = 100
"""How many changed cells an edition lists; it counts all of them."""

_LISTED = ("struck", "forbidden", "takes", "gains", "loses", "unseen")
_COUNTED = ("takes_count", "gains_count", "loses_count")

book_edition = Table(
    "book_edition",
    metadata,
    *held(),
    # Rises with each publication; an edition that was never in force has none.
    Column("number", Integer),
    *one_of("state", *STATES, default="PROPOSED"),
    Column("text", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    # The shipped book and the edition in force by which it was weighed.
    Column("floor", Text, nullable=False),
    Column("beside", Integer, nullable=False),
    *belongs("replaces", "book_edition", nullable=True),
    *(Column(name, ARRAY(Text), nullable=False) for name in _LISTED),
    *(Column(name, Integer, nullable=False) for name in _COUNTED),
    Column("reason", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    *belongs("proposed_by", "person"),
    Column("proposed_at", DateTime(timezone=True), nullable=False),
    Column("proposal_seal", Text, nullable=False),
    *belongs("confirmed_by", "person", nullable=True),
    Column("confirmed_at", DateTime(timezone=True)),
    Column("seal", Text),
    Column("withdrawn_because", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("confirmed_by <> proposed_by", name="by_two"),
    Index("book_edition_holder", "holder", "proposed_at", "id"),
    Index(
        "book_edition_waits",
        "root",
        "holder",
        unique=True,
        postgresql_where=text("state = 'PROPOSED'"),
    ),
    Index(
        "book_edition_in_force",
        "root",
        "holder",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        "stays": True,
        "fixed": (
            "text", "digest", "title", "title_en", "floor", "beside", "replaces", *_LISTED, *_COUNTED,
            "reason", "document_no", "proposed_by", "proposed_at", "proposal_seal",
        ),
    },
)  # fmt: skip  # columns side by side

shadow_difference = Table(
    "shadow_difference",
    metadata,
    Column("root", Integer, nullable=False),
    Column("edition_id", Uuid, nullable=False),
    Column("action", Text, nullable=False),
    *one_of("direction", "GAINS", "LOSES"),
    # The rule that says yes in one of the two books, or the prohibition that says no.
    Column("rule", Text, nullable=False),
    Column("post_id", Uuid, nullable=False),
    Column("decisions", BigInteger, nullable=False),
    PrimaryKeyConstraint("root", "edition_id", "action", "direction", "rule", "post_id"),
    ForeignKeyConstraint(["root", "edition_id"], ["app.book_edition.root", "app.book_edition.id"]),
    ForeignKeyConstraint(["root", "post_id"], ["app.post.root", "app.post.id"]),
    info={"wall": "sealed"},
)
"""Who would be decided otherwise, and how often: written and read through gates only."""
