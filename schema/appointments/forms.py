"""Mutations on appointment forms: announced and asked for here, sent and had at an address."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import strawberry
from strawberry import Info

from ledger.appointments.ask_form import AskForm, ask_form
from ledger.appointments.await_form import AwaitForm, await_form
from ledger.responsibilities.files import DOWNLOAD_TIME, UPLOAD_TIME
from schema.acts import KEY, REPLAYED, RefusalType, key_in, perform, union
from schema.errands import address, until
from schema.fields import read
from schema.problems.members import must
from schema.tenants.types import Person

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
_UNTIL = "Until when the address is good. 有效期至。"


@strawberry.input(description="Announces a person's appointment form. 准备收存干部任免审批表。")
class PrepareAppointmentFormInput:
    """Announces a person's appointment form."""

    key: strawberry.ID = must(KEY)
    person: strawberry.ID = must("Whose form. 人员。")


@strawberry.input(description="Asks for a person's appointment form. 申请调取干部任免审批表。")
class AskAppointmentFormInput:
    """Asks for a person's appointment form."""

    key: strawberry.ID = must(KEY)
    person: strawberry.ID = must("Whose form. 人员。")
    reason: str = must("What it is needed for, 4 to 400 characters; it stays in the audit. 理由。")


@strawberry.type(description="The form may be sent. 可以发送审批表。")
class PrepareAppointmentFormSuccess:
    """The form may be sent."""

    of: strawberry.Private[UUID]
    decided: strawberry.Private[datetime]
    person: Person | None = read("Whose form. 人员。")
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to PUT the .lrmx, at most 2 MiB, for ten minutes, with the bearer token of the viewer: 204 when it is sealed "
        "and kept; the form that was kept before is gone. 发送地址，十分钟内有效，须带本人令牌。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        return address(info, "forms", {"person": self.of.hex}, good=self.expires_at())

    @strawberry.field(description=_UNTIL)
    def expires_at(self) -> datetime:
        """Ten minutes from when it was announced."""
        return until(self.decided, UPLOAD_TIME)


@strawberry.type(description="It is on the record. 已留痕。")
class AskAppointmentFormSuccess:
    """It is on the record."""

    asked: strawberry.Private[UUID]
    decided: strawberry.Private[datetime]
    replayed: bool = read(REPLAYED)

    @strawberry.field(
        description="Where to GET the .lrmx, for five minutes after asking, with the bearer token of the "
        "viewer, in the same post; each "
        "time it is had stands in the audit. 取表地址，五分钟内有效，须带本人令牌，每次调取均留痕。"
    )
    def url(self, info: Info) -> str | None:
        """The address for this viewer."""
        return address(info, "forms", {"ticket": self.asked.hex}, good=self.expires_at())

    @strawberry.field(description=_UNTIL)
    def expires_at(self) -> datetime:
        """Five minutes from when it was asked for."""
        return until(self.decided, DOWNLOAD_TIME)


PrepareAppointmentFormResult = Annotated[
    PrepareAppointmentFormSuccess | RefusalType,
    union("PrepareAppointmentFormResult", "What became of it. 办理结果。"),
]
AskAppointmentFormResult = Annotated[
    AskAppointmentFormSuccess | RefusalType,
    union("AskAppointmentFormResult", "What became of it. 办理结果。"),
]


@strawberry.type
class FormMutations:
    """What can be done about appointment forms."""

    @strawberry.mutation(
        description="Announces the appointment form (.lrmx) of a person, which is sealed and had "
        "again by askAppointmentForm alone. 准备收存干部任免审批表。"
    )
    async def prepare_appointment_form(
        self, info: Info, given: Annotated[PrepareAppointmentFormInput, INPUT]
    ) -> PrepareAppointmentFormResult:
        """Announces an appointment form."""
        person = key_in(str(given.person), "Person")
        return await perform(
            info,
            await_form,
            lambda: AwaitForm(person),
            key=given.key,
            success=partial(PrepareAppointmentFormSuccess, of=person),
            record="person",
            dated="decided",
        )

    @strawberry.mutation(
        description="Asks for the appointment form (.lrmx) of a person, with a reason, on the "
        "record. 申请调取干部任免审批表。"
    )
    async def ask_appointment_form(
        self, info: Info, given: Annotated[AskAppointmentFormInput, INPUT]
    ) -> AskAppointmentFormResult:
        """Asks for an appointment form."""
        return await perform(
            info,
            ask_form,
            lambda: AskForm(key_in(str(given.person), "Person"), given.reason),
            key=given.key,
            success=AskAppointmentFormSuccess,
            record="asked",
            dated="decided",
        )
