"""The table of proposals. The sweep writes them; the superior answers. Nothing moves by itself."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, SmallInteger, Table, Text
from sqlalchemy import text as sql

from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

KINDS = ("OVERDUE", "RETURNED", "TIE", "WIDESPREAD")
STATES = ("PROPOSED", "FOLLOWED", "DISMISSED", "LAPSED")

escalation = Table(
    "escalation",
    metadata,
    # Its holder is the superior to whom it is proposed.
    *held(),
    *one_of("kind", *KINDS),
    *belongs("problem_id", "problem", nullable=True),
    accused(),
    # Where the problem lay; of a widespread matter, the level that should look at it.
    Column("about", Integer, nullable=False),
    # Why now: a new reason of the same kind is another proposal.
    Column("occasion", Text, nullable=False),
    Column("category", Text),
    Column("items", SmallInteger, nullable=False),
    Column("units", SmallInteger, nullable=False),
    Column("proposed_on", Date, nullable=False),
    *one_of("state", *STATES, default="PROPOSED"),
    Column("reason", Text),
    Column("version", Integer, nullable=False, server_default=sql("1")),
    ForeignKeyConstraint(
        ["root", "about"], ["app.tenant.root", "app.tenant.id"], name="escalation_about_fk"
    ),
    Index(
        "escalation_once",
        "root",
        "holder",
        "kind",
        "problem_id",
        "occasion",
        unique=True,
        postgresql_nulls_not_distinct=True,
    ),
    Index("escalation_open", "holder", "proposed_on", "id"),
    Index("escalation_problem", "root", "problem_id"),
    info={
        "wall": "held",
        "derived": True,
        "accused": "accused",
        "kept": (
            "root",
            "id",
            "holder",
            "kind",
            "problem_id",
            "accused",
            "about",
            "occasion",
            "category",
            "items",
            "units",
            "proposed_on",
        ),
    },
)
