"""Tables of parts and of hand-overs.

An *assignment* is one receiver's share of an order: unit, lead leader, deadline. The main handler's
follows the problem, which lies there; a co-handler's has a life of its own. It goes along an edge of
the tree, as a hop does (``migrations/gates/assignments.sql``).
"""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)

from storage.metadata import metadata
from tenants.columns import SLOTS, accused, belongs, held, one_of

ROLES = ("MAIN", "CO")
"""主办, 协办."""

STATES = ("ASSIGNED", "OBJECTED", "ACCEPTED", "HANDED_ON", "FINISHED", "WITHDRAWN")
"""``HANDED_ON`` is derived: parts of the part are open, or the problem is further down."""

assignment = Table(
    "assignment",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *one_of("role", *ROLES),
    # The part of which this is a part, when a co-handler gave it on.
    *belongs("part_of", "assignment", nullable=True),
    Column("edge", Integer, nullable=False),
    Column("child", Integer, nullable=False),
    Column("parent", Integer, nullable=False),
    *belongs("lead_post", "post"),
    Column("due_on", Date, nullable=False),
    *one_of("state", *STATES, default="ASSIGNED"),
    Column("open", Boolean, Computed("state not in ('FINISHED', 'WITHDRAWN')", persisted=True)),
    Column("overdue", Boolean, nullable=False, server_default=text("false")),
    Column("parts_open", SmallInteger, nullable=False, server_default=text("0")),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("result", Text),
    # Why the unit says that it is not its part, and what whoever gave it said to that, where it stands.
    Column("objection_reason", Text),
    Column("objection_text", Text),
    Column("objected_on", Date),
    Column("objection_answer", Text),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(
        ["root", "edge", "child", "parent"],
        [
            "app.tenant_edge.root",
            "app.tenant_edge.id",
            "app.tenant_edge.child",
            "app.tenant_edge.parent",
        ],
        name="assignment_along_an_edge",
    ),
    # Nobody works on a part of what is against them, or against whoever they are below. What they
    # finished or gave back before anybody said so stays on record, and out of their sight.
    CheckConstraint(
        f"not open or not (accused && array[{', '.join(f'at{slot}' for slot in SLOTS)}])",
        name="never_with_the_accused",
    ),
    CheckConstraint(
        "state <> 'OBJECTED' or objection_reason is not null and objection_answer is null",
        name="objected_to_with_a_reason",
    ),
    CheckConstraint(
        "num_nulls(objection_reason, objection_text, objected_on) in (0, 3) "
        "and (objection_reason is null or role = 'CO') "
        "and (objection_answer is null or objection_reason is not null)",
        name="objection_by_a_co_handler",
    ),
    Index(
        "assignment_once",
        "root",
        "problem_id",
        "holder",
        unique=True,
        postgresql_where=text("open"),
    ),
    Index("assignment_problem", "problem_id", "made_at", "id"),
    Index("assignment_whole", "part_of"),
    Index("assignment_lead", "lead_post", postgresql_where=text("open")),
    Index("assignment_due", "due_on", postgresql_where=text("open")),
    Index("assignment_disputed", "holder_parent", postgresql_where=text("state = 'OBJECTED'")),
    Index("assignment_inbox", "holder", "due_on", "id", postgresql_where=text("open")),
    info={
        "wall": "held",
        "overdue": True,
        "delivered": "OBJECTED",
        "kept": ("open", "parts_open", "accused"),
        "accused": "accused",
        "fixed": (
            "problem_id",
            "role",
            "part_of",
            "edge",
            "child",
            "parent",
            "made_by",
            "made_at",
        ),
        "moves": True,
        "lies_at": "lead_post",
        "ends": "app.ending_parts",
    },
)

handover = Table(
    "handover",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *belongs("from_post", "post"),
    *belongs("to_post", "post"),
    Column("made_by", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("handover_problem", "root", "problem_id", "made_at"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "accused": "accused",
        "kept": ("accused",),
        "append_only": True,
        "moves": True,
    },
)
