"""What is asked for when a change is previewed first, and what came of it."""

from datetime import date
from typing import Annotated

import strawberry

from schema.acts import KEY, REPLAYED, VERSION, RefusalType, union
from schema.fields import read
from schema.previews.types import ChangeThreshold, ProposedChange
from schema.problems.members import may, must

CHANGE = "The change. 拟办更改。"
HASH = "The hash of the preview that was read. 所读预演的散列值。"
FIRST = "The first day; else today. 起始日期。"
UNTIL = "The first day no longer; else without end. 终止日期（不含）。"


@strawberry.input(description="To give a role to a post or a group. 授予角色。")
class GrantRoleChange:
    """To give a role."""

    post: strawberry.ID | None = may("To this post. 职务。", None)
    group: strawberry.ID | None = may("Or to this group. 职务组。", None)
    role: str | None = may("A role of the book. 规则手册角色。", None)
    custom_role: strawberry.ID | None = may("Or a custom role. 自定义角色。", None)
    given_from: date | None = may(FIRST, None)
    given_until: date | None = may(UNTIL, None)


@strawberry.input(description="To take a role back. 收回角色。")
class TakeBackRoleChange:
    """To take a role back."""

    grant: strawberry.ID = must("The grant. 授权。")
    expected_version: int = must(VERSION)


@strawberry.input(description="To compose a role of permissions. 制定自定义角色。")
class DefineRoleChange:
    """To compose a role."""

    title: str = must("Its name, 1 to 60 characters. 名称。")
    permissions: list[str] = must("Each a role of the book, a colon, an action. 权限：角色:操作。")
    title_en: str = may("Its English name. 英文名称。", "")


@strawberry.input(description="To give a custom role other permissions. 修改自定义角色。")
class AmendRoleChange:
    """To amend a role."""

    custom_role: strawberry.ID = must("The custom role. 自定义角色。")
    expected_version: int = must(VERSION)
    permissions: list[str] = must("All of them from now on. 今后的全部权限。")


@strawberry.input(description="To let a custom role give nothing any more. 停用自定义角色。")
class RetireRoleChange:
    """To retire a role."""

    custom_role: strawberry.ID = must("The custom role. 自定义角色。")
    expected_version: int = must(VERSION)


@strawberry.input(description="To put a post into a group. 编入职务组。")
class GroupPostChange:
    """To put a post into a group."""

    group: strawberry.ID = must("The group. 职务组。")
    post: strawberry.ID = must("The post. 职务。")
    given_from: date | None = may(FIRST, None)
    given_until: date | None = may(UNTIL, None)


@strawberry.input(description="To take a post out of a group. 移出职务组。")
class UngroupPostChange:
    """To take a post out of a group."""

    member: strawberry.ID = must("The membership. 入组记录。")
    expected_version: int = must(VERSION)


@strawberry.input(description="To appoint somebody to a post. 任职。")
class AppointPersonChange:
    """To appoint somebody."""

    post: strawberry.ID = must("The post. 职务。")
    person: strawberry.ID = must("Who. 人员。")
    appointed_on: date | None = may("The first day, up to a year ago; else today. 任职日期。", None)
    until: date | None = may(UNTIL, None)
    leading: bool = may("Whether it is the person's primary post. 是否主职。", True)


@strawberry.input(description="To let somebody act for the holder of a post. 代理职务。")
class AppointSubstituteChange:
    """To let somebody act for somebody."""

    appointment: strawberry.ID = must("On whose behalf. 被代理的任职。")
    expected_version: int = must(VERSION)
    person: strawberry.ID = must("Who acts. 代理人。")
    until: date = must("The first day no longer. 终止日期（不含）。")
    appointed_on: date | None = may(FIRST, None)


@strawberry.input(
    description="To end, suspend, resume or extend an appointment. 免职、停职、复职、延长。"
)
class AppointmentChange:
    """To change an appointment."""

    appointment: strawberry.ID = must("The appointment. 任职。")
    expected_version: int = must(VERSION)
    day: date | None = may(
        "The day on which it ends or is suspended, else today; to extend it, the first day no "
        "longer. 生效日期；延长的，为终止日期（不含）。",
        None,
    )
    resumed_on: date | None = may("Of a suspension, the first day after. 停职的复职日期。", None)


@strawberry.input(description="To carry out a draft of a reorganisation. 区划调整草案。")
class ReorganisationChange:
    """To reorganise."""

    reorganisation: strawberry.ID = must("The draft. 区划调整草案。")
    expected_version: int = must(VERSION)


@strawberry.input(description="To put an edition of the book into force. 手册版本生效。")
class BookEditionChange:
    """To put an edition into force."""

    edition: strawberry.ID = must("The edition that waits. 待确认的手册版本。")
    expected_version: int = must(VERSION)


