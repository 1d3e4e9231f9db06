"""Five chains of settings: 责任链、标准链、管理链、考核链、应用链."""

from enum import Enum

import strawberry

from ledger.settings.groups import GROUPS
from schema.fields import read
from schema.rulebook import SentenceInfo


@strawberry.enum(description="The five chains: 责任链、标准链、管理链、考核链、应用链。")
class SettingChain(Enum):
    """The five chains."""

    RESPONSIBILITY = "RESPONSIBILITY"
    STANDARDS = "STANDARDS"
    MANAGEMENT = "MANAGEMENT"
    ASSESSMENT = "ASSESSMENT"
    APPLICATION = "APPLICATION"


@strawberry.type(description="Something that is set, and where. 一项设置及其所在。")
class SettingEntryInfo:
    """Something that is set, and where."""

    title: SentenceInfo = read("What it is. 名称。")
    reads: str = read("The field of Query that shows it. 查询字段。")
    act: str | None = read(
        "The field of Mutation that changes it; null for what ships with the product. 办理字段。"
    )
    page: str = read("Where it is written about. 说明页。")


@strawberry.type(description="One of five groups of settings. 五链之一。")
class SettingGroupInfo:
    """One of five groups of settings."""

    key: SettingChain = read("Which chain. 哪一链。")
    title: SentenceInfo = read("Its name. 名称。")
    entries: list[SettingEntryInfo] = read("What belongs to it. 所含各项。")


@strawberry.type
class SettingGroupQueries:
    """Where everything that is set can be found."""

    @strawberry.field(
        description="Where everything that is set can be found, in five groups; says what exists, shows "
        "nothing of what anybody has set. 五链：各项设置在哪里。"
    )
    def setting_groups(self) -> list[SettingGroupInfo]:
        """Gives the five groups."""
        return [
            SettingGroupInfo(
                key=SettingChain(group.key),
                title=SentenceInfo(zh=group.zh, en=group.en),
                entries=[
                    SettingEntryInfo(
                        title=SentenceInfo(zh=one.zh, en=one.en),
                        reads=one.reads,
                        act=one.act,
                        page=one.page,
                    )
                    for one in group.entries
                ],
            )
            for group in GROUPS
        ]
