"""Types of the intake."""

from datetime import date, datetime
from enum import Enum

import strawberry

from schema.actions import ViewerActionInfo
from schema.clocks.types import ClockUnit, LimitConfidence
from schema.fields import COMPLETE, read
from schema.nodes import Node
from schema.problems.enums import ProblemListType
from schema.problems.types import Problem
from schema.settings.figures import SettingFigure
from schema.tenants.types import Person, Tenant


@strawberry.type(description="A backlog being cleared. 减仓清仓行动。")
class Campaign(Node):
    """A campaign."""

    name: str = read("Its name. 名称。")
    opened_on: date = read("When it was opened. 启动日期。")
    version: int = read("Rises with every import. 版本。")
    tenant: Tenant = read("The unit that clears it. 所属单位。")
    opened_by: Person | None = read("Who opened it. 启动人。")
    kept_on: date | None = read(
        "When it was made a standing list; null while it is a campaign. 转为长效清单的日期。"
    )
    kept_by: Person | None = read("Who made it one. 由谁转为长效清单。")
    mechanism: str | None = read("How the list is kept up. 长效机制。")
    total: int = read("Items taken in. 总数。")
    open: int = read("Not ended, wherever they lie. 未办结数。")
    closed: int = read("Ended with a solution; what was merged, with what it went into. 已办结数。")
    set_aside: int = read("Rejected or diverted: neither open nor cleared. 剔除数。")
    repeated: int = read("Marked as petitioned before. 重复信访数。")
    viewer_actions: list[ViewerActionInfo] = read("What the viewer may do now. 可办事项。")
    by_week: list["CampaignWeekInfo"] = read("How it burns down, week by week. 逐周销减。")


@strawberry.type(description="One week of a campaign. 行动的一周。")
class CampaignWeekInfo:
    """One week of a campaign."""

    week: date = read("Its Monday. 周一。")
    entered: int = read("Items that came in. 入库数。")
    ended: int = read("Items that ended with a solution. 办结数。")
    set_aside: int = read("Items that were rejected or diverted. 剔除数。")
    left: int = read("Items open at its end. 周末未办结数。")


@strawberry.type(description="A problem that says much the same. 疑似重复问题。")
class DuplicateSuggestionInfo:
    """A suggestion."""

    likeness: int = read("How alike, 0 to 100: title, place and day together. 总相似度。")
    title_likeness: int = read("How alike the titles are. 标题相似度。")
    place_likeness: int | None = read("How alike the places are, if both are named. 地点相似度。")
    nearness: int | None = read(
        "How near in time, from 0 (a year or more) to 100; null when no day is asked with. 时间接近度。"
    )
    reported_at: datetime = read("When it was reported. 上报时间。")
    problem: Problem | None = read("The problem. 问题。")


@strawberry.type(description="What was found below, and settled where it was found. 就地解决情况。")
class SettledLowInfo:
    """What the units of one direct subordinate found."""

    tenant: Tenant = read("The direct subordinate, with all below it. 直接下级（含所辖）。")
    found: int = read("Problems they found, wherever they lie now. 发现数。")
    settled_low: int = read("Settled without ever going up. 未上交而解决数。")
    sent_up: int = read("Of those found, taken up by a level above; told, never scored. 已上交数。")
    settled_low_percent: int | None = read("Settled of found; null when none. 就地解决率。")
    complete: bool = read(COMPLETE)


@strawberry.type(description="A line of a standard or of a closed list of reasons. 条目。")
class StandardLineInfo:
    """A line."""

    key: str = read("Its key, as acts take it. 代码。")
    zh: str = read("In Chinese. 中文。")
    en: str = read("In English. 英文。")


@strawberry.type(description="A line that a level added to a standard. 加严的条目。")
class AddedLineInfo:
    """A line that a level added to a standard."""

    key: str = read("Its key, as `admitProblem` takes it in `alsoMet`. 代码。")
    zh: str = read("In Chinese. 中文。")
    en: str = read("In English. 英文。")
    by: str = read("The level that added it. 由哪一级加严。")


