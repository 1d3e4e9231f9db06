"""The act that renames a body (党组织更名)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.events import BodyRenamed
from ledger.appointments.grounds import Ground, grounded
from ledger.appointments.keeping_bodies import body_of_mine, kept_of_body
from tenants.names import place_sort_key
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RenameBody:
    """The body, its new name, and on what ground."""

    body: UUID
    name: str
    ground: Ground


async def rename_body(sitting: Sitting, given: RenameBody) -> UUID:
    """Gives a body of the level or of the next one another name.

    Given:    name, 1 to 100 characters.
    Gives:    the body.
    Refuses:  body.not_found, the rules of body.manage, record.text_refused.
    Records:  BodyRenamed.
    """
    found = await body_of_mine(sitting, given.body)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    changed = await sitting.change(found, {"name": name, "name_sort": place_sort_key(name)})
    said = {"change": "RENAMED", "name_before": found["name"], "name_after": name}
    await kept_of_body(sitting, changed, {**said, "effective_on": sitting.today, **ground})
    await sitting.record(BodyRenamed(changed.id, 1, changed["holder"]))
    return changed.id
