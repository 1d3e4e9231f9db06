"""The acts by which somebody sets out to export a table, or to send one (准备导出、导入)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.exports.events import ExportPrepared, ImportPrepared
from ledger.exports.record_export import oneself
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PrepareExport:
    """What kind of table, in which format, and of which list."""

    kind: str
    format: str
    of: str = ""


@dataclass(frozen=True)
class PrepareImport:
    """What kind of table, and what it goes to."""

    kind: str
    of: str = ""
    campaign: str = ""
    register: bool = False
    despite_warnings: bool = False


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


async def prepare_import(sitting: Sitting, given: PrepareImport) -> UUID:
    """Writes into the audit that somebody sets out to send a table; each row is an act of its own.

    Gives:    whoever it is. What the rows do is decided by the rule book when they are done.
    Refuses:  export.nobody, the rules of person.read.
    Records:  ImportPrepared.
    """
    found = await oneself(sitting)
    sitting.request = f"{sitting.request} {given.kind}"
    await sitting.record(ImportPrepared(found.id, 1, sitting.tenant))
    return found.id
