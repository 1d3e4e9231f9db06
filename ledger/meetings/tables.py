"""Tables of the meetings of a level (碰头会、分析研判会、调处会).

A *meeting* says when a level meets, of what kind, with whom, and nothing of any case: everybody who
is invited reads it. A *meeting_item* lies where its problem lies, is against whom its problem is
against and is read by nobody who may not read the problem: to be invited shows nobody another problem. The
minutes are of all items together, so they are kept from everybody whom any of them is against.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKeyConstraint,
    Index,
    Integer,
    Table,
    Text,
    func,
    text,
)

from ledger.problems.rules import SHOWN
from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

KINDS = ("COORDINATION", "ANALYSIS", "MEDIATION")
"""碰头会、分析研判会、调处会."""

CALLED_OFF_FOR = ("POSTPONED", "NOT_NEEDED", "TOO_FEW", "JOINED_TO_ANOTHER")
"""改期、无需召开、到会人数不足、并入其他会议."""

CONCLUSIONS = (
    *("SETTLED", "HANDLE_HERE", "HAND_DOWN", "JOINTLY", "SUBMIT_UP", "MEET_AGAIN"),
    "NOT_SETTLED",
)
"""What a meeting concludes of an item. It moves nothing by itself: whoever holds the problem acts."""

meeting = Table(
    "meeting",
    metadata,
    *held(),
    *one_of("kind", *KINDS),
    Column("held_on", Date, nullable=False),
    *one_of("state", "PLANNED", "HELD", "CALLED_OFF", default="PLANNED"),
    # When they mean to meet again; said with the minutes.
    Column("next_on", Date),
    *belongs("convened_by", "person"),
    Column("convened_title", Text, nullable=False),
    Column("convened_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    # Why it did not take place: a code and no words, as the meeting itself says nothing of any case.
    Column("called_off_for", Text),
    Column("called_off_title", Text),
    Column("called_off_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint("next_on > held_on", name="next_is_later"),
    CheckConstraint(
        f"called_off_for in ({', '.join(map(repr, CALLED_OFF_FOR))})", name="called_off_for_known"
    ),
    CheckConstraint(
        "(state = 'CALLED_OFF') = (called_off_for is not null)"
        " and (state = 'CALLED_OFF') = (called_off_title is not null)"
        " and (state = 'CALLED_OFF') = (called_off_at is not null)",
        name="called_off",
    ),
    Index("meeting_day", "holder", "held_on", "id"),
    Index("meeting_next_below", "holder_parent", "held_on", "id"),
    Index("meeting_in_order", "held_on", "id"),
    info={
        "wall": "held",
        "born": "here",
        "fixed": ("kind", "convened_by", "convened_title", "convened_at"),
    },
)

meeting_party = Table(
    "meeting_party",
    metadata,
    *held(),
    *belongs("meeting_id", "meeting"),
    Column("edge", Integer, nullable=False),
    Column("child", Integer, nullable=False),
    Column("parent", Integer, nullable=False),
    # A level meets with its departments and its direct subordinates, and with nobody further down.
    ForeignKeyConstraint(
        ["root", "edge", "child", "parent"],
        [
            "app.tenant_edge.root",
            "app.tenant_edge.id",
            "app.tenant_edge.child",
            "app.tenant_edge.parent",
        ],
        name="meeting_party_along_an_edge",
    ),
    Index("meeting_party_once", "root", "meeting_id", "child", unique=True),
    info={"wall": "held", "parent": "meeting_id", "append_only": True, "moves": True},
)

meeting_item = Table(
    "meeting_item",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *belongs("meeting_id", "meeting"),
    # The level that convened: it alone concludes.
    Column("author_tenant", Integer, nullable=False),
    # What those who had the problem before see of it, as of any step (docs/problems.md).
    *one_of("shown", *SHOWN, default="WHO"),
    *one_of("state", "OPEN", "DECIDED", "CALLED_OFF", default="OPEN"),
    Column("conclusion", Text),
    Column("text", Text),
    Column("put_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("decided_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="meeting_item_author_tenant_fk",
    ),
    CheckConstraint(
        f"conclusion in ({', '.join(map(repr, CONCLUSIONS))})", name="conclusion_known"
    ),
    CheckConstraint(
        "(state = 'DECIDED') = (conclusion is not null)"
        " and (state = 'DECIDED') = (decided_at is not null)",
        name="decided",
    ),
    Index("meeting_item_once", "root", "meeting_id", "problem_id", unique=True),
    Index("meeting_item_problem", "problem_id", "put_at", "id"),
    Index("meeting_item_level", "author_tenant", "state", "put_at", "id"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "kept": ("accused",),
        "accused": "accused",
        "fixed": ("meeting_id", "author_tenant", "shown", "put_at"),
    },
)

meeting_minutes = Table(
    "meeting_minutes",
    metadata,
    *held(),
    *belongs("meeting_id", "meeting"),
    # Of all items of the meeting together (migrations/gates/meetings.sql).
    accused(),
    Column("text", Text, nullable=False),
    *belongs("kept_by", "person"),
    Column("kept_title", Text, nullable=False),
    Column("kept_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("meeting_minutes_once", "root", "meeting_id", unique=True),
    info={
        "wall": "held",
        "apart": True,
        "parent": "meeting_id",
        "kept": ("accused",),
        "accused": "accused",
        "append_only": True,
    },
)
