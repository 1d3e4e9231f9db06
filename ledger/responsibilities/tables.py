"""Tables of the responsibility lists.

A *list* is per (tenant, actor type, body, year). A *clause* says one duty; its publisher is its
holder. A *binding* says that a clause binds a list: its own clauses, and the common clauses of the
level directly above, which reach the next level only when this one hands them on.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.catalogue.tables import CADENCES
from ledger.clocks.due import FITTING
from storage.metadata import metadata
from tenants.columns import SLOTS, WITH_WHOM, accused, belongs, held, one_of, with_whom

COUNTY = 3
_FITTING = " ".join(f"when '{cadence}' then '^({begin})'" for cadence, begin in FITTING.items())

responsibility_list = Table(
    "responsibility_list",
    metadata,
    *held(),
    Column("actor_type", Text, ForeignKey("app.actor_type.key"), nullable=False),
    *belongs("body_id", "body", nullable=True),
    Column("year", SmallInteger, nullable=False),
    *one_of("state", "DRAFT", "PUBLISHED", "RETIRED", "WITHDRAWN", default="DRAFT"),
    Column("published_at", DateTime(timezone=True)),
    # The version at which what binds its bearers last changed: this is what a pledge signs. Drafts
    # raise the version, so that nobody publishes what they have not read, and ask nobody to sign.
    Column("edition", Integer, nullable=False, server_default=text("1")),
    Column("version", Integer, nullable=False, server_default=text("1")),
    *with_whom(),
    Index(
        "responsibility_list_one_per_actor_and_year",
        "root",
        "holder",
        "actor_type",
        "year",
        text("coalesce(body_id, '00000000-0000-0000-0000-000000000000'::uuid)"),
        unique=True,
        postgresql_where=text("state in ('DRAFT', 'PUBLISHED')"),
    ),
    Index("responsibility_list_holder", "holder", "year", "id"),
    Index("responsibility_list_child", "holder_parent", "actor_type", "year"),
    *(
        Index(
            f"responsibility_list_at{slot}",
            f"at{slot}",
            "year",
            "id",
            postgresql_where=text(f"open_to <= {slot}"),
        )
        for slot in SLOTS[:5]
    ),
    info={"wall": "held", "kept": WITH_WHOM},
)

clause = Table(
    "clause",
    metadata,
    *held(),
    *belongs("list_id", "responsibility_list"),
    # As in its list: the next level reads the clause, not the list that it stands in.
    Column("actor_type", Text, ForeignKey("app.actor_type.key"), nullable=False),
    Column("year", SmallInteger, nullable=False),
    *one_of("part", "COMMON", "OWN"),
    Column("position", SmallInteger, nullable=False),
    Column("duty_id", Uuid, ForeignKey("app.duty.id")),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False, server_default=text("''")),
    Column("detail", Text, nullable=False, server_default=text("''")),
    *one_of("cadence", *CADENCES),
    Column("min_per_period", SmallInteger, nullable=False, server_default=text("1")),
    Column("due_rule", Text, nullable=False),
    Column("weight", SmallInteger, nullable=False, server_default=text("1")),
    Column("evidence", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    *one_of("state", "DRAFT", "PUBLISHED", "RETIRED", "WITHDRAWN", default="DRAFT"),
    Column("said_by", Integer, nullable=False),
    Column("said_on", Date),
    *belongs("handed_on_from", "clause", nullable=True),
    *belongs("supersedes", "clause", nullable=True),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(
        ["root", "said_by"], ["app.tenant.root", "app.tenant.id"], name="clause_said_by_fk"
    ),
    CheckConstraint("char_length(title) between 1 and 200", name="title_length"),
    CheckConstraint(f"due_rule ~ case cadence {_FITTING} end", name="due_rule_fits_cadence"),
    Index("clause_list", "list_id", "position", "id"),
    Index(
        "clause_common",
        "holder",
        "actor_type",
        "year",
        postgresql_where=text("part = 'COMMON' and state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        # An own clause binds its unit alone, so nobody below has it.
        "issued": "part = 'COMMON' and state in ('PUBLISHED', 'RETIRED')",
        "fixed": ("part",),
    },
)

binding = Table(
    "binding",
    metadata,
    *held(),
    *belongs("list_id", "responsibility_list"),
    *belongs("clause_id", "clause"),
    *one_of("part", "COMMON", "OWN"),
    Column("position", SmallInteger, nullable=False),
    Column("since", Date, nullable=False),
    Column("until", Date),
    Index("binding_list", "root", "list_id", "position", "id"),
    Index("binding_once", "root", "list_id", "clause_id", unique=True),
    Index("binding_clause", "clause_id"),
    info={"wall": "held", "parent": "list_id"},
)

pledge = Table(
    "pledge",
    metadata,
    *held(),
    *belongs("list_id", "responsibility_list"),
    Column("list_version", Integer, nullable=False),
    *belongs("person_id", "person"),
    *belongs("post_id", "post"),
    Column("sha256", Text, nullable=False),
    Column("frozen", Text, nullable=False),
    Column("signed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("pledge_once_per_version", "root", "list_id", "list_version", "person_id", unique=True),
    info={"wall": "held", "parent": "list_id", "append_only": True},
)

obligation = Table(
    "obligation",
    metadata,
    *held(),
    *belongs("list_id", "responsibility_list"),
    *belongs("clause_id", "clause"),
    Column("actor_type", Text, nullable=False),
    *belongs("body_id", "body", nullable=True),
    Column("period", Text, nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("due_on", Date, nullable=False),
    *one_of(
        "state",
        "PLANNED",
        "RECORDED",
        "SELF_CHECKED",
        "ACCEPTED",
        "RETURNED",
        "WITHDRAWN",
        default="PLANNED",
    ),
    Column("open", Boolean, nullable=False, server_default=text("true")),
    Column("overdue", Boolean, nullable=False, server_default=text("false")),
    *belongs("recorded_by", "person", nullable=True),
    # Everybody who ever recorded: none of them may judge it.
    Column("recorders", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("self_check", Text),
    Column("review", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    *with_whom(),
    CheckConstraint("open = (state not in ('ACCEPTED', 'WITHDRAWN'))", name="open_until_ended"),
    Index("obligation_once_per_period", "root", "list_id", "clause_id", "period", unique=True),
    Index(
        "obligation_reviews",
        "holder_parent",
        "due_on",
        "id",
        postgresql_where=text("state = 'SELF_CHECKED'"),
    ),
    Index("obligation_late", "due_on", postgresql_where=text("open and not overdue")),
    Index("obligation_inbox", "holder", "due_on", "id", postgresql_where=text("open")),
    Index("obligation_holder", "holder", "due_on", "id"),
    *(
        Index(
            f"obligation_at{slot}",
            f"at{slot}",
            "due_on",
            "id",
            postgresql_where=text(f"open and open_to <= {slot}"),
        )
        for slot in SLOTS[:5]
    ),
    # Those that were accepted as well: without it, asking for all of them scans the whole table.
    *(
        Index(
            f"obligation_all_at{slot}",
            f"at{slot}",
            "due_on",
            "id",
            postgresql_where=text(f"open_to <= {slot}"),
        )
        for slot in SLOTS[:5]
    ),
    Index("obligation_taken_along", "root", postgresql_where=text("with_units is not null")),
    info={"wall": "held", "overdue": True, "delivered": "SELF_CHECKED", "kept": WITH_WHOM},
)

entry = Table(
    "entry",
    metadata,
    *held(),
    *belongs("obligation_id", "obligation"),
    *belongs("author_person", "person"),
    *belongs("author_post", "post"),
    Column("author_tenant", Integer, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("place", Text, nullable=False, server_default=text("''")),
    Column("text", Text, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="entry_author_tenant_fk",
    ),
    CheckConstraint("char_length(text) between 1 and 4000", name="text_length"),
    Index("entry_obligation", "obligation_id", "recorded_at", "id"),
    info={
        "wall": "held",
        "parent": "obligation_id",
        "author": "author_tenant",
        "append_only": True,
    },
)

file = Table(
    "file",
    metadata,
    *held(),
    *belongs("entry_id", "entry", nullable=True),
    # Of what is evidence of a problem, those whom that is against: its own column follows it.
    accused(),
    *belongs("prepared_by", "person"),
    Column("name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size_bytes", BigInteger, nullable=False),
    Column("sha256", Text, nullable=False),
    # What a diary keeps is read with its entry, and as a file by its author alone.
    *one_of("state", "PREPARED", "STORED", "CLAIMED", "IN_DIARY", default="PREPARED"),
    Column("prepared_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint("size_bytes between 1 and 20971520", name="size"),
    CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
    Index("file_entry", "entry_id", "id"),
    Index(
        "file_unclaimed",
        "prepared_at",
        postgresql_where=text("state not in ('CLAIMED', 'IN_DIARY')"),
    ),
    Index(
        "file_unclaimed_of",
        "root",
        "prepared_by",
        postgresql_where=text("state not in ('CLAIMED', 'IN_DIARY')"),
    ),
    info={
        "wall": "held",
        "parent": "entry_id",
        "accused": "accused",
        "kept": ("accused",),
        "fixed": ("prepared_by", "name", "media_type", "size_bytes", "sha256", "prepared_at"),
    },
)

obligation_tally = Table(
    "obligation_tally",
    metadata,
    *held(),
    # A cell counts what its holder has; a whole one, a county's, all that lies below it as well. A
    # city adds up its whole cells and what stands outside counties, so no level reads many cells.
    Column("whole", Boolean, nullable=False),
    *(
        Column(name, Integer, nullable=False, server_default=text("0"))
        for name in ("total", "open", "overdue", "accepted")
    ),
    Index("obligation_tally_once", "root", "holder", "whole", unique=True),
    *(
        Index(
            f"obligation_tally_at{slot}",
            f"at{slot}",
            postgresql_where=text("at3 is null or whole" if slot < COUNTY else "not whole"),
        )
        for slot in SLOTS[:5]
    ),
    info={
        "wall": "held",
        "derived": True,
        "kept": ("root", "id", "holder", "whole", "total", "open", "overdue", "accepted"),
    },
)