@strawberry.type(description="What a class of problems must pass before it is closed. 销号标准。")
class ClosureTestInfo:
    """What a class of problems must pass before it is closed."""

    admission: str = read("The line that admitted it. 准入条目。")
    months: int = read("So many months it must stay away. 观察月数。")
    most: int = read("So many alike at most meanwhile. 同类至多几件。")


@strawberry.type(description="Who leads a list. 牵头部门。")
class LeadOrganInfo:
    """Who leads a list."""

    zh: str = read("The organ by its kind, in Chinese. 牵头部门（通称）。")
    en: str = read("The same in English. 英文。")
    unit: strawberry.ID | None = read("The unit that this line named. 本条线指明的单位。")
    name: str | None = read("Its name. 单位名称。")


@strawberry.type(description="A statutory clock of a list. 一项法定时限。")
class StatutoryClockInfo:
    """A statutory clock of a list."""

    stage: str = read("Which. 阶段。")
    zh: str = read("Its name in Chinese. 中文名称。")
    en: str = read("Its name in English. 英文名称。")
    amount: int = read("How much. 时限。")
    unit: ClockUnit = read("Of what. 单位。")
    source: str = read("Where that is laid down, in Chinese. 依据。")
    source_en: str = read("Where that is laid down, in English. 依据的英文名称。")
    confidence: LimitConfidence = read("How sure that is. 依据的可信程度。")
    tracks: list[str] = read("On which tracks; empty is all. 适用的办理类别，空为全部。")


@strawberry.type(description="What admits an item to one of the six lists. 一张清单的准入标准。")
class AdmissionStandardInfo:
    """The standard of one list."""

    list_type: ProblemListType = read("The list. 清单。")
    lines: list[StandardLineInfo] = read("One is enough. 符合一条即可。")
    added: list[AddedLineInfo] = read(
        "What the levels of the line have added; each must be met, too. 各级加严的条目，须逐条符合。"
    )
    closure_tests: list[ClosureTestInfo] = read(
        "What it must pass before it is closed, by the line that admitted it. 销号标准。"
    )
    lead: LeadOrganInfo = read("Who leads the list. 牵头部门。")
    guards: StandardLineInfo = read("What is guarded about its items. 保护事项。")
    tracks: list[StandardLineInfo] = read("On which tracks its items are handled. 办理类别。")
    statutory_acts: list[StandardLineInfo] = read("What regulations ask for. 法定动作。")
    statutory_clocks: list[StatutoryClockInfo] = read("Until when, and by what. 法定时限。")


@strawberry.type(description="The reasons that an act may give. 理由代码。")
class ReasonListInfo:
    """A closed list of reasons."""

    act: str = read("The act. 事项。")
    lines: list[StandardLineInfo] = read("The reasons. 理由。")


@strawberry.enum(description="In what a figure is counted. 计量单位。")
class FigureUnit(Enum):
    """In what a figure is counted."""

    HOUR = "HOUR"
    DAY = "DAY"
    WORKING_DAY = "WORKING_DAY"
    PERCENT = "PERCENT"
    TIMES = "TIMES"
    ITEM = "ITEM"
    UNIT = "UNIT"


@strawberry.type(
    description="A figure that levels may tighten by setProblemSettings. 可由各级加严的数值。"
)
class FigureInfo:
    """A figure that levels may tighten."""

    figure: SettingFigure = read("Which. 哪一项。")
    zh: str = read("What it is, in Chinese. 中文。")
    en: str = read("What it is, in English. 英文。")
    value: int = read("What holds at the unit. 现行值。")
    shipped: int = read("What holds where nobody has set anything. 出厂值。")
    bound: int = read("The tightest that may be set. 最严可设。")
    unit: FigureUnit = read("In what it is counted. 计量单位。")


@strawberry.type(description="Standards in force at a unit. 某单位现行标准。")
class AdmissionStandardsInfo:
    """Standards in force at a unit."""

    admission: list[AdmissionStandardInfo] = read("For each of the six lists. 准入标准。")
    netting: list[StandardLineInfo] = read("What it nets in from below. 收网条件。")
    figures: list[FigureInfo] = read(
        "Figures that levels may tighten, as they hold here. 可由各级加严的数值。"
    )
    reasons: list[ReasonListInfo] = read("Why it may say no, or send on. 理由代码。")
