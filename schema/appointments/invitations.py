"""Mutations on appointments: people and their invitations. One field, one act."""

import hashlib
import secrets
from functools import partial
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.grounds import Ground
from ledger.appointments.invite_person import InvitePerson, invite_person
from ledger.appointments.record_person import RecordPerson, record_person
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import must
from schema.tenants.types import Person

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Records a person. 登记人员。")
class RecordPersonInput:
    """Records a person."""

    key: strawberry.ID = must(KEY)
    tenant: strawberry.ID = must("At which unit. 单位。")
    name: str = must("The name, 1 to 60 characters. 姓名。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Lets a person claim a sign-in. 邀请开通账号。")
class InvitePersonInput:
    """Lets a person claim a sign-in."""

    key: strawberry.ID = must(KEY)
    person: strawberry.ID = must("Whom. 人员。")


@strawberry.type(description="It was done. 已办理。")
class InvitePersonSuccess:
    """It was done."""

    person: Person | None = read("The record as it stands now. 当前记录。")
    invitation_code: str | None = read(
        "What the person is told, once: POST /invitations takes it for seven days. Null when this is "
        "a replay: it is kept nowhere. 邀请码，只显示一次。"
    )
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RecordPersonSuccess:
    """It was done."""

    person: Person | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


RecordPersonResult = Annotated[
    RecordPersonSuccess | RefusalType,
    union("RecordPersonResult", "What became of it. 办理结果。"),
]

InvitePersonResult = Annotated[
    InvitePersonSuccess | RefusalType,
    union("InvitePersonResult", "What became of it. 办理结果。"),
]


@strawberry.type
class InvitationMutations:
    """What can be done about people and their invitations."""

    @strawberry.mutation(description="Records a person. 登记人员。")
    async def record_person(
        self, info: Info, given: Annotated[RecordPersonInput, INPUT]
    ) -> RecordPersonResult:
        """Records a person."""
        return await perform(
            info,
            record_person,
            lambda: RecordPerson(
                tenant=key_in(str(given.tenant), "Tenant"),
                name=given.name,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=RecordPersonSuccess,
            record="person",
        )

    @strawberry.mutation(description="Lets a person claim a sign-in. 邀请开通账号。")
    async def invite_person(
        self, info: Info, given: Annotated[InvitePersonInput, INPUT]
    ) -> InvitePersonResult:
        """Lets a person claim a sign-in."""
        code = secrets.token_urlsafe(24)
        digest = hashlib.sha256(code.encode()).digest()
        return await perform(
            info,
            invite_person,
            lambda: InvitePerson(key_in(str(given.person), "Person"), digest),
            key=given.key,
            success=partial(_invited, code),
            record="person",
        )


def _invited(code: str, *, person: Person | None, replayed: bool) -> InvitePersonSuccess:
    """Shows a code only to the request that made it."""
    return InvitePersonSuccess(
        person=person, invitation_code=None if replayed else code, replayed=replayed
    )
