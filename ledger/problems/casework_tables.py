"""Tables of a case: the pledge that was signed, and who takes it, works on it or sat on its panel."""

from sqlalchemy import Column, Date, DateTime, Index, Table, Text, func, text

from ledger.problems.rules import DUTIES
from storage.metadata import metadata
from tenants.columns import accused, belongs, held, one_of

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
    Column("resources", Text, nullable=False, server_default=text("''")),
    *one_of("state", "ACTIVE", "RELEASED", default="ACTIVE"),
    Column("since", Date, nullable=False, server_default=text("current_date")),
    Index("case_member_problem", "problem_id", "duty", "id"),
    info={"wall": "held", "parent": "problem_id", "accused": "accused", "kept": ("accused",)},
)
