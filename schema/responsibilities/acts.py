"""Mutations on responsibility lists: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.responsibilities.accept_obligation import AcceptObligation, accept_obligation
from ledger.responsibilities.add_clause import AddClause, add_clause
from ledger.responsibilities.amend_clause import AmendClause, amend_clause
from ledger.responsibilities.clauses import ClauseText
from ledger.responsibilities.draft_list import DraftList, draft_list
from ledger.responsibilities.open_period import OpenPeriod, open_period
from ledger.responsibilities.publish_list import PublishList, publish_list
from ledger.responsibilities.record_entry import RecordEntry, record_entry
from ledger.responsibilities.retire_clause import RetireClause, retire_clause
from ledger.responsibilities.retire_list import RetireList, retire_list
from ledger.responsibilities.return_obligation import ReturnObligation, return_obligation
from ledger.responsibilities.self_check import SelfCheck, self_check
from ledger.responsibilities.sign_pledge import SignPledge, sign_pledge
from schema.acts import key_if_given, key_in, perform
from schema.responsibilities import inputs, results

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
LIST, CLAUSE, OBLIGATION, BODY = "ResponsibilityList", "Clause", "Obligation", "Body"


def _text(said: inputs.ClauseTextInput) -> ClauseText:
    return ClauseText(
        title=said.title,
        title_en=said.title_en,
        detail=said.detail,
        cadence=said.cadence.value,
        min_per_period=said.min_per_period,
        due_rule=said.due_rule,
        weight=said.weight,
        evidence=tuple(said.evidence),
    )


@strawberry.type
class ResponsibilityMutations:
    """What can be done with responsibility lists."""

    @strawberry.mutation(description="Begins a list for one actor of your own unit. 起草清单。")
    async def draft_responsibility_list(
        self, info: Info, given: Annotated[inputs.DraftResponsibilityListInput, INPUT]
    ) -> results.DraftResponsibilityListResult:
        """Begins a list for one actor of your own unit."""
        return await perform(
            info,
            draft_list,
            lambda: DraftList(
                actor_type=given.actor_type,
                year=given.year,
                body=key_if_given(given.body, BODY),
                with_catalogue=given.with_catalogue,
            ),
            key=given.key,
            success=results.DraftResponsibilityListSuccess,
            record="list",
        )

    @strawberry.mutation(
        description="Puts a list in force and binds direct subordinates by its common part. 发布清单。"
    )
    async def publish_responsibility_list(
        self, info: Info, given: Annotated[inputs.PublishResponsibilityListInput, INPUT]
    ) -> results.PublishResponsibilityListResult:
        """Puts a list in force and binds direct subordinates by its common part."""
        return await perform(
            info,
            publish_list,
            lambda: PublishList(
                list=key_in(given.list, LIST),
                expected_version=given.expected_version,
                hand_on=given.hand_on,
            ),
            key=given.key,
            success=results.PublishResponsibilityListSuccess,
            record="list",
        )

    @strawberry.mutation(description="Ends a list with every clause in it. 废止清单。")
    async def retire_responsibility_list(
        self, info: Info, given: Annotated[inputs.RetireResponsibilityListInput, INPUT]
    ) -> results.RetireResponsibilityListResult:
        """Ends a list with every clause in it."""
        return await perform(
            info,
            retire_list,
            lambda: RetireList(
                list=key_in(given.list, LIST), expected_version=given.expected_version
            ),
            key=given.key,
            success=results.RetireResponsibilityListSuccess,
            record="list",
        )

    @strawberry.mutation(
        description="Writes a clause into a list; it binds once the list is published. 增加条款。"
    )
    async def add_clause(
        self, info: Info, given: Annotated[inputs.AddClauseInput, INPUT]
    ) -> results.AddClauseResult:
        """Writes a clause into a list; it binds once the list is published."""
        return await perform(
            info,
            add_clause,
            lambda: AddClause(
                list=key_in(given.list, LIST),
                text=_text(given.text),
                part=given.part.value,
                despite_warnings=given.despite_warnings,
            ),
            key=given.key,
            success=results.AddClauseSuccess,
            record="clause",
        )

    @strawberry.mutation(description="Writes the successor of a clause. 修订条款。")
    async def amend_clause(
        self, info: Info, given: Annotated[inputs.AmendClauseInput, INPUT]
    ) -> results.AmendClauseResult:
        """Writes the successor of a clause."""
        return await perform(
            info,
            amend_clause,
            lambda: AmendClause(
                clause=key_in(given.clause, CLAUSE),
                expected_version=given.expected_version,
                text=_text(given.text),
                despite_warnings=given.despite_warnings,
            ),
            key=given.key,
            success=results.AmendClauseSuccess,
            record="clause",
        )

    @strawberry.mutation(description="Ends a clause from today. 废止条款。")
    async def retire_clause(
        self, info: Info, given: Annotated[inputs.RetireClauseInput, INPUT]
    ) -> results.RetireClauseResult:
        """Ends a clause from today."""
        return await perform(
            info,
            retire_clause,
            lambda: RetireClause(
                clause=key_in(given.clause, CLAUSE), expected_version=given.expected_version
            ),
            key=given.key,
            success=results.RetireClauseSuccess,
            record="clause",
        )

    @strawberry.mutation(description="Signs an exact version of a published list. 签订目标责任书。")
    async def sign_pledge(
        self, info: Info, given: Annotated[inputs.SignPledgeInput, INPUT]
    ) -> results.SignPledgeResult:
        """Signs an exact version of a published list."""
        return await perform(
            info,
            sign_pledge,
            lambda: SignPledge(
                list=key_in(given.list, LIST), expected_version=given.expected_version
            ),
            key=given.key,
            success=results.SignPledgeSuccess,
            record="pledge",
        )

    @strawberry.mutation(description="Makes the obligations of a period. 生成期间任务。")
    async def open_period(
        self, info: Info, given: Annotated[inputs.OpenPeriodInput, INPUT]
    ) -> results.OpenPeriodResult:
        """Makes the obligations of a period."""
        return await perform(
            info,
            open_period,
            lambda: OpenPeriod(
                list=key_in(given.list, LIST),
                period=given.period,
                clause=key_if_given(given.clause, CLAUSE),
                due_on=given.due_on or None,
            ),
            key=given.key,
            success=results.OpenPeriodSuccess,
            record="list",
        )

    @strawberry.mutation(description="Adds an entry to the record handbook. 记入纪实手册。")
    async def record_entry(
        self, info: Info, given: Annotated[inputs.RecordEntryInput, INPUT]
    ) -> results.RecordEntryResult:
        """Adds an entry to the record handbook."""
        return await perform(
            info,
            record_entry,
            lambda: RecordEntry(
                obligation=key_in(given.obligation, OBLIGATION),
                text=given.text,
                held_on=given.held_on,
                place=given.place,
                files=tuple(given.files),
            ),
            key=given.key,
            success=results.RecordEntrySuccess,
            record="entry",
        )

    @strawberry.mutation(description="States what your own check found. 自查。")
    async def self_check_obligation(
        self, info: Info, given: Annotated[inputs.SelfCheckObligationInput, INPUT]
    ) -> results.SelfCheckObligationResult:
        """States what your own check found."""
        return await perform(
            info,
            self_check,
            lambda: SelfCheck(
                obligation=key_in(given.obligation, OBLIGATION),
                expected_version=given.expected_version,
                finding=given.finding,
            ),
            key=given.key,
            success=results.SelfCheckObligationSuccess,
            record="obligation",
        )

    @strawberry.mutation(
        description="Accepts a self-checked obligation of a direct subordinate. 认可任务。"
    )
    async def accept_obligation(
        self, info: Info, given: Annotated[inputs.AcceptObligationInput, INPUT]
    ) -> results.AcceptObligationResult:
        """Accepts a self-checked obligation of a direct subordinate."""
        return await perform(
            info,
            accept_obligation,
            lambda: AcceptObligation(
                obligation=key_in(given.obligation, OBLIGATION),
                expected_version=given.expected_version,
                review=given.review,
            ),
            key=given.key,
            success=results.AcceptObligationSuccess,
            record="obligation",
        )

    @strawberry.mutation(
        description="Returns a self-checked obligation to the direct subordinate. 退回任务。"
    )
    async def return_obligation(
        self, info: Info, given: Annotated[inputs.ReturnObligationInput, INPUT]
    ) -> results.ReturnObligationResult:
        """Returns a self-checked obligation to the direct subordinate."""
        return await perform(
            info,
            return_obligation,
            lambda: ReturnObligation(
                obligation=key_in(given.obligation, OBLIGATION),
                expected_version=given.expected_version,
                review=given.review,
            ),
            key=given.key,
            success=results.ReturnObligationSuccess,
            record="obligation",
        )
