"""Tables of publicity.

A *draft* is what is to be made public, on its way through four steps and three persons. A
*publication* is the frozen text of an approved draft with its hash: the only thing the public ever
reads. It does not name the problem. ``shown`` says who reads a row besides those who hold it; only
triggers write it (migrations/gates/publicity.sql).
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
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem

from ledger.publicity import rules
from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

_SHOWN = ("NONE", "MEMBERS", "STAFF", "PUBLIC")


def _said() -> list[SchemaItem]:
    """What a draft and its publication say alike."""
    return [
        *one_of("kind", *rules.KINDS),
        Column("polarity", Text),
        *one_of("scope", *rules.SCOPES),
        Column("title", Text, nullable=False),
        Column("text", Text, nullable=False),
        CheckConstraint("polarity in ('POSITIVE', 'NEGATIVE')", name="polarity_known"),
        CheckConstraint("polarity is null or kind = 'CASE'", name="polarity_of_a_case"),
    ]


def _units(name: str) -> Column[list[int]]:
    return Column(name, ARRAY(Integer), nullable=False, server_default=text("'{}'"))


publication_draft = Table(
    "publication_draft",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    # Whom it speaks of: the unit that has the problem when it is proposed, wherever it goes.
    Column("about", Integer, nullable=False),
    *_said(),
    *one_of("form", *rules.FORMS),
    Column("planned_on", Date, nullable=False),
    Column("about_client", Boolean, nullable=False, server_default=text("false")),
    *one_of("state", *rules.STATES, default="PROPOSED"),
    # Keyed hashes of the pieces of title and text that could be a name: looked up at every step.
    Column("names", ARRAY(LargeBinary), nullable=False, server_default=text("'{}'")),
    # The level that approves it: the nearest one that has an approver, on the holder's own line.
    Column("approving", Integer),
    _units("accused"),
    *belongs("proposed_by", "person"),
    Column("proposed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *belongs("checked_by", "person", nullable=True),
    Column("checked_at", DateTime(timezone=True)),
    *belongs("approved_by", "person", nullable=True),
    Column("approved_at", DateTime(timezone=True)),
    *belongs("published_by", "person", nullable=True),
    Column("published_at", DateTime(timezone=True)),
    *belongs("ended_by", "person", nullable=True),
    Column("ended_at", DateTime(timezone=True)),
    Column("reason", Text),
    Column("note", Text, nullable=False, server_default=text("''")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    # PO17 Article 15: proposed, checked and approved by three persons, whatever anybody allows.
    CheckConstraint(
        "checked_by <> proposed_by and approved_by <> proposed_by and approved_by <> checked_by",
        name="three_persons",
    ),
    CheckConstraint(
        "state not in ('CHECKED', 'APPROVED', 'PUBLISHED') or checked_by is not null",
        name="checked_by_someone",
    ),
    CheckConstraint(
        "state not in ('APPROVED', 'PUBLISHED') or approved_by is not null",
        name="approved_by_someone",
    ),
    CheckConstraint(
        "state <> 'PUBLISHED' or published_by is not null", name="published_by_someone"
    ),
    ForeignKeyConstraint(
        ["root", "about"], ["app.tenant.root", "app.tenant.id"], name="publication_draft_about_fk"
    ),
    Index("publication_draft_holder", "holder", "proposed_at", "id"),
    Index("publication_draft_approving", "approving", "state", "proposed_at", "id"),
    Index("publication_draft_problem", "problem_id", "id"),
    info={
        "wall": "held",
        "born": "here",
        "kept": ("about", "approving", "accused"),
        "line": ("approving",),
        "fixed": (
            "problem_id",
            "kind",
            "polarity",
            "scope",
            "title",
            "text",
            "form",
            "planned_on",
            "about_client",
            "names",
            "proposed_by",
            "proposed_at",
        ),
        "accused": "accused",
    },
)

publication = Table(
    "publication",
    metadata,
    *held(),
    *belongs("draft_id", "publication_draft"),
    *_said(),
    Column("unit_name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    *one_of("state", "PUBLISHED", "WITHDRAWN", default="PUBLISHED"),
    *one_of("shown", *_SHOWN, default="NONE"),
    Column("approving", Integer),
    _units("accused"),
    Column("published_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("withdrawn_reason", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    Index("publication_once", "root", "draft_id", unique=True),
    Index(
        "publication_shown",
        "published_at",
        "id",
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    Index("publication_holder", "holder", "published_at", "id"),
    info={
        "wall": "held",
        "parent": "draft_id",
        "shown": True,
        "kept": ("shown", "approving", "accused", "sha256", "unit_name"),
        "line": ("approving",),
        "fixed": ("kind", "polarity", "scope", "title", "text", "published_at"),
        "accused": "accused",
    },
)

posting = Table(
    "posting",
    metadata,
    *held(),
    accused(),
    *belongs("publication_id", "publication"),
    *one_of("form", *rules.FORMS),
    Column("place", Text, nullable=False),
    Column("link", Text, nullable=False, server_default=text("''")),
    Column("posted_on", Date, nullable=False),
    *belongs("recorded_by", "person"),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *one_of("shown", *_SHOWN, default="NONE"),
    # Nobody opens a page by it that runs something, or that others read on the way.
    CheckConstraint("link = '' or link ~ '^https://[^[:space:]\"<>]+$'", name="link_is_https"),
    CheckConstraint(
        "posted_on <= (recorded_at at time zone 'Asia/Shanghai')::date", name="posted_by_then"
    ),
    Index("posting_publication", "publication_id", "posted_on", "id"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "publication_id",
        "append_only": True,
        "shown": True,
        "kept": ("accused", "shown"),
    },
)

comment = Table(
    "comment",
    metadata,
    *held(),
    accused(),
    *belongs("publication_id", "publication"),
    Column("text", Text, nullable=False),
    *one_of("state", *rules.COMMENT_STATES, default="RECEIVED"),
    Column("key", Text, nullable=False),
    # Of address and day under a secret: equal on one day, worth nothing on the next.
    Column("source", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    *belongs("moderated_by", "person", nullable=True),
    Column("moderated_at", DateTime(timezone=True)),
    Column("reason", Text),
    # Keyed hashes of whatever in it could be a name, once it is let through.
    Column("names", ARRAY(LargeBinary), nullable=False, server_default=text("'{}'")),
    *one_of("shown", *_SHOWN, default="NONE"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("state <> 'HIDDEN' or reason is not null", name="hidden_for_a_reason"),
    Index("comment_publication", "publication_id", "received_at", "id"),
    Index("comment_once", "root", "publication_id", "key", unique=True),
    Index("comment_source", "source", "received_at"),
    Index(
        "comment_waiting",
        "received_at",
        "id",
        postgresql_where=text("state = 'RECEIVED'"),
    ),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "publication_id",
        "shown": True,
        "kept": ("accused", "shown", "received_at"),
        "fixed": ("text", "key", "source"),
    },
)

consent = Table(
    "consent",
    metadata,
    *held(),
    *belongs("petitioner_id", "petitioner"),
    _units("accused"),
    *one_of("form", *rules.CONSENT_FORMS),
    Column("given_on", Date, nullable=False),
    Column("covers", Text, nullable=False),
    Column("author_tenant", Integer, nullable=False),
    *belongs("author_person", "person"),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("withdrawn_on", Date),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="consent_author_tenant_fk",
    ),
    Index("consent_petitioner", "petitioner_id", "id"),
    info={
        "wall": "held",
        "parent": "petitioner_id",
        "author": "author_tenant",
        "kept": ("accused",),
        "fixed": ("form", "given_on", "covers", "author_tenant", "author_person", "recorded_at"),
        "accused": "accused",
    },
)

publicity_duty = Table(
    "publicity_duty",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *one_of("kind", *rules.KINDS),
    Column("due_on", Date, nullable=False),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    Column("overdue", Boolean, nullable=False, server_default=text("false")),
    *belongs("met_by", "publication", nullable=True),
    # Once it is over: whose it was, and whether it was over without being done in time.
    Column("about", Integer),
    Column("missed", Boolean, nullable=False, server_default=text("false")),
    ForeignKeyConstraint(
        ["root", "about"], ["app.tenant.root", "app.tenant.id"], name="publicity_duty_about_fk"
    ),
    Index("publicity_duty_open", "holder", "due_on", "id", postgresql_where=text("open")),
    Index("publicity_duty_child", "holder_parent", "due_on", "id", postgresql_where=text("open")),
    Index("publicity_duty_due", "due_on", "id"),
    Index(
        "publicity_duty_once",
        "root",
        "problem_id",
        "kind",
        unique=True,
        postgresql_where=text("open"),
    ),
    info={
        "wall": "held",
        "parent": "problem_id",
        "accused": "accused",
        "overdue": True,
        "append_only": True,
        "kept": ("accused", "open", "met_by", "about", "missed"),
    },
)
