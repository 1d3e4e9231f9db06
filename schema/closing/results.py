"""Inputs and results of the acts of evaluation and closing."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.closing.types import (
    CodeChannel,
    EvaluationCode,
    FollowUp,
    FollowUpKind,
    OverrideGround,
    RootCause,
)
from schema.fields import read
from schema.problems.enums import ClientRating, RecordedChannel
from schema.problems.members import evidence
from schema.problems.types import Problem
from schema.responsibilities.inputs import may, must
from schema.tenants.types import Person


@strawberry.enum(description="What those served answer. 服务对象的评议。")
class ClientAnswer(Enum):
    """What those served answer."""

    SATISFIED = "SATISFIED"
    BASICALLY_SATISFIED = "BASICALLY_SATISFIED"
    DISSATISFIED = "DISSATISFIED"


@strawberry.input(description="One follow-up: what, until when. 一项举一反三措施。")
class FollowUpInput:
    """One follow-up."""

    kind: FollowUpKind = must("Which; NONE_NEEDED stands alone and says why. 类别。")
    text: str = must("What is ordered, or why nothing is. 内容或理由。")
    due_on: date | None = may("Until when. 时限。", None)


@strawberry.input(description="Gives those served a code by which they answer once. 开具评议码。")
class OpenClientEvaluationInput:
    """Gives those served a code by which they answer once."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    channel: CodeChannel = must("How it goes out. 送达方式。")
    number: str = may(
        "The number it goes to; kept as a keyed hash alone; must be said of a MESSAGE. 接收号码；短信送达的必填。",
        "",
    )


@strawberry.type(description="It was done. 已办理。")
class OpenClientEvaluationSuccess:
    """It was done."""

    fresh: strawberry.Private[str]
    evaluation_code: EvaluationCode | None = read("The code's record. 评议码记录。")
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="The code, shown this once and kept nowhere; null when replayed. 评议码，仅显示一次。"
    )
    def one_time_code(self) -> str | None:
        """The code."""
        return None if self.replayed else self.fresh

    @strawberry.field(
        description="The code. 评议码。",
        deprecation_reason="Use oneTimeCode: code of a Refusal may be asked for beside it. 请用 oneTimeCode，可与 Refusal 的 code 同时查询。",
    )
    def code(self) -> str | None:
        """The code, under the name that clashes with that of a refusal."""
        return None if self.replayed else self.fresh


