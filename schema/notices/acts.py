"""Mutations on notices: one field, one act."""

from enum import Enum
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.notices.mark_notices_read import MarkNoticesRead, mark_notices_read
from ledger.notices.set_language import SetLanguage, set_language
from ledger.notices.set_notice_settings import SetNoticeSettings, set_notice_settings
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.fields import read
from schema.notices.types import Notice, NoticeSetting
from schema.problems.members import may, must
from schema.tenants.types import Person

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")


@strawberry.input(description="Marks notices read. 标为已读。")
class MarkNoticesReadInput:
    """Marks notices read."""

    key: strawberry.ID = must(KEY)
    notice: strawberry.ID = must("The notice. 提醒。")
    and_earlier: bool = may("All that came before it too. 此前各条一并标为已读。", default=False)


@strawberry.enum(
    description="A language that people are written to in: Chinese or English. 消息语言：中文或英文。"
)
class Language(Enum):
    """A language that people are written to in."""

    ZH = "ZH"
    EN = "EN"


@strawberry.input(description="Says in which language one is written to. 选择消息语言。")
class SetLanguageInput:
    """Says in which language one is written to."""

    key: strawberry.ID = must(KEY)
    language: Language = must("The language. 语言。")


@strawberry.input(description="Says when and where notices go. 提醒设置。")
class SetNoticeSettingsInput:
    """Says when and where notices go."""

    key: strawberry.ID = must(KEY)
    expected_version: int = must("The version that was read; 0 while there is none. 所读版本。")
    email: str | None = may("Where mail goes; none without it. 邮箱。", None)
    gateway: str | None = may("How the message gateway knows you. 消息网关账号。", None)
    digest_at: str = may("As 08:30, in China. 每日汇总时刻。", "08:30")
    quiet_from: str = may("As 20:00. 免打扰起。", "20:00")
    quiet_until: str = may("As 07:30; like quietFrom means never. 免打扰止。", "07:30")


@strawberry.type(description="It was done. 已办理。")
class MarkNoticesReadSuccess:
    """It was done."""

    notice: Notice | None = read("The notice as it stands now. 当前提醒。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SetLanguageSuccess:
    """It was done."""

    person: Person | None = read(
        "Oneself, where the acting post shows it; `viewer.language` says the language. 本人。"
    )
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SetNoticeSettingsSuccess:
    """It was done."""

    notice_setting: NoticeSetting | None = read("The settings as they stand now. 当前设置。")
    replayed: bool = read(REPLAYED)


MarkNoticesReadResult = Annotated[
    MarkNoticesReadSuccess | RefusalType,
    union("MarkNoticesReadResult", "What became of it. 办理结果。"),
]
SetLanguageResult = Annotated[
    SetLanguageSuccess | RefusalType,
    union("SetLanguageResult", "What became of it. 办理结果。"),
]
SetNoticeSettingsResult = Annotated[
    SetNoticeSettingsSuccess | RefusalType,
    union("SetNoticeSettingsResult", "What became of it. 办理结果。"),
]


@strawberry.type
class NoticeMutations:
    """What can be done with notices."""

    @strawberry.mutation(description="Marks a notice read, or all up to it. 标为已读。")
    async def mark_notices_read(
        self, info: Info, given: Annotated[MarkNoticesReadInput, INPUT]
    ) -> MarkNoticesReadResult:
        """Marks notices read."""
        return await perform(
            info,
            mark_notices_read,
            lambda: MarkNoticesRead(key_in(given.notice, "Notice"), given.and_earlier),
            key=given.key,
            success=MarkNoticesReadSuccess,
            record="notice",
        )

    @strawberry.mutation(
        description="Says in which language you are written to, in all your posts: messages where a "
        "request names no language, and digests. 选择消息语言：请求未写明语言时的消息和每日汇总，对本人全部职务有效。"
    )
    async def set_language(
        self, info: Info, given: Annotated[SetLanguageInput, INPUT]
    ) -> SetLanguageResult:
        """Says in which language one is written to."""
        done = await perform(
            info,
            set_language,
            lambda: SetLanguage(given.language.value),
            key=given.key,
            success=SetLanguageSuccess,
            record="person",
        )
        # The next request may read nothing by which it would notice, and is answered in words, too.
        await info.context.reading.refuse_stale(info.context.viewer)
        return done

    @strawberry.mutation(description="Says when and where your notices go. 提醒设置。")
    async def set_notice_settings(
        self, info: Info, given: Annotated[SetNoticeSettingsInput, INPUT]
    ) -> SetNoticeSettingsResult:
        """Says when and where notices go."""
        return await perform(
            info,
            set_notice_settings,
            lambda: SetNoticeSettings(
                expected_version=given.expected_version,
                email=given.email,
                gateway=given.gateway,
                digest_at=given.digest_at,
                quiet_from=given.quiet_from,
                quiet_until=given.quiet_until,
            ),
            key=given.key,
            success=SetNoticeSettingsSuccess,
            record="notice_setting",
        )
