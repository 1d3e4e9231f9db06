"""What happens to appointments, posts, roles and grants. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class PersonAppointed(Event):
    """Somebody was appointed to a post."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class SubstituteAppointed(Event):
    """Somebody acts in a post for whoever holds it."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class PersonRelieved(Event):
    """An appointment ends."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class AppointmentExtended(Event):
    """An appointment ends on another day."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class PersonSuspended(Event):
    """Somebody is suspended from a post."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class PersonReinstated(Event):
    """Somebody is back in a post they were suspended from."""

    noun: ClassVar[str] = "appointment"


@dataclass(frozen=True)
class PostMade(Event):
    """A post was made."""

    noun: ClassVar[str] = "post"


@dataclass(frozen=True)
class PostClosed(Event):
    """A post ended."""

    noun: ClassVar[str] = "post"


@dataclass(frozen=True)
class RoleGranted(Event):
    """A role was given to a post or to a group of posts."""

    noun: ClassVar[str] = "role_grant"


@dataclass(frozen=True)
class RoleTakenBack(Event):
    """A grant ended."""

    noun: ClassVar[str] = "role_grant"


@dataclass(frozen=True)
class RoleDefined(Event):
    """A level composed a role of its own."""

    noun: ClassVar[str] = "custom_role"


@dataclass(frozen=True)
class RoleAmended(Event):
    """A custom role has other permissions."""

    noun: ClassVar[str] = "custom_role"


@dataclass(frozen=True)
class RoleWithdrawn(Event):
    """A custom role gives nothing any more."""

    noun: ClassVar[str] = "custom_role"


@dataclass(frozen=True)
class GroupMade(Event):
    """A group of posts was made."""

    noun: ClassVar[str] = "post_group"


@dataclass(frozen=True)
class PostGrouped(Event):
    """A post joined a group."""

    noun: ClassVar[str] = "group_member"


@dataclass(frozen=True)
class PostUngrouped(Event):
    """A post left a group."""

    noun: ClassVar[str] = "group_member"


@dataclass(frozen=True)
class PersonInvited(Event):
    """A person may claim a sign-in."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class PersonRecorded(Event):
    """A person was recorded at a unit."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class AdministratorAsked(Event):
    """One of two asked for a separated administrator."""

    noun: ClassVar[str] = "administrator_request"


@dataclass(frozen=True)
class AdministratorDecided(Event):
    """The other of two confirmed or refused."""

    noun: ClassVar[str] = "administrator_request"


@dataclass(frozen=True)
class UnitFounded(Event):
    """A department or an office was founded."""

    noun: ClassVar[str] = "tenant"


@dataclass(frozen=True)
class UnitRenamed(Event):
    """A department or an office has another name."""

    noun: ClassVar[str] = "tenant"


@dataclass(frozen=True)
class UnitClosed(Event):
    """A department or an office stands no more."""

    noun: ClassVar[str] = "tenant"


@dataclass(frozen=True)
class BodyFounded(Event):
    """A body was founded."""

    noun: ClassVar[str] = "body"


@dataclass(frozen=True)
class BodyRenamed(Event):
    """A body has another name."""

    noun: ClassVar[str] = "body"


@dataclass(frozen=True)
class BodyClosed(Event):
    """A body stands no more."""

    noun: ClassVar[str] = "body"


@dataclass(frozen=True)
class FormAwaited(Event):
    """The appointment form of a person may be sent."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class FormKept(Event):
    """The appointment form of a person was sealed and is kept."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class FormAsked(Event):
    """Somebody asked for the appointment form of a person, with a reason."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class FormRead(Event):
    """Somebody was given the appointment form of a person."""

    noun: ClassVar[str] = "person"
