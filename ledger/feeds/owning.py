"""Which feed keeps which field of a record: what one feed made, another one does not change."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import any_, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY

from ledger.feeds.tables import managed_field
from tenants.records import Record
from tenants.sitting import Sitting

_RELEASE = text("select app.release_field(:line)")


async def keepers(sitting: Sitting, records: Collection[UUID], field: str) -> dict[UUID, UUID]:
    """Gives, by record, the feed that keeps a field of it; none for what no feed keeps."""
    table = managed_field.c
    asked = bindparam(None, list(records), ARRAY(table.record_id.type), unique=True)
    query = select(table.record_id, table.feed_id).where(
        table.root == sitting.root, table.record_id == any_(asked), table.field == field
    )
    rows = await sitting.rows(query) if records else []
    return {row["record_id"]: row["feed_id"] for row in rows}


async def kept_by(
    sitting: Sitting, of: Record, records: Collection[UUID], field: str
) -> frozenset[UUID]:
    """Gives those records of which a feed keeps a field."""
    found = await keepers(sitting, records, field)
    return frozenset(key for key, feed in found.items() if feed == of.id)


async def rehomings(sitting: Sitting, of: Record, people: Collection[UUID]) -> dict[UUID, str]:
    """Gives, by person, what another unit of theirs waits for when this feed tells of it."""
    found = await keepers(sitting, people, "tenant")
    return {key: _waits(of, found.get(key)) for key in people}


def _waits(of: Record, keeper: UUID | None) -> str:
    if keeper is None:
        return "UNCLAIMED"
    return "NOTHING" if keeper == of.id else "ELSEWHERE"


async def keep(sitting: Sitting, feed: UUID, record: Record, *fields: str) -> None:
    """Notes that a feed keeps fields of a record from now on."""
    for field in fields:
        row = {"holder": record["holder"], "record_id": record.id, "field": field, "feed_id": feed}
        await sitting.insert(managed_field, row)


async def release(sitting: Sitting, line: Record) -> None:
    """Lets go of the field that a line claimed: no feed keeps it until somebody says so again."""
    await sitting.connection.execute(_RELEASE, {"line": line.id})
