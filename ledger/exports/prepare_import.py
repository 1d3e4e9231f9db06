"""The act by which somebody sets out to send a table (准备导入)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.exports.events import ImportPrepared
from ledger.exports.record_export import oneself
from tenants.sitting import Sitting


@dataclass(frozen=True)
class PrepareImport:
    """What kind of table, and what it goes to."""

    kind: str
    of: str = ""
    campaign: str = ""
    register: bool = False
    despite_warnings: bool = False


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
