"""The mutation that records statutory acts, and its closed lists. One field, one act."""

from datetime import date
from enum import Enum
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.find_breach import FindBreach, find_breach
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.revoke_breach import RevokeBreach, revoke_breach
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.enum(description="What a regulation asks to be done with an item. 法定动作。")
class StatutoryActKind(Enum):
    """What a regulation asks to be done with an item."""

    PLAN_SUBMITTED = "PLAN_SUBMITTED"
    REPORT_SUBMITTED = "REPORT_SUBMITTED"
    FOCUSED_REPORT_SUBMITTED = "FOCUSED_REPORT_SUBMITTED"
    DRAFT_REPLIED = "DRAFT_REPLIED"
    RESULT_REPORTED = "RESULT_REPORTED"
    ITEM_REPORTED = "ITEM_REPORTED"
    ACCEPTANCE_NOTIFIED = "ACCEPTANCE_NOTIFIED"
    OPINION_GIVEN = "OPINION_GIVEN"
    REVIEW_REQUESTED = "REVIEW_REQUESTED"
    REVIEW_ANSWERED = "REVIEW_ANSWERED"
    RECHECK_REQUESTED = "RECHECK_REQUESTED"
    RECHECK_ANSWERED = "RECHECK_ANSWERED"
    FIRST_CONTACT = "FIRST_CONTACT"
    CALLER_ANSWERED = "CALLER_ANSWERED"
    INFORMATION_PUBLISHED = "INFORMATION_PUBLISHED"
    PRESS_CONFERENCE_HELD = "PRESS_CONFERENCE_HELD"
    RESPONSE_PUBLISHED = "RESPONSE_PUBLISHED"


@strawberry.input(
    description="Records that a statutory act was done: the clock that runs up to it ends, or the "
    "one that it starts begins. 记录法定动作：相应时限终止，或由此起算。"
)
class RecordStatutoryActInput:
    """Records that a statutory act was done: a clock ends with it, or begins."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    act: StatutoryActKind = must("Which act, of those of its list. 法定动作。")
    text: str = must(
        "By which document, to whom or where, 1 to 4,000 characters. 文号、送达对象或发布处。"
    )
    received_on: date | None = may(
        "Of a request for review or re-examination: the day on which it came in, today when left "
        "out. Its time counts from then. 复查、复核请求的收到日期。"
    )


@strawberry.type(description="It was done. 已办理。")
class RecordStatutoryActSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RecordStatutoryActResult = Annotated[
    RecordStatutoryActSuccess | RefusalType,
    union("RecordStatutoryActResult", "What became of it. 办理结果。"),
]


@strawberry.enum(description="How those who petition were wronged. 认定情形。")
class BreachKind(Enum):
    """How those who petition were wronged."""

    RETALIATION = "RETALIATION"
    IDENTITY_LEAK = "IDENTITY_LEAK"


@strawberry.input(
    description="Finds that a unit retaliated or let be known who petitioned. "
    "认定打击报复、泄露身份。"
)
class FindBreachInput:
    """Finds that a unit retaliated or let be known who petitioned."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    about: strawberry.ID = must(
        "The unit that did it: below yours, and one that has or had the problem in hand. It is "
        "charged, wherever the problem goes. 被认定的单位：在本级之下，经手过该问题。"
    )
    breach: BreachKind = must("What was found. 认定情形。")
    text: str = must("By which decision, on what facts, without a name. 决定文号和事实，不写姓名。")


@strawberry.type(description="It was done. 已办理。")
class FindBreachSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


FindBreachResult = Annotated[
    FindBreachSuccess | RefusalType,
    union("FindBreachResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Takes back a finding that a unit retaliated or let be known who petitioned. "
    "撤销打击报复、泄露身份的认定。"
)
class RevokeBreachInput:
    """Takes back a finding that a unit retaliated or let be known who petitioned."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    about: strawberry.ID = must("The unit that was charged. 被认定的单位。")
    breach: BreachKind = must("What was found. 认定情形。")
    text: str = must("By which decision and why, without a name. 决定文号和理由，不写姓名。")


@strawberry.type(description="It was done. 已办理。")
class RevokeBreachSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


RevokeBreachResult = Annotated[
    RevokeBreachSuccess | RefusalType,
    union("RevokeBreachResult", "What became of it. 办理结果。"),
]


@strawberry.type
class StatutoryMutations:
    """What regulations ask to be done with items."""

    @strawberry.mutation(
        description="Records a notice, an answer, a report or a first contact that a regulation asks "
        "for; reviews are recorded by the level above whoever answered. 记录告知、答复、报告、首次联系等法定动作。"
    )
    async def record_statutory_act(
        self, info: Info, given: Annotated[RecordStatutoryActInput, INPUT]
    ) -> RecordStatutoryActResult:
        """Records a statutory act."""
        return await perform(
            info,
            record_statutory,
            lambda: RecordStatutory(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                act=given.act.value,
                text=given.text,
                received_on=given.received_on or None,
            ),
            key=given.key,
            success=RecordStatutoryActSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Finds that a unit retaliated, or let be known who petitioned: its own index is "
        "nothing for the period; those above it do not answer for it. "
        "认定打击报复、泄露身份，该单位该期间指数为零，不连累上级。"
    )
    async def find_breach(
        self, info: Info, given: Annotated[FindBreachInput, INPUT]
    ) -> FindBreachResult:
        """Finds a breach."""
        return await perform(
            info,
            find_breach,
            lambda: FindBreach(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                about=key_in(given.about, "Tenant"),
                reason=given.breach.value.lower(),
                text=given.text,
            ),
            key=given.key,
            success=FindBreachSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Takes a finding back, by another person than whoever made it; both stay in the "
        "story. A score that is frozen keeps its parts. "
        "由另一人撤销认定，认定和撤销都留在办理记录中；已定稿的得分不变。"
    )
    async def revoke_breach(
        self, info: Info, given: Annotated[RevokeBreachInput, INPUT]
    ) -> RevokeBreachResult:
        """Takes a finding back."""
        return await perform(
            info,
            revoke_breach,
            lambda: RevokeBreach(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                about=key_in(given.about, "Tenant"),
                reason=given.breach.value.lower(),
                text=given.text,
            ),
            key=given.key,
            success=RevokeBreachSuccess,
            record="problem",
        )
