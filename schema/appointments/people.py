"""Mutations on appointments: people in posts. One field, one act."""

from datetime import date
from typing import Annotated

import strawberry
from strawberry import Info

from ledger.appointments.appoint_person import AppointPerson, appoint_person
from ledger.appointments.appoint_substitute import AppointSubstitute, appoint_substitute
from ledger.appointments.extend_appointment import ExtendAppointment, extend_appointment
from ledger.appointments.grounds import Ground
from ledger.appointments.reinstate_person import ReinstatePerson, reinstate_person
from ledger.appointments.relieve_person import RelievePerson, relieve_person
from ledger.appointments.suspend_person import SuspendPerson, suspend_person
from schema.acts import KEY, REPLAYED, VERSION, RefusalType, key_in, perform, union
from schema.fields import read
from schema.problems.members import may, must
from schema.tenants.types import Appointment

INPUT = strawberry.argument(name="input", description="What is asked for. 办理内容。")
REASON = "Why, 1 to 1,000 characters. 理由。"
DOCUMENT = "Number of the document, 1 to 100 characters. 文号。"


@strawberry.input(description="Appoints somebody to a post. 任职。")
class AppointPersonInput:
    """Appoints somebody to a post."""

    key: strawberry.ID = must(KEY)
    post: strawberry.ID = must("The post. 职务。")
    person: strawberry.ID = must("Who. 人员。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    appointed_on: date | None = may("The first day, up to a year ago; else today. 任职日期。", None)
    until: date | None = may("The first day no longer; else without end. 终止日期（不含）。", None)
    leading: bool = may("Whether it is the person's primary post. 是否主职。", True)


@strawberry.input(description="Relieves somebody of a post. 免职。")
class RelievePersonInput:
    """Relieves somebody of a post."""

    key: strawberry.ID = must(KEY)
    appointment: strawberry.ID = must("The appointment. 任职。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    relieved_on: date | None = may("The first day no longer held; else today. 免职日期。", None)


@strawberry.input(description="Suspends somebody from a post. 停职。")
class SuspendPersonInput:
    """Suspends somebody from a post."""

    key: strawberry.ID = must(KEY)
    appointment: strawberry.ID = must("The appointment. 任职。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    suspended_on: date | None = may("The first day; else today. 停职日期。", None)
    resumed_on: date | None = may("The first day after; else until reinstated. 复职日期。", None)


@strawberry.input(description="Lets somebody back into a post. 复职。")
class ReinstatePersonInput:
    """Lets somebody back into a post."""

    key: strawberry.ID = must(KEY)
    appointment: strawberry.ID = must("The appointment. 任职。")
    expected_version: int = must(VERSION)
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Lets an appointment last longer. 延长任期。")
class ExtendAppointmentInput:
    """Lets an appointment last longer."""

    key: strawberry.ID = must(KEY)
    appointment: strawberry.ID = must("The appointment. 任职。")
    expected_version: int = must(VERSION)
    until: date = must("The first day no longer held. 终止日期（不含）。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)


@strawberry.input(description="Lets somebody act for the holder of a post. 代理职务。")
class AppointSubstituteInput:
    """Lets somebody act for the holder of a post."""

    key: strawberry.ID = must(KEY)
    appointment: strawberry.ID = must("On whose behalf. 被代理的任职。")
    expected_version: int = must(VERSION)
    person: strawberry.ID = must("Who acts. 代理人。")
    until: date = must("The first day no longer. 终止日期（不含）。")
    reason: str = must(REASON)
    document_no: str = must(DOCUMENT)
    appointed_on: date | None = may("The first day; else today. 起始日期。", None)


@strawberry.type(description="It was done. 已办理。")
class AppointPersonSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class RelievePersonSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class SuspendPersonSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ReinstatePersonSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class ExtendAppointmentSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


@strawberry.type(description="It was done. 已办理。")
class AppointSubstituteSuccess:
    """It was done."""

    appointment: Appointment | None = read("The record as it stands now. 当前记录。")
    replayed: bool = read(REPLAYED)


AppointPersonResult = Annotated[
    AppointPersonSuccess | RefusalType,
    union("AppointPersonResult", "What became of it. 办理结果。"),
]
RelievePersonResult = Annotated[
    RelievePersonSuccess | RefusalType,
    union("RelievePersonResult", "What became of it. 办理结果。"),
]
SuspendPersonResult = Annotated[
    SuspendPersonSuccess | RefusalType,
    union("SuspendPersonResult", "What became of it. 办理结果。"),
]
ReinstatePersonResult = Annotated[
    ReinstatePersonSuccess | RefusalType,
    union("ReinstatePersonResult", "What became of it. 办理结果。"),
]
ExtendAppointmentResult = Annotated[
    ExtendAppointmentSuccess | RefusalType,
    union("ExtendAppointmentResult", "What became of it. 办理结果。"),
]
AppointSubstituteResult = Annotated[
    AppointSubstituteSuccess | RefusalType,
    union("AppointSubstituteResult", "What became of it. 办理结果。"),
]


@strawberry.type
class PeopleMutations:
    """What can be done about people in posts."""

    @strawberry.mutation(description="Appoints somebody to a post. 任职。")
    async def appoint_person(
        self, info: Info, given: Annotated[AppointPersonInput, INPUT]
    ) -> AppointPersonResult:
        """Appoints somebody to a post."""
        return await perform(
            info,
            appoint_person,
            lambda: AppointPerson(
                post=key_in(str(given.post), "Post"),
                person=key_in(str(given.person), "Person"),
                appointed_on=given.appointed_on,
                until=given.until,
                leading=given.leading,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=AppointPersonSuccess,
            record="appointment",
        )

    @strawberry.mutation(description="Relieves somebody of a post. 免职。")
    async def relieve_person(
        self, info: Info, given: Annotated[RelievePersonInput, INPUT]
    ) -> RelievePersonResult:
        """Relieves somebody of a post."""
        return await perform(
            info,
            relieve_person,
            lambda: RelievePerson(
                appointment=key_in(str(given.appointment), "Appointment"),
                expected_version=given.expected_version,
                relieved_on=given.relieved_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=RelievePersonSuccess,
            record="appointment",
        )

    @strawberry.mutation(description="Suspends somebody from a post. 停职。")
    async def suspend_person(
        self, info: Info, given: Annotated[SuspendPersonInput, INPUT]
    ) -> SuspendPersonResult:
        """Suspends somebody from a post."""
        return await perform(
            info,
            suspend_person,
            lambda: SuspendPerson(
                appointment=key_in(str(given.appointment), "Appointment"),
                expected_version=given.expected_version,
                suspended_on=given.suspended_on,
                resumed_on=given.resumed_on,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=SuspendPersonSuccess,
            record="appointment",
        )

    @strawberry.mutation(description="Lets somebody back into a post. 复职。")
    async def reinstate_person(
        self, info: Info, given: Annotated[ReinstatePersonInput, INPUT]
    ) -> ReinstatePersonResult:
        """Lets somebody back into a post."""
        return await perform(
            info,
            reinstate_person,
            lambda: ReinstatePerson(
                appointment=key_in(str(given.appointment), "Appointment"),
                expected_version=given.expected_version,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=ReinstatePersonSuccess,
            record="appointment",
        )

    @strawberry.mutation(description="Lets an appointment last longer. 延长任期。")
    async def extend_appointment(
        self, info: Info, given: Annotated[ExtendAppointmentInput, INPUT]
    ) -> ExtendAppointmentResult:
        """Lets an appointment last longer."""
        return await perform(
            info,
            extend_appointment,
            lambda: ExtendAppointment(
                appointment=key_in(str(given.appointment), "Appointment"),
                expected_version=given.expected_version,
                until=given.until,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=ExtendAppointmentSuccess,
            record="appointment",
        )

    @strawberry.mutation(description="Lets somebody act for the holder of a post. 代理职务。")
    async def appoint_substitute(
        self, info: Info, given: Annotated[AppointSubstituteInput, INPUT]
    ) -> AppointSubstituteResult:
        """Lets somebody act for the holder of a post."""
        return await perform(
            info,
            appoint_substitute,
            lambda: AppointSubstitute(
                appointment=key_in(str(given.appointment), "Appointment"),
                expected_version=given.expected_version,
                person=key_in(str(given.person), "Person"),
                appointed_on=given.appointed_on,
                until=given.until,
                ground=Ground(given.reason, given.document_no),
            ),
            key=given.key,
            success=AppointSubstituteSuccess,
            record="appointment",
        )
