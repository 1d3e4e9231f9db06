"""Refusals of the problem ladder.

Refusal
├── NotFound
│   └── ProblemNotFound, UnitNotFound
├── Conflict
│   └── ProblemExists, IdReused, OrderKnown, SupportedAlready, ProblemStale,
│       ProblemNotOpenToThis, NotSettledHere, SkipsALevel, WithTheAccused,
│       NotWhereItLies, NotTheUpperEnd, PostNotThere, ExchangesUsedUp, ObjectedAlready,
│       MeasuresOpen, EvidenceMissing, CopyOffTheLine, SharedAlready, AnsweredAlready,
│       MasterRefused,
│       NoAnswerIsNoConsent, TooEarlyToEscalate, PartsOpen, PledgeMissing, TooEarlyToArchive,
│       NotDissatisfied, AnswerTooLate, MasterUnfit
└── Invalid
    └── DeadlinePassed, ReasonUnknown, StandardUnmet, GroundUnknown,
        SuspensionRefused, OwnerNotThere, PanelRefused, IdMalformed, ChannelUnnumbered
"""

from dataclasses import dataclass
from typing import ClassVar

from ledger.problems.state_names import STATE_NAMES
from tenants.refusals import Conflict, Invalid, NotFound, WrongState


@dataclass(eq=False)
class ProblemNotFound(NotFound):
    """There is no such problem, or it is not yours to see."""

    code: ClassVar[str] = "problem.not_found"
    zh: ClassVar[str] = "没有这个问题，或您无权查看。"


@dataclass(eq=False)
class UnitNotFound(NotFound):
    """There is no such unit."""

    code: ClassVar[str] = "problem.unit_not_found"
    zh: ClassVar[str] = "没有这个单位。"


@dataclass(eq=False)
class ProblemExists(Conflict):
    """A problem with this id is there already."""

    code: ClassVar[str] = "problem.exists"
    zh: ClassVar[str] = "这个标识的问题已经存在。"
    constraint: ClassVar[str] = "problem_pk"


@dataclass(eq=False)
class IdReused(Conflict):
    """You reported something else under this id before. Make a new id for it."""

    code: ClassVar[str] = "problem.id_reused"
    zh: ClassVar[str] = "您曾用这个标识上报过另外的内容；请换一个新的标识。"


@dataclass(eq=False)
class OrderKnown(Conflict):
    """This order of the upstream channel has been taken in already."""

    code: ClassVar[str] = "problem.order_known"
    zh: ClassVar[str] = "该渠道的这个单号已经登记过。"
    constraint: ClassVar[str] = "problem_upstream"


@dataclass(eq=False)
class SupportedAlready(Conflict):
    """You joined this problem before; a person counts once."""

    code: ClassVar[str] = "problem.supported_already"
    zh: ClassVar[str] = "您已附议过这个问题，每人只计一次。"
    constraint: ClassVar[str] = "supporter_once"


@dataclass(eq=False)
class IdMalformed(Invalid):
    """The id of a report is a UUID that the client made, of version 7 or 4."""

    code: ClassVar[str] = "problem.id_malformed"
    zh: ClassVar[str] = "上报标识应为客户端生成的 UUID（第7版或第4版）。"


@dataclass(eq=False)
class ChannelUnnumbered(Invalid):
    """What an upstream channel fed carries its order number there; a finding or a call has none."""

    code: ClassVar[str] = "problem.channel_unnumbered"
    zh: ClassVar[str] = "上游渠道转来的须填写该渠道单号；自行发现和值班电话接到的不填。"


@dataclass(eq=False)
class PlaceMissing(Invalid):
    """Nothing is registered without a place: say where it is, down to the village, group or road."""

    code: ClassVar[str] = "problem.place_missing"
    zh: ClassVar[str] = "登记须写明地点，具体到村、组、路段。"


