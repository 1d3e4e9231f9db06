"""The act that makes a group of posts (职务组)."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from ledger.appointments.events import GroupMade
from ledger.appointments.grounds import Ground, grounded
from ledger.appointments.tables import post_group
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class MakeGroup:
    """Its names, and on what ground."""

    title: str
    ground: Ground
    title_en: str = ""


async def make_group(sitting: Sitting, given: MakeGroup) -> UUID:
    """Makes a group for posts of the unit and below; what the group is given, each of them has.

    Given:    title, 1 to 60 characters, once in the unit.
    Gives:    the group, empty.
    Refuses:  the rules of post_group.keep, record.text_refused, post_group.name_taken.
    Records:  GroupMade.
    """
    proposed = sitting.proposed(post_group, {"id": uuid7()})
    sitting.decide("post_group.keep", proposed)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "title": worded("title", given.title, most=60),
        "title_en": worded("title_en", given.title_en, least=0, most=120),
        **grounded(sitting, given.ground),
    }
    made = await sitting.insert(post_group, row)
    await sitting.record(GroupMade(made.id, 1, sitting.tenant))
    return made.id
