"""The mutations that correct a report, and that say whom it is against. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.problems.amend_report import AmendReport, amend_report
from ledger.problems.name_accused import NameAccused, name_accused
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.enums import ProblemField, ProblemListType
from schema.problems.members import may, must
from schema.problems.types import Problem

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="Corrects a report of your own that is not registered yet; what is left out stays. 更正采集。"
)
class AmendReportInput:
    """Corrects a report of your own that is not registered yet."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    list_type: ProblemListType | None = may("Which of the six lists. 所属清单。", None)
    field: ProblemField | None = may("Which field of work it is about. 领域。", None)
    title: str | None = may("What it is, in a line, 1 to 200 characters. 标题。", None)
    facts: str | None = may("What was found. 事实。", None)
    place: str | None = may("Where. 地点。", None)
    source: str | None = may("How it was found. 来源。", None)
    found_on: date | None = may("When it was found; today or before. 发现日期。", None)


@strawberry.input(
    description="Says which units an open problem is against; nothing is taken back. 指明被反映单位。"
)
class NameAccusedInput:
    """Says which units an open problem is against."""

    key: strawberry.ID = must(KEY)
    problem: strawberry.ID = must("The problem. 问题。")
    expected_version: int = must(VERSION)
    units: list[strawberry.ID] = must(
        "Units it is against, at most ten: they, all below them and every post of their people never "
        "learn of it. 被反映的单位。"
    )
    reason: str = must("How that came out, 1 to 4,000 characters. 依据。")


@strawberry.type(description="It was done. 已办理。")
class AmendReportSuccess:
    """It was done."""

    problem: Problem | None = read("The problem as it stands now. 当前问题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class NameAccusedSuccess:
    """It was done."""

    problem: Problem | None = read(
        "The problem as it stands now; null where it is against a unit that you sit in. 当前问题。"
    )
    replayed: bool = read(REPLAYED)


AmendReportResult = Annotated[
    AmendReportSuccess | RefusalType,
    union("AmendReportResult", "What became of it. 办理结果。"),
]
NameAccusedResult = Annotated[
    NameAccusedSuccess | RefusalType,
    union("NameAccusedResult", "What became of it. 办理结果。"),
]


@strawberry.type
class ReportMutations:
    """What can be done about a report that is written down: correct it, say whom it is against."""

    @strawberry.mutation(
        description="Corrects a report of your own while it is only collected: list, field, title, facts, place, "
        "source, day of finding. 更正本人采集、尚未登记的内容。"
    )
    async def amend_report(
        self, info: Info, given: Annotated[AmendReportInput, INPUT]
    ) -> AmendReportResult:
        """Corrects a report of your own that is not registered yet."""
        return await perform(
            info,
            amend_report,
            lambda: AmendReport(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                list_type=given.list_type.value if given.list_type else None,
                field=given.field.value if given.field else None,
                title=given.title,
                facts=given.facts,
                place=given.place,
                source=given.source,
                found_on=given.found_on,
            ),
            key=given.key,
            success=AmendReportSuccess,
            record="problem",
        )

    @strawberry.mutation(
        description="Says which units an open problem is against, when that comes out after it was reported. "
        "指明被反映单位：受理后才查明的，由承办单位指明。"
    )
    async def name_accused(
        self, info: Info, given: Annotated[NameAccusedInput, INPUT]
    ) -> NameAccusedResult:
        """Says which units an open problem is against."""
        return await perform(
            info,
            name_accused,
            lambda: NameAccused(
                problem=key_in(given.problem, "Problem"),
                expected_version=given.expected_version,
                units=tuple(key_in(one, "Tenant") for one in given.units),
                reason=given.reason,
            ),
            key=given.key,
            success=NameAccusedSuccess,
            record="problem",
        )
