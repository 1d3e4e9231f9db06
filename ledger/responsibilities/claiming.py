"""Files that somebody uploaded and that nothing has claimed yet, by their hashes."""

from collections.abc import Sequence

from sqlalchemy import select

from ledger.responsibilities.files import SHA256
from ledger.responsibilities.refusals import FileNotStored
from ledger.responsibilities.tables import file
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import counted

FILES = 20
"""How many files are claimed at once at most."""


async def stored(sitting: Sitting, hashes: Sequence[str]) -> list[Record]:
    """Fetches the viewer's unclaimed files by hash, each hash once, in the order asked for.

    Refuses:  file.not_stored, record.number_refused.
    """
    counted("files", len(hashes), most=FILES)
    found = []
    for sha256 in dict.fromkeys(hashes):
        if not SHA256.fullmatch(sha256):
            raise FileNotStored(sha256=sha256[:64])
        query = (
            select(file)
            .where(
                file.c.root == sitting.root,
                file.c.prepared_by == sitting.viewer.person,
                file.c.holder == sitting.tenant,
                file.c.sha256 == sha256,
                file.c.state == "STORED",
            )
            .order_by(file.c.prepared_at)
            .limit(1)
        )
        rows = await sitting.rows(query.with_for_update())
        if not rows:
            raise FileNotStored(sha256=sha256)
        found.append(Record(file, rows[0]))
    return found
