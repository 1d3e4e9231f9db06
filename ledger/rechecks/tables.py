"""Tables of re-checks: what is planned, what was drawn and from which seed, what came back."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    Uuid,
    func,
    text,
)

from ledger.closing.tables import authored, charged, levelled, listed
from ledger.problems.phases import DUE_SOON_DAYS
from ledger.rechecks.rules import FORMS, GRADES, REASONS, STATES
from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

_AHEAD = text("state in ('PLANNED', 'OPEN')")

recheck_sample = Table(
    "recheck_sample",
    metadata,
    *held(),
    Column("quarter", Text, nullable=False),
    Column("seed", Text, nullable=False),
    Column("share_percent", SmallInteger, nullable=False),
    Column("population", Integer, nullable=False),
    # From what it was drawn: the same seed over the same population draws the same again.
    Column("population_sha256", Text, nullable=False),
    Column("drawn", Integer, nullable=False),
    *authored("recheck_sample"),
    Column("drawn_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("recheck_sample_once", "root", "holder", "quarter", unique=True),
    Index("recheck_sample_holder", "holder", "drawn_at", "id"),
    Index("recheck_sample_holder_parent", "holder_parent", "drawn_at", "id"),
    info={"wall": "held", "apart": True, "append_only": True, "born": "here"},
)

recheck = Table(
    "recheck",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    *belongs("closing_id", "closing"),
    *belongs("sample_id", "recheck_sample", nullable=True),
    *levelled(),
    *one_of("reason", *REASONS),
    *one_of("state", *STATES, default="PLANNED"),
    Column("due_on", Date, nullable=False),
    # Copied from the closing: whoever re-checks is none of them.
    Column("handled_by", Uuid),
    Column("lead_person", Uuid),
    Column("closed_by", Uuid),
    *belongs("rechecked_by", "person", nullable=True),
    Column("form", Text),
    Column("grade", Text),
    # Why it was opened: of a hidden visit nothing else says so.
    Column("why", Text, nullable=False, server_default=text("''")),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("planned_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("done_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False, server_default=text("1")),
    CheckConstraint(f"form in ({', '.join(map(repr, FORMS))})", name="form_known"),
    CheckConstraint(f"grade in ({', '.join(map(repr, GRADES))})", name="grade_known"),
    CheckConstraint(
        "rechecked_by is null or (rechecked_by is distinct from handled_by"
        " and rechecked_by is distinct from lead_person"
        " and rechecked_by is distinct from closed_by)",
        name="by_another",
    ),
    # Three looks at a major item are not taken on one day: each is done near its own day or later.
    CheckConstraint(
        "reason <> 'MAJOR' or done_at is null"
        f" or (done_at at time zone 'Asia/Shanghai')::date >= due_on - {DUE_SOON_DAYS}",
        name="not_before_its_days",
    ),
    Index(
        "recheck_open",
        "root",
        "problem_id",
        unique=True,
        postgresql_where=text("state = 'OPEN'"),
    ),
    Index("recheck_problem", "problem_id", "due_on", "id"),
    Index("recheck_planned", "due_on", postgresql_where=_AHEAD),
    *(
        Index(f"recheck_ahead_{place}", place, "due_on", postgresql_where=_AHEAD)
        for place in ("level", "level_parent")
    ),
    Index("recheck_done", "root", "done_at", postgresql_where=text("done_at is not null")),
    Index("recheck_of_sample", "sample_id", "due_on", "id"),
    Index("recheck_of_closing", "root", "closing_id"),
    *listed("recheck", "due_on"),
    *charged("recheck", "due_on"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "problem_id",
        "kept": ("accused", "level", "level_parent", "handled_by", "lead_person", "closed_by"),
        "fixed": ("closing_id", "sample_id", "reason", "due_on", "planned_at"),
    },
)

rebound = Table(
    "rebound",
    metadata,
    *held(),
    accused(),
    *belongs("problem_id", "problem"),
    *belongs("closing_id", "closing"),
    *belongs("recheck_id", "recheck"),
    *levelled(),
    # Who is told on the same day: the superior of the level that closed.
    Column("alerted", Integer, nullable=False),
    Column("times", SmallInteger, nullable=False),
    *one_of("proposal", "NONE", "SUMMONS", default="NONE"),
    Column("found_on", Date, nullable=False),
    Column("found_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("rebound_alerted", "alerted", "found_at", "id"),
    *listed("rebound", "found_at"),
    *charged("rebound", "found_at"),
    Index("rebound_problem", "problem_id", "found_at", "id"),
    info={
        "wall": "held",
        "accused": "accused",
        "parent": "problem_id",
        "append_only": True,
        "kept": ("accused", "level", "level_parent", "alerted"),
    },
)
