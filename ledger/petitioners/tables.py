"""Tables of the identity vault.

A *petitioner* is a masked form beside a problem: read like the problem, but by nobody who stands
in a unit that is accused. The *sealed identity* is ciphertext behind gates; the key that opens it
is not in the database. Tickets lie in ``audit.ticket`` (migrations/gates/petitioners.sql).
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
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

from storage.metadata import metadata
from tenants.columns import accused, belongs, held, key, keyed, one_of

KINDS = ("PERSON", "ORGANISATION", "ANONYMOUS")
MATTERS = ("SUGGESTION", "REQUEST")
CHANNELS = ("VISIT", "LETTER", "HOTLINE", "NETWORK", "ON_SITE", "PHONE")
MOST_JOINT = 9999


petitioner = Table(
    "petitioner",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *one_of("kind", *KINDS),
    *one_of("matter", *MATTERS),
    *one_of("channel", *CHANNELS),
    Column("masked_name", Text, nullable=False, server_default=text("''")),
    Column("masked_contact", Text, nullable=False, server_default=text("''")),
    Column("joint", SmallInteger, nullable=False, server_default=text("1")),
    Column("author_tenant", Integer, nullable=False),
    *belongs("author_person", "person"),
    # Of the problem: its list, the level that listed it and that one's superior: whoever calls back
    # for them, of petitions alone or of all, sees whom.
    Column("list_type", Text),
    Column("listed_by", Integer),
    Column("listed_parent", Integer),
    Column("registered_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="petitioner_author_tenant_fk",
    ),
    CheckConstraint(f"joint between 1 and {MOST_JOINT}", name="joint_range"),
    Index("petitioner_problem", "problem_id", "registered_at", "id"),
    Index("petitioner_listed_by", "listed_by", "registered_at", "id"),
    Index("petitioner_listed_parent", "listed_parent", "registered_at", "id"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "author": "author_tenant",
        "append_only": True,
        "accused": "accused",
        "kept": ("list_type", "listed_by", "listed_parent"),
    },
)

sealed_identity = Table(
    "sealed_identity",
    metadata,
    *key(),
    *belongs("petitioner_id", "petitioner"),
    accused(),
    # The problem it was sealed for: the cipher is bound to it, whatever it is merged into later.
    Column("sealed_for", Uuid, nullable=False),
    # Which key of the vault wraps the record's own key.
    Column("kid", Text, nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("body", LargeBinary, nullable=False),
    # Keyed hashes, for exact look-up alone.
    Column("blind_contact", LargeBinary),
    Column("blind_document", LargeBinary),
    Column("blind_name", LargeBinary),
    keyed(),
    Index("sealed_identity_once", "root", "petitioner_id", unique=True),
    Index("sealed_identity_contact", "root", "blind_contact"),
    info={"wall": "sealed", "accused": "accused"},
)
