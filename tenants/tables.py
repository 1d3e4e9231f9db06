"""Tables of the tree and of people in posts.

A tenant is any node: a level of the area line, a department or an office. Integers identify tenants
inside the server and never leave it; ``uid`` is what clients see.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from storage.metadata import metadata
from tenants.columns import SLOTS, WITH_WHOM, belongs, held, one_of, valid, with_whom

KINDS = ("PROVINCE", "CITY", "COUNTY", "TOWNSHIP", "VILLAGE", "DEPARTMENT", "OFFICE")
SLOT_OF_KIND = {
    "PROVINCE": 1,
    "CITY": 2,
    "COUNTY": 3,
    "TOWNSHIP": 4,
    "VILLAGE": 5,
    "DEPARTMENT": 5,
    "OFFICE": 6,
}
ENDED = "(case when valid_until is null then 0 else id end)"
"""Which of those with a code and kind that have ended, each by itself; 0, which is no id, if it stands."""

tenant = Table(
    "tenant",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    Column("uid", Uuid, nullable=False, server_default=text("gen_random_uuid()")),
    *one_of("kind", *KINDS),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_sort", Text(collation="C"), nullable=False),
    Column("initials", Text(collation="C"), nullable=False),
    Column("credit_code", Text),
    Column("trade", Text),
    Column("parent_id", Integer),
    Column("slot", SmallInteger, nullable=False),
    *(Column(f"at{slot}", Integer) for slot in SLOTS),
    Column("suspended", Boolean, nullable=False, server_default=text("false")),
    Column("synthetic", Boolean, nullable=False, server_default=text("false")),
    *valid(),
    PrimaryKeyConstraint("root", "id"),
    UniqueConstraint("id"),
    UniqueConstraint("uid"),
    # A tree has one root: what would hang under another cannot be written.
    ForeignKeyConstraint(
        ["root", "parent_id"], ["app.tenant.root", "app.tenant.id"], name="tenant_parent_fk"
    ),
    CheckConstraint("slot between 1 and 6", name="slot"),
    # One of those that stand has a code and kind; any number that ended, which are found by it, too:
    # what stood on a day, and what a code meant. A second index would cost an import half a second.
    Index(
        "tenant_code_kind",
        "code",
        "kind",
        text(ENDED),
        unique=True,
    ),
    Index(
        "tenant_credit_code",
        "credit_code",
        unique=True,
        postgresql_where=text("credit_code is not null and valid_until is null"),
    ),
    Index("tenant_children_by_code", "parent_id", "code", "uid"),
    Index("tenant_children_by_name", "parent_id", "name_sort", "uid"),
    # Compared with < and >=, which are leakproof; LIKE is not, so row-level security keeps it from
    # every index. What stands inside a name is found through tenant_name_pair.
    Index("tenant_initials", "initials"),
    info={
        "wall": "open",
        "writes": "subtree",
        "kept": ("root", "id", "slot", *(f"at{slot}" for slot in SLOTS)),
        "fixed": ("uid", "kind", "code", "parent_id"),
    },
)

tenant_edge = Table(
    "tenant_edge",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    Column("child", Integer, nullable=False),
    Column("parent", Integer, nullable=False),
    *valid(),
    PrimaryKeyConstraint("root", "id"),
    UniqueConstraint("root", "id", "child", "parent"),
    ForeignKeyConstraint(
        ["root", "child"], ["app.tenant.root", "app.tenant.id"], name="tenant_edge_child_fk"
    ),
    ForeignKeyConstraint(
        ["root", "parent"], ["app.tenant.root", "app.tenant.id"], name="tenant_edge_parent_fk"
    ),
    Index("tenant_edge_child", "child", unique=True, postgresql_where=text("valid_until is null")),
    # What once hung under a unit; what does now is found by the units themselves.
    Index("tenant_edge_ended", "parent", postgresql_where=text("valid_until is not null")),
    info={"wall": "open"},
)

# How a unit was called, and as what it counted, on days before.
tenant_former = Table(
    "tenant_former",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    Column("tenant", Integer, nullable=False),
    Column("name", Text, nullable=False),
    *one_of("kind", *KINDS),
    Column("code", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_until", Date, nullable=False),
    PrimaryKeyConstraint("root", "id"),
    ForeignKeyConstraint(["root", "tenant"], ["app.tenant.root", "app.tenant.id"]),
    CheckConstraint("valid_until > valid_from", name="validity"),
    Index("tenant_former_of", "tenant", "valid_from"),
    info={"wall": "open"},
)

# Who took over what a unit had that ended.
tenant_succession = Table(
    "tenant_succession",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    Column("former", Integer, nullable=False),
    Column("successor", Integer, nullable=False),
    Column("since", Date, nullable=False),
    # Null while it holds; the day of the reversal otherwise.
    Column("until", Date),
    Column("reorganisation_id", Uuid, nullable=False),
    PrimaryKeyConstraint("root", "id"),
    ForeignKeyConstraint(["root", "former"], ["app.tenant.root", "app.tenant.id"]),
    ForeignKeyConstraint(["root", "successor"], ["app.tenant.root", "app.tenant.id"]),
    Index("tenant_succession_former", "former"),
    Index("tenant_succession_successor", "successor"),
    info={"wall": "open"},
)

tenant_name_pair = Table(
    "tenant_name_pair",
    metadata,
    Column("root", Integer, nullable=False),
    # Two characters that follow one another in the name, as one number (gates/names.sql), which
    # rare pairs share: the name itself is always compared as well. No key and no foreign key: only
    # a trigger and the bulk load write here, and a row twice is no harm.
    Column("pair", Integer, nullable=False),
    Column("tenant", Integer, nullable=False),
    Index("tenant_name_pair_found", "pair", "tenant"),
    info={"wall": "open", "derived": True},
)

body_kind = Table(
    "body_kind",
    metadata,
    Column("key", Text, primary_key=True),
    Column("title_zh", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("rule_level", Text),
    info={"wall": "open"},
)

body = Table(
    "body",
    metadata,
    *held(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_sort", Text(collation="C"), nullable=False),
    *belongs("parent_body_id", "body", nullable=True),
    Column("full_members", Integer),
    *valid(),
    ForeignKeyConstraint(["kind"], ["app.body_kind.key"]),
    Index("body_holder", "holder", "name_sort", "id"),
    info={"wall": "held"},
)

person = Table(
    "person",
    metadata,
    *held(),
    Column("name", Text, nullable=False),
    Column("name_sort", Text(collation="C"), nullable=False),
    Column("synthetic", Boolean, nullable=False, server_default=text("false")),
    Column("standing", Integer, nullable=False, server_default=text("1")),
    # When the last emergency window of this person ends: from then on they stand otherwise, by the
    # clock alone (ctx.standing_at).
    Column("glass_until", DateTime(timezone=True)),
    *one_of("language", "ZH", "EN", default="ZH"),
    CheckConstraint("btrim(name) <> ''", name="named"),
    Index("person_holder", "holder", "name_sort", "id"),
    *(
        Index(
            f"person_at{slot}",
            f"at{slot}",
            "name_sort",
            "id",
            postgresql_where=text(f"open_to <= {slot}"),
        )
        for slot in SLOTS[:5]
    ),
    info={"wall": "held", "kept": ("standing", "glass_until"), "fixed": ("language",)},
)

identity = Table(
    "identity",
    metadata,
    Column("root", Integer, nullable=False),
    Column("issuer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("person_id", Uuid, nullable=False),
    PrimaryKeyConstraint("root", "issuer", "subject"),
    ForeignKeyConstraint(["root", "person_id"], ["app.person.root", "app.person.id"]),
    Index("identity_issuer_subject", "issuer", "subject", unique=True),
    info={"wall": "sealed"},
)

post = Table(
    "post",
    metadata,
    *held(),
    *belongs("body_id", "body", nullable=True),
    Column("actor_type", Text),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False, server_default=text("''")),
    Column("roles", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("heads", Boolean, nullable=False, server_default=text("false")),
    *valid(),
    *with_whom(),
    Index("post_holder", "holder", "id"),
    Index("post_actor", "holder", "actor_type"),
    *(
        Index(
            f"post_at{slot}",
            f"at{slot}",
            "title",
            "id",
            postgresql_where=text(f"open_to <= {slot}"),
        )
        for slot in SLOTS[:5]
    ),
    info={"wall": "held", "kept": WITH_WHOM},
)

appointment = Table(
    "appointment",
    metadata,
    *held(),
    *belongs("post_id", "post"),
    *belongs("person_id", "person"),
    Column("leading", Boolean, nullable=False, server_default=text("true")),
    Column("appointed_on", Date, nullable=False),
    Column("relieved_on", Date),
    Column("document_no", Text, nullable=False, server_default=text("''")),
    *one_of("kind", "REGULAR", "SUBSTITUTE", default="REGULAR"),
    *belongs("on_behalf_of", "appointment", nullable=True),
    Column("reason", Text, nullable=False, server_default=text("''")),
    # From this day on the post is held in name only, until the day before the other one.
    Column("suspended_on", Date),
    Column("resumed_on", Date),
    Column("ended_reason", Text),
    Column("ended_document_no", Text),
    # The request of one administrator that another one confirmed, where two persons are needed.
    Column("request_id", Uuid),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("relieved_on is null or relieved_on >= appointed_on", name="dates"),
    CheckConstraint("(kind = 'SUBSTITUTE') = (on_behalf_of is not null)", name="substitute"),
    CheckConstraint("kind = 'REGULAR' or relieved_on is not null", name="substitute_ends"),
    Index("appointment_person", "person_id"),
    Index("appointment_post", "post_id"),
    info={
        "wall": "held",
        "parent": "post_id",
        "fixed": ("person_id", "appointed_on", "kind", "on_behalf_of", "request_id"),
    },
)

deployment = Table(
    "deployment",
    metadata,
    Column("one", Boolean, primary_key=True, server_default=text("true")),
    Column("book_version", Text, nullable=False, server_default=text("''")),
    Column("policy_version", Integer, nullable=False, server_default=text("1")),
    Column("changed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Every shipped book that was announced, and since when each.
    Column("books", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column(
        "books_since", ARRAY(DateTime(timezone=True)), nullable=False, server_default=text("'{}'")
    ),
    CheckConstraint("one", name="single"),
    info={"wall": "open"},
)

outcome = Table(
    "outcome",
    metadata,
    Column("root", Integer, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("key", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("input_sha256", Text, nullable=False),
    Column("record_id", Uuid),
    Column("record_version", Integer),
    Column("refusal", Text),
    Column("decided_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    PrimaryKeyConstraint("root", "person_id", "key"),
    info={"wall": "person"},
)

outbox = Table(
    "outbox",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("noun", Text, nullable=False),
    Column("holder", Integer, nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("record_version", Integer, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # The transaction that wrote it: below the oldest that still runs, this orders rows so that none
    # can appear later behind one that was read already.
    Column(
        "xid", BigInteger, nullable=False, server_default=text("pg_current_xact_id()::text::bigint")
    ),
    PrimaryKeyConstraint("root", "id"),
    Index("outbox_in_order", "root", "xid", "id"),
    Index("outbox_newest", "xid"),
    info={"wall": "relay", "kept": ("xid",)},
)
