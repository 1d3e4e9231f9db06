"""Types of settings."""

from datetime import datetime
from enum import Enum

import strawberry

from schema.fields import read
from schema.nodes import Node
from schema.problems.enums import Colour, Shown
from schema.tenants.types import Tenant


@strawberry.enum(description="Whether settings are in force. 设置状态。")
class ProblemSettingState(Enum):
    """Whether settings are in force."""

    PUBLISHED = "PUBLISHED"
    RETIRED = "RETIRED"


@strawberry.type(
    description="What a level has set for problems, for it and its line. 问题管控设置。"
)
class ProblemSetting(Node):
    """Settings of a level."""

    number: int = read("Which version of this level's settings. 版本号。")
    state: ProblemSettingState = read("In force or not. 状态。")
    exchanges: int | None = read("How often an item goes to and fro; null: as above. 往返次数。")
    shown: Shown | None = read("What those below see; null: as above. 默认公开程度。")
    at_once: Colour | None = read("Colour of AT_ONCE; null: as above. 立行立改类的颜色。")
    set_time: Colour | None = read("Colour of SET_TIME; null: as above. 限期类的颜色。")
    staged: Colour | None = read("Colour of STAGED; null: as above. 分步类的颜色。")
    pledge_lists: list[str] = read("Lists for which a pledge is signed. 须签承诺的清单。")
    evidence_lists: list[str] = read("Lists for which evidence is asked for. 须附佐证的清单。")
    second_steps: list[str] = read(
        "Steps that the head of the unit confirms. 须由主要负责人确认的步骤。"
    )
    pledge_labels: list[str] = read("Classes for which a pledge is signed. 须签承诺的类别。")
    admission_lines: list[str] = read(
        "Lines that tighten admission, as LIST/key: words. 加严的准入条目。"
    )
    closure_tests: list[str] = read(
        "Closure tests of this level, as LIST/line=months,most. 加严的销号标准。"
    )
    figures: list[str] = read("Figures of this level, as FIGURE=value. 本级加严的数值。")
    lead_organs: list[str] = read("Who leads a list here, as LIST=id of the unit. 牵头单位。")
    set_at: datetime = read("When. 设定时间。")
    tenant: Tenant = read("The level that set them. 设定单位。")


@strawberry.type(
    description="What holds for problems at a unit, merged down its line. 某单位现行的问题管控设置，逐级合并。"
)
class SettingsInForceInfo:
    """What holds at a unit."""

    exchanges: int = read("How often an item goes to and fro. 往返次数。")
    exchanges_by: Tenant | None = read("Who said so; null: it ships. 设定单位，null 为出厂值。")
    shown: Shown = read("What those below see of a step when nothing is said. 默认公开程度。")
    shown_by: Tenant | None = read("Who said so; null: it ships. 设定单位，null 为出厂值。")
    at_once: Colour = read("Colour of AT_ONCE. 立行立改类的颜色。")
    at_once_by: Tenant | None = read("Who said so; null: it ships. 设定单位，null 为出厂值。")
    set_time: Colour = read("Colour of SET_TIME. 限期类的颜色。")
    set_time_by: Tenant | None = read("Who said so; null: it ships. 设定单位，null 为出厂值。")
    staged: Colour = read("Colour of STAGED. 分步类的颜色。")
    staged_by: Tenant | None = read("Who said so; null: it ships. 设定单位，null 为出厂值。")
    pledge_lists: list[str] = read("Lists for which a pledge is signed. 须签承诺的清单。")
    pledge_labels: list[str] = read("Classes for which a pledge is signed. 须签承诺的类别。")
    evidence_lists: list[str] = read("Lists for which evidence is asked for. 须附佐证的清单。")
    second_steps: list[str] = read(
        "Steps that the head of the unit confirms. 须由主要负责人确认的步骤。"
    )
    tenant: Tenant = read("The unit. 单位。")
    levels: list[ProblemSetting] = read(
        "What each level of its line has set, nearest first: whose lists these are. 各级所设，由近及远。"
    )