@dataclass(eq=False)
class ProblemStale(Conflict):
    """The problem changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "problem.stale"
    zh: ClassVar[str] = "问题已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ProblemNotOpenToThis(WrongState):
    """A problem that is {state} does not take this act."""

    code: ClassVar[str] = "problem.wrong_state"
    zh: ClassVar[str] = "问题处于“{state}”状态，不能办理此事。"
    names = STATE_NAMES


@dataclass(eq=False)
class NotSettledHere(Conflict):
    """Only townships, villages, departments and offices settle on the spot."""

    code: ClassVar[str] = "problem.not_settled_here"
    zh: ClassVar[str] = "就地解决限于乡镇街道、村社区、部门和科室。"


@dataclass(eq=False)
class SkipsALevel(Conflict):
    """A problem moves one level at a time: there is no such step between these two units."""

    code: ClassVar[str] = "problem.skips_a_level"
    zh: ClassVar[str] = "问题逐级上下：这两个单位之间没有这一级。"
    constraint: ClassVar[str] = "hop_along_an_edge"


@dataclass(eq=False)
class WithTheAccused(Conflict):
    """A problem never goes to a unit that it is against, nor to one below it."""

    code: ClassVar[str] = "problem.with_the_accused"
    zh: ClassVar[str] = "问题不得交给它所反映的单位，也不得交给其下级。"
    constraint: ClassVar[str] = "problem_never_with_the_accused_check"


@dataclass(eq=False)
class NotWhereItLies(Conflict):
    """The problem does not lie with the unit from which this step starts."""

    code: ClassVar[str] = "problem.not_where_it_lies"
    zh: ClassVar[str] = "问题不在这一步的出发单位手上。"
    constraint: ClassVar[str] = "hop_starts_where_it_lies"


@dataclass(eq=False)
class NotTheUpperEnd(Conflict):
    """Only the upper of the two units moves a problem between them."""

    code: ClassVar[str] = "problem.not_the_upper_end"
    zh: ClassVar[str] = "问题在两级之间移动，只能由上一级办理。"
    constraint: ClassVar[str] = "hop_made_by_the_upper_end"


@dataclass(eq=False)
class PostNotThere(Conflict):
    """The lead leader must hold a post in the responsible unit."""

    code: ClassVar[str] = "problem.post_not_there"
    zh: ClassVar[str] = "牵头领导必须是责任主体的职务。"
    constraint: ClassVar[str] = "hop_ends_at_a_post"


@dataclass(eq=False)
class DeadlinePassed(Invalid):
    """The deadline {deadline} has passed already."""

    code: ClassVar[str] = "problem.deadline_passed"
    zh: ClassVar[str] = "完成时限 {deadline} 已经过去。"
    deadline: str


@dataclass(eq=False)
class ReasonUnknown(Invalid):
    """{reason} is no reason for this act; known are: {known}."""

    code: ClassVar[str] = "problem.reason_unknown"
    zh: ClassVar[str] = "{reason} 不是此事的理由代码；可用：{known}。"
    reason: str
    known: str


@dataclass(eq=False)
class StandardUnmet(Invalid):
    """No line {line} admits to the list {list_type}; known are: {known}."""

    code: ClassVar[str] = "problem.standard_unmet"
    zh: ClassVar[str] = "清单 {list_type} 的准入标准没有 {line} 这一条；可用：{known}。"
    line: str
    list_type: str
    known: str


@dataclass(eq=False)
class ExchangesUsedUp(Conflict):
    """These two units have sent it to and fro {exchanges} times: it goes no further between them."""

    code: ClassVar[str] = "problem.exchanges_used_up"
    zh: ClassVar[str] = "这两个单位之间已往返 {exchanges} 次，不得再退。"
    exchanges: int


@dataclass(eq=False)
class ObjectedAlready(Conflict):
    """An assignment is objected to once, and this one was."""

    code: ClassVar[str] = "problem.objected_already"
    zh: ClassVar[str] = "每次交办只能提一次异议，本次已经提过。"


@dataclass(eq=False)
class MeasuresOpen(Conflict):
    """{open} measures are not done yet."""

    code: ClassVar[str] = "problem.measures_open"
    zh: ClassVar[str] = "还有 {open} 项措施没有完成。"
    open: int


@dataclass(eq=False)
class EvidenceMissing(Conflict):
    """Your line asks for evidence here: upload it and name at least one file by its hash."""

    code: ClassVar[str] = "problem.evidence_missing"
    zh: ClassVar[str] = "本级或上级要求附佐证材料：请先上传，并以哈希值注明至少一份。"


@dataclass(eq=False)
class CopyOffTheLine(Conflict):
    """An emergency copy goes to units above on the line of the holder only."""

    code: ClassVar[str] = "problem.copy_off_the_line"
    zh: ClassVar[str] = "紧急抄报只能抄送本条线上的上级。"
    constraint: ClassVar[str] = "share_goes_up_the_line"


@dataclass(eq=False)
class SharedAlready(Conflict):
    """That unit has it already."""

    code: ClassVar[str] = "problem.shared_already"
    zh: ClassVar[str] = "该单位已经收到。"
    constraint: ClassVar[str] = "share_once"


@dataclass(eq=False)
class AnsweredAlready(Conflict):
    """This party has spoken in this round."""

    code: ClassVar[str] = "problem.answered_already"
    zh: ClassVar[str] = "本轮该方已经评价。"
    constraint: ClassVar[str] = "evaluation_once"


@dataclass(eq=False)
class MasterRefused(Conflict):
    """A problem is merged into another open one that you can see."""

    code: ClassVar[str] = "problem.master_refused"
    zh: ClassVar[str] = "只能并入您看得到的、另一个未办结的问题。"


@dataclass(eq=False)
class MasterUnfit(Conflict):
    """It is not merged into that one: {fault}. Nobody's clock may be lost by it."""

    code: ClassVar[str] = "problem.master_unfit"
    zh: ClassVar[str] = "不能并入该件：{fault}。并案不得使任何时限落空。"
    fault: str


