"""The act that renames a body (党组织更名)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select

from ledger.appointments.events import BodyRenamed
from ledger.appointments.grounds import Ground, grounded, renamed
from ledger.appointments.keeping_bodies import body_of_mine, kept_of_body
from ledger.appointments.tables import unit_change
from tenants.names import place_sort_key
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RenameBody:
    """The body, its new name, on what ground, and from which day on it is called so."""

    body: UUID
    name: str
    ground: Ground
    renamed_on: date | None = None


async def rename_body(sitting: Sitting, given: RenameBody) -> UUID:
    """Gives a body of the level or of the next one another name.

    Given:    name, 1 to 100 characters; renamed_on, today or up to a year ago, not before it was
              called as it is now; else today.
    Gives:    the body; days before answer with the name it had.
    Refuses:  body.not_found, the rules of body.manage, record.text_refused, record.day_refused.
    Records:  BodyRenamed.
    """
    found = await body_of_mine(sitting, given.body)
    name = worded("name", given.name, most=100)
    ground = grounded(sitting, given.ground)
    day = renamed(sitting, given.renamed_on, since=await _called_since(sitting, found))
    changed = await sitting.change(found, {"name": name, "name_sort": place_sort_key(name)})
    said = {"change": "RENAMED", "name_before": found["name"], "name_after": name}
    await kept_of_body(sitting, changed, {**said, "effective_on": day, **ground})
    await sitting.record(BodyRenamed(changed.id, 1, changed["holder"]))
    return changed.id


async def _called_since(sitting: Sitting, found: Record) -> date:
    """Since when a body is called as it is."""
    change = unit_change.c
    query = select(func.max(change.effective_on).label("until")).where(
        change.root == sitting.root, change.body_id == found.id, change.change == "RENAMED"
    )
    (said,) = await sitting.rows(query)
    since: date = max(filter(None, (said["until"], found["valid_from"])))
    return since
