"""The act by which a level composes a role of its own (自定义角色)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.events import RoleDefined
from ledger.appointments.granting import permitted
from ledger.appointments.grounds import Ground, grounded
from ledger.appointments.standings import locked
from ledger.appointments.tables import custom_role
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class DefineRole:
    """Its names, its permissions as "role:action", and on what ground."""

    title: str
    permissions: tuple[str, ...]
    ground: Ground
    title_en: str = ""


async def define_role(sitting: Sitting, given: DefineRole) -> UUID:
    """Composes a role of permissions of the book, for the unit and everything below it.

    Given:    title, 1 to 60 characters, once in the unit; permissions, each an action and a role of
              the book that may do it: the custom role may do it as that role does.
    Gives:    the custom role. It gives nobody anything before it is granted; then it is weighed.
    Refuses:  the rules of custom_role.define, record.text_refused,
              custom_role.permission_unknown, custom_role.name_taken.
    Records:  RoleDefined.
    Source:   architecture 6; Keycloak CVE-2026-9795: parts out of reach do not come by a mapping.
    """
    proposed = sitting.proposed(custom_role, {"id": uuid7(), "state": "PUBLISHED"})
    sitting.decide("custom_role.define", proposed)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "title": worded("title", given.title, most=60),
        "title_en": worded("title_en", given.title_en, least=0, most=120),
        "permissions": permitted(sitting.reach.enforcer.book, given.permissions),
        **grounded(sitting, given.ground),
    }
    await locked(sitting)
    made = await sitting.insert(custom_role, row)
    await sitting.record(RoleDefined(made.id, 1, sitting.tenant))
    return made.id
