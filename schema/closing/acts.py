"""Mutations: evaluated by those served, closed with what was learned. One field, one act."""

import hashlib
from functools import partial
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.closing import rules
from ledger.closing.answer_by_code import AnswerByCode, answer_by_code
from ledger.closing.close_problem import CloseProblem, FollowUpText, close_problem
from ledger.closing.declare_handling_number import (
    DeclareHandlingNumber,
    declare_handling_number,
)
from ledger.closing.open_client_evaluation import (
    OpenClientEvaluation,
    open_client_evaluation,
)
from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.closing.refusals import NoTelephoneNumber
from ledger.closing.report_follow_up import ReportFollowUp, report_follow_up
from ledger.petitioners.dialling import LEAST, MOST, dialled
from ledger.petitioners.vault import Vault
from schema.acts import key_in, perform, told
from schema.closing import results as said
from tenants.refusals import Bug, Refusal
from tenants.wording import worded

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


def called(vault: Vault | None, value: str) -> str:
    """Gives the keyed hash of a telephone number in hex; nothing for nothing.

    Refuses:  record.text_refused, evaluation.number_refused.
    """
    plain = worded("number", value, least=0, most=200)
    if plain and dialled(plain) is None:
        raise NoTelephoneNumber(least=LEAST, most=MOST)
    return _marked(vault, plain)


def own_number(vault: Vault | None, value: str) -> str:
    """Gives the same of a number that has to be said.

    Refuses:  record.text_refused, evaluation.number_refused.
    """
    return called(vault, worded("number", value, most=200))


def _device(vault: Vault | None, value: str) -> str:
    return _marked(vault, worded("device", value, least=8, most=200))


def _marked(vault: Vault | None, plain: str) -> str:
    if not plain:
        return ""
    if vault is None:
        raise Bug("no vault is open: a number cannot be hashed")
    found = vault.blind("contact", plain)
    return "" if found is None else found.hex()


def _follow_up(given: said.FollowUpInput) -> FollowUpText:
    return FollowUpText(kind=given.kind.value, text=given.text, due_on=given.due_on)


@strawberry.type
class ClosingMutations:
    """What can be done: evaluated by those served, closed with what was learned."""

    @strawberry.mutation(
        description="Gives those served a code by which they answer once. 开具评议码。"
    )
    async def open_client_evaluation(
        self, info: Info, given: Annotated[said.OpenClientEvaluationInput, INPUT]
    ) -> said.OpenClientEvaluationResult:
        """Gives those served a code by which they answer once."""
        code = rules.new_code()
        return await perform(
            info,
            open_client_evaluation,
            lambda: OpenClientEvaluation(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                channel=given.channel.value,
                locator=code.locator,
                secret_sha256=hashlib.sha256(code.secret.encode()).digest(),
                number=called(info.context.vault, given.number),
            ),
            key=given.key,
            success=partial(said.OpenClientEvaluationSuccess, fresh=code.shown),
            record="evaluation_code",
        )

    @strawberry.mutation(
        description="Answers by a code, once, without an account; who works here cannot. 凭码评议。"
    )
    async def answer_by_code(
        self, info: Info, given: Annotated[said.AnswerByCodeInput, INPUT]
    ) -> said.AnswerByCodeResult:
        """Answers by a code, once, without an account."""
        context = info.context
        try:
            device = _device(context.vault, given.device)
            replayed = await answer_by_code(
                context.sittings,
                context.viewer,
                AnswerByCode(
                    key=str(given.key),
                    code=given.code,
                    rating=given.answer.value,
                    solved=given.solved,
                    reason=given.reason,
                    device=bytes.fromhex(device),
                ),
            )
        except Refusal as refusal:
            return told(info, refusal)
        return said.AnswerByCodeSuccess(taken=True, replayed=replayed)

    @strawberry.mutation(
        description="Declares a telephone number of one's own, so that it answers for nobody. 申报办理人员号码。"
    )
    async def declare_handling_number(
        self, info: Info, given: Annotated[said.DeclareHandlingNumberInput, INPUT]
    ) -> said.DeclareHandlingNumberResult:
        """Declares a telephone number of one's own, so that it answers for nobody."""
        return await perform(
            info,
            declare_handling_number,
            lambda: DeclareHandlingNumber(own_number(info.context.vault, given.number)),
            key=given.key,
            success=said.DeclareHandlingNumberSuccess,
            record="person",
        )

    @strawberry.mutation(
        description="Records the answer of those served, by someone outside the handling line. 记录服务对象评议。"
    )
    async def record_client_answer(
        self, info: Info, given: Annotated[said.RecordClientAnswerInput, INPUT]
    ) -> said.RecordClientAnswerResult:
        """Records the answer of those served, by someone outside the handling line."""
        return await perform(
            info,
            record_client_answer,
            lambda: RecordClientAnswer(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                rating=given.rating.value,
                channel=given.channel.value if given.channel else None,
                text=given.text,
                solved=given.solved,
                number=called(info.context.vault, given.number),
                petitioner=key_in(given.petitioner, "Petitioner") if given.petitioner else None,
            ),
            key=given.key,
            success=said.RecordClientAnswerSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Passes a problem on by a panel; the answer stays counted as dissatisfied. 评议组认定不满意不合理。"
    )
    async def override_problem_refusal(
        self, info: Info, given: Annotated[said.OverrideProblemRefusalInput, INPUT]
    ) -> said.OverrideProblemRefusalResult:
        """Passes a problem on by a panel; the answer stays counted as dissatisfied."""
        return await perform(
            info,
            override_refusal,
            lambda: OverrideRefusal(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                ground=given.ground.value,
                text=given.text,
                members=tuple(key_in(one, "Post") for one in given.members),
            ),
            key=given.key,
            success=said.OverrideProblemRefusalSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Closes a problem: the third of three parties passed it. 销号。"
    )
    async def close_problem(
        self, info: Info, given: Annotated[said.CloseProblemInput, INPUT]
    ) -> said.CloseProblemResult:
        """Closes a problem: the third of three parties passed it."""
        return await perform(
            info,
            close_problem,
            lambda: CloseProblem(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                team_problem_control=given.team_problem_control,
                chief_duty_bearing=given.chief_duty_bearing,
                cadre_work_drive=given.cadre_work_drive,
                root_cause=given.root_cause.value,
                party_building_reason=given.party_building_reason,
                mechanism=given.mechanism,
                follow_ups=tuple(_follow_up(one) for one in given.follow_ups),
                text=given.text,
                cause_body=key_in(given.cause_body, "Body") if given.cause_body else None,
                solved_by_body=key_in(given.solved_by_body, "Body")
                if given.solved_by_body
                else None,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.CloseProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Reports what came of a follow-up. 报告举一反三落实情况。")
    async def report_follow_up(
        self, info: Info, given: Annotated[said.ReportFollowUpInput, INPUT]
    ) -> said.ReportFollowUpResult:
        """Reports what came of a follow-up."""
        return await perform(
            info,
            report_follow_up,
            lambda: ReportFollowUp(
                follow_up=key_in(given.follow_up, "FollowUp"),
                expected_version=given.expected_version,
                result=given.result,
            ),
            key=given.key,
            success=said.ReportFollowUpSuccess,
            record="follow_up",
        )
