"""Mutations on appointments: units and bodies. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.close_body import CloseBody, close_body
from ledger.appointments.close_unit import CloseUnit, close_unit
from ledger.appointments.found_body import FoundBody, found_body
from ledger.appointments.found_unit import FoundUnit, found_unit
from ledger.appointments.grounds import Ground
from ledger.appointments.rename_body import RenameBody, rename_body
from ledger.appointments.rename_unit import RenameUnit, rename_unit
from schema.acts import KEY, REPLAYED, RefusalType, key_if_given, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.tenants.types import Body, Tenant, TenantKind

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Founds a department or an office. 设立部门、内设机构。")
class FoundUnitInput:
    """Founds a department or an office."""

    key: strawberry.ID = must(KEY)
    parent: strawberry.ID = must("Under which unit. 上级单位。")
    kind: TenantKind = must("DEPARTMENT or OFFICE. 种类。")
    name: str = must("Its name, 1 to 100 characters. 名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    credit_code: str | None = may(
        "Its unified social credit code, verified. 统一社会信用代码。", None
    )
    trade: str | None = may("Its line of business. 条线。", None)
    founded_on: date | None = may("The first day; else today. 设立日期。", None)


@strawberry.input(description="Renames a department or an office. 部门、内设机构更名。")
class RenameUnitInput:
    """Renames a department or an office."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("The unit. 单位。")
    name: str = must("Its new name. 新名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    renamed_on: date | None = may(
        "From which day on it is called so: today or up to a year ago; else today. 更名日期。", None
    )


@strawberry.input(description="Closes a department or an office. 撤销部门、内设机构。")
class CloseUnitInput:
    """Closes a department or an office."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("The unit. 单位。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    closed_on: date | None = may("The first day it stands no more; else today. 撤销日期。", None)


@strawberry.input(description="Founds a body. 成立党组织。")
class FoundBodyInput:
    """Founds a body."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("At which unit. 单位。")
    kind: str = must("A key of the kinds of body. 组织种类。")
    name: str = must("Its name, 1 to 100 characters. 名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    parent: strawberry.ID | None = may("The body above it. 上级组织。", None)
    founded_on: date | None = may("The first day; else today. 成立日期。", None)


@strawberry.input(description="Renames a body. 党组织更名。")
class RenameBodyInput:
    """Renames a body."""

    key: strawberry.ID = must(KEY)
    body: strawberry.ID = must("The body. 组织。")
    name: str = must("Its new name. 新名称。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    renamed_on: date | None = may(
        "From which day on it is called so: today or up to a year ago; else today. 更名日期。", None
    )


@strawberry.input(description="Closes a body. 撤销党组织。")
class CloseBodyInput:
    """Closes a body."""

    key: strawberry.ID = must(KEY)
    body: strawberry.ID = must("The body. 组织。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    closed_on: date | None = may("The first day it stands no more; else today. 撤销日期。", None)


@strawberry.type(description="It was done. 已办理。")
class FoundUnitSuccess:
    """It was done."""

    tenant: Tenant | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RenameUnitSuccess:
    """It was done."""

    tenant: Tenant | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class CloseUnitSuccess:
    """It was done."""

    tenant: Tenant | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class FoundBodySuccess:
    """It was done."""

    body: Body | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RenameBodySuccess:
    """It was done."""

    body: Body | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class CloseBodySuccess:
    """It was done."""

    body: Body | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


FoundUnitResult = Annotated[
    FoundUnitSuccess | RefusalType,
    union("FoundUnitResult", "What became of it. 办理结果。"),
]
RenameUnitResult = Annotated[
    RenameUnitSuccess | RefusalType,
    union("RenameUnitResult", "What became of it. 办理结果。"),
]
CloseUnitResult = Annotated[
    CloseUnitSuccess | RefusalType,
    union("CloseUnitResult", "What became of it. 办理结果。"),
]
FoundBodyResult = Annotated[
    FoundBodySuccess | RefusalType,
    union("FoundBodyResult", "What became of it. 办理结果。"),
]
RenameBodyResult = Annotated[
    RenameBodySuccess | RefusalType,
    union("RenameBodyResult", "What became of it. 办理结果。"),
]
CloseBodyResult = Annotated[
    CloseBodySuccess | RefusalType,
    union("CloseBodyResult", "What became of it. 办理结果。"),
]


@strawberry.type
class UnitMutations:
    """What can be done about units and bodies."""

    @strawberry.mutation(description="Founds a department or an office. 设立部门、内设机构。")
    async def found_unit(
        self, info: Info, given: Annotated[FoundUnitInput, INPUT]
    ) -> FoundUnitResult:
        """Founds a department or an office."""
        return await perform(
            info,
            found_unit,
            lambda: FoundUnit(
                parent=key_in(str(given.parent), "Tenant"),
                kind=given.kind.value,
                name=given.name,
                credit_code=given.credit_code,
                trade=given.trade,
                founded_on=given.founded_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=FoundUnitSuccess,
            record="tenant",
        )

    @strawberry.mutation(description="Renames a department or an office. 部门、内设机构更名。")
    async def rename_unit(
        self, info: Info, given: Annotated[RenameUnitInput, INPUT]
    ) -> RenameUnitResult:
        """Renames a department or an office."""
        return await perform(
            info,
            rename_unit,
            lambda: RenameUnit(
                tenant=key_in(str(given.tenant), "Tenant"),
                name=given.name,
                ground=Ground(given.reason, given.document_no),
                renamed_on=given.renamed_on,
            ),
            key=given.key,
            success=RenameUnitSuccess,
            record="tenant",
        )

    @strawberry.mutation(description="Closes a department or an office. 撤销部门、内设机构。")
    async def close_unit(
        self, info: Info, given: Annotated[CloseUnitInput, INPUT]
    ) -> CloseUnitResult:
        """Closes a department or an office."""
        return await perform(
            info,
            close_unit,
            lambda: CloseUnit(
                tenant=key_in(str(given.tenant), "Tenant"),
                closed_on=given.closed_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=CloseUnitSuccess,
            record="tenant",
        )

    @strawberry.mutation(description="Founds a body. 成立党组织。")
    async def found_body(
        self, info: Info, given: Annotated[FoundBodyInput, INPUT]
    ) -> FoundBodyResult:
        """Founds a body."""
        return await perform(
            info,
            found_body,
            lambda: FoundBody(
                tenant=key_in(str(given.tenant), "Tenant"),
                kind=given.kind,
                name=given.name,
                parent=key_if_given(given.parent, "Body"),
                founded_on=given.founded_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=FoundBodySuccess,
            record="body",
        )

    @strawberry.mutation(description="Renames a body. 党组织更名。")
    async def rename_body(
        self, info: Info, given: Annotated[RenameBodyInput, INPUT]
    ) -> RenameBodyResult:
        """Renames a body."""
        return await perform(
            info,
            rename_body,
            lambda: RenameBody(
                body=key_in(str(given.body), "Body"),
                name=given.name,
                ground=Ground(given.reason, given.document_no),
                renamed_on=given.renamed_on,
            ),
            key=given.key,
            success=RenameBodySuccess,
            record="body",
        )

    @strawberry.mutation(description="Closes a body. 撤销党组织。")
    async def close_body(
        self, info: Info, given: Annotated[CloseBodyInput, INPUT]
    ) -> CloseBodyResult:
        """Closes a body."""
        return await perform(
            info,
            close_body,
            lambda: CloseBody(
                body=key_in(str(given.body), "Body"),
                closed_on=given.closed_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=CloseBodySuccess,
            record="body",
        )