OpenClientEvaluationResult = Annotated[
    OpenClientEvaluationSuccess | RefusalType,
    union("OpenClientEvaluationResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Answers by a code, once, without an account. 凭码评议。")
class AnswerByCodeInput:
    """Answers by a code, once, without an account."""

    key: strawberry.ID = must(KEY)
    code: str = must("The code, as it was told. 评议码。")
    answer: ClientAnswer = must("Satisfied, basically, or not. 评议。")
    solved: bool = must(
        "Whether it is solved; what is not returns, whatever the answer. 是否解决；未解决的一律退回。"
    )
    reason: str = may("Why, at most 2,000 characters. 理由。", "")
    device: str = must(
        "What marks this device, the same each time, 8 to 200 characters; kept as a keyed hash. 设备标识。"
    )


@strawberry.type(description="The answer was taken. 已收到评议。")
class AnswerByCodeSuccess:
    """The answer was taken."""

    taken: bool = read("Always true: what follows is nobody's to decide. 已收到。")
    replayed: bool = read(REPLAYED)


AnswerByCodeResult = Annotated[
    AnswerByCodeSuccess | RefusalType,
    union("AnswerByCodeResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Declares a telephone number of one's own, so that it answers for nobody. 申报办理人员号码。"
)
class DeclareHandlingNumberInput:
    """Declares a telephone number of one's own, so that it answers for nobody."""

    key: strawberry.ID = must(KEY)
    number: str = must("The number; kept as a keyed hash alone. 号码。")


@strawberry.type(description="It was done. 已办理。")
class DeclareHandlingNumberSuccess:
    """It was done."""

    person: Person | None = read("The viewer. 本人。")
    replayed: bool = read(REPLAYED)


DeclareHandlingNumberResult = Annotated[
    DeclareHandlingNumberSuccess | RefusalType,
    union("DeclareHandlingNumberResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Records the answer of those served, by someone outside the handling line. 记录服务对象评议。"
)
class RecordClientAnswerInput:
    """Records the answer of those served, by someone outside the handling line."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    rating: ClientRating = must("What they said, or that no answer came. 评议。")
    channel: RecordedChannel | None = may(
        "How the answer was taken; must be said of every answer that came. 渠道；有答复的必填。",
        None,
    )
    solved: bool | None = may(
        "Whether it is solved; must be said of every answer that came, and what is not returns. "
        "是否解决；未解决的一律退回。",
        None,
    )
    text: str = may(
        "Why; of no answer, what the on-site check found; of an answer that passes and was taken on a visit or on paper, where and before whom. 理由、现场核查情况；上门或书面取得的满意答复，写明何处、谁在场。",
        "",
    )
    number: str = may(
        "The number that was called; kept as a keyed hash alone; must be said of an answer that passes by TELEPHONE. 回访号码；电话取得的满意答复必填。",
        "",
    )
    petitioner: strawberry.ID | None = may(
        "Whose answer it is, where several petitioned. 评议的反映人。", None
    )


@strawberry.type(description="It was done. 已办理。")
class RecordClientAnswerSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RecordClientAnswerResult = Annotated[
    RecordClientAnswerSuccess | RefusalType,
    union("RecordClientAnswerResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Passes a problem on by a panel; the answer stays counted as dissatisfied. 评议组认定不满意不合理。"
)
class OverrideProblemRefusalInput:
    """Passes a problem on by a panel; the answer stays counted as dissatisfied."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    ground: OverrideGround = must("On what ground. 认定理由。")
    text: str = must("The reasons in writing. 书面理由。")
    members: list[strawberry.ID] = must(
        "Posts of those who sat, three people or more. 评议组成员职务。"
    )


@strawberry.type(description="It was done. 已办理。")
class OverrideProblemRefusalSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


OverrideProblemRefusalResult = Annotated[
    OverrideProblemRefusalSuccess | RefusalType,
    union("OverrideProblemRefusalResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Closes a problem: the third of three parties passed it. 销号。")
class CloseProblemInput:
    """Closes a problem: the third of three parties passed it."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    team_problem_control: int = must("班子问题管控力, 0 to 100.")
    chief_duty_bearing: int = must("一把手履职担当力, 0 to 100.")
    cadre_work_drive: int = must("干部工作推进力, 0 to 100.")
    root_cause: RootCause = must("What caused it. 根源。")
    party_building_reason: str = must("The reason found in Party building. 党建原因。")
    mechanism: str = may("What will keep it from coming back. 长效机制。", "")
    follow_ups: list[FollowUpInput] = strawberry.field(
        default_factory=list,
        description="What is ordered beyond the case, at most 10. 举一反三措施。",
    )
    text: str = may("In words. 说明。", "")
    cause_body: strawberry.ID | None = may(
        "The Party organisation in whose Party building its cause lies; asked for where any stands on "
        "the line (`partyOrganisations`). 党建根源所在的党组织。",
        None,
    )
    solved_by_body: strawberry.ID | None = may(
        "The Party organisation that solved it; asked for likewise. 解决问题的党组织。", None
    )
    files: list[str] = evidence()


@strawberry.type(description="It was done. 已办理。")
class CloseProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


CloseProblemResult = Annotated[
    CloseProblemSuccess | RefusalType,
    union("CloseProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Reports what came of a follow-up. 报告举一反三落实情况。")
class ReportFollowUpInput:
    """Reports what came of a follow-up."""

    key: strawberry.ID = must(KEY)
    follow_up: strawberry.ID = must("The follow-up. 举一反三措施。")
    expected_version: int = must(VERSION)
    result: str = must("What came of it. 落实情况。")


@strawberry.type(description="It was done. 已办理。")
class ReportFollowUpSuccess:
    """It was done."""

    follow_up: FollowUp | None = read("The follow-up as it stands now. 当前措施。")
    replayed: bool = read(REPLAYED)


ReportFollowUpResult = Annotated[
    ReportFollowUpSuccess | RefusalType,
    union("ReportFollowUpResult", "What became of it. 办理结果。"),
]
