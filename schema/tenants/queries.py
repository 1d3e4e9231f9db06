"""Root fields of the tree."""

from datetime import date
from typing import Any

import strawberry

from schema.fields import connection, listed
from schema.nodes import Connection, Node
from schema.tenants.types import (
    ORDER,
    Body,
    Post,
    Tenant,
    TenantKind,
    TenantOnDayInfo,
    TenantSearch,
)

ON_A_DAY: dict[str, tuple[Any, str]] = {
    "day": (date, "The day, today or before. 日期，今天或以前。"),
    "within": (strawberry.ID | None, "The unit. 单位。"),
    "code": (str | None, "Or the code that it had on that day. 或其当日的代码。"),
}


@strawberry.type
class TenantQueries:
    """What can be asked of the tree."""

    node: Node | None = listed(
        "A record by its id; null when it is absent or not yours to see. 按标识取记录。",
        id=(strawberry.ID, "The record's id. 全局标识。"),
    )
    tenant: Tenant | None = listed(
        "A tenant by code (the one that stands, the highest unless a kind is said) or by id. "
        "按代码或标识取单位；同一代码的，先给现存的、层级高的。",
        code=(str | None, "Statistical or local code. 代码。"),
        kind=(TenantKind | None, "Of this kind, where a code fits several. 种类。"),
        id=(strawberry.ID | None, "The tenant's id. 全局标识。"),
    )
    tenants: Connection[Tenant] = connection(
        "Tenants, searched by name. 按名称检索单位。",
        filter=(TenantSearch | None, "Which of them. 筛选。"),
        order_by=ORDER,
    )
    body: Body | None = listed(
        "A body by its id. 按标识取党组织。", id=(strawberry.ID, "The body's id. 全局标识。")
    )
    posts: Connection[Post] = connection("Posts the viewer may see. 可见的职务。")
    tenants_on: list[TenantOnDayInfo] = listed(
        "A unit and its direct subordinates as they stood on a day, the unit first, with names, codes, "
        "superiors and paths of that day. 某日的单位及其直接下级。",
        **ON_A_DAY,
    )
