"""Mutations on appointments: the separated administrators. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.ask_administrator import AskAdministrator, ask_administrator
from ledger.appointments.confirm_administrator import (
    ConfirmAdministrator,
    confirm_administrator,
)
from ledger.appointments.grounds import Ground
from ledger.appointments.refuse_administrator import RefuseAdministrator, refuse_administrator
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_if_given, key_in, perform, union
from schema.appointments.types import AdministratorRequest
from schema.fields import read
from schema.problems.members import may, must

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Asks for a separated administrator. 提请设立三员。")
class AskAdministratorInput:
    """Asks for a separated administrator."""

    key: strawberry.ID = must(KEY)
    post: strawberry.ID = must("The post. 职务。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    role: str | None = may("The role of the three that it is to have. 三员角色。", None)
    person: strawberry.ID | None = may("Or who is to hold it. 人员。", None)
    given_from: date | None = may("The first day; else today. 起始日期。", None)
    given_until: date | None = may("The first day no longer. 终止日期（不含）。", None)


@strawberry.input(description="Confirms what somebody else asked for. 确认三员。")
class ConfirmAdministratorInput:
    """Confirms what somebody else asked for."""

    key: strawberry.ID = must(KEY)
    request: strawberry.ID = must("The request. 提请。")
    expected_version: int = must(VERSION)
    text: str = may("A word on it. 说明。", "")


@strawberry.input(description="Refuses what somebody else asked for. 不予确认三员。")
class RefuseAdministratorInput:
    """Refuses what somebody else asked for."""

    key: strawberry.ID = must(KEY)
    request: strawberry.ID = must("The request. 提请。")
    expected_version: int = must(VERSION)
    text: str = must("Why not, 1 to 1,000 characters. 理由。")


@strawberry.type(description="It was done. 已办理。")
class AskAdministratorSuccess:
    """It was done."""

    request: AdministratorRequest | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ConfirmAdministratorSuccess:
    """It was done."""

    request: AdministratorRequest | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RefuseAdministratorSuccess:
    """It was done."""

    request: AdministratorRequest | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AskAdministratorResult = Annotated[
    AskAdministratorSuccess | RefusalType,
    union("AskAdministratorResult", "What became of it. 办理结果。"),
]
ConfirmAdministratorResult = Annotated[
    ConfirmAdministratorSuccess | RefusalType,
    union("ConfirmAdministratorResult", "What became of it. 办理结果。"),
]
RefuseAdministratorResult = Annotated[
    RefuseAdministratorSuccess | RefusalType,
    union("RefuseAdministratorResult", "What became of it. 办理结果。"),
]


@strawberry.type
class AdministratorMutations:
    """What can be done about the separated administrators."""

    @strawberry.mutation(description="Asks for a separated administrator. 提请设立三员。")
    async def ask_administrator(
        self, info: Info, given: Annotated[AskAdministratorInput, INPUT]
    ) -> AskAdministratorResult:
        """Asks for a separated administrator."""
        return await perform(
            info,
            ask_administrator,
            lambda: AskAdministrator(
                post=key_in(str(given.post), "Post"),
                role=given.role,
                person=key_if_given(given.person, "Person"),
                given_from=given.given_from,
                given_until=given.given_until,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=AskAdministratorSuccess,
            record="request",
        )

    @strawberry.mutation(description="Confirms what somebody else asked for. 确认三员。")
    async def confirm_administrator(
        self, info: Info, given: Annotated[ConfirmAdministratorInput, INPUT]
    ) -> ConfirmAdministratorResult:
        """Confirms what somebody else asked for."""
        return await perform(
            info,
            confirm_administrator,
            lambda: ConfirmAdministrator(
                request=key_in(str(given.request), "AdministratorRequest"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=ConfirmAdministratorSuccess,
            record="request",
        )

    @strawberry.mutation(description="Refuses what somebody else asked for. 不予确认三员。")
    async def refuse_administrator(
        self, info: Info, given: Annotated[RefuseAdministratorInput, INPUT]
    ) -> RefuseAdministratorResult:
        """Refuses what somebody else asked for."""
        return await perform(
            info,
            refuse_administrator,
            lambda: RefuseAdministrator(
                request=key_in(str(given.request), "AdministratorRequest"),
                expected_version=given.expected_version,
                text=given.text,
            ),
            key=given.key,
            success=RefuseAdministratorSuccess,
            record="request",
        )
