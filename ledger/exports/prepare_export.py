"""The act by which somebody sets out to export a table (准备导出)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.exports.events import ExportPrepared
from ledger.exports.record_export import oneself
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PrepareExport:
    """What kind of table, in which format, and of which list."""

    kind: str
    format: str
    of: str = ""


async def prepare_export(sitting: Sitting, given: PrepareExport) -> UUID:
    """Writes into the audit that somebody sets out to export; what leaves is recorded when it does.

    Gives:    whoever it is. What they are given is what they may read at that moment.
    Refuses:  export.nobody, the rules of person.read.
    Records:  ExportPrepared.
    """
    found = await oneself(sitting)
    sitting.request = f"{sitting.request} {given.kind} {given.format}"
    await sitting.record(ExportPrepared(found.id, 1, sitting.tenant))
    return found.id
