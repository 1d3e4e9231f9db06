"""The act by which a unit reports what came of a follow-up (举一反三落实情况)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.closing.events import FollowUpReported
from ledger.closing.refusals import FollowUpNotFound, FollowUpNotOpen, FollowUpStale
from ledger.closing.tables import follow_up
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class ReportFollowUp:
    """The follow-up, the version that was read, and what came of it."""

    follow_up: UUID
    expected_version: int
    result: str


async def report_follow_up(sitting: Sitting, given: ReportFollowUp) -> UUID:
    """Reports what came of a sweep, a mechanism or a prevention that a closing ordered.

    Given:    result, 1 to 4,000 characters.
    Gives:    the follow-up, reported.
    Refuses:  follow_up.not_found, the rules of follow_up.report, follow_up.stale,
              follow_up.not_open, record.text_refused.
    Records:  FollowUpReported.
    Source:   seed 0, 三线发力; domain 6.8.
    """
    found = await sitting.fetch(
        follow_up, given.follow_up, under="follow_up.read", missing=FollowUpNotFound
    )
    sitting.decide("follow_up.report", found)
    sitting.check_version(found, given.expected_version, FollowUpStale)
    if found["state"] != "ORDERED":
        raise FollowUpNotOpen
    result = worded("result", given.result, most=4000)
    changed = await sitting.change(found, {"state": "REPORTED", "result": result})
    await sitting.record(FollowUpReported(changed.id, changed.version, changed["holder"]))
    return changed.id
