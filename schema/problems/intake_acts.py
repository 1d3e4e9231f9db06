"""Mutations: what is found, screened and listed. One field, one act."""

from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.divert_problem import DivertProblem, divert_problem
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.merge_problem import MergeProblem, merge_problem
from ledger.problems.order_rescreening import OrderRescreening, order_rescreening
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.support_problem import SupportProblem, support_problem
from ledger.problems.triage_problem import TriageProblem, triage_problem
from schema.acts import NO_RECORD, key_in, perform
from schema.problems import intake as said

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
PROBLEM, TENANT, POST, MEASURE = "Problem", "Tenant", "Post", "Measure"


def client_key(said: str) -> UUID:
    """Gives the UUID that a client made; that of no record when it is none."""
    try:
        return UUID(str(said))
    except ValueError:
        return NO_RECORD


def report_in(given: said.ReportProblemInput) -> ReportProblem:
    """Reads a report as the act takes it."""
    return ReportProblem(
        id=client_key(given.id),
        list_type=given.list_type.value,
        title=given.title,
        facts=given.facts,
        place=given.place,
        source=given.source,
        channel=given.channel.value,
        channel_no=given.channel_number,
        field=given.field.value,
        found_on=given.found_on,
        accused=tuple(key_in(one, "Tenant") for one in given.accused),
        from_entry=key_in(given.from_entry, "DiaryEntry") if given.from_entry else None,
    )


@strawberry.type
class ProblemIntakeMutations:
    """What can be done: what is found, screened and listed."""

    @strawberry.mutation(description="Writes down a problem that your unit found. 采集问题。")
    async def report_problem(
        self, info: Info, given: Annotated[said.ReportProblemInput, INPUT]
    ) -> said.ReportProblemResult:
        """Writes down a problem that your unit found."""
        return await perform(
            info,
            report_problem,
            lambda: report_in(given),
            key=given.key,
            success=said.ReportProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Registers a collected problem; from now on its origin is frozen. 登记问题。"
    )
    async def register_problem(
        self, info: Info, given: Annotated[said.RegisterProblemInput, INPUT]
    ) -> said.RegisterProblemResult:
        """Registers a collected problem; from now on its origin is frozen."""
        return await perform(
            info,
            register_problem,
            lambda: RegisterProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                track=given.track.value if given.track else None,
                found_by_body=key_in(given.found_by_body, "Body") if given.found_by_body else None,
                place=given.place,
            ),
            key=given.key,
            success=said.RegisterProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Joins a problem that is there already, instead of filing it again. 附议。"
    )
    async def support_problem(
        self, info: Info, given: Annotated[said.SupportProblemInput, INPUT]
    ) -> said.SupportProblemResult:
        """Joins a problem that is there already, instead of filing it again."""
        return await perform(
            info,
            support_problem,
            lambda: SupportProblem(problem=key_in(given.problem, PROBLEM), text=given.text),
            key=given.key,
            success=said.SupportProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Settles a problem where it was found: it never goes up. 就地解决。"
    )
    async def resolve_problem_on_spot(
        self, info: Info, given: Annotated[said.ResolveProblemOnSpotInput, INPUT]
    ) -> said.ResolveProblemOnSpotResult:
        """Settles a problem where it was found: it never goes up."""
        return await perform(
            info,
            resolve_on_spot,
            lambda: ResolveOnSpot(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
                files=tuple(given.files),
            ),
            key=given.key,
            success=said.ResolveProblemOnSpotSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Admits a registered problem by a line of the standard of its list. 筛网入库。"
    )
    async def admit_problem(
        self, info: Info, given: Annotated[said.AdmitProblemInput, INPUT]
    ) -> said.AdmitProblemResult:
        """Admits a registered problem by a line of the standard of its list."""
        return await perform(
            info,
            admit_problem,
            lambda: AdmitProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                line=given.line,
                also_met=tuple(given.also_met),
            ),
            key=given.key,
            success=said.AdmitProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Refuses to admit a registered problem to the bank. 不予入库。"
    )
    async def reject_problem(
        self, info: Info, given: Annotated[said.RejectProblemInput, INPUT]
    ) -> said.RejectProblemResult:
        """Refuses to admit a registered problem to the bank."""
        return await perform(
            info,
            reject_problem,
            lambda: RejectProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
            ),
            key=given.key,
            success=said.RejectProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Leads a problem to the channel where it belongs. 转法定途径。"
    )
    async def divert_problem(
        self, info: Info, given: Annotated[said.DivertProblemInput, INPUT]
    ) -> said.DivertProblemResult:
        """Leads a problem to the channel where it belongs."""
        return await perform(
            info,
            divert_problem,
            lambda: DivertProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                channel=given.channel,
                text=given.text,
            ),
            key=given.key,
            success=said.DivertProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Merges a problem into another open one; both trails are kept. 并案。"
    )
    async def merge_problem(
        self, info: Info, given: Annotated[said.MergeProblemInput, INPUT]
    ) -> said.MergeProblemResult:
        """Merges a problem into another open one; both trails are kept."""
        return await perform(
            info,
            merge_problem,
            lambda: MergeProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                master=key_in(given.master, PROBLEM),
            ),
            key=given.key,
            success=said.MergeProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Lists a banked problem at its own level. 列入清单。")
    async def list_problem(
        self, info: Info, given: Annotated[said.ListProblemInput, INPUT]
    ) -> said.ListProblemResult:
        """Lists a banked problem at its own level."""
        return await perform(
            info,
            list_problem,
            lambda: ListProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=said.ListProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Classes a listed problem; the colour follows the class. 研判贴标。"
    )
    async def triage_problem(
        self, info: Info, given: Annotated[said.TriageProblemInput, INPUT]
    ) -> said.TriageProblemResult:
        """Classes a listed problem; the colour follows the class."""
        return await perform(
            info,
            triage_problem,
            lambda: TriageProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                label=given.label.value,
                text=given.text,
                mode=given.mode.value if given.mode else None,
                track=given.track.value if given.track else None,
            ),
            key=given.key,
            success=said.TriageProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Orders a direct subordinate to screen a rejected problem again. 责令重新筛查。"
    )
    async def order_problem_rescreening(
        self, info: Info, given: Annotated[said.OrderProblemRescreeningInput, INPUT]
    ) -> said.OrderProblemRescreeningResult:
        """Orders a direct subordinate to screen a rejected problem again."""
        return await perform(
            info,
            order_rescreening,
            lambda: OrderRescreening(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=said.OrderProblemRescreeningSuccess,
            record="problem",
        )