@dataclass(eq=False)
class NoAnswerIsNoConsent(Conflict):
    """No answer is not consent: a code of this round must be {days} days old, and an on-site check told."""

    code: ClassVar[str] = "problem.no_answer_is_no_consent"
    zh: ClassVar[str] = "未评议不等于满意：须本轮发出评议码满 {days} 日，并说明现场核查情况。"
    days: int


@dataclass(eq=False)
class GroundUnknown(Invalid):
    """{ground} is none of the grounds on which a level nets in: {known}."""

    code: ClassVar[str] = "problem.ground_unknown"
    zh: ClassVar[str] = "{ground} 不是收网的理由；可用：{known}。"
    ground: str
    known: str


@dataclass(eq=False)
class TooEarlyToEscalate(Conflict):
    """A returned problem is escalated from {returns} returns on."""

    code: ClassVar[str] = "problem.too_early_to_escalate"
    zh: ClassVar[str] = "退回满 {returns} 次方可提级。"
    returns: int


@dataclass(eq=False)
class SuspensionRefused(Invalid):
    """A staged problem, or one held up by force majeure, is suspended until a review date within {days} days."""

    code: ClassVar[str] = "problem.suspension_refused"
    zh: ClassVar[str] = "只有分步解决的问题或因不可抗力可以暂缓，复核日不超过 {days} 日。"
    days: int


@dataclass(eq=False)
class BodyNotOfTheLine(Invalid):
    """The Party organisation must be a standing one of a unit that has or had the problem, or of a
    level above it.
    """

    code: ClassVar[str] = "problem.body_not_of_the_line"
    zh: ClassVar[str] = "所列党组织须是经办过此问题的单位或其上级的现有党组织。"


@dataclass(eq=False)
class PartsOpen(Conflict):
    """{open} co-handlers are not done yet."""

    code: ClassVar[str] = "problem.parts_open"
    zh: ClassVar[str] = "还有 {open} 个协办单位没有办结。"
    open: int


@dataclass(eq=False)
class PledgeMissing(Conflict):
    """For such a problem the head of the unit signs a pledge before work begins."""

    code: ClassVar[str] = "problem.pledge_missing"
    zh: ClassVar[str] = "此类问题须由单位主要负责人签署整改承诺后方可开始整改。"


@dataclass(eq=False)
class OwnerNotThere(Invalid):
    """Whoever is named must hold a current post in the unit or below it."""

    code: ClassVar[str] = "problem.owner_not_there"
    zh: ClassVar[str] = "所列职务必须是该单位或其下级的现有职务。"


@dataclass(eq=False)
class TooEarlyToArchive(Conflict):
    """Re-checks are left: one is planned or under way, or may be drawn within {days} days of closing."""

    code: ClassVar[str] = "problem.too_early_to_archive"
    zh: ClassVar[str] = "回头看尚未结束：有计划中或进行中的，或销号未满 {days} 日仍可能抽到。"
    days: int


@dataclass(eq=False)
class NotDissatisfied(Conflict):
    """Only a return that those served brought about is overridden by a panel."""

    code: ClassVar[str] = "problem.not_dissatisfied"
    zh: ClassVar[str] = "只有因服务对象不满意而退回的问题，才可由评议组认定。"


@dataclass(eq=False)
class PanelRefused(Invalid):
    """A panel is {least} or more people of the listing level who neither handled nor lead it."""

    code: ClassVar[str] = "problem.panel_refused"
    zh: ClassVar[str] = "评议组须由列单层级 {least} 名以上、未承办也未牵头的人员组成。"
    least: int


@dataclass(eq=False)
class AnswerTooLate(Conflict):
    """What was settled on the spot is answered within {days} days."""

    code: ClassVar[str] = "problem.answer_too_late"
    zh: ClassVar[str] = "就地解决的问题须在 {days} 日内评议。"
    days: int
