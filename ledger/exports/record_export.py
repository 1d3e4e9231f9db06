"""The act by which an export is recorded before anything leaves (登记导出)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.exports.events import DataExported
from ledger.exports.refusals import ExporterNotFound
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import person


@dataclass(frozen=True)
class RecordExport:
    """What kind of table is exported, and how many rows of it."""

    kind: str
    rows: int


async def record_export(sitting: Sitting, given: RecordExport) -> UUID:
    """Writes into the audit that somebody took data away: who, in which post, what and how much.

    Given:    the kind of table and the number of rows; both stand in the request of the record.
    Gives:    whoever exports.
    Refuses:  export.nobody, the rules of person.read.
    Records:  DataExported.
    """
    found = await oneself(sitting)
    sitting.request = f"{sitting.request} {given.kind} {given.rows}"
    await sitting.record(DataExported(found.id, 1, sitting.tenant))
    return found.id


async def oneself(sitting: Sitting) -> Record:
    """Fetches whoever acts, who answers for what is taken away or brought in.

    Refuses:  export.nobody, the rules of person.read.
    """
    assert sitting.viewer.person is not None
    found = await sitting.fetch(
        person, sitting.viewer.person, under="person.read", missing=ExporterNotFound, lock=False
    )
    sitting.decide("person.read", found)
    return found
