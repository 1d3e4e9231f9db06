"""Shelves of parts, and the hand-over list of a post."""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, and_, literal, or_, select, union_all

from ledger.assignments.tables import assignment
from ledger.problems.casework_tables import case_lead
from ledger.problems.tables import measure, problem
from storage.printing import literal as print_literal
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)


def _is_a_part(row: Columns, _: Columns, __: Values) -> ColumnElement[bool]:
    """Not the main handler's, which follows the problem (``giving.standing``)."""
    return or_(row["role"] != print_literal("MAIN"), row["part_of"].is_not(None))


def _not_objected_yet(row: Columns, viewer: Columns, given: Values) -> ColumnElement[bool]:
    """A part that nobody has objected to: once is all there is (``object_to_part``)."""
    return and_(_is_a_part(row, viewer, given), row["objection_reason"].is_(None))


_STEPS = (
    ("ACCEPT_PART", "assignment.accept", ("ASSIGNED",), _is_a_part),
    ("OBJECT_TO_PART", "assignment.accept", ("ASSIGNED",), _not_objected_yet),
    ("OVERRULE_PART_OBJECTION", "assignment.withdraw", ("OBJECTED",), _is_a_part),
    ("HAND_ON_PART", "assignment.hand_on", ("ACCEPTED", "HANDED_ON"), _is_a_part),
    ("FINISH_PART", "assignment.finish", ("ACCEPTED",), _is_a_part),
    (
        "WITHDRAW_PART",
        "assignment.withdraw",
        ("ASSIGNED", "OBJECTED", "ACCEPTED", "HANDED_ON"),
        _is_a_part,
    ),
)

ASSIGNMENT = Shelf(
    "Assignment",
    assignment,
    "assignment.read",
    {
        "id": Key(),
        "role": Value(Print.NAME, "role"),
        "state": Value(Print.NAME, "state"),
        "dueOn": Value(Print.NAME, "due_on"),
        "open": Value(Print.BOOLEAN, "open"),
        "overdue": Value(Print.BOOLEAN, "overdue"),
        "openParts": Value(Print.NUMBER, "parts_open"),
        "text": Value(Print.TEXT, "text"),
        "result": Value(Print.TEXT, "result", nullable=True),
        "objectionReason": Value(Print.TEXT, "objection_reason", nullable=True),
        "objectionText": Value(Print.TEXT, "objection_text", nullable=True),
        "objectionAnswer": Value(Print.TEXT, "objection_answer", nullable=True),
        "madeBy": Value(Print.TEXT, "made_by"),
        "madeAt": Value(Print.INSTANT, "made_at"),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "leadPost": Row("Post", (("lead_post", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "partOf": Row("Assignment", (("part_of", "id"),)),
        "viewerActions": Steps(
            tuple(
                Step(name, action, states, further_check=True, holds=holds)
                for name, action, states, holds in _STEPS
            )
        ),
    },
    orders={"MADE_AT": Order(("made_at",)), "DUE_ON": Order(("due_on",))},
)


def _held_by_posts(reach: Reach) -> FromClause:
    """What posts have in hand, of the problems that the viewer oversees."""
    seen = reach.allowed("problem.oversee", dict(problem.c))
    problems = select(
        problem.c.root,
        problem.c.id,
        problem.c.holder_post.label("post_id"),
        literal("ITEM").label("kind"),
        problem.c.id.label("problem_id"),
        problem.c.due_on,
    ).where(problem.c.open, seen)
    measures = (
        select(
            measure.c.root,
            measure.c.id,
            measure.c.owner_post,
            literal("MEASURE"),
            measure.c.problem_id,
            measure.c.due_on,
        )
        .join(problem, and_(problem.c.root == measure.c.root, problem.c.id == measure.c.problem_id))
        .where(measure.c.state == "PLANNED", problem.c.open, seen)
    )
    parts = select(
        assignment.c.root,
        assignment.c.id,
        assignment.c.lead_post,
        literal("PART"),
        assignment.c.problem_id,
        assignment.c.due_on,
    ).where(
        assignment.c.open,
        assignment.c.role == "CO",
        reach.allowed("assignment.read", dict(assignment.c)),
    )
    return union_all(problems, measures, parts, _led(seen)).subquery("in_hand")


def _led(seen: ColumnElement[bool]) -> Select[Any]:
    """What posts lead at a unit below theirs."""
    lead = case_lead.c
    return (
        select(
            lead.root,
            lead.id,
            lead.post_id,
            literal("LEAD"),
            lead.problem_id,
            problem.c.due_on,
        )
        .join(problem, and_(problem.c.root == lead.root, problem.c.id == lead.problem_id))
        .where(lead.state == "ACTIVE", problem.c.open, seen)
    )


HANDOVER_ITEM = Shelf(
    "HandoverItemInfo",
    _held_by_posts,
    None,
    {
        "kind": Value(Print.NAME, "kind"),
        "dueOn": Value(Print.NAME, "due_on"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"DUE_ON": Order(("due_on",))},
    filters={"post": Filter(column="post_id", id_of="Post")},
)

SHELVES = (ASSIGNMENT, HANDOVER_ITEM)


def _mine(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(
        columns["holder"] == values["viewer_tenant"], columns["open"], columns["role"] == "CO"
    )


def _to_accept(columns: Columns, values: Values) -> ColumnElement[Any]:
    return and_(_mine(columns, values), columns["state"] == "ASSIGNED")


def _to_rule_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    """What those to whom the unit gave it object to."""
    mine = columns["holder_parent"] == values["viewer_tenant"]
    return and_(mine, columns["state"] == "OBJECTED")


def _to_do(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Signed for and not done; what was given on waits for those below."""
    return and_(_mine(columns, values), columns["state"] == "ACCEPTED")


ROOTS = {
    "partsToAccept": Rows(
        "Assignment", where=_to_accept, order="DUE_ON", action="assignment.accept", anchored=True
    ),
    "partsToRuleOn": Rows(
        "Assignment", where=_to_rule_on, order="DUE_ON", action="assignment.withdraw", anchored=True
    ),
    "partsToDo": Rows(
        "Assignment", where=_to_do, order="DUE_ON", action="assignment.finish", anchored=True
    ),
    "assignmentInbox": Rows("Assignment", where=_mine, order="DUE_ON"),
    "handover": Rows("HandoverItemInfo", order="DUE_ON", filters=("post",)),
}
