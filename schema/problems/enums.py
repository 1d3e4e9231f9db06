"""Closed lists of the problem ladder, equal to those of its rules."""

from enum import Enum

import strawberry


@strawberry.enum(description="Whether a mechanism has ended a type of problem. 一类问题的状态。")
class ClusterState(Enum):
    """Whether a mechanism has ended a type of problem."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


@strawberry.enum(description="Where a problem stands. 问题状态。")
class ProblemState(Enum):
    """Where a problem stands."""

    COLLECTED = "COLLECTED"
    REGISTERED = "REGISTERED"
    RESOLVED_ON_SPOT = "RESOLVED_ON_SPOT"
    REJECTED = "REJECTED"
    MERGED = "MERGED"
    DIVERTED = "DIVERTED"
    BANKED = "BANKED"
    PENDING_UPPER = "PENDING_UPPER"
    LISTED = "LISTED"
    TRIAGED = "TRIAGED"
    ASSIGNED = "ASSIGNED"
    OBJECTED = "OBJECTED"
    ACCEPTED = "ACCEPTED"
    PLEDGED = "PLEDGED"
    RECTIFYING = "RECTIFYING"
    SUSPENDED = "SUSPENDED"
    COMPLETION_CLAIMED = "COMPLETION_CLAIMED"
    SELF_EVALUATED = "SELF_EVALUATED"
    CLIENT_EVALUATED = "CLIENT_EVALUATED"
    RETURNED = "RETURNED"
    CLOSED = "CLOSED"
    RECHECKING = "RECHECKING"
    ARCHIVED = "ARCHIVED"


@strawberry.enum(description="What one person proposes and another confirms. 须由两人办理的步骤。")
class ProposedStep(Enum):
    """What one person proposes and another confirms."""

    REJECT = "REJECT"
    LIST = "LIST"
    TRIAGE = "TRIAGE"


@strawberry.enum(
    description="For which steps a level may ask for a second person. 可设定须第二人确认的步骤。"
)
class SecondStep(Enum):
    """For which steps a level may ask for a second person."""

    LIST = "LIST"
    TRIAGE = "TRIAGE"


@strawberry.enum(
    description="Before which forum of the level above an escalation is brought: the government office, its "
    "executive meeting, a joint conference. 提级提交的议事形式：政府办公室、政府常务会议、联席会议。"
)
class EscalationForum(Enum):
    """Before which forum of the level above an escalation is brought."""

    OFFICE = "OFFICE"
    EXECUTIVE_MEETING = "EXECUTIVE_MEETING"
    JOINT_CONFERENCE = "JOINT_CONFERENCE"


@strawberry.enum(description="On what ground work may rest: staged, or force majeure. 暂缓的情形。")
class RestGround(Enum):
    """On what ground work may rest."""

    STAGED = "STAGED"
    FORCE_MAJEURE = "FORCE_MAJEURE"


@strawberry.enum(
    description="On which track an item is handled, each with clocks of its own. 办理类别。"
)
class StatutoryTrack(Enum):
    """On which track an item is handled."""

    NORMAL = "NORMAL"
    URGENT = "URGENT"
    HARD = "HARD"
    MINUTES_ITEM = "MINUTES_ITEM"
    DOCUMENT_ITEM = "DOCUMENT_ITEM"
    FINDING = "FINDING"
    DRAFT_REPORT = "DRAFT_REPORT"
    DRAFT_CONFIRMED = "DRAFT_CONFIRMED"
    HANDLE = "HANDLE"
    CONSULT = "CONSULT"
    ORDINARY = "ORDINARY"
    MAJOR = "MAJOR"


@strawberry.enum(description="How a problem is to be rectified: 分类整改、协同整改、集成整改。")
class HandlingMode(Enum):
    """How a problem is to be rectified."""

    BY_CLASS = "BY_CLASS"
    JOINT = "JOINT"
    INTEGRATED = "INTEGRATED"


@strawberry.enum(description="What kind of measure it is: 前瞻预防、有解解决、创新突破。")
class Approach(Enum):
    """What kind of measure it is."""

    PREVENT = "PREVENT"
    SOLVE = "SOLVE"
    INNOVATE = "INNOVATE"


@strawberry.enum(description="The six lists. 六张问题清单。")
class ProblemListType(Enum):
    """The six lists."""

    INSPECTION = "INSPECTION"
    AUDIT = "AUDIT"
    SUPERVISION = "SUPERVISION"
    PETITION = "PETITION"
    HOTLINE_12345 = "HOTLINE_12345"
    PUBLIC_OPINION = "PUBLIC_OPINION"


@strawberry.enum(description="The fields of work that seed 0 names. 问题领域。")
class ProblemField(Enum):
    """Fields of work."""

    ECONOMY = "ECONOMY"
    RISK = "RISK"
    GOVERNANCE = "GOVERNANCE"
    PARTY = "PARTY"
    OTHER = "OTHER"


@strawberry.enum(description="The five phases of the whole chain. 全流程五个阶段。")
class ProblemPhase(Enum):
    """The five phases of the whole chain."""

    DISCOVERY = "DISCOVERY"
    ANALYSIS = "ANALYSIS"
    RECTIFICATION = "RECTIFICATION"
    EVALUATION = "EVALUATION"
    PREVENTION = "PREVENTION"


@strawberry.enum(description="Whence a problem came. 来源渠道。")
class Channel(Enum):
    """Whence a problem came."""

    OWN_FINDING = "OWN_FINDING"
    PHONE = "PHONE"
    INSPECTION = "INSPECTION"
    AUDIT = "AUDIT"
    SUPERVISION = "SUPERVISION"
    PETITION = "PETITION"
    HOTLINE_12345 = "HOTLINE_12345"
    PUBLIC_OPINION = "PUBLIC_OPINION"


@strawberry.enum(description="The three classes of seed 0. 三类问题。")
class ProblemLabel(Enum):
    """The three classes of seed 0."""

    AT_ONCE = "AT_ONCE"
    SET_TIME = "SET_TIME"
    STAGED = "STAGED"


@strawberry.enum(description="The colour of a class. 标签颜色。")
class Colour(Enum):
    """The colour of a class."""

    RED = "RED"
    YELLOW = "YELLOW"
    BLUE = "BLUE"


@strawberry.enum(description="How time is going. 进度预警灯。")
class Alert(Enum):
    """How time is going."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


