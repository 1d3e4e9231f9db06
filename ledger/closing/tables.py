"""Tables of evaluation and closing.

An *evaluation code* lets those served answer once, without an account. What opens it (a hash of the
secret, keyed hashes of number and device) lies in ``ctx.client_code``, which only gates read
(migrations/gates/closing.sql). A *closing* is the sheet (销号单) of one striking-off: who handled,
led and closed it is written by a trigger, and a constraint holds them apart.
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
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)
from sqlalchemy.schema import SchemaItem

from ledger.closing.rules import CODE_CHANNELS, FOLLOW_UPS, ROOT_CAUSES
from storage.metadata import metadata
from tenants.columns import SLOTS, accused, belongs, held, one_of

SCORES = ("team_problem_control", "chief_duty_bearing", "cadre_work_drive")


def authored(table: str) -> list[SchemaItem]:
    """The unit and person that wrote a row."""
    return [
        Column("author_tenant", Integer, nullable=False),
        *belongs("author_person", "person"),
        ForeignKeyConstraint(
            ["root", "author_tenant"],
            ["app.tenant.root", "app.tenant.id"],
            name=f"{table}_author_tenant_fk",
        ),
    ]


def levelled() -> list[SchemaItem]:
    """The level that listed the problem, to which its closing is charged, and that level's superior."""
    return [Column("level", Integer, nullable=False), Column("level_parent", Integer)]


def listed(table: str, by: str) -> list[Index]:
    """The indexes by which a level lists the rows of its line."""
    places = ("holder", "holder_parent", *(f"at{slot}" for slot in SLOTS[:5]))
    return [Index(f"{table}_{place}", place, by, "id") for place in places]


def charged(table: str, by: str) -> list[Index]:
    """The indexes by which the organisation department lists what is charged to its level."""
    return [Index(f"{table}_{place}", place, by, "id") for place in ("level", "level_parent")]


evaluation_code = Table(
    "evaluation_code",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    Column("round", SmallInteger, nullable=False),
    *one_of("channel", *CODE_CHANNELS),
    *one_of("state", "OPEN", "ANSWERED", "LOCKED", "WITHDRAWN", default="OPEN"),
    *authored("evaluation_code"),
    Column("opened_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index(
        "evaluation_code_open",
        "root",
        "problem_id",
        unique=True,
        postgresql_where=text("state = 'OPEN'"),
    ),
    Index("evaluation_code_problem", "problem_id", "opened_at", "id"),
    Index("evaluation_code_author", "author_tenant", "opened_at", "id"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "problem_id",
        "author": "author_tenant",
        "append_only": True,
        "kept": ("accused", "state"),
    },
)

closing = Table(
    "closing",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    *levelled(),
    # The responsible unit, list and class at the time: what is counted later is counted by these.
    Column("about", Integer, nullable=False),
    Column("list_type", Text, nullable=False),
    Column("class", Text, key="class"),
    Column("handled_by", Uuid),
    Column("lead_person", Uuid),
    *belongs("closed_by", "person"),
    *one_of("root_cause", *ROOT_CAUSES),
    Column("party_building_reason", Text, nullable=False),
    # Null only where no Party organisation stood on the line.
    *belongs("found_by_body", "body", nullable=True),
    *belongs("cause_body", "body", nullable=True),
    *belongs("solved_by_body", "body", nullable=True),
    Column("mechanism", Text, nullable=False, server_default=text("''")),
    *(Column(name, SmallInteger, nullable=False) for name in SCORES),
    Column("text", Text, nullable=False, server_default=text("''")),
    *authored("closing"),
    Column("closed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("cancelled_at", DateTime(timezone=True)),
    # Found at a re-check never to have been solved: 虚假销号.
    Column("false_closing", Boolean, nullable=False, server_default=text("false")),
    *(CheckConstraint(f"{name} between 0 and 100", name=f"{name}_range") for name in SCORES),
    CheckConstraint(
        "closed_by is distinct from handled_by and closed_by is distinct from lead_person",
        name="by_another",
    ),
    Index("closing_problem", "problem_id", "closed_at", "id"),
    *listed("closing", "closed_at"),
    *charged("closing", "closed_at"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "problem_id",
        "author": "author_tenant",
        "kept": (
            "accused",
            "level",
            "level_parent",
            "about",
            "list_type",
            "class",
            "handled_by",
            "lead_person",
        ),
        "fixed": (
            "closed_by",
            "root_cause",
            "party_building_reason",
            "found_by_body",
            "cause_body",
            "solved_by_body",
            "mechanism",
            "text",
            "author_tenant",
            "author_person",
            "closed_at",
            *SCORES,
        ),
    },
)

follow_up = Table(
    "follow_up",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    *belongs("closing_id", "closing"),
    *levelled(),
    *one_of("kind", *FOLLOW_UPS),
    Column("text", Text, nullable=False),
    Column("due_on", Date),
    *one_of("state", "ORDERED", "REPORTED", "NOT_NEEDED", default="ORDERED"),
    Column("result", Text),
    Column("ordered_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("(kind = 'NONE_NEEDED') = (state = 'NOT_NEEDED')", name="none_needed"),
    Index("follow_up_due", "due_on", postgresql_where=text("state = 'ORDERED'")),
    Index("follow_up_problem", "problem_id", "ordered_at", "id"),
    Index("follow_up_closing", "closing_id", "ordered_at", "id"),
    *listed("follow_up", "ordered_at"),
    *charged("follow_up", "ordered_at"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "problem_id",
        "kept": ("accused", "level", "level_parent"),
        "fixed": ("closing_id", "kind", "text", "due_on", "ordered_at"),
    },
)