@strawberry.input(
    description="A change: exactly one of its members, and on what ground. 更改：只选一项。"
)
class ChangeInput:
    """A change."""

    reason: str = may("Why, 1 to 1,000 characters. 理由。", "")
    document_no: str = may("Number of the document, 1 to 100 characters. 文号。", "")
    grant_role: GrantRoleChange | None = may("Give a role. 授予角色。", None)
    take_back_role: TakeBackRoleChange | None = may("Take a role back. 收回角色。", None)
    define_role: DefineRoleChange | None = may("Compose a role. 制定自定义角色。", None)
    amend_role: AmendRoleChange | None = may("Amend a role. 修改自定义角色。", None)
    retire_role: RetireRoleChange | None = may("Retire a role. 停用自定义角色。", None)
    group_post: GroupPostChange | None = may("Put a post into a group. 编入职务组。", None)
    ungroup_post: UngroupPostChange | None = may("Take it out again. 移出职务组。", None)
    appoint_person: AppointPersonChange | None = may("Appoint somebody. 任职。", None)
    appoint_substitute: AppointSubstituteChange | None = may("Appoint a substitute. 代理。", None)
    relieve_person: AppointmentChange | None = may("Relieve somebody. 免职。", None)
    suspend_person: AppointmentChange | None = may("Suspend somebody. 停职。", None)
    reinstate_person: AppointmentChange | None = may("Let somebody back. 复职。", None)
    extend_appointment: AppointmentChange | None = may("Extend an appointment. 延长任期。", None)
    reorganisation: ReorganisationChange | None = may("Reorganise. 区划调整。", None)
    book_edition: BookEditionChange | None = may("Tighten the book. 手册版本。", None)


@strawberry.input(
    description="Asks what a change would mean; nothing is changed. 预演：会有什么影响。"
)
class PreviewChangeInput:
    """Asks what a change would mean."""

    key: strawberry.ID = must(KEY)
    change: ChangeInput = must("The change. 更改。")


@strawberry.input(description="Makes exactly the change that was previewed. 按预演实施。")
class ApplyChangeInput:
    """Makes exactly the change that was previewed."""

    key: strawberry.ID = must(KEY)
    change: strawberry.ID = must(CHANGE)
    expected_version: int = must(VERSION)
    preview_hash: str = must(HASH)


@strawberry.input(description="Confirms a change of the level below. 上一级确认。")
class ConfirmChangeInput:
    """Confirms a change of the level below."""

    key: strawberry.ID = must(KEY)
    change: strawberry.ID = must(CHANGE)
    expected_version: int = must(VERSION)
    preview_hash: str = must(HASH)
    text: str = may("A word on it, at most 1,000 characters. 意见。", "")


@strawberry.input(description="Declines a change of the level below. 上一级不予确认。")
class DeclineChangeInput:
    """Declines a change of the level below."""

    key: strawberry.ID = must(KEY)
    change: strawberry.ID = must(CHANGE)
    expected_version: int = must(VERSION)
    text: str = must("Why, 1 to 1,000 characters. 理由。")


@strawberry.input(description="Sets how much one person may give alone. 设定一人可自行办理的限额。")
class SetChangeThresholdInput:
    """Sets how much one person may give alone."""

    key: strawberry.ID = must(KEY)
    expected_number: int = must(
        "The number that was read; 0 when there is none. 所读版本号，未设定为0。"
    )
    people: int = must("At most so many people, 1 to 10,000. 人数上限。")
    records: int | None = may(
        "At most so many records of one kind to one person, 0 to 1,000; else as above. 同类记录上限。",
        None,
    )


@strawberry.type(description="It was done. 已办理。")
class PreviewChangeSuccess:
    """It was done."""

    change: ProposedChange | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ApplyChangeSuccess:
    """It was done."""

    change: ProposedChange | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConfirmChangeSuccess:
    """It was done."""

    change: ProposedChange | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class DeclineChangeSuccess:
    """It was done."""

    change: ProposedChange | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SetChangeThresholdSuccess:
    """It was done."""

    threshold: ChangeThreshold | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


PreviewChangeResult = Annotated[
    PreviewChangeSuccess | RefusalType,
    union("PreviewChangeResult", "What became of it. 办理结果。"),
]
ApplyChangeResult = Annotated[
    ApplyChangeSuccess | RefusalType,
    union("ApplyChangeResult", "What became of it. 办理结果。"),
]
ConfirmChangeResult = Annotated[
    ConfirmChangeSuccess | RefusalType,
    union("ConfirmChangeResult", "What became of it. 办理结果。"),
]
DeclineChangeResult = Annotated[
    DeclineChangeSuccess | RefusalType,
    union("DeclineChangeResult", "What became of it. 办理结果。"),
]
SetChangeThresholdResult = Annotated[
    SetChangeThresholdSuccess | RefusalType,
    union("SetChangeThresholdResult", "What became of it. 办理结果。"),
]
