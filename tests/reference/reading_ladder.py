"""The types of the ladder, the clocks and the vault as the judge of the read path knows them."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.reference.reading_model import Many, One, Row, Type, World, printed, text

HOLDER = One("Tenant", "holder")
PROBLEM = One("Problem", "problem_id")


def columns(**named: str) -> dict[str, Any]:
    """Fields that print a column."""
    return {name: text(column) for name, column in named.items()}


def graded(table: str, column: str, verb: str) -> Callable[[World, Row], Any]:
    """A column that is shown to those alone whom the step lets see so much."""
    return lambda world, row: printed(row[column]) if world.may(table, row, verb) else None


LADDER: tuple[Type, ...] = (
    Type(
        "Problem",
        "problem",
        {
            **columns(listType="list_type", state="state", title="title", facts="facts"),
            **columns(dueOn="due_on", open="open", overdue="overdue", label="class"),
            **columns(hopCount="hops", version="version", reportedAt="reported_at"),
            "tenant": HOLDER,
            "origin": One("Tenant", "origin"),
            "listedBy": One("Tenant", "listed_by"),
            "post": One("Post", "holder_post"),
            "leadPost": One("Post", "lead_post"),
            "reportedBy": One("Person", "reported_by"),
            "hops": Many("Hop", "id", "problem_id", ("seq",), paged=False),
            "happenings": Many("Happening", "id", "problem_id", ("happened_at",)),
            "measures": Many("Measure", "id", "problem_id", ("position",), paged=False),
            "evaluations": Many(
                "Evaluation", "id", "problem_id", ("round", "given_at"), paged=False
            ),
        },
    ),
    Type(
        "Hop",
        "hop",
        {
            **columns(seq="seq", direction="direction", byRule="by_rule", shown="shown"),
            **columns(madeAt="made_at"),
            "madeBy": graded("hop", "made_by", "read_who"),
            "fromTenant": One("Tenant", "starts", sealed=("hop", "read_who")),
            "toTenant": One("Tenant", "ends", sealed=("hop", "read_who")),
            "post": One("Post", "post_id", sealed=("hop", "read_all")),
            "note": graded("hop", "note", "read_all"),
            "problem": PROBLEM,
        },
    ),
    Type(
        "Happening",
        "happening",
        {
            **columns(act="act", before="before", after="after", happenedAt="happened_at"),
            "by": graded("happening", "author_title", "read_who"),
            "otherEnd": One("Tenant", "other_end", sealed=("happening", "read_who")),
            "text": graded("happening", "text", "read_all"),
            "dueOn": graded("happening", "due_on", "read_all"),
            "problem": PROBLEM,
        },
    ),
    Type(
        "Measure",
        "measure",
        {
            **columns(position="position", text="text", dueOn="due_on", state="state"),
            "owner": One("Post", "owner_post"),
            "problem": PROBLEM,
        },
    ),
    Type(
        "Evaluation",
        "evaluation",
        {
            **columns(round="round", party="party", rating="rating", sealed="sealed"),
            "problem": PROBLEM,
        },
    ),
    Type(
        "Petitioner",
        "petitioner",
        {
            **columns(kind="kind", matter="matter", channel="channel", joint="joint"),
            "tenant": HOLDER,
            "registeredBy": One("Person", "author_person"),
        },
    ),
    Type(
        "CalendarDay",
        "calendar_day",
        {**columns(day="day", works="works", reason="reason", state="state"), "tenant": HOLDER},
    ),
)

FILTERED: Mapping[str, str] = {
    "open": "open", "overdue": "overdue", "state": "state", "listType": "list_type",
    "label": "class",
}  # fmt: skip  # reads as a table


def oversees(world: World, row: Row) -> bool:
    """A problem that the viewer's level lists."""
    return world.may("problem", row, "oversee")


def holds(world: World, row: Row) -> bool:
    """An open problem in the hands of the acting unit."""
    return bool(row["holder"] == world.who.unit and row["open"] and oversees(world, row))


def waits(world: World, row: Row) -> bool:
    """A problem that a direct subordinate brought before the acting unit."""
    brought = row["state"] in {"PENDING_UPPER", "OBJECTED"}
    return bool(world.parents[row["holder"]] == world.who.unit and brought and oversees(world, row))
