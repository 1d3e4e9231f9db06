"""Root fields of settings."""

import strawberry

from schema.fields import read
from schema.settings.types import ProblemSetting


@strawberry.type
class SettingQueries:
    """What can be asked of settings."""

    problem_settings: list[ProblemSetting] = read(
        "Settings in force that the viewer may read, nearest level first. 现行问题管控设置。"
    )
