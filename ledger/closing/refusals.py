"""Refusals of evaluation and closing.

Refusal
├── NotFound
│   └── CodeNotOpen, FollowUpNotFound
├── NotAllowed
│   └── StaffDoNotAnswer, RecorderInTheLine
├── Conflict
│   └── AnswerInConflict, TooManyAttempts, UnderObservation,
│       FollowUpStale, FollowUpNotOpen, ClientKnown, SpotIsAnswered, ClosedByWhoWaived,
│       ClosedByWhoAsked
└── Invalid
    └── LessonMissing, PartyLinkMissing, SolvedUnsaid, AnswerUntraced,
        NoTelephoneNumber
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotAllowed, NotFound


@dataclass(eq=False)
class CodeNotOpen(NotFound):
    """No open code is like this one: a code works once, for 30 days, and not after five wrong tries."""

    code: ClassVar[str] = "evaluation_code.not_open"
    zh: ClassVar[str] = "没有有效的评议码：评议码三十日内有效，只能使用一次，输错五次即作废。"


@dataclass(eq=False)
class StaffDoNotAnswer(NotAllowed):
    """Those served answer this, without signing in; whoever works here does not answer for them."""

    code: ClassVar[str] = "evaluation_code.not_for_staff"
    zh: ClassVar[str] = "评议由服务对象本人作出，无须登录；工作人员不得代为评议。"


@dataclass(eq=False)
class AnswerInConflict(Conflict):
    """This number or device belongs to those who handle, or has answered another item of the same
    unit: the answer is to be taken by a call-back from outside the handling line.
    """

    code: ClassVar[str] = "evaluation_code.conflict"
    zh: ClassVar[str] = (
        "该号码或设备属于办理人员，或已评议过同一责任单位的其他事项；请由办理线以外的人员回访记录。"
    )


@dataclass(eq=False)
class TooManyAttempts(Conflict):
    """Too many codes were tried from this device within the hour."""

    code: ClassVar[str] = "evaluation_code.too_many_attempts"
    zh: ClassVar[str] = "该设备一小时内尝试的评议码过多，请稍后再试。"


@dataclass(eq=False)
class SolvedUnsaid(Invalid):
    """An answer says whether it was solved and how it was taken; where nobody answered there is
    nothing to say.
    """

    code: ClassVar[str] = "evaluation.solved_unsaid"
    zh: ClassVar[str] = "评议须同时说明问题是否解决、如何取得；无人答复的，不得填写。"


@dataclass(eq=False)
class AnswerUntraced(Invalid):
    """An answer that passes says what it can be traced by: taken by telephone, the number that was
    called; otherwise in words where and before whom. A code sent as a message says to which number.
    Unsaid: {unsaid}.
    """

    code: ClassVar[str] = "evaluation.untraced"
    zh: ClassVar[str] = (
        "满意、基本满意的评议须可核查：电话回访的，写明所拨号码；上门或书面的，写明何处、谁在场；"
        "短信送达评议码的，写明号码。未写：{unsaid}。"
    )
    unsaid: str


@dataclass(eq=False)
class NoTelephoneNumber(Invalid):
    """A telephone number has {least} to {most} digits, a mobile one eleven; blanks, hyphens, brackets
    and +86 may stand in it.
    """

    code: ClassVar[str] = "evaluation.number_refused"
    zh: ClassVar[str] = (
        "电话号码为{least}至{most}位数字，手机号码为11位，可以有空格、连字符、括号和+86。"
    )
    least: int
    most: int


@dataclass(eq=False)
class LessonMissing(Invalid):
    """A closing carries a lasting mechanism or a follow-up, or says alone that none is needed and why."""

    code: ClassVar[str] = "closing.lesson_missing"
    zh: ClassVar[str] = "销号须有长效机制或举一反三措施；确无需要的，单独说明理由。"


@dataclass(eq=False)
class PartyLinkMissing(Invalid):
    """A closing names the Party organisation in whose Party building the cause lies and the one that
    solved it. Missing: {missing}. Nearest on the line: {name} ({nearest}).
    """

    code: ClassVar[str] = "closing.party_link_missing"
    zh: ClassVar[str] = (
        "销号须写明党建根源所在的党组织和解决问题的党组织。未写：{missing}。"
        "本条线上最近的党组织：{name}（{nearest}）。"
    )
    missing: str
    nearest: str
    name: str


@dataclass(eq=False)
class UnderObservation(Conflict):
    """Problems of this class are closed once they stay away: until {until} at the earliest, with at
    most {most} alike ({found} so far).
    """

    code: ClassVar[str] = "closing.under_observation"
    zh: ClassVar[str] = (
        "此类问题须经观察期方可销号：最早 {until}，同类问题不超过 {most} 件（目前 {found} 件）。"
    )
    until: str
    most: int
    found: int


@dataclass(eq=False)
class FollowUpNotFound(NotFound):
    """There is no such follow-up, or it is not yours to see."""

    code: ClassVar[str] = "follow_up.not_found"
    zh: ClassVar[str] = "没有这项举一反三措施，或您无权查看。"


@dataclass(eq=False)
class FollowUpStale(Conflict):
    """The follow-up changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "follow_up.stale"
    zh: ClassVar[str] = "举一反三措施已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class FollowUpNotOpen(Conflict):
    """Nothing is owed here: it was reported, or none was needed."""

    code: ClassVar[str] = "follow_up.not_open"
    zh: ClassVar[str] = "此项已经报告，或无需落实。"


@dataclass(eq=False)
class RecorderInTheLine(NotAllowed):
    """Whoever took a step in handling the problem opens no code, and takes neither an answer that passes nor
    that none came or nobody was served.
    """

    code: ClassVar[str] = "evaluation.in_the_line"
    zh: ClassVar[str] = (
        "参与过办理的人，不得发出评议码，也不得记录满意、基本满意的评议，"
        "不得记录无人答复或没有服务对象。"
    )


@dataclass(eq=False)
class ClientKnown(Conflict):
    """There is somebody to ask: only what served nobody is waived."""

    code: ClassVar[str] = "evaluation.client_known"
    zh: ClassVar[str] = "有服务对象可问；只有没有服务对象的问题才可免予评议。"


@dataclass(eq=False)
class SpotIsAnswered(Conflict):
    """What was settled on the spot has somebody to ask: those it was settled for."""

    code: ClassVar[str] = "evaluation.spot_is_answered"
    zh: ClassVar[str] = "就地解决的问题总有服务对象可问，不得免予评议。"


@dataclass(eq=False)
class ClosedByWhoWaived(Conflict):
    """Whoever wrote down that nobody was served, or that nobody answered, does not close it as well."""

    code: ClassVar[str] = "closing.by_who_waived"
    zh: ClassVar[str] = "记录“无服务对象”或“未答复”的人不得同时销号，须由另一人办理。"


@dataclass(eq=False)
class ClosedByWhoAsked(Conflict):
    """Whoever took the answer of those served, or opened the code by which it came, does not close as
    well.
    """

    code: ClassVar[str] = "closing.by_who_asked"
    zh: ClassVar[str] = "记录服务对象评议的人、发出所用评议码的人不得同时销号，须由另一人办理。"
    constraint: ClassVar[str] = "closing_by_who_asked"
