"""Mutations on settings: one field, one act."""

from typing import Annotated, Any

import strawberry
from strawberry import Info

from ledger.problems.standards import Tightening
from ledger.settings.set_problem_settings import (
    ClosureText,
    FigureText,
    LeadOrgan,
    SetProblemSettings,
    set_problem_settings,
)
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.enums import Colour, ProblemLabel, ProblemListType, SecondStep, Shown
from schema.problems.members import may, must
from schema.settings.figures import SettingFigure
from schema.settings.types import ProblemSetting

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(
    description="A line that tightens an admission standard for the level and its line. 加严的准入条目。"
)
class AdmissionLineInput:
    """A line that tightens an admission standard."""

    list_type: ProblemListType = must("The list. 清单。")
    key: str = must("Its key, letters, digits and _. 代码。")
    zh: str = must("In Chinese, 1 to 200 characters. 中文。")
    en: str = must("In English. 英文。")


@strawberry.input(description="A closure test, tighter than what holds already. 加严的销号标准。")
class ClosureTestInput:
    """A closure test, tighter than what holds already."""

    list_type: ProblemListType = must("The list. 清单。")
    admission: str = must("The line of the standard that admitted the item. 准入条目。")
    months: int = must("So long it stays away after completion was claimed, 1 to 36. 观察月数。")
    most: int = must("So many alike at most meanwhile. 同类至多几件。")


@strawberry.input(description="A figure, tighter than what holds already. 加严的数值。")
class SettingFigureInput:
    """A figure, tighter than what holds already."""

    figure: SettingFigure = must("Which. 哪一项。")
    value: int = must("What it is to be for what begins from now on. 自此起算的新值。")


@strawberry.input(description="Which unit leads a list at the level. 一张清单的牵头单位。")
class LeadOrganInput:
    """Which unit leads a list at the level."""

    list_type: ProblemListType = must("The list. 清单。")
    unit: strawberry.ID = must("The level's own unit, or one directly below. 牵头单位。")


@strawberry.input(
    description="Sets how problems are handled in the unit and on the line below it; what is left out is as the line above has set it. 设定问题管控规则。"
)
class SetProblemSettingsInput:
    """Sets how problems are handled in the unit and on the line below it; what is left out is as the line above has set it."""

    key: strawberry.ID = must(KEY)
    expected_number: int = must(
        "The number of the settings that were read; 0 for none. 所读版本号，未设定为0。"
    )
    exchanges: int | None = may(
        "How often the same two units may send an item to and fro, 1 to 5. 往返次数。", None
    )
    shown: Shown | None = may(
        "What those below see of a step when nothing is said. 默认公开程度。", None
    )
    at_once: Colour | None = may(
        "The colour of what is corrected at once. 立行立改类的颜色。", None
    )
    set_time: Colour | None = may("The colour of what is done by a set time. 限期类的颜色。", None)
    staged: Colour | None = may("The colour of what is solved in stages. 分步类的颜色。", None)
    pledge_lists: list[ProblemListType] = strawberry.field(
        default_factory=list, description="For which lists a pledge is signed. 须签承诺的清单。"
    )
    pledge_labels: list[ProblemLabel] = strawberry.field(
        default_factory=list, description="For which classes a pledge is signed. 须签承诺的类别。"
    )
    evidence_lists: list[ProblemListType] = strawberry.field(
        default_factory=list,
        description="For which lists evidence is asked for when something is done. 须附佐证的清单。",
    )
    second_steps: list[SecondStep] = strawberry.field(
        default_factory=list,
        description="Which steps the head of the unit confirms before they are taken. 须由主要负责人确认的步骤。",
    )
    admission_lines: list[AdmissionLineInput] = strawberry.field(
        default_factory=list,
        description="What an item must meet besides before it is admitted. 加严的准入条目。",
    )
    closure_tests: list[ClosureTestInput] = strawberry.field(
        default_factory=list, description="Closure tests, only ever tighter. 加严的销号标准。"
    )
    lead_organs: list[LeadOrganInput] = strawberry.field(
        default_factory=list, description="Who leads which list here. 各清单牵头单位。"
    )
    figures: list[SettingFigureInput] = strawberry.field(
        default_factory=list,
        description="Figures, only ever tighter; what runs keeps its own. 加严的数值。",
    )


@strawberry.type(description="It was done. 已办理。")
class SetProblemSettingsSuccess:
    """It was done."""

    problem_setting: ProblemSetting | None = read("The settings in force now. 现行设置。")
    replayed: bool = read(REPLAYED)


SetProblemSettingsResult = Annotated[
    SetProblemSettingsSuccess | RefusalType,
    union("SetProblemSettingsResult", "What became of it. 办理结果。"),
]


def _standards(given: SetProblemSettingsInput) -> dict[str, Any]:
    """Gives what tightens standards, and who leads which list, as the act takes it."""
    return {
        "admission_lines": tuple(
            Tightening(one.list_type.value, one.key, one.zh, one.en)
            for one in given.admission_lines
        ),
        "closure_tests": tuple(
            ClosureText(one.list_type.value, one.admission, one.months, one.most)
            for one in given.closure_tests
        ),
        "figures": tuple(FigureText(one.figure.value, one.value) for one in given.figures),
        "lead_organs": tuple(
            LeadOrgan(one.list_type.value, key_in(one.unit, "Tenant")) for one in given.lead_organs
        ),
    }


@strawberry.type
class SettingMutations:
    """What can be done with settings."""

    @strawberry.mutation(
        description="Sets how problems are handled in the unit and on the line below it; what is left out is as the line above has set it. 设定问题管控规则。"
    )
    async def set_problem_settings(
        self, info: Info, given: Annotated[SetProblemSettingsInput, INPUT]
    ) -> SetProblemSettingsResult:
        """Sets how problems are handled in the unit and on the line below it; what is left out is as the line above has set it."""
        return await perform(
            info,
            set_problem_settings,
            lambda: SetProblemSettings(
                expected_number=given.expected_number,
                exchanges=given.exchanges,
                shown=given.shown.value if given.shown else None,
                at_once=given.at_once.value if given.at_once else None,
                set_time=given.set_time.value if given.set_time else None,
                staged=given.staged.value if given.staged else None,
                pledge_lists=tuple(one.value for one in given.pledge_lists),
                pledge_labels=tuple(one.value for one in given.pledge_labels),
                evidence_lists=tuple(one.value for one in given.evidence_lists),
                second_steps=tuple(one.value for one in given.second_steps),
                **_standards(given),
            ),
            key=given.key,
            success=SetProblemSettingsSuccess,
            record="problem_setting",
        )
