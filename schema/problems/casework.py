"""Mutations around a case: pledge, task force, panel, category, archive. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.categorise_problem import CategoriseProblem, categorise_problem
from ledger.problems.form_task_force import FormTaskForce, form_task_force
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from ledger.rechecks.archive_problem import ArchiveProblem, archive_problem
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.problems.types import Problem

POST = "Post"


INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Signs the written pledge of the responsible unit, as its head. 签署整改承诺。"
)
class SignProblemPledgeInput:
    """Signs the written pledge of the responsible unit, as its head."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    text: str = must("The pledge. 承诺内容。")
    deadline: date = must("Until when. 完成时限。")
    public_text: str = must("What may be shown outside; names no client. 可公开的内容。")


@strawberry.type(description="It was done. 已办理。")
class SignProblemPledgeSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


SignProblemPledgeResult = Annotated[
    SignProblemPledgeSuccess | RefusalType,
    union("SignProblemPledgeResult", "What became of it. 办理结果。"),
]


@strawberry.input(
    description="Names the leader who takes the case, and the task force: for the unit that has it, or one "
    "level above. 领导包案、组建专班（承办单位，或交办它的上一级）。"
)
class FormProblemTaskForceInput:
    """Names the leader who takes the case, and the task force."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    leader: strawberry.ID = must("The post of the leader who takes the case. 包案领导职务。")
    members: list[strawberry.ID] = strawberry.field(
        default_factory=list, description="Posts of the members, 30 at most. 成员职务。"
    )
    resources: str = may(
        "What they may draw on, in words: things above all. 资源保障（物力等）。", ""
    )
    people: int | None = may("How many people besides. 人力（人数）。", None)
    yuan: int | None = may("How much money, in yuan. 财力（元）。", None)


@strawberry.type(description="It was done. 已办理。")
class FormProblemTaskForceSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


FormProblemTaskForceResult = Annotated[
    FormProblemTaskForceSuccess | RefusalType,
    union("FormProblemTaskForceResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Says what an open problem is about. 归类。")
class CategoriseProblemInput:
    """Says what an open problem is about."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    category: str = must("The category by its key. 类别代码。")


@strawberry.type(description="It was done. 已办理。")
class CategoriseProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


CategoriseProblemResult = Annotated[
    CategoriseProblemSuccess | RefusalType,
    union("CategoriseProblemResult", "What became of it. 办理结果。"),
]


@strawberry.input(description="Files a closed problem away once its re-checks are over. 归档。")
class ArchiveProblemInput:
    """Files a closed problem away once its re-checks are over."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)


@strawberry.type(description="It was done. 已办理。")
class ArchiveProblemSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


ArchiveProblemResult = Annotated[
    ArchiveProblemSuccess | RefusalType,
    union("ArchiveProblemResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ProblemCaseworkMutations:
    """What can be done around a case."""

    @strawberry.mutation(
        description="Signs the written pledge of the responsible unit, as its head. 签署整改承诺。"
    )
    async def sign_problem_pledge(
        self, info: Info, given: Annotated[SignProblemPledgeInput, INPUT]
    ) -> SignProblemPledgeResult:
        """Signs the written pledge of the responsible unit, as its head."""
        return await perform(
            info,
            publish_pledge,
            lambda: PublishPledge(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                text=given.text,
                deadline=given.deadline,
                public_text=given.public_text,
            ),
            key=given.key,
            success=SignProblemPledgeSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Names the leader who takes the case, and the task force: for the unit that has it, or one "
        "level above. 领导包案、组建专班（承办单位，或交办它的上一级）。"
    )
    async def form_problem_task_force(
        self, info: Info, given: Annotated[FormProblemTaskForceInput, INPUT]
    ) -> FormProblemTaskForceResult:
        """Names the leader who takes the case, and the task force."""
        return await perform(
            info,
            form_task_force,
            lambda: FormTaskForce(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                leader=key_in(given.leader, POST),
                members=tuple(key_in(one, POST) for one in given.members),
                resources=given.resources,
                people=given.people,
                yuan=given.yuan,
            ),
            key=given.key,
            success=FormProblemTaskForceSuccess,
            record="problem",
        )

    @strawberry.mutation(description="Says what an open problem is about. 归类。")
    async def categorise_problem(
        self, info: Info, given: Annotated[CategoriseProblemInput, INPUT]
    ) -> CategoriseProblemResult:
        """Says what an open problem is about."""
        return await perform(
            info,
            categorise_problem,
            lambda: CategoriseProblem(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                category=given.category,
            ),
            key=given.key,
            success=CategoriseProblemSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Files a closed problem away once its re-checks are over. 归档。"
    )
    async def archive_problem(
        self, info: Info, given: Annotated[ArchiveProblemInput, INPUT]
    ) -> ArchiveProblemResult:
        """Files a closed problem away once its re-checks are over."""
        return await perform(
            info,
            archive_problem,
            lambda: ArchiveProblem(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
            ),
            key=given.key,
            success=ArchiveProblemSuccess,
            record="problem",
        )
