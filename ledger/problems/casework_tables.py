"""Tables of a case: the pledge that was signed, who leads it, takes it, works on it or sat on its panel,
how it was judged, and the evidence."""

from sqlalchemy import (
    BigInteger,
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
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.problems.rules import DUTIES
from storage.metadata import metadata
from tenants.columns import TODAY, accused, belongs, held, one_of

problem_pledge = Table(
    "problem_pledge",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("text", Text, nullable=False),
    # What may be shown outside: it names no client.
    Column("public_text", Text, nullable=False),
    Column("due_on", Date, nullable=False),
    *belongs("signed_by", "person"),
    *belongs("signed_post", "post"),
    Column("signed_title", Text, nullable=False),
    Column("signed_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Index("problem_pledge_problem", "problem_id", "signed_at", "id"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "accused": "accused",
        "kept": ("accused",),
        "append_only": True,
    },
)

case_member = Table(
    "case_member",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    *belongs("post_id", "post"),
    # The leader who takes the case, the task force under them, or a panel of the listing level.
    *one_of("duty", *DUTIES),
    # The unit that named them: the one that has it, or the level above (migrations/gates/leading.sql).
    Column("formed_by", Integer, nullable=False),
    # 集中人力物力财力: what the task force may draw on, with its leader. People, money, and things in words.
    Column("people", Integer),
    Column("yuan", Integer),
    Column("resources", Text, nullable=False, server_default=text("''")),
    *one_of("state", "ACTIVE", "RELEASED", default="ACTIVE"),
    Column("since", Date, nullable=False, server_default=text(TODAY)),
    ForeignKeyConstraint(
        ["root", "formed_by"], ["app.tenant.root", "app.tenant.id"], name="case_member_formed_by_fk"
    ),
    CheckConstraint("people >= 0 and yuan >= 0", name="resources_counted"),
    Index("case_member_problem", "problem_id", "duty", "id"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "accused": "accused",
        "kept": ("accused", "formed_by"),
    },
)

case_lead = Table(
    "case_lead",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    # The level whose leader leads it: that of the post, one above whoever has the problem.
    Column("level", Integer, nullable=False),
    *belongs("post_id", "post"),
    # Who was in the post when they took it; whoever came after is told by the appointments.
    *belongs("person_id", "person"),
    Column("text", Text, nullable=False, server_default=text("''")),
    *one_of("state", "ACTIVE", "RELEASED", default="ACTIVE"),
    Column("since", Date, nullable=False, server_default=text(TODAY)),
    # The day on which it ended, and why; null while it stands.
    Column("until", Date),
    Column("reason", Text),
    ForeignKeyConstraint(
        ["root", "level"], ["app.tenant.root", "app.tenant.id"], name="case_lead_level_fk"
    ),
    CheckConstraint("(state = 'ACTIVE') = (until is null)", name="until_it_ended"),
    # One leader in charge at a time: whom everybody asks.
    Index(
        "case_lead_once",
        "root",
        "problem_id",
        unique=True,
        postgresql_where=text("state = 'ACTIVE'"),
    ),
    Index("case_lead_problem", "problem_id", "since", "id"),
    Index("case_lead_post", "post_id", postgresql_where=text("state = 'ACTIVE'")),
    info={
        "wall": "held",
        "parent": "problem_id",
        "accused": "accused",
        "kept": ("accused", "level", "person_id"),
        "fixed": ("post_id", "text", "since"),
        # A new one is written on the problem: who is in charge.
        "moves": True,
    },
)

evaluation = Table(
    "evaluation",
    metadata,
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    Column("round", SmallInteger, nullable=False),
    *one_of("party", "SELF", "CLIENT", "PANEL", "ORGANISATION"),
    # The unit that was responsible when it was given, and its lineage then: a trigger says so, once.
    Column("about", Integer, nullable=False),
    Column("about_line", ARRAY(Integer), nullable=False, server_default=text("'{}'")),
    # Of the client: one of the three answers, or that none came; of the others: pass or fail.
    *one_of(
        "rating",
        "SATISFIED",
        "BASICALLY_SATISFIED",
        "DISSATISFIED",
        "NO_ANSWER",
        "NO_CLIENT",
        "PASS",
        "FAIL",
    ),
    # What those served say besides: whether it was solved.
    Column("solved", Boolean),
    # Whose answer it is, where that was said: for gates alone, and on no shelf.
    *belongs("petitioner_id", "petitioner", nullable=True),
    # How an answer of those served was taken; null of the other parties and where no answer came.
    Column("channel", Text),
    CheckConstraint("channel in ('CODE', 'TELEPHONE', 'VISIT', 'PAPER')", name="channel"),
    *(
        Column(name, SmallInteger)
        for name in ("score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive")
    ),
    Column("text", Text, nullable=False, server_default=text("''")),
    Column("author_tenant", Integer, nullable=False),
    *belongs("author_person", "person", nullable=True),
    Column("sealed", Boolean, nullable=False, server_default=text("true")),
    Column("given_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="evaluation_author_tenant_fk",
    ),
    *(
        CheckConstraint(f"{name} between 0 and 100", name=f"{name}_range")
        for name in ("score", "team_problem_control", "chief_duty_bearing", "cadre_work_drive")
    ),
    CheckConstraint("author_person is not null or party = 'CLIENT'", name="somebody"),
    # Of those served, each may say until closing that it is not solved: once, and a gate says who.
    Index(
        "evaluation_once",
        *("root", "problem_id", "round", "party", "petitioner_id"),
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
    Index("evaluation_given", "root", "party", "given_at"),
    info={
        "wall": "held",
        "parent": "problem_id",
        "author": "author_tenant",
        "kept": ("accused", "about", "about_line"),
        "accused": "accused",
    },
)

problem_file = Table(
    "problem_file",
    metadata,
    # Its id is that of the file that was uploaded: one address for the bytes of both.
    *held(),
    *belongs("problem_id", "problem"),
    accused(),
    # The step of the story that brought it, and the measure that it shows to be done.
    Column("act", Text, nullable=False),
    *belongs("measure_id", "measure", nullable=True),
    # As they were announced and arrived: the database copies them (migrations/gates/evidence.sql).
    Column("name", Text, nullable=False, server_default=text("''")),
    Column("media_type", Text, nullable=False, server_default=text("''")),
    Column("size_bytes", BigInteger, nullable=False, server_default=text("0")),
    Column("sha256", Text, nullable=False, server_default=text("''")),
    Column("author_tenant", Integer, nullable=False),
    *belongs("author_person", "person"),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    ForeignKeyConstraint(
        ["root", "author_tenant"],
        ["app.tenant.root", "app.tenant.id"],
        name="problem_file_author_tenant_fk",
    ),
    Index("problem_file_problem", "problem_id", "added_at", "id"),
    Index("problem_file_measure", "measure_id", postgresql_where=text("measure_id is not null")),
    info={
        "wall": "held",
        "parent": "problem_id",
        "author": "author_tenant",
        "append_only": True,
        "kept": ("accused", "name", "media_type", "size_bytes", "sha256"),
        "accused": "accused",
    },
)
