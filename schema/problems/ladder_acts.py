"""Mutations: one level up, one level down. One field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.accept_assignment import AcceptAssignment, accept_assignment
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.hand_back import HandBack, hand_back
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.take_over import TakeOver, take_over
from ledger.problems.take_up import TakeUp, take_up
from schema.acts import key_in, perform
from schema.problems import ladder as said

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
PROBLEM, TENANT, POST, MEASURE = "Problem", "Tenant", "Post", "Measure"


@strawberry.type
class ProblemLadderMutations:
    """What can be done: one level up, one level down."""

    @strawberry.mutation(
        description="Submits a problem to the direct superior; it stays here until the superior takes it up. 上报。"
    )
    async def submit_problem(
        self, info: Info, given: Annotated[said.SubmitProblemInput, INPUT]
    ) -> said.SubmitProblemResult:
        """Submits a problem to the direct superior; it stays here until the superior takes it up."""
        return await perform(
            info,
            submit_up,
            lambda: SubmitUp(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                suggestion=given.suggestion,
                reason=given.reason,
            ),
            key=given.key,
            success=said.SubmitProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Takes a waiting problem up from a direct subordinate: it moves one level. 收网。"
    )
    async def take_up_problem(
        self, info: Info, given: Annotated[said.TakeUpProblemInput, INPUT]
    ) -> said.TakeUpProblemResult:
        """Takes a waiting problem up from a direct subordinate: it moves one level."""
        return await perform(
            info,
            take_up,
            lambda: TakeUp(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                ground=given.ground.value,
                text=given.text,
                shown=given.shown.value if given.shown else None,
                track=given.track.value if given.track else None,
            ),
            key=given.key,
            success=said.TakeUpProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Hands a waiting problem back to the direct subordinate that submitted it. 退回下级。"
    )
    async def hand_back_problem(
        self, info: Info, given: Annotated[said.HandBackProblemInput, INPUT]
    ) -> said.HandBackProblemResult:
        """Hands a waiting problem back to the direct subordinate that submitted it."""
        return await perform(
            info,
            hand_back,
            lambda: HandBack(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
            ),
            key=given.key,
            success=said.HandBackProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Hands a problem down to a direct subordinate or a department of the same level. 交办。"
    )
    async def hand_down_problem(
        self, info: Info, given: Annotated[said.HandDownProblemInput, INPUT]
    ) -> said.HandDownProblemResult:
        """Hands a problem down to a direct subordinate or a department of the same level."""
        return await perform(
            info,
            hand_down,
            lambda: HandDown(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                unit=key_in(given.unit, TENANT),
                lead_post=key_in(given.lead_post, POST),
                deadline=given.deadline,
                text=given.text,
                shown=given.shown.value if given.shown else None,
            ),
            key=given.key,
            success=said.HandDownProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Objects to an assignment, once. 提出异议。")
    async def object_to_assignment(
        self, info: Info, given: Annotated[said.ObjectToAssignmentInput, INPUT]
    ) -> said.ObjectToAssignmentResult:
        """Objects to an assignment, once."""
        return await perform(
            info,
            object_to_assignment,
            lambda: ObjectToAssignment(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
                proposed_owner=key_in(given.proposed_owner, TENANT)
                if given.proposed_owner
                else None,
            ),
            key=given.key,
            success=said.ObjectToAssignmentSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Overrules an objection: the assignment stands. 异议不成立。")
    async def overrule_objection(
        self, info: Info, given: Annotated[said.OverruleObjectionInput, INPUT]
    ) -> said.OverruleObjectionResult:
        """Overrules an objection: the assignment stands."""
        return await perform(
            info,
            overrule_objection,
            lambda: OverruleObjection(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=said.OverruleObjectionSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Recalls an assignment, or upholds an objection to it: the problem moves one level up. 收回。"
    )
    async def recall_problem(
        self, info: Info, given: Annotated[said.RecallProblemInput, INPUT]
    ) -> said.RecallProblemResult:
        """Recalls an assignment, or upholds an objection to it: the problem moves one level up."""
        return await perform(
            info,
            recall_problem,
            lambda: RecallProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
            ),
            key=given.key,
            success=said.RecallProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Takes a problem over from a direct subordinate that cannot get it done: one level up. What "
        "is not being rectified is taken over once it is overdue, or returned too often. 提级接办。"
    )
    async def take_over_problem(
        self, info: Info, given: Annotated[said.TakeOverProblemInput, INPUT]
    ) -> said.TakeOverProblemResult:
        """Takes a problem over from a direct subordinate that cannot get it done: one level up."""
        return await perform(
            info,
            take_over,
            lambda: TakeOver(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                reason=given.reason,
                text=given.text,
            ),
            key=given.key,
            success=said.TakeOverProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Asks the direct superior to take a problem up; the duty to act goes on until it does. 提级。"
    )
    async def escalate_problem(
        self, info: Info, given: Annotated[said.EscalateProblemInput, INPUT]
    ) -> said.EscalateProblemResult:
        """Asks the direct superior to take a problem up; the duty to act goes on until it does."""
        return await perform(
            info,
            escalate_problem,
            lambda: EscalateProblem(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                suggestion=given.suggestion,
                reason=given.reason,
                forum=given.forum.value if given.forum else None,
            ),
            key=given.key,
            success=said.EscalateProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Sends an emergency copy to a unit above; nothing moves. 紧急抄报。"
    )
    async def copy_problem_upward(
        self, info: Info, given: Annotated[said.CopyProblemUpwardInput, INPUT]
    ) -> said.CopyProblemUpwardResult:
        """Sends an emergency copy to a unit above; nothing moves."""
        return await perform(
            info,
            copy_upward,
            lambda: CopyUpward(
                problem=key_in(given.problem, PROBLEM),
                expected_version=given.expected_version,
                unit=key_in(given.unit, TENANT),
                text=given.text,
            ),
            key=given.key,
            success=said.CopyProblemUpwardSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Signs for an assigned problem. 签收。")
    async def accept_assignment(
        self, info: Info, given: Annotated[said.AcceptAssignmentInput, INPUT]
    ) -> said.AcceptAssignmentResult:
        """Signs for an assigned problem."""
        return await perform(
            info,
            accept_assignment,
            lambda: AcceptAssignment(
                problem=key_in(given.problem, PROBLEM), expected_version=given.expected_version
            ),
            key=given.key,
            success=said.AcceptAssignmentSuccess,
            record="problem",
        )
