"""Where what is not there yet would be: units by their id, places of rows, posts as gates print them."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.founding_refusals import UnitUnknown
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant


async def unit_named(sitting: Sitting, key: UUID) -> Record:
    """Finds a unit that stands; names and codes are open. Refuses: tenant.not_found."""
    known = select(tenant).where(tenant.c.root == sitting.root, tenant.c.uid == key)
    found = await sitting.rows(known.where(tenant.c.valid_until.is_(None)))
    if not found:
        raise UnitUnknown
    return Record(tenant, found[0])


def place_of(sitting: Sitting, unit: Record) -> dict[str, object]:
    """Gives the columns of place of a row that a unit will hold."""
    line = {f"at{slot}": unit[f"at{slot}"] for slot in range(1, 7)}
    return {
        "root": sitting.root,
        "holder": unit["id"],
        "holder_parent": unit["parent_id"],
        "holder_slot": unit["slot"],
        **line,
        "open_to": unit["slot"],
        "trail": [],
    }


def facts_of(unit: Record, key: UUID, roles: Sequence[str]) -> dict[str, object]:
    """Gives a post that is not there yet as the gates would print it."""
    return {
        "post_id": str(key),
        "appointed_on": str(unit["valid_from"]),
        **dict.fromkeys(("relieved_on", "suspended_on", "valid_until", "tenant_valid_until")),
        "valid_from": str(unit["valid_from"]),
        "actor_type": None,
        "roles": list(roles),
        "grants": [],
        "tenant_id": unit["id"],
        "lineage": [unit[f"at{slot}"] for slot in range(1, 7)],
    }
