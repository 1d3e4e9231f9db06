"""Parts of a problem that the database brings forward with it (``migrations/gates/assignments.sql``)."""

from collections.abc import Sequence

from ledger.problems.stepping import rows_of
from storage.metadata import metadata
from tenants.records import Record
from tenants.sitting import Sitting


async def parts_of(sitting: Sitting, found: Record) -> list[Record]:
    """Gives the parts of a problem and those given on of them, as they stand."""
    return await rows_of(sitting, metadata.tables["app.assignment"], found)


async def due_sooner(sitting: Sitting, changed: Record, before: Sequence[Record]) -> list[Record]:
    """Gives those of these parts that are due sooner since the problem is; the act records each."""
    was = {one.id: one["due_on"] for one in before}
    return [
        one
        for one in await parts_of(sitting, changed)
        if one["open"] and one.id in was and one["due_on"] < was[one.id]
    ]
