"""The act by which somebody confirms one line of a plan (确认方案中的一项)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.appointments.grounds import Ground
from ledger.feeds.applying import NONE, apply
from ledger.feeds.deciding import CANNOT_BE_DONE, waiting_line
from ledger.feeds.events import FeedLineApplied
from ledger.feeds.refusals import FeedLineElsewhere, FeedLineUnsure
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class ConfirmFeedLine:
    """The line, the version that was read, and who is meant where that is not sure."""

    line: UUID
    expected_version: int
    same_as: UUID | None = None
    somebody_new: bool = False
    ground: Ground = NONE


async def confirm_feed_line(sitting: Sitting, given: ConfirmFeedLine) -> UUID:
    """Does what a line says, in the name of whoever confirms it.

    Given:    same_as, one of the people whom an ambiguous line names; or somebody_new; ground, without
              which nobody is appointed or relieved where a role of power goes along.
    Gives:    the line, applied. Posts that follow from it are planned when the feed calls next.
    Refuses:  feed_line.not_found, the rules of feed_line.decide, feed_line.stale,
              feed_line.wrong_state, feed_line.elsewhere, feed_line.unsure, the rules of
              appointment.appoint, the rules of appointment.relieve, grant.wider, grant.senior,
              grant.own_rights, grant.not_together, grant.needs_two, grant.unmanaged, change.above_threshold,
              handover.not_emptied, record.text_refused.
    Records:  FeedLineApplied.
    Source:   干部管理权限 (domain 1.4); security.md row 6.
    """
    line = await waiting_line(sitting, given.line, expected_version=given.expected_version)
    if line["reason"] in CANNOT_BE_DONE:
        raise FeedLineElsewhere(reason=line["reason"])
    done = await apply(sitting, _meant(line, given), given.ground)
    await sitting.record(FeedLineApplied(done.id, done.version, done["holder"]))
    return done.id


def _meant(line: Record, given: ConfirmFeedLine) -> Record:
    """The line with who is meant written into it."""
    maybe = line["change"].get("maybe", [])
    if line["kind"] != "AMBIGUOUS":
        if given.same_as is not None:
            raise FeedLineUnsure
        return line
    if given.somebody_new == (given.same_as is not None):
        raise FeedLineUnsure
    if given.same_as is None:
        return line
    if str(given.same_as) not in maybe:
        raise FeedLineUnsure
    adopted = {"do": "adopt_person", "person": str(given.same_as)}
    return line.after({"change": {**line["change"], **adopted}})
