"""Types of the clocks: every clock of a problem, with its sum line by line."""

from datetime import date, datetime
from enum import Enum

import strawberry

from ledger.clocks.calendar import NATIONAL
from ledger.clocks.deadlines import ClockTrace, DeadlineTrace, light, reminders
from ledger.clocks.naming import stage_name
from ledger.clocks.wording import CLOCKS, Line
from schema.actions import ViewerActionInfo
from schema.fields import read
from schema.nodes import Node
from schema.tenants.types import Tenant


@strawberry.enum(description="Which clock. 时限种类。")
class ClockKind(Enum):
    """Which clock."""

    TOTAL = "TOTAL"
    LEVEL = "LEVEL"
    STATUTORY = "STATUTORY"
    RECTIFICATION = "RECTIFICATION"


@strawberry.enum(description="How a clock stands. 计时状态。")
class ClockState(Enum):
    """How a clock stands."""

    RUNNING = "RUNNING"
    PAUSED = "PAUSED"
    STOPPED = "STOPPED"


@strawberry.enum(description="How sure the source of a limit is. 依据的可信程度。")
class LimitConfidence(Enum):
    """How sure the source of a limit is."""

    SEEN = "SEEN"
    SECONDARY = "SECONDARY"
    PROPOSAL = "PROPOSAL"
    VERIFY = "VERIFY"


@strawberry.enum(description="What is counted. 计时单位。")
class ClockUnit(Enum):
    """What is counted."""

    HOUR = "HOUR"
    DAY = "DAY"
    WORKING_DAY = "WORKING_DAY"


@strawberry.enum(description="How its time is going; not the colour of the label. 预警灯。")
class ClockLight(Enum):
    """How its time is going."""

    GREEN = "GREEN"
    YELLOW = "YELLOW"
    RED = "RED"


@strawberry.enum(description="Whether a declared day is in force. 日历调整状态。")
class CalendarDayState(Enum):
    """Whether a declared day is in force."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.type(
    description="A day that a level declared worked or free, for itself and its line. 日历调整。"
)
class CalendarDay(Node):
    """A day that a level declared worked or free."""

    day: date = read("The day. 日期。")
    works: bool = read("Whether it is worked. 是否上班。")
    reason: str = read("Why, or by what document. 理由或文号。")
    declared_on: date = read("When it was said. 声明日。")
    state: CalendarDayState = read("Whether it is in force. 状态。")
    version: int = read("Rises with each change. 版本。")
    tenant: Tenant | None = read("The level that said so. 由哪一级声明。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do with it. 可办操作。")


@strawberry.type(description="A line of the sum. 计算过程的一行。")
class DeadlineLineInfo:
    """A line of the sum."""

    on: date = read("The day. 日期。")
    kind: str = read(
        "STARTED, RULE, PASSED, PAUSED, RESUMED, EXTENDED, STOPPED, REOPENED, DUE, BREACHED; of the"
        " notes TRACK, NOT_BEGUN. 种类。"
    )
    text_zh: str = read("How it reads in Chinese. 中文。")
    text_en: str = read("How it reads in English. 英文。")
    used: int | None = read("What is used by then; hours in minutes. 累计已用。")
    allowed: int | None = read("What is allowed by then. 时限。")


@strawberry.type(description="A day on which people are reminded. 提醒日。")
class ReminderInfo:
    """A day on which people are reminded."""

    on: date = read("The day. 日期。")
    before: int = read("How many units before the due day. 提前量。")


@strawberry.type(description="One clock from its start. 一项时限。")
class ClockInfo:
    """One clock from its start."""

    clock: ClockKind = read("Which clock. 种类。")
    title_zh: str = read("Its name in Chinese. 中文名称。")
    title_en: str = read("Its name in English. 英文名称。")
    stage: str = read("Which stage it is for. 阶段。")
    stage_zh: str = read("That stage in Chinese. 阶段的中文名称。")
    stage_en: str = read("That stage in English. 阶段的英文名称。")
    state: ClockState = read("How it stands. 状态。")
    unit: ClockUnit = read("What is counted. 单位。")
    limit: int = read("How much was allowed at the start. 起算时限。")
    source: str = read("Where that is laid down, in Chinese. 依据。")
    source_en: str = read("Where that is laid down, in English. 依据的英文名称。")
    confidence: LimitConfidence = read("How sure the source is. 依据的可信程度。")
    started_at: datetime = read("When it was started. 起算时间。")
    due_on: date | None = read("The last day; null while it stands still. 到期日。")
    due_at: datetime | None = read("The instant at which that has passed. 到期时刻。")
    breached_on: date | None = read("Since when it is over; nothing later undoes that. 逾期日。")
    provisional: bool = read("Whether that year's calendar is still to be published. 是否待定。")
    light: ClockLight = read("How its time is going today. 预警灯。")
    reminders: list[ReminderInfo] = read("When people are reminded. 提醒日。")
    lines: list[DeadlineLineInfo] = read("The sum. 计算过程。")


@strawberry.type(description="Every clock of a problem, replayed from its story. 时限计算。")
class DeadlineTraceInfo:
    """Every clock of a problem."""

    due_on: date | None = read("The nearest last day of the clocks that run. 最近到期日。")
    overdue: bool = read("Whether a clock that goes on is over today. 是否逾期。")
    text_zh: str = read("The whole sum as text. 计算过程（中文）。")
    text_en: str = read("The same in English. 计算过程（英文）。")
    notes: list[DeadlineLineInfo] = read(
        "On which track it is handled, and which statutory clocks never began as what they are for "
        "was done before. 办理类别，以及因事先已办而未起算的法定时限。"
    )
    clocks: list[ClockInfo] = read("The clocks in the order in which they were started. 各项时限。")


def trace_info(told: DeadlineTrace, today: date) -> DeadlineTraceInfo:
    """Gives a trace as GraphQL shows it."""
    return DeadlineTraceInfo(
        due_on=told.due_on,
        overdue=told.overdue(today),
        text_zh=told.printed("zh"),
        text_en=told.printed("en"),
        notes=[_line(one) for one in told.notes],
        clocks=[_clock(one, today) for one in told.clocks],
    )


def _clock(one: ClockTrace, today: date) -> ClockInfo:
    zh, en = CLOCKS[one.clock.value]
    stage_zh, stage_en = stage_name(one.clock.value, one.stage)
    return ClockInfo(
        clock=ClockKind(one.clock.value),
        title_zh=zh,
        title_en=en,
        stage=one.stage,
        stage_zh=stage_zh,
        stage_en=stage_en,
        state=ClockState(one.state.value),
        unit=ClockUnit(one.limit.unit.value),
        limit=one.limit.amount,
        source=one.limit.source,
        source_en=one.limit.source_en,
        confidence=LimitConfidence(one.limit.confidence.upper()),
        started_at=one.started_at,
        due_on=one.due_on,
        due_at=one.due_at,
        breached_on=one.breached_on,
        provisional=one.provisional,
        light=ClockLight(light(one, today).value),
        reminders=[ReminderInfo(on=on, before=before) for on, before in reminders(one, NATIONAL)],
        lines=[_line(line) for line in one.lines],
    )


def _line(line: Line) -> DeadlineLineInfo:
    return DeadlineLineInfo(
        on=line.on,
        kind=line.kind,
        text_zh=line.zh,
        text_en=line.en,
        used=line.used,
        allowed=line.allowed,
    )
