"""The acts that can be previewed: their inputs as data, and whom each of them touches."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from typing import Any, get_args, get_type_hints
from uuid import UUID

from sqlalchemy import Table, select

from ledger.appointments.amend_role import AmendRole, amend_role
from ledger.appointments.appoint_person import AppointPerson, appoint_person
from ledger.appointments.appoint_substitute import AppointSubstitute, appoint_substitute
from ledger.appointments.define_role import DefineRole, define_role
from ledger.appointments.extend_appointment import ExtendAppointment, extend_appointment
from ledger.appointments.grant_role import GrantRole, grant_role
from ledger.appointments.granting import grants_of, posts_in
from ledger.appointments.group_post import GroupPost, group_post
from ledger.appointments.reinstate_person import ReinstatePerson, reinstate_person
from ledger.appointments.relieve_person import RelievePerson, relieve_person
from ledger.appointments.retire_role import RetireRole, retire_role
from ledger.appointments.suspend_person import SuspendPerson, suspend_person
from ledger.appointments.tables import custom_role, group_member, role_grant
from ledger.appointments.take_back_role import TakeBackRole, take_back_role
from ledger.appointments.ungroup_post import UngroupPost, ungroup_post
from tenants.sitting import Sitting
from tenants.tables import appointment

Act = Callable[[Sitting, Any], Awaitable[UUID]]


@dataclass(frozen=True)
class Previewable:
    """An act that can be previewed: what it takes, and the table of the record it gives."""

    act: Act
    takes: type
    gives: Table


BY_KIND: Mapping[str, Previewable] = {
    "GRANT_ROLE": Previewable(grant_role, GrantRole, role_grant),
    "TAKE_BACK_ROLE": Previewable(take_back_role, TakeBackRole, role_grant),
    "DEFINE_ROLE": Previewable(define_role, DefineRole, custom_role),
    "AMEND_ROLE": Previewable(amend_role, AmendRole, custom_role),
    "RETIRE_ROLE": Previewable(retire_role, RetireRole, custom_role),
    "GROUP_POST": Previewable(group_post, GroupPost, group_member),
    "UNGROUP_POST": Previewable(ungroup_post, UngroupPost, group_member),
    "APPOINT_PERSON": Previewable(appoint_person, AppointPerson, appointment),
    "APPOINT_SUBSTITUTE": Previewable(appoint_substitute, AppointSubstitute, appointment),
    "RELIEVE_PERSON": Previewable(relieve_person, RelievePerson, appointment),
    "SUSPEND_PERSON": Previewable(suspend_person, SuspendPerson, appointment),
    "REINSTATE_PERSON": Previewable(reinstate_person, ReinstatePerson, appointment),
    "EXTEND_APPOINTMENT": Previewable(extend_appointment, ExtendAppointment, appointment),
}


@dataclass(frozen=True)
class Touched:
    """The record that an act made or changed, and whose standing hangs on it."""

    row: Mapping[str, Any]
    people: tuple[UUID, ...] = ()
    posts: tuple[UUID, ...] = ()


async def touched(sitting: Sitting, table: Table, key: UUID) -> Touched:
    """Reads what an act has just made or changed, and whom it is about."""
    query = select(table).where(table.c.root == sitting.root, table.c.id == key)
    (row,) = await sitting.rows(query)
    if table is appointment:
        return Touched(row, people=(row["person_id"],))
    if table is custom_role:
        grants = await grants_of(sitting, custom_role_id=key)
    else:
        grants = []
    posts = {row["post_id"]} if row.get("post_id") is not None else set()
    for one in [*grants, *([row] if table is role_grant else [])]:
        group = one["group_id"]
        posts |= {one["post_id"]} if group is None else set(await posts_in(sitting, group))
    return Touched(row, posts=tuple(sorted(posts)))


def printed(value: Any) -> Any:
    """Gives the input of an act as JSON knows it."""
    if is_dataclass(value):
        return {one.name: printed(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [printed(one) for one in value]
    return str(value) if isinstance(value, UUID | date) else value


def restored(kind: type, said: Any) -> Any:
    """Gives back the input of an act that :func:`printed` wrote down."""
    hints = get_type_hints(kind)
    return kind(**{name: _restored(hints[name], value) for name, value in said.items()})


def _restored(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    known = {one for one in (hint, *get_args(hint)) if isinstance(one, type)}
    for one in known:
        if is_dataclass(one):
            return restored(one, value)
    if UUID in known:
        return UUID(value)
    if date in known:
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
