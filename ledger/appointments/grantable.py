"""Which roles a viewer could give at a unit, and why not the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import or_, select
from uuid_utils.compat import uuid7

from ledger.appointments.founding_refusals import UnitUnknown
from ledger.appointments.granting import fits, never_given
from ledger.appointments.places import facts_of, place_of, unit_named
from ledger.appointments.standings import People, gathered, weighed
from ledger.appointments.tables import custom_role
from storage.ids import parsed
from tenants.records import Record
from tenants.refusals import Refusal
from tenants.sitting import Sitting, Sittings
from tenants.tables import post
from tenants.viewer import Viewer


@dataclass(frozen=True)
class Offer:
    """A role of the book or a custom one, its names, and what stands against giving it."""

    role: str | None
    custom_role: UUID | None
    title_zh: str
    title_en: str
    refusal: Refusal | None


async def grantable_roles(
    sittings: Sittings, viewer: Viewer, public_id: str
) -> Sequence[Offer] | None:
    """Weighs every role as if it were given to a new post at a unit, by the function acts use.

    Given:    the public id of a unit.
    Gives:    each role of the book that can be given by itself, then each custom role in force
              there; None when there is no such unit, or the viewer holds no post.
    """
    found = parsed(public_id)
    if found is None or found[0] != "Tenant" or viewer.person is None:
        return None
    async with sittings.open(viewer) as sitting:
        try:
            unit = await unit_named(sitting, found[1])
        except UnitUnknown:
            return None
        before = await gathered(sitting)
        book = sitting.reach.enforcer.book
        offers = [
            Offer(
                role.key,
                None,
                role.zh,
                role.en,
                _against(sitting, unit, before, says=[f"{role.key}:*"]),
            )
            for role in book.roles.values()
            if role.key not in never_given(book)
        ]
        for row in await _customs(sitting, unit):
            against = _against(sitting, unit, before, says=row["permissions"])
            english = row["title_en"] or row["title"]
            offers.append(Offer(None, row.id, row["title"], english, against))
    return offers


async def _customs(sitting: Sitting, unit: Record) -> list[Record]:
    """Custom roles that the viewer may read and that are defined on the unit's line."""
    line = [unit[f"at{slot}"] for slot in range(1, 7)]
    table = custom_role.c
    query = select(custom_role).where(
        table.root == sitting.root,
        table.state == "PUBLISHED",
        or_(*(table.holder == at for at in line if at is not None)),
        sitting.readable(custom_role, "custom_role.read"),
    )
    return [Record(custom_role, row) for row in await sitting.rows(query.order_by(table.title))]


def _against(
    sitting: Sitting, unit: Record, before: People, *, says: Sequence[str]
) -> Refusal | None:
    """Gives the refusal that giving these permissions would meet."""
    book, key = sitting.reach.enforcer.book, uuid7()
    place = {**dict.fromkeys(post.c.keys()), **place_of(sitting, unit), "id": key}
    grant = {
        "role": None,
        "permissions": list(says),
        "given_from": str(sitting.today),
        "given_until": None,
    }
    facts = {**facts_of(unit, key, ()), "grants": [grant]}
    try:
        for role in sorted({one.partition(":")[0] for one in says}):
            fits(book, role, unit["kind"])
        sitting.decide("post.grant", Record(post, place))
        weighed(sitting, {**before, key: ()}, {**before, key: (facts,)})
    except Refusal as refusal:
        return refusal
    return None
