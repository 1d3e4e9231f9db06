"""Types of proposals to escalate."""

from datetime import date
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.problems.types import Problem
from schema.tenants.types import Tenant


@strawberry.enum(description="Why it is proposed. 提级建议的缘由。")
class EscalationKind(Enum):
    """Why it is proposed."""

    OVERDUE = "OVERDUE"
    RETURNED = "RETURNED"
    TIE = "TIE"
    WIDESPREAD = "WIDESPREAD"


@strawberry.enum(description="What became of a proposal. 提级建议状态。")
class EscalationState(Enum):
    """What became of a proposal."""

    PROPOSED = "PROPOSED"
    FOLLOWED = "FOLLOWED"
    DISMISSED = "DISMISSED"
    LAPSED = "LAPSED"


@strawberry.type(description="What time or numbers put before a superior; it decides. 提级建议。")
class Escalation(Node):
    """A proposal to escalate."""

    kind: EscalationKind = read("Why. 缘由。")
    state: EscalationState = read("What became of it. 状态。")
    category: str | None = read("Of what is widespread, its category. 问题类别。")
    items: int = read("How many problems. 问题数。")
    units: int = read("In how many direct subordinates. 涉及单位数。")
    proposed_on: date = read("Since when. 提出日期。")
    reason: str | None = read("Why it was dismissed. 不采纳的理由。")
    version: int = read("Rises with every change. 版本。")
    about: Tenant = read("Where the problem lay; of what is widespread, the level. 涉及单位。")
    problem: Problem | None = read("The problem, of a single one. 问题。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")
