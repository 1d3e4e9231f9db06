"""Root fields of settings."""

import strawberry

from schema.fields import listed, read
from schema.settings.types import ProblemSetting, SettingsInForceInfo


@strawberry.type
class SettingQueries:
    """What can be asked of settings."""

    settings_in_force: SettingsInForceInfo | None = listed(
        "What holds at a unit: for each matter the nearest level's word or what ships, and what any level "
        "of its line asks for; null where its settings are not yours to read. Admission standards, closure "
        "tests, figures and who leads a list: `admissionStandards`. 某单位现行的问题管控设置。",
        tenant=(strawberry.ID, "The unit. 单位。"),
    )
    problem_settings: list[ProblemSetting] = read(
        "Settings in force that the viewer may read, nearest level first. 现行问题管控设置。"
    )
