"""The act that claims a rectification to be done (申请销号)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from ledger.problems.events import ProblemProgressed
from ledger.problems.evidence import any_evidence, evidence_given
from ledger.problems.measure_refusals import NothingPlannedAnew
from ledger.problems.measures import round_of
from ledger.problems.refusals import MeasuresOpen, PartsOpen
from ledger.problems.staffing import evidence_lists
from ledger.problems.stepping import Told, fetched, opened, rows_of, stepped
from ledger.problems.tables import measure
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ClaimCompletion:
    """The problem, the version that was read, and what was achieved."""

    problem: UUID
    expected_version: int
    text: str
    files: tuple[str, ...] = ()


async def claim_completion(sitting: Sitting, given: ClaimCompletion) -> UUID:
    """Claims that a problem is solved: the lead leader signs, or the head of the unit.

    Given:    text, 1 to 4,000 characters;
              files, the SHA-256 of evidence that the viewer uploaded and nothing has claimed.
    Gives:    the problem, waiting for its unit's own evaluation.
    Refuses:  problem.not_found, the rules of problem.claim, problem.stale, problem.wrong_state,
              problem.measures_open, problem.parts_open, record.text_refused,
              problem.evidence_missing, file.not_stored, record.number_refused,
              problem.nothing_planned_anew.
    Records:  ProblemProgressed.
    Source:   seed 0, 销号、牵头领导; transition t22 (decision 0012).
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.claim", found)
    end = opened(sitting, found, "claim_completion", version=given.expected_version)
    measures = await rows_of(sitting, measure, found)
    left = [one for one in measures if one["state"] == "PLANNED"]
    if left:
        raise MeasuresOpen(open=len(left))
    _anew(found, measures)
    if found["parts_open"]:
        raise PartsOpen(open=found["parts_open"])
    there = await any_evidence(sitting, found)
    evidence_given(await evidence_lists(sitting, found), found, given.files, before=there)
    text = worded("text", given.text, most=4000)
    changed = await stepped(
        sitting,
        found,
        "claim_completion",
        # Who signs is not who handled it: that stays with whoever did the work.
        changes={"state": end},
        told=Told(text, shown="ALL", files=given.files),
    )
    await sitting.record(ProblemProgressed(changed.id, changed.version, changed["holder"]))
    return changed.id


def _anew(found: Record, measures: Sequence[Record]) -> None:
    """Holds that what came back is not claimed again on what was done before."""
    now = [one for one in measures if one["round"] == round_of(found) and one["state"] == "DONE"]
    if found["returns"] and not now:
        raise NothingPlannedAnew
