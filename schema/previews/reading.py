"""A change as it is asked for, and as the act behind it takes it."""

from collections.abc import Callable, Mapping
from typing import Any

from ledger.appointments.amend_role import AmendRole
from ledger.appointments.appoint_person import AppointPerson
from ledger.appointments.appoint_substitute import AppointSubstitute
from ledger.appointments.define_role import DefineRole
from ledger.appointments.extend_appointment import ExtendAppointment
from ledger.appointments.grant_role import GrantRole
from ledger.appointments.grounds import Ground
from ledger.appointments.group_post import GroupPost
from ledger.appointments.reinstate_person import ReinstatePerson
from ledger.appointments.relieve_person import RelievePerson
from ledger.appointments.retire_role import RetireRole
from ledger.appointments.suspend_person import SuspendPerson
from ledger.appointments.take_back_role import TakeBackRole
from ledger.appointments.ungroup_post import UngroupPost
from ledger.editions.weighing import Desk
from ledger.previews.preview_change import PreviewChange
from ledger.previews.tightening import PreviewEdition
from ledger.reorganisation.preview_reorganisation import PreviewReorganisation
from schema.acts import key_if_given, key_in
from schema.previews.inputs import AppointmentChange, ChangeInput
from storage.paging import BadInput


def change_of(given: ChangeInput, desk: Desk) -> PreviewChange:
    """Gives the one change that is asked for.

    Refuses:  storage.paging.BadInput when it is none, or more than one.
    """
    said = {name: part for name in _READ if (part := getattr(given, name)) is not None}
    if len(said) != 1:
        raise BadInput("change", "must name exactly one change", zh="须且只须选一项更改")
    ((name, part),) = said.items()
    ground = Ground(given.reason, given.document_no)
    return PreviewChange(name.upper(), _READ[name](part, ground), desk)


def _grant(part: Any, ground: Ground) -> GrantRole:
    return GrantRole(
        post=key_if_given(part.post, "Post"),
        group=key_if_given(part.group, "PostGroup"),
        role=part.role,
        custom_role=key_if_given(part.custom_role, "CustomRole"),
        given_from=part.given_from,
        given_until=part.given_until,
        ground=ground,
    )


def _take_back(part: Any, ground: Ground) -> TakeBackRole:
    return TakeBackRole(key_in(str(part.grant), "RoleGrant"), part.expected_version, ground)


def _define(part: Any, ground: Ground) -> DefineRole:
    return DefineRole(part.title, tuple(part.permissions), ground, title_en=part.title_en)


def _amend(part: Any, ground: Ground) -> AmendRole:
    key = key_in(str(part.custom_role), "CustomRole")
    return AmendRole(key, part.expected_version, tuple(part.permissions), ground=ground)


def _retire(part: Any, ground: Ground) -> RetireRole:
    return RetireRole(key_in(str(part.custom_role), "CustomRole"), part.expected_version, ground)


def _group(part: Any, ground: Ground) -> GroupPost:
    return GroupPost(
        group=key_in(str(part.group), "PostGroup"),
        post=key_in(str(part.post), "Post"),
        given_from=part.given_from,
        given_until=part.given_until,
        ground=ground,
    )


def _ungroup(part: Any, ground: Ground) -> UngroupPost:
    return UngroupPost(key_in(str(part.member), "GroupMember"), part.expected_version, ground)


def _appoint(part: Any, ground: Ground) -> AppointPerson:
    return AppointPerson(
        post=key_in(str(part.post), "Post"),
        person=key_in(str(part.person), "Person"),
        appointed_on=part.appointed_on,
        until=part.until,
        leading=part.leading,
        ground=ground,
    )


def _substitute(part: Any, ground: Ground) -> AppointSubstitute:
    return AppointSubstitute(
        appointment=key_in(str(part.appointment), "Appointment"),
        expected_version=part.expected_version,
        person=key_in(str(part.person), "Person"),
        appointed_on=part.appointed_on,
        until=part.until,
        ground=ground,
    )


def _which(part: AppointmentChange) -> dict[str, Any]:
    key = key_in(str(part.appointment), "Appointment")
    return {"appointment": key, "expected_version": part.expected_version}


def _relieve(part: Any, ground: Ground) -> RelievePerson:
    return RelievePerson(**_which(part), relieved_on=part.day, ground=ground)


def _suspend(part: Any, ground: Ground) -> SuspendPerson:
    days = {"suspended_on": part.day, "resumed_on": part.resumed_on}
    return SuspendPerson(**_which(part), **days, ground=ground)


def _reinstate(part: Any, ground: Ground) -> ReinstatePerson:
    return ReinstatePerson(**_which(part), ground=ground)


def _extend(part: Any, ground: Ground) -> ExtendAppointment:
    if part.day is None:
        raise BadInput("day", "must be given to extend an appointment", zh="延长任期须写明终止日期")
    return ExtendAppointment(**_which(part), until=part.day, ground=ground)


def _reorganise(part: Any, _: Ground) -> PreviewReorganisation:
    key = key_in(str(part.reorganisation), "Reorganisation")
    return PreviewReorganisation(key, part.expected_version)


def _tighten(part: Any, _: Ground) -> PreviewEdition:
    return PreviewEdition(key_in(str(part.edition), "BookEdition"), part.expected_version)


_READ: Mapping[str, Callable[[Any, Ground], Any]] = {
    "grant_role": _grant,
    "take_back_role": _take_back,
    "define_role": _define,
    "amend_role": _amend,
    "retire_role": _retire,
    "group_post": _group,
    "ungroup_post": _ungroup,
    "appoint_person": _appoint,
    "appoint_substitute": _substitute,
    "relieve_person": _relieve,
    "suspend_person": _suspend,
    "reinstate_person": _reinstate,
    "extend_appointment": _extend,
    "reorganisation": _reorganise,
    "book_edition": _tighten,
}
"""How each member of a change is read; its name in capitals is the kind."""
