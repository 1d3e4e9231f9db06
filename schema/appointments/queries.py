"""Root fields of appointments, roles and grants."""

from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.grantable import grantable_roles
from schema.appointments.types import (
    AdministratorRequest,
    CustomRole,
    CustomRoleFilter,
    GrantableRoleInfo,
    PostGroup,
    PostOnDayInfo,
    RoleGrant,
    RoleGrantFilter,
    UnitChange,
)
from schema.fields import connection, listed
from schema.nodes import Connection
from schema.tenants.queries import ON_A_DAY
from schema.tenants.types import Person
from storage.ids import printed


@strawberry.type
class AppointmentQueries:
    """What can be asked of appointments, roles and grants."""

    custom_role: CustomRole | None = listed(
        "A custom role by its id. 按标识取自定义角色。",
        id=(strawberry.ID, "The role's id. 全局标识。"),
    )
    custom_roles: Connection[CustomRole] = connection(
        "Custom roles of the viewer's line and of the next level. 可见的自定义角色。",
        filter=(CustomRoleFilter | None, "Which of them. 筛选。"),
    )
    post_groups: Connection[PostGroup] = connection(
        "Groups of posts, as far as the viewer may see. 可见的职务组。"
    )
    role_grants: Connection[RoleGrant] = connection(
        "Roles given, as far as the viewer may see, newest first. 可见的授权。",
        filter=(RoleGrantFilter | None, "Which of them. 筛选。"),
    )
    administrator_requests: Connection[AdministratorRequest] = connection(
        "Requests for separated administrators, newest first. 可见的三员提请。"
    )
    unit_changes: Connection[UnitChange] = connection(
        "What became of units and bodies, newest first. 可见的单位和组织沿革。"
    )
    people: Connection[Person] = connection("People, as far as the viewer may see. 可见的人员。")

    posts_on: list[PostOnDayInfo] = listed(
        "The posts that a unit had on a day, wherever they are now, with the roles given to them and "
        "who held them that day, as far as the viewer may read each. 某日某单位的职务。",
        **ON_A_DAY,
    )

    @strawberry.field(
        description="Which roles the viewer could give at a unit, and why not the others; null for "
        "nobody and for no such unit. 在某单位可授予的角色，以及不可授予的原因。"
    )
    async def grantable_roles(
        self,
        info: Info,
        tenant: Annotated[strawberry.ID, strawberry.argument(description="The unit. 单位。")],
    ) -> list[GrantableRoleInfo] | None:
        """Every role, weighed by the function that acts use."""
        context = info.context
        found = await grantable_roles(context.sittings, context.viewer, str(tenant))
        if found is None:
            return None
        return [
            GrantableRoleInfo(
                role=one.role,
                custom_role_id=None
                if one.custom_role is None
                else strawberry.ID(printed("CustomRole", one.custom_role)),
                title_zh=one.title_zh,
                title_en=one.title_en,
                grantable=one.refusal is None,
                code=None if one.refusal is None else one.refusal.code,
                message=None if one.refusal is None else one.refusal.message(context.language),
            )
            for one in found
        ]
