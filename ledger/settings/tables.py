"""The table of settings: one row per level and version, inherited by the line below.

What is left empty is as the line above says, and after it as ``app.problem_rules`` says; a pledge
that a level above asks for cannot be waived below.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    Index,
    SmallInteger,
    Table,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.problems.proposal_columns import SECOND_STEPS
from ledger.problems.rules import CLASSES, LISTS, SHOWN
from storage.metadata import metadata
from tenants.columns import belongs, held, one_of

TIGHTENING = ("admission_lines", "closure_tests", "lead_organs", "figures")
COLOURS = ("RED", "YELLOW", "BLUE")
MOST_EXCHANGES = 5


def _of(name: str, values: tuple[str, ...]) -> list[Column[str] | CheckConstraint]:
    known = ", ".join(map(repr, values))
    return [Column(name, Text), CheckConstraint(f"{name} in ({known})", name=f"{name}_known")]


def _among(name: str, values: tuple[str, ...]) -> list[Column[list[str]] | CheckConstraint]:
    known = ", ".join(map(repr, values))
    return [
        Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'")),
        CheckConstraint(f"{name} <@ array[{known}]", name=f"{name}_known"),
    ]


problem_setting = Table(
    "problem_setting",
    metadata,
    *held(),
    Column("number", SmallInteger, nullable=False),
    *one_of("state", "PUBLISHED", "RETIRED", default="PUBLISHED"),
    Column("exchanges", SmallInteger),
    *_of("shown", SHOWN),
    # The colour of each class; no rule and no code asks for a colour.
    *_of("at_once", COLOURS),
    *_of("set_time", COLOURS),
    *_of("staged", COLOURS),
    *_among("pledge_lists", LISTS),
    *_among("pledge_labels", CLASSES),
    # Lists for which what is settled, done, claimed or re-checked brings files of evidence.
    *_among("evidence_lists", LISTS),
    # Steps that the head of the unit confirms before they are taken.
    *_among("second_steps", SECOND_STEPS),
    # Lines that tighten the admission standard, closure tests of its own, who leads a list, and the
    # figures that it has tightened (figures.yaml).
    *(
        Column(name, ARRAY(Text), nullable=False, server_default=text("'{}'"))
        for name in TIGHTENING
    ),
    *belongs("set_by", "person"),
    Column("set_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    CheckConstraint(f"exchanges between 1 and {MOST_EXCHANGES}", name="exchanges_few"),
    # Two at once are kept apart by the one below: only one of them is in force.
    Index("problem_setting_number", "root", "holder", "number"),
    Index(
        "problem_setting_in_force",
        "root",
        "holder",
        unique=True,
        postgresql_where=text("state = 'PUBLISHED'"),
    ),
    info={
        "wall": "inherited",
        "stays": True,
        "fixed": (
            "number",
            "exchanges",
            "shown",
            "at_once",
            "set_time",
            "staged",
            "pledge_lists",
            "pledge_labels",
            "evidence_lists",
            "second_steps",
            *TIGHTENING,
            "set_by",
            "set_at",
        ),
    },
)
