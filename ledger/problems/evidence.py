"""Evidence of a problem: files that were uploaded before, claimed by a step of its story."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select

from ledger.problems.casework_tables import problem_file
from ledger.problems.lists import stands_for
from ledger.problems.refusals import EvidenceMissing
from ledger.problems.tables import happening
from ledger.responsibilities.claiming import stored
from tenants.records import Record
from tenants.sitting import Sitting

_WORK = ("finish_measure", "report_progress")
"""The acts whose files show what was done."""
_SENT = ("ASSIGNED", "RETURNED")
"""The states with which a round of work begins."""


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
    """Says whether whoever has a problem showed the work by a file since it was last sent to them.

    What was there before shows another round, or the work of another; what an inspector or an
    evaluation attached shows no work at all.
    """
    story = happening.c
    sent = (
        select(func.max(story.happened_at))
        .where(
            story.root == sitting.root,
            story.problem_id == found.id,
            story.after.in_(_SENT),
            story.before.is_distinct_from(story.after),
        )
        .scalar_subquery()
    )
    query = select(problem_file.c.id).where(
        problem_file.c.root == sitting.root,
        problem_file.c.problem_id == found.id,
        problem_file.c.act.in_(_WORK),
        problem_file.c.author_tenant.in_(await stands_for(sitting, found["holder"])),
        problem_file.c.added_at >= sent,
    )
    return bool(await sitting.rows(query.limit(1)))
