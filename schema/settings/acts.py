"""Mutations on settings: one field, one act."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.settings.set_problem_settings import SetProblemSettings, set_problem_settings
from schema.acts import KEY, REPLAYED, RefusalType, perform, union
from schema.fields import read
from schema.problems.enums import Colour, ProblemLabel, ProblemListType, Shown
from schema.problems.members import may, must
from schema.settings.types import ProblemSetting

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


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


@strawberry.type(description="It was done. 已办理。")
class SetProblemSettingsSuccess:
    """It was done."""

    problem_setting: ProblemSetting | None = read("The settings in force now. 现行设置。")
    replayed: bool = read(REPLAYED)


SetProblemSettingsResult = Annotated[
    SetProblemSettingsSuccess | RefusalType,
    union("SetProblemSettingsResult", "What became of it. 办理结果。"),
]


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
            ),
            key=given.key,
            success=SetProblemSettingsSuccess,
            record="problem_setting",
        )
