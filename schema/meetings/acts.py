"""Mutations on meetings: one field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.meetings.call_off_meeting import CallOffMeeting, call_off_meeting
from ledger.meetings.conclude_item import ConcludeItem, conclude_item
from ledger.meetings.convene_meeting import ConveneMeeting, convene_meeting
from ledger.meetings.keep_minutes import KeepMinutes, keep_minutes
from ledger.meetings.put_on_agenda import PutOnAgenda, put_on_agenda
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.meetings.enums import MeetingCallOffReason, MeetingConclusion, MeetingKind
from schema.meetings.types import Meeting, MeetingItem
from schema.problems.enums import Shown
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Convenes a meeting, or records one that was held. 召开会议。")
class ConveneMeetingInput:
    """Convenes a meeting."""

    key: strawberry.ID = must(KEY)
    kind: MeetingKind = must("What kind of meeting. 种类。")
    held_on: date = must("On which day, within a year. 日期。")
    units: list[strawberry.ID] = strawberry.field(
        default_factory=list,
        description="Departments of the level and direct subordinates that take part, 60 at most. "
        "参会单位。",
    )


@strawberry.input(description="Puts a problem on the agenda of a meeting. 列入议题。")
class PutOnAgendaInput:
    """Puts a problem on the agenda."""

    key: strawberry.ID = must(KEY)
    meeting: strawberry.ID = must("The meeting. 会议。")
    problem: strawberry.ID = must("The problem, open. 问题。")
    shown: Shown = may(
        "What those who had the problem before see of the item. 对经手下级公开程度。", Shown.WHO
    )


@strawberry.input(description="Concludes an item of a meeting. 作出结论。")
class ConcludeMeetingItemInput:
    """Concludes an item."""

    key: strawberry.ID = must(KEY)
    item: strawberry.ID = must("The item. 议题。")
    expected_version: int = must(VERSION)
    conclusion: MeetingConclusion = must("What is concluded. 结论。")
    text: str = must("In words, 1 to 4,000 characters. 结论内容。")


@strawberry.input(
    description="Says that a meeting was held and keeps its minutes, once. 留存会议纪要。"
)
class KeepMeetingMinutesInput:
    """Keeps the minutes of a meeting."""

    key: strawberry.ID = must(KEY)
    meeting: strawberry.ID = must("The meeting. 会议。")
    expected_version: int = must(VERSION)
    text: str | None = may(
        "What was said, 1 to 20,000 characters; left out where no minutes were taken. 纪要内容；没有形成纪要的不填。",
        None,
    )
    next_on: date | None = may("When they mean to meet again. 下次会议日期。", None)


@strawberry.input(description="Calls a planned meeting off. 取消会议。")
class CallOffMeetingInput:
    """Calls a planned meeting off."""

    key: strawberry.ID = must(KEY)
    meeting: strawberry.ID = must("The meeting. 会议。")
    expected_version: int = must(VERSION)
    reason: MeetingCallOffReason = must("Why. 原因。")


@strawberry.type(description="It was done. 已办理。")
class CallOffMeetingSuccess:
    """It was done."""

    meeting: Meeting | None = read("The meeting as it stands now. 当前会议。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConveneMeetingSuccess:
    """It was done."""

    meeting: Meeting | None = read("The meeting as it stands now. 当前会议。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class PutOnAgendaSuccess:
    """It was done."""

    item: MeetingItem | None = read("The item as it stands now. 当前议题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConcludeMeetingItemSuccess:
    """It was done."""

    item: MeetingItem | None = read("The item as it stands now. 当前议题。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class KeepMeetingMinutesSuccess:
    """It was done."""

    meeting: Meeting | None = read("The meeting as it stands now. 当前会议。")
    replayed: bool = read(REPLAYED)


ConveneMeetingResult = Annotated[
    ConveneMeetingSuccess | RefusalType,
    union("ConveneMeetingResult", "What became of it. 办理结果。"),
]
PutOnAgendaResult = Annotated[
    PutOnAgendaSuccess | RefusalType,
    union("PutOnAgendaResult", "What became of it. 办理结果。"),
]
ConcludeMeetingItemResult = Annotated[
    ConcludeMeetingItemSuccess | RefusalType,
    union("ConcludeMeetingItemResult", "What became of it. 办理结果。"),
]
CallOffMeetingResult = Annotated[
    CallOffMeetingSuccess | RefusalType,
    union("CallOffMeetingResult", "What became of it. 办理结果。"),
]
KeepMeetingMinutesResult = Annotated[
    KeepMeetingMinutesSuccess | RefusalType,
    union("KeepMeetingMinutesResult", "What became of it. 办理结果。"),
]


@strawberry.type
class MeetingMutations:
    """What can be done about meetings."""

    @strawberry.mutation(
        description="Convenes a meeting of your level with its departments and direct subordinates; "
        "those invited are told. 召开会议。"
    )
    async def convene_meeting(
        self, info: Info, given: Annotated[ConveneMeetingInput, INPUT]
    ) -> ConveneMeetingResult:
        """Convenes a meeting."""
        return await perform(
            info,
            convene_meeting,
            lambda: ConveneMeeting(
                kind=given.kind.value,
                held_on=given.held_on,
                units=tuple(key_in(one, "Tenant") for one in given.units),
            ),
            key=given.key,
            success=ConveneMeetingSuccess,
            record="meeting",
        )

    @strawberry.mutation(
        description="Puts a problem of your level or of the next one on the agenda of your meeting. "
        "列入议题。"
    )
    async def put_on_agenda(
        self, info: Info, given: Annotated[PutOnAgendaInput, INPUT]
    ) -> PutOnAgendaResult:
        """Puts a problem on the agenda."""
        return await perform(
            info,
            put_on_agenda,
            lambda: PutOnAgenda(
                meeting=key_in(given.meeting, "Meeting"),
                problem=key_in(given.problem, "Problem"),
                shown=given.shown.value,
            ),
            key=given.key,
            success=PutOnAgendaSuccess,
            record="item",
        )

    @strawberry.mutation(
        description="Writes down what your meeting concluded on a problem; its story says it, and the "
        "problem stays where it is. 作出结论。"
    )
    async def conclude_meeting_item(
        self, info: Info, given: Annotated[ConcludeMeetingItemInput, INPUT]
    ) -> ConcludeMeetingItemResult:
        """Concludes an item."""
        return await perform(
            info,
            conclude_item,
            lambda: ConcludeItem(
                item=key_in(given.item, "MeetingItem"),
                expected_version=given.expected_version,
                conclusion=given.conclusion.value,
                text=given.text,
            ),
            key=given.key,
            success=ConcludeMeetingItemSuccess,
            record="item",
        )

    @strawberry.mutation(
        description="Says that your meeting was held, and keeps its minutes where there are any. "
        "确认会议已召开并留存纪要；没有形成纪要的也照此确认。"
    )
    async def keep_meeting_minutes(
        self, info: Info, given: Annotated[KeepMeetingMinutesInput, INPUT]
    ) -> KeepMeetingMinutesResult:
        """Keeps the minutes of a meeting."""
        return await perform(
            info,
            keep_minutes,
            lambda: KeepMinutes(
                meeting=key_in(given.meeting, "Meeting"),
                expected_version=given.expected_version,
                text=given.text,
                next_on=given.next_on,
            ),
            key=given.key,
            success=KeepMeetingMinutesSuccess,
            record="meeting",
        )

    @strawberry.mutation(
        description="Calls off a meeting of your level that was planned and did not take place; it is "
        "kept as such, what was open on its agenda is concluded by nobody any more, and those invited "
        "are told. 取消会议。"
    )
    async def call_off_meeting(
        self, info: Info, given: Annotated[CallOffMeetingInput, INPUT]
    ) -> CallOffMeetingResult:
        """Calls a planned meeting off."""
        return await perform(
            info,
            call_off_meeting,
            lambda: CallOffMeeting(
                meeting=key_in(given.meeting, "Meeting"),
                expected_version=given.expected_version,
                reason=given.reason.value,
            ),
            key=given.key,
            success=CallOffMeetingSuccess,
            record="meeting",
        )
