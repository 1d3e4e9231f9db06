"""Mutations on appointments: posts and their roles. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.amend_role import AmendRole, amend_role
from ledger.appointments.close_post import ClosePost, close_post
from ledger.appointments.define_role import DefineRole, define_role
from ledger.appointments.grant_role import GrantRole, grant_role
from ledger.appointments.grounds import Ground
from ledger.appointments.make_post import MakePost, make_post
from ledger.appointments.retire_role import RetireRole, retire_role
from ledger.appointments.take_back_role import TakeBackRole, take_back_role
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, key_in, perform, union
from schema.appointments.types import CustomRole, RoleGrant
from schema.fields import read
from schema.problems.members import may, must
from schema.tenants.types import Post

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Makes a post. 设置职务。")
class MakePostInput:
    """Makes a post."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("At which unit. 单位。")
    title: str = must("Its title, 1 to 60 characters. 名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    title_en: str = may("Its English title. 英文名称。", "")
    body: strawberry.ID | None = may("The body it is in. 所属党组织。", None)
    actor_type: str | None = may("The actor type it makes its holder. 责任主体类型。", None)
    roles: list[str] = strawberry.field(
        default_factory=list, description="Roles of the book it carries. 角色。"
    )
    heads: bool = may("Whether its holder signs for the body. 是否代表集体。", False)


@strawberry.input(description="Ends a post that nobody holds. 撤销职务。")
class ClosePostInput:
    """Ends a post that nobody holds."""

    key: strawberry.ID = must(KEY)
    post: strawberry.ID = must("The post. 职务。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Gives a role to a post or a group. 授予角色。")
class GrantRoleInput:
    """Gives a role to a post or a group."""

    key: strawberry.ID = must(KEY)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    post: strawberry.ID | None = may("To this post. 职务。", None)
    group: strawberry.ID | None = may("Or to this group. 职务组。", None)
    role: str | None = may("A role of the book. 规则手册角色。", None)
    custom_role: strawberry.ID | None = may("Or a custom role. 自定义角色。", None)
    given_from: date | None = may("The first day; else today. 起始日期。", None)
    given_until: date | None = may(
        "The first day no longer; else without end. 终止日期（不含）。", None
    )


@strawberry.input(description="Takes a role back. 收回角色。")
class TakeBackRoleInput:
    """Takes a role back."""

    key: strawberry.ID = must(KEY)
    grant: strawberry.ID = must("The grant. 授权。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Composes a role of permissions. 制定自定义角色。")
class DefineRoleInput:
    """Composes a role of permissions."""

    key: strawberry.ID = must(KEY)
    title: str = must("Its name, 1 to 60 characters. 名称。")
    permissions: list[str] = must("Each a role of the book, a colon, an action. 权限：角色:操作。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    title_en: str = may("Its English name. 英文名称。", "")


@strawberry.input(description="Gives a custom role other permissions. 修改自定义角色。")
class AmendRoleInput:
    """Gives a custom role other permissions."""

    key: strawberry.ID = must(KEY)
    custom_role: strawberry.ID = must("The custom role. 自定义角色。")
    expected_version: int = must(VERSION)
    permissions: list[str] = must("All of them from now on. 今后的全部权限。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Lets a custom role give nothing any more. 停用自定义角色。")
class RetireRoleInput:
    """Lets a custom role give nothing any more."""

    key: strawberry.ID = must(KEY)
    custom_role: strawberry.ID = must("The custom role. 自定义角色。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.type(description="It was done. 已办理。")
class MakePostSuccess:
    """It was done."""

    post: Post | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ClosePostSuccess:
    """It was done."""

    post: Post | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class GrantRoleSuccess:
    """It was done."""

    grant: RoleGrant | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class TakeBackRoleSuccess:
    """It was done."""

    grant: RoleGrant | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class DefineRoleSuccess:
    """It was done."""

    custom_role: CustomRole | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class AmendRoleSuccess:
    """It was done."""

    custom_role: CustomRole | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RetireRoleSuccess:
    """It was done."""

    custom_role: CustomRole | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


MakePostResult = Annotated[
    MakePostSuccess | RefusalType,
    union("MakePostResult", "What became of it. 办理结果。"),
]
ClosePostResult = Annotated[
    ClosePostSuccess | RefusalType,
    union("ClosePostResult", "What became of it. 办理结果。"),
]
GrantRoleResult = Annotated[
    GrantRoleSuccess | RefusalType,
    union("GrantRoleResult", "What became of it. 办理结果。"),
]
TakeBackRoleResult = Annotated[
    TakeBackRoleSuccess | RefusalType,
    union("TakeBackRoleResult", "What became of it. 办理结果。"),
]
DefineRoleResult = Annotated[
    DefineRoleSuccess | RefusalType,
    union("DefineRoleResult", "What became of it. 办理结果。"),
]
AmendRoleResult = Annotated[
    AmendRoleSuccess | RefusalType,
    union("AmendRoleResult", "What became of it. 办理结果。"),
]
RetireRoleResult = Annotated[
    RetireRoleSuccess | RefusalType,
    union("RetireRoleResult", "What became of it. 办理结果。"),
]


@strawberry.type
class RoleMutations:
    """What can be done about posts and their roles."""

    @strawberry.mutation(description="Makes a post. 设置职务。")
    async def make_post(self, info: Info, given: Annotated[MakePostInput, INPUT]) -> MakePostResult:
        """Makes a post."""
        return await perform(
            info,
            make_post,
            lambda: MakePost(
                tenant=key_in(str(given.tenant), "Tenant"),
                title=given.title,
                title_en=given.title_en,
                body=key_if_given(given.body, "Body"),
                actor_type=given.actor_type,
                roles=tuple(given.roles),
                heads=given.heads,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=MakePostSuccess,
            record="post",
        )

    @strawberry.mutation(description="Ends a post that nobody holds. 撤销职务。")
    async def close_post(
        self, info: Info, given: Annotated[ClosePostInput, INPUT]
    ) -> ClosePostResult:
        """Ends a post that nobody holds."""
        return await perform(
            info,
            close_post,
            lambda: ClosePost(
                post=key_in(str(given.post), "Post"),
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=ClosePostSuccess,
            record="post",
        )

    @strawberry.mutation(description="Gives a role to a post or a group. 授予角色。")
    async def grant_role(
        self, info: Info, given: Annotated[GrantRoleInput, INPUT]
    ) -> GrantRoleResult:
        """Gives a role to a post or a group."""
        return await perform(
            info,
            grant_role,
            lambda: GrantRole(
                post=key_if_given(given.post, "Post"),
                group=key_if_given(given.group, "PostGroup"),
                role=given.role,
                custom_role=key_if_given(given.custom_role, "CustomRole"),
                given_from=given.given_from,
                given_until=given.given_until,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=GrantRoleSuccess,
            record="grant",
        )

    @strawberry.mutation(description="Takes a role back. 收回角色。")
    async def take_back_role(
        self, info: Info, given: Annotated[TakeBackRoleInput, INPUT]
    ) -> TakeBackRoleResult:
        """Takes a role back."""
        return await perform(
            info,
            take_back_role,
            lambda: TakeBackRole(
                grant=key_in(str(given.grant), "RoleGrant"),
                expected_version=given.expected_version,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=TakeBackRoleSuccess,
            record="grant",
        )

    @strawberry.mutation(description="Composes a role of permissions. 制定自定义角色。")
    async def define_role(
        self, info: Info, given: Annotated[DefineRoleInput, INPUT]
    ) -> DefineRoleResult:
        """Composes a role of permissions."""
        return await perform(
            info,
            define_role,
            lambda: DefineRole(
                title=given.title,
                title_en=given.title_en,
                permissions=tuple(given.permissions),
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=DefineRoleSuccess,
            record="custom_role",
        )

    @strawberry.mutation(description="Gives a custom role other permissions. 修改自定义角色。")
    async def amend_role(
        self, info: Info, given: Annotated[AmendRoleInput, INPUT]
    ) -> AmendRoleResult:
        """Gives a custom role other permissions."""
        return await perform(
            info,
            amend_role,
            lambda: AmendRole(
                custom_role=key_in(str(given.custom_role), "CustomRole"),
                expected_version=given.expected_version,
                permissions=tuple(given.permissions),
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=AmendRoleSuccess,
            record="custom_role",
        )

    @strawberry.mutation(description="Lets a custom role give nothing any more. 停用自定义角色。")
    async def retire_role(
        self, info: Info, given: Annotated[RetireRoleInput, INPUT]
    ) -> RetireRoleResult:
        """Lets a custom role give nothing any more."""
        return await perform(
            info,
            retire_role,
            lambda: RetireRole(
                custom_role=key_in(str(given.custom_role), "CustomRole"),
                expected_version=given.expected_version,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=RetireRoleSuccess,
            record="custom_role",
        )
