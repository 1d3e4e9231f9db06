"""Types of evaluation and closing."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.problems.enums import ProblemLabel, ProblemListType
from schema.problems.types import Problem
from schema.tenants.types import Body, Person, Tenant


@strawberry.enum(
    description="How a code goes out: as a link, by message, on paper. 评议码送达方式。"
)
class CodeChannel(Enum):
    """How a code goes out."""

    LINK = "LINK"
    MESSAGE = "MESSAGE"
    PAPER = "PAPER"


@strawberry.enum(description="Whether a code still opens anything. 评议码状态。")
class CodeState(Enum):
    """Whether a code still opens anything."""

    OPEN = "OPEN"
    ANSWERED = "ANSWERED"
    LOCKED = "LOCKED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="What caused it, of six: 政治、组织、思想、作风、纪律、制度。")
class RootCause(Enum):
    """What caused it."""

    POLITICAL = "POLITICAL"
    ORGANISATION = "ORGANISATION"
    THOUGHT = "THOUGHT"
    STYLE = "STYLE"
    DISCIPLINE = "DISCIPLINE"
    INSTITUTION = "INSTITUTION"


@strawberry.enum(description="What is done beyond the case: 整治、补齐、预防，或无需（说明理由）。")
class FollowUpKind(Enum):
    """What is done beyond the case."""

    SWEEP = "SWEEP"
    MECHANISM = "MECHANISM"
    PREVENTION = "PREVENTION"
    NONE_NEEDED = "NONE_NEEDED"


@strawberry.enum(description="Where a follow-up stands. 举一反三状态。")
class FollowUpState(Enum):
    """Where a follow-up stands."""

    ORDERED = "ORDERED"
    REPORTED = "REPORTED"
    NOT_NEEDED = "NOT_NEEDED"


@strawberry.enum(description="Why a refusal is unreasonable. 认定理由。")
class OverrideGround(Enum):
    """Why a refusal is unreasonable."""

    UNLAWFUL = "unlawful"
    STEPS_USED_UP = "steps_used_up"


@strawberry.type(
    description="That those served were given a code to answer by; the code itself is shown once. 评议码。"
)
class EvaluationCode(Node):
    """A code."""

    round: int = read("Which round of evaluation. 轮次。")
    channel: CodeChannel = read("How it went out. 送达方式。")
    state: CodeState = read("Whether it still opens anything. 状态。")
    opened_at: datetime = read("When it was opened. 开码时间。")
    expires_at: datetime = read("Until when it is good. 有效期至。")
    problem: Problem | None = read("The problem. 问题。")
    opened_by: Person | None = read("Who opened it. 开码人。")


@strawberry.type(
    description="What a closing orders beyond the case: a sweep, a mechanism, prevention. 举一反三措施。"
)
class FollowUp(Node):
    """A follow-up."""

    kind: FollowUpKind = read("Which. 类别。")
    text: str = read("What is ordered, or why nothing is. 内容。")
    due_on: date | None = read("Until when. 时限。")
    state: FollowUpState = read("Where it stands. 状态。")
    result: str | None = read("What came of it. 落实情况。")
    ordered_at: datetime = read("When it was ordered. 提出时间。")
    version: int = read("Rises with every change. 版本。")
    problem: Problem | None = read("The problem. 问题。")
    closing: "Closing | None" = read("The closing that ordered it. 销号单。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")


@strawberry.type(
    description="The sheet of one striking-off (销号单): who, why, what was learned, three scores. 销号单。"
)
class Closing(Node):
    """A closing."""

    list_type: ProblemListType = read("Which of the six lists. 所属清单。")
    label: ProblemLabel | None = read("Its class. 类别。")
    root_cause: RootCause = read("What caused it. 根源。")
    party_building_reason: str = read("The reason found in Party building. 党建原因。")
    mechanism: str = read("What will keep it from coming back; may be empty. 长效机制。")
    team_problem_control: int = read("班子问题管控力, 0 to 100.")
    chief_duty_bearing: int = read("一把手履职担当力, 0 to 100.")
    cadre_work_drive: int = read("干部工作推进力, 0 to 100.")
    text: str = read("In words. 说明。")
    closed_at: datetime = read("When. 销号时间。")
    cancelled_at: datetime | None = read("When a rebound cancelled it. 撤销时间。")
    false_closing: bool = read("Found never to have been solved. 虚假销号。")
    level: Tenant | None = read("The level that listed it, to which it is charged. 列单层级。")
    responsible: Tenant | None = read("The unit that was responsible. 责任单位。")
    found_by_body: Body | None = read(
        "The Party organisation that found it; null when not yours to see. 发现问题的党组织。"
    )
    cause_body: Body | None = read(
        "The Party organisation in whose Party building its cause lies. 党建根源所在的党组织。"
    )
    solved_by_body: Body | None = read("The Party organisation that solved it. 解决问题的党组织。")
    handled_by: Person | None = read("Who handled it. 承办人。")
    led_by: Person | None = read("Who led it. 牵头领导。")
    closed_by: Person | None = read("Who closed it. 销号人。")
    problem: Problem | None = read("The problem. 问题。")
    follow_ups: list[FollowUp] = read("What was ordered beyond the case. 举一反三。")
