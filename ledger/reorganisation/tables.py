"""Tables of the reorganisations, and of what the tree was before them.

A *reorganisation* is held by the common superior of all units it touches; its *steps* say what is
done, its *effects* what that will mean. A *place* keeps how a unit stood before and after, a *move*
that a record went to a successor. Former names, and who succeeded whom, are as open as names are.
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
    Uuid,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.schema import SchemaItem

from storage.metadata import metadata
from tenants.columns import belongs, held, one_of
from tenants.tables import KINDS as UNIT_KINDS

KINDS = ("RENAME", "UPGRADE", "MOVE", "MERGE", "SPLIT")
"""更名、升格改设、划转、合并、拆分."""

VERBS = ("RENAME", "MOVE", "MERGE", "FOUND", "MOVE_POST")
STATES = ("DRAFT", "PREVIEWED", "APPROVED", "SCHEDULED", "APPLIED", "REVERSED", "WITHDRAWN")
SORTS = ("MOVES", "GAINS", "LOSES", "STAYS", "ENDS", "BLIND", "DEADLINES")


def _unit(table: str, column: str) -> list[SchemaItem]:
    """A column that may name a unit of the same root."""
    return [
        Column(column, Integer),
        ForeignKeyConstraint(
            ["root", column], ["app.tenant.root", "app.tenant.id"], name=f"{table}_{column}_fk"
        ),
    ]


reorganisation = Table(
    "reorganisation",
    metadata,
    # Its holder is the common superior of all units in it; who proposed it is on its trail.
    *held(),
    *one_of("kind", *KINDS),
    *one_of("state", *STATES, default="DRAFT"),
    Column("title", Text, nullable=False),
    Column("document_no", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("author_tenant", Integer, nullable=False),
    *belongs("drafted_by", "person"),
    Column("drafted_at", DateTime(timezone=True), nullable=False),
    # What was previewed: tree, posts and grants, as one hash. Only exactly that is ever applied.
    Column("preview_hash", Text),
    Column("previewed_at", DateTime(timezone=True)),
    *belongs("approved_by", "person", nullable=True),
    Column("approved_at", DateTime(timezone=True)),
    Column("effective_on", Date),
    Column("applied_on", Date),
    Column("applied_at", DateTime(timezone=True)),
    # The transaction that applied it: what depends on it is what later ones wrote.
    Column("applied_xid", BigInteger),
    Column("reversed_at", DateTime(timezone=True)),
    Column("reversed_on", Date),
    # Up to which version of it the relay has replayed the problems that it put under other days.
    Column("reckoned", Integer),
    Column("ended_because", Text),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("approved_by <> drafted_by", name="two_persons"),
    CheckConstraint(
        "state not in ('APPROVED', 'SCHEDULED', 'APPLIED') or approved_by is not null",
        name="approved_first",
    ),
    CheckConstraint(
        "state not in ('SCHEDULED', 'APPLIED') or effective_on is not null", name="dated"
    ),
    Index("reorganisation_holder", "holder", "drafted_at", "id"),
    Index("reorganisation_state", "state", "drafted_at", "id"),
    info={
        "wall": "held",
        "born": "line",
        "fixed": (
            "kind",
            "title",
            "document_no",
            "reason",
            "author_tenant",
            "drafted_by",
            "drafted_at",
        ),
        "kept": (
            "applied_on",
            "applied_at",
            "applied_xid",
            "reversed_at",
            "reversed_on",
            "reckoned",
        ),
        "stays": True,
    },
)

reorganisation_step = Table(
    "reorganisation_step",
    metadata,
    *held(),
    *belongs("reorganisation_id", "reorganisation"),
    Column("position", SmallInteger, nullable=False),
    *one_of("verb", *VERBS),
    *_unit("reorganisation_step", "unit"),
    *_unit("reorganisation_step", "to_unit"),
    # A unit that an earlier step founds, by the position of that step.
    Column("to_step", SmallInteger),
    *belongs("post_id", "post", nullable=True),
    # The unit that this step founded.
    *_unit("reorganisation_step", "founded"),
    *(Column(name, Text) for name in ("name", "name_sort", "initials", "code", "unit_kind")),
    CheckConstraint(
        "unit_kind in (" + ", ".join(f"'{kind}'" for kind in UNIT_KINDS) + ")", name="unit_kind"
    ),
    CheckConstraint("(verb = 'FOUND') = (unit is null and post_id is null)", name="acts_on"),
    CheckConstraint("verb = 'RENAME' or num_nonnulls(to_unit, to_step) = 1", name="leads_to"),
    Index("reorganisation_step_order", "root", "reorganisation_id", "position", unique=True),
    info={
        "wall": "held",
        "parent": "reorganisation_id",
        "append_only": True,
        "kept": ("founded",),
    },
)

reorganisation_effect = Table(
    "reorganisation_effect",
    metadata,
    *held(),
    *belongs("reorganisation_id", "reorganisation"),
    # Which preview said so: an older one stays in the record.
    Column("previewed_at", DateTime(timezone=True), nullable=False),
    *one_of("sort", *SORTS),
    Column("noun", Text, nullable=False),
    *_unit("reorganisation_effect", "unit"),
    Column("items", Integer, nullable=False),
    Column("open_items", Integer, nullable=False, server_default=text("0")),
    Index("reorganisation_effect_of", "reorganisation_id", "previewed_at", "sort", "noun", "id"),
    info={"wall": "held", "parent": "reorganisation_id", "append_only": True},
)

reorganisation_place = Table(
    "reorganisation_place",
    metadata,
    Column("root", Integer, nullable=False),
    Column("id", Integer, Identity(always=False), nullable=False),
    *belongs("reorganisation_id", "reorganisation"),
    *_unit("reorganisation_place", "unit"),
    # How the unit stood: parent, slot, lineage, names, kind, end; null before for one just founded.
    Column("before", Text),
    Column("after", Text),
    Column("lineage", ARRAY(Integer), nullable=False),
    PrimaryKeyConstraint("root", "id"),
    Index("reorganisation_place_once", "root", "reorganisation_id", "unit", unique=True),
    info={"wall": "sealed"},
)

reorganisation_move = Table(
    "reorganisation_move",
    metadata,
    Column("root", Integer, nullable=False),
    Column("reorganisation_id", Uuid, nullable=False),
    Column("noun", Text, nullable=False),
    Column("record_id", Uuid, nullable=False),
    Column("from_unit", Integer, nullable=False),
    Column("to_unit", Integer, nullable=False),
    # Of a row that ended because the successor has its like: its state before.
    Column("before", Text),
    # The transaction in which the record may move: the ladder looks for it.
    Column("xid", Text, nullable=False, server_default=text("pg_current_xact_id()::text")),
    Column("moved_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("back", Boolean, nullable=False, server_default=text("false")),
    PrimaryKeyConstraint("root", "reorganisation_id", "noun", "record_id", "back", "from_unit"),
    ForeignKeyConstraint(
        ["root", "reorganisation_id"],
        ["app.reorganisation.root", "app.reorganisation.id"],
        name="reorganisation_move_of_fk",
    ),
    Index("reorganisation_move_record", "record_id"),
    info={"wall": "sealed"},
)
