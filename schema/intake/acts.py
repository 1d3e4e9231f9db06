"""Mutations of the intake: many reports in one call."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.intake.refusals import TooManyReports
from ledger.problems.refusals import IdMalformed
from ledger.problems.report_problem import ReportProblem, report_problem
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, told, union
from schema.problems.enums import Channel, ProblemField, ProblemListType
from schema.problems.intake import ReportProblemResult, ReportProblemSuccess
from schema.problems.intake_acts import INPUT, client_key
from schema.problems.members import may, must

MOST = 50


@strawberry.input(description="One report of many. 批量采集中的一条。")
class CapturedReportInput:
    """One report of many."""

    id: strawberry.ID = must(
        "Made by the client, a UUID, best of version 7: it names the report at every attempt, "
        "whichever call carries it. 客户端生成的标识，重试时不变，与哪一次调用无关。"
    )
    list_type: ProblemListType = must("Which of the six lists. 所属清单。")
    title: str = must("What it is, in a line, 1 to 200 characters. 标题。")
    facts: str = must("What was found. 事实。")
    place: str = may("Where. 地点。", "")
    source: str = may("How it was found. 来源。", "")
    channel: Channel = may("The upstream system that fed it. 来源渠道。", Channel.OWN_FINDING)
    channel_number: str = may("The order's number in that system. 渠道单号。", "")
    accused: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Units it is against: they, all below them and every post of their people never "
        "learn of it. 被反映的单位。",
    )
    field: ProblemField = may("Which field of work it is about. 领域。", ProblemField.OTHER)
    found_on: date | None = may(
        "When it was found, where that is known; today or before. 发现日期。", None
    )
    from_entry: strawberry.ID | None = may(
        "The diary entry that it comes from, one of your unit that you read. 来自哪篇民情日记。",
        None,
    )


@strawberry.input(description="Up to 50 reports made while there was no network. 批量采集。")
class CaptureProblemsInput:
    """Up to 50 reports made while there was no network."""

    key: strawberry.ID = must(KEY)
    reports: list[CapturedReportInput] = must("The reports, in the order they were made. 各条。")


@strawberry.type(description="Each report has its own answer. 逐条结果。")
class CaptureProblemsSuccess:
    """Each report has its own answer."""

    results: list[ReportProblemResult] = strawberry.field(
        description="What became of each, in their order. 各条结果，次序与提交一致。"
    )
    replayed: bool = strawberry.field(description=REPLAYED)


CaptureProblemsResult = Annotated[
    CaptureProblemsSuccess | RefusalType,
    union("CaptureProblemsResult", "What became of them. 办理结果。"),
]


async def _captured(info: Info, given: CapturedReportInput) -> ReportProblemSuccess | RefusalType:
    key = client_key(given.id)
    if key.version is None:
        return told(info, IdMalformed())
    return await perform(
        info,
        report_problem,
        lambda: ReportProblem(
            id=key,
            list_type=given.list_type.value,
            title=given.title,
            facts=given.facts,
            place=given.place,
            source=given.source,
            channel=given.channel.value,
            channel_no=given.channel_number,
            accused=tuple(key_in(one, "Tenant") for one in given.accused),
            field=given.field.value,
            found_on=given.found_on,
            from_entry=key_in(given.from_entry, "DiaryEntry") if given.from_entry else None,
        ),
        key=f"capture-{key}",
        success=ReportProblemSuccess,
        record="problem",
    )


@strawberry.type
class IntakeMutations:
    """What can be done many at a time."""

    @strawberry.mutation(
        description="Writes down up to 50 problems; each is done or refused by itself, and may be "
        "sent again. 批量采集：逐条办理，可重发。"
    )
    async def capture_problems(
        self, info: Info, given: Annotated[CaptureProblemsInput, INPUT]
    ) -> CaptureProblemsResult:
        """Writes down up to 50 problems, each in a transaction of its own."""
        if len(given.reports) > MOST:
            return told(info, TooManyReports(most=MOST))
        results = [await _captured(info, one) for one in given.reports]
        done = [one for one in results if isinstance(one, ReportProblemSuccess)]
        again = bool(done) and all(one.replayed for one in done)
        return CaptureProblemsSuccess(results=results, replayed=again)
