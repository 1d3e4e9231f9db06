"""Evidence of a problem: files that were uploaded before, claimed by a step of its story."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from ledger.problems.casework_tables import problem_file
from ledger.problems.refusals import EvidenceMissing
from ledger.responsibilities.claiming import stored
from tenants.records import Record
from tenants.sitting import Sitting


async def evidenced(
    sitting: Sitting,
    found: Record,
    act: str,
    hashes: Sequence[str],
    *,
    measure: UUID | None = None,
) -> None:
    """Hangs files of the viewer's own under a problem; none is taken away again.

    Given:    hashes, the SHA-256 of files that the viewer uploaded and that nothing has claimed.
    Refuses:  file.not_stored, record.number_refused, the rules of file.prepare.
    """
    for each in await stored(sitting, hashes):
        sitting.decide("file.prepare", each)
        row = {"id": each.id, "holder": found["holder"], "problem_id": found.id, "act": act}
        by = {"author_tenant": sitting.tenant, "author_person": sitting.viewer.person}
        at = {"measure_id": measure, "added_at": sitting.now}
        await sitting.insert(problem_file, {**row, **by, **at})
        await sitting.change(each, {"state": "CLAIMED"})


def evidence_given(
    line: Sequence[str], found: Record, hashes: Sequence[str], *, before: bool = False
) -> None:
    """Holds that a step brings evidence where the line asks for it.

    Given:    line, the lists for which it does; before, whether evidence is there already.
    Refuses:  problem.evidence_missing.
    """
    if found["list_type"] in line and not hashes and not before:
        raise EvidenceMissing


async def any_evidence(sitting: Sitting, found: Record) -> bool:
    """Says whether evidence of the work on a problem is there that the viewer may read."""
    query = select(problem_file.c.id).where(
        problem_file.c.root == sitting.root, problem_file.c.problem_id == found.id
    )
    return bool(await sitting.rows(query.limit(1)))