@strawberry.enum(description="Up or down one level. 上行或下行。")
class Direction(Enum):
    """Up or down one level."""

    UP = "UP"
    DOWN = "DOWN"


@strawberry.enum(
    description="What those below see of a step's own record: nothing, that it was taken, by whom, all of it. "
    "Where the problem lies now, its state, label and day are fields of the problem and stay readable to "
    "whoever had it. 对下公开程度：只管这一步的记录；问题现在何处、状态、类别、时限，经手过的单位仍看得到。"
)
class Shown(Enum):
    """What those below see of a step."""

    NONE = "NONE"
    THAT = "THAT"
    WHO = "WHO"
    ALL = "ALL"


@strawberry.enum(description="Why a level nets a problem in. 收网理由。")
class Ground(Enum):
    """Why a level nets a problem in."""

    LAGGING = "LAGGING"
    CROSS_UNIT_AND_HARD = "CROSS_UNIT_AND_HARD"
    WIDESPREAD = "WIDESPREAD"


@strawberry.enum(description="Where a measure stands. 措施状态。")
class MeasureState(Enum):
    """Where a measure stands."""

    PLANNED = "PLANNED"
    DONE = "DONE"
    LAPSED = "LAPSED"


@strawberry.enum(description="Who evaluates. 评价主体。")
class Party(Enum):
    """Who evaluates."""

    SELF = "SELF"
    CLIENT = "CLIENT"
    PANEL = "PANEL"
    ORGANISATION = "ORGANISATION"


@strawberry.enum(description="What was said. 评价结果。")
class Rating(Enum):
    """What was said."""

    SATISFIED = "SATISFIED"
    BASICALLY_SATISFIED = "BASICALLY_SATISFIED"
    DISSATISFIED = "DISSATISFIED"
    NO_ANSWER = "NO_ANSWER"
    NO_CLIENT = "NO_CLIENT"
    PASS = "PASS"  # noqa: S105 - an answer, no password
    FAIL = "FAIL"


@strawberry.enum(description="What those served say; no answer is not consent. 服务对象评议。")
class ClientRating(Enum):
    """What those served say."""

    SATISFIED = "SATISFIED"
    BASICALLY_SATISFIED = "BASICALLY_SATISFIED"
    DISSATISFIED = "DISSATISFIED"
    NO_ANSWER = "NO_ANSWER"
    NO_CLIENT = "NO_CLIENT"


@strawberry.enum(
    description="How an answer of those served was taken: by a code, by telephone, on a visit, on paper. "
    "评议的取得渠道：评议码、电话回访、上门回访、书面。"
)
class AnswerChannel(Enum):
    """How an answer of those served was taken."""

    CODE = "CODE"
    TELEPHONE = "TELEPHONE"
    VISIT = "VISIT"
    PAPER = "PAPER"


@strawberry.enum(
    description="How an answer was taken by somebody who records it: by telephone, on a visit, on paper. "
    "由人记录的评议的取得渠道：电话回访、上门回访、书面。"
)
class RecordedChannel(Enum):
    """How an answer was taken by somebody who records it; what comes by a code records itself."""

    TELEPHONE = "TELEPHONE"
    VISIT = "VISIT"
    PAPER = "PAPER"


@strawberry.enum(description="How problems are ordered. 排序。")
class ProblemOrder(Enum):
    """How problems are ordered."""

    DUE_ON = "DUE_ON"
    DUE_ON_DESC = "DUE_ON_DESC"
    REPORTED_AT = "REPORTED_AT"
    REPORTED_AT_DESC = "REPORTED_AT_DESC"


@strawberry.enum(description="Main handler or co-handler. 主办、协办。")
class AssignmentRole(Enum):
    """Main handler or co-handler."""

    MAIN = "MAIN"
    CO = "CO"


@strawberry.enum(description="Where a part stands. 分办状态。")
class AssignmentState(Enum):
    """Where a part stands."""

    ASSIGNED = "ASSIGNED"
    OBJECTED = "OBJECTED"
    ACCEPTED = "ACCEPTED"
    HANDED_ON = "HANDED_ON"
    FINISHED = "FINISHED"
    WITHDRAWN = "WITHDRAWN"


@strawberry.enum(description="What somebody does in a case. 办件职责。")
class CaseDuty(Enum):
    """What somebody does in a case."""

    LEADER = "LEADER"
    MEMBER = "MEMBER"
    PANEL = "PANEL"


@strawberry.enum(description="Whether it goes on. 是否在任。")
class CaseMemberState(Enum):
    """Whether it goes on."""

    ACTIVE = "ACTIVE"
    RELEASED = "RELEASED"
