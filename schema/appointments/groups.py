"""Mutations on appointments: groups of posts. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.grounds import Ground
from ledger.appointments.group_post import GroupPost, group_post
from ledger.appointments.make_group import MakeGroup, make_group
from ledger.appointments.ungroup_post import UngroupPost, ungroup_post
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.appointments.types import GroupMember, PostGroup
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Makes a group of posts. 设立职务组。")
class MakeGroupInput:
    """Makes a group of posts."""

    key: strawberry.ID = must(KEY)
    title: str = must("Its name, 1 to 60 characters. 名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    title_en: str = may("Its English name. 英文名称。", "")


@strawberry.input(description="Puts a post into a group. 编入职务组。")
class GroupPostInput:
    """Puts a post into a group."""

    key: strawberry.ID = must(KEY)
    group: strawberry.ID = must("The group. 职务组。")
    post: strawberry.ID = must("The post. 职务。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    given_from: date | None = may("The first day; else today. 起始日期。", None)
    given_until: date | None = may(
        "The first day no longer; else without end. 终止日期（不含）。", None
    )


@strawberry.input(description="Takes a post out of a group. 移出职务组。")
class UngroupPostInput:
    """Takes a post out of a group."""

    key: strawberry.ID = must(KEY)
    member: strawberry.ID = must("The membership. 入组记录。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.type(description="It was done. 已办理。")
class MakeGroupSuccess:
    """It was done."""

    group: PostGroup | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class GroupPostSuccess:
    """It was done."""

    member: GroupMember | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class UngroupPostSuccess:
    """It was done."""

    member: GroupMember | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


MakeGroupResult = Annotated[
    MakeGroupSuccess | RefusalType,
    union("MakeGroupResult", "What became of it. 办理结果。"),
]
GroupPostResult = Annotated[
    GroupPostSuccess | RefusalType,
    union("GroupPostResult", "What became of it. 办理结果。"),
]
UngroupPostResult = Annotated[
    UngroupPostSuccess | RefusalType,
    union("UngroupPostResult", "What became of it. 办理结果。"),
]


@strawberry.type
class GroupMutations:
    """What can be done about groups of posts."""

    @strawberry.mutation(description="Makes a group of posts. 设立职务组。")
    async def make_group(
        self, info: Info, given: Annotated[MakeGroupInput, INPUT]
    ) -> MakeGroupResult:
        """Makes a group of posts."""
        return await perform(
            info,
            make_group,
            lambda: MakeGroup(
                title=given.title,
                title_en=given.title_en,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=MakeGroupSuccess,
            record="group",
        )

    @strawberry.mutation(description="Puts a post into a group. 编入职务组。")
    async def group_post(
        self, info: Info, given: Annotated[GroupPostInput, INPUT]
    ) -> GroupPostResult:
        """Puts a post into a group."""
        return await perform(
            info,
            group_post,
            lambda: GroupPost(
                group=key_in(str(given.group), "PostGroup"),
                post=key_in(str(given.post), "Post"),
                given_from=given.given_from,
                given_until=given.given_until,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=GroupPostSuccess,
            record="member",
        )

    @strawberry.mutation(description="Takes a post out of a group. 移出职务组。")
    async def ungroup_post(
        self, info: Info, given: Annotated[UngroupPostInput, INPUT]
    ) -> UngroupPostResult:
        """Takes a post out of a group."""
        return await perform(
            info,
            ungroup_post,
            lambda: UngroupPost(
                member=key_in(str(given.member), "GroupMember"),
                expected_version=given.expected_version,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=UngroupPostSuccess,
            record="member",
        )
