"""Root fields of parts and of the hand-over list."""

from datetime import date
from enum import Enum

import strawberry

from schema.fields import connection, read
from schema.nodes import Connection, Result
from schema.problems.types import Assignment, Problem


@strawberry.enum(description="What a post has in hand. 在手事项种类。")
class HandoverKind(Enum):
    """What a post has in hand."""

    ITEM = "ITEM"
    MEASURE = "MEASURE"
    PART = "PART"
    LEAD = "LEAD"


@strawberry.type(description="Something a post has in hand. 待移交事项。")
class HandoverItemInfo:
    """Something a post has in hand."""

    kind: HandoverKind = read(
        "A problem, a measure, a part, or the lead of an item at a unit below. 种类。"
    )
    due_on: date = read("Until when. 时限。")
    problem: Problem | None = read("The problem; null when it is not yours to see. 问题。")


@strawberry.type
class AssignmentQueries:
    """What can be asked of parts."""

    assignment_inbox: Connection[Assignment] = connection(
        "Parts that the viewer's unit has to do, first due first. 本单位协办事项。"
    )
    handover: Result[HandoverItemInfo] = connection(
        "What a post still has in hand: it is emptied before anybody leaves it. 职务移交清单。",
        post=(strawberry.ID, "The post. 职务。"),
    )
