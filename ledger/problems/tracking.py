"""The track on which an item is handled, corrected where it was wrongly chosen (办理类别更正)."""

from ledger.clocks.deadlines import State
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import calendar_of, story_of, traced
from ledger.clocks.statutory import (
    CLOCKS,
    REGISTERED,
    TRACKED,
    TRACKS,
    StatutoryClock,
    last_track,
    track_of,
)
from ledger.problems.statutory_refusals import TrackLoosened, TrackMissed, no_such_track
from ledger.problems.stepping import Told, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting


async def retracked(sitting: Sitting, found: Record, track: str | None) -> Record:
    """Puts an item on another track; its clocks count as if that had been chosen at once.

    Gives:    the problem as it stands now; as it was where nothing is said or it is on it already.
    Refuses:  problem.track_unknown, problem.list_has_no_tracks, problem.track_loosened,
              problem.track_missed.
    """
    if not await leads_to(sitting, found, track):
        return found
    return await stepped(sitting, found, TRACKED, changes={}, told=Told(reason=track))


async def leads_to(sitting: Sitting, found: Record, track: str | None) -> bool:
    """Says whether an item may be put on a track, and is not on it already.

    Refuses:  problem.track_unknown, problem.list_has_no_tracks, problem.track_loosened,
              problem.track_missed.
    """
    if track is None:
        return False
    list_type = found["list_type"]
    known = [one.key for one in TRACKS.get(list_type, ())]
    if track not in known:
        raise no_such_track(track, known)
    story = await rows_of(sitting, happening, found)
    now = track_of(list_type, last_track(story))
    if now == track:
        return False
    registered = [one for one in story if one["act"] == REGISTERED]
    chose = bool(registered) and registered[-1]["author_tenant"] == sitting.tenant
    lost = loosened(list_type, now, track)
    # Whoever chose their own clock gives themselves neither a longer nor a later one, nor none.
    if lost and chose:
        raise TrackLoosened(track=track)
    if lost and await _missed(sitting, found, lost):
        raise TrackMissed(track=track)
    return True


def loosened(list_type: str, now: str | None, track: str) -> set[str]:
    """Gives the stages of a track that another has not, or begins later, or with more time.

    A clock is known by what ends it: that is the duty, by whatever stage it is timed.
    """
    new = [one for one in CLOCKS if one.is_for(list_type, track)]
    return {
        one.stage
        for one in CLOCKS
        if one.tracks
        and one.is_for(list_type, now)
        and not any(
            other.until == one.until and other.starts >= one.starts and hours(other) <= hours(one)
            for other in new
        )
    }


def hours(clock: StatutoryClock) -> int:
    """Gives the hours of a clock by its latest limit."""
    limit = shipped().versions[Clock.STATUTORY, clock.stage][-1]
    return limit.amount * (1 if limit.unit is Unit.HOUR else 24)


async def _missed(sitting: Sitting, found: Record, stages: set[str]) -> bool:
    """Whether a clock of those stages was missed up to now: no track undoes that."""
    story = await story_of(sitting, found.id)
    told = traced(found, story, await calendar_of(sitting, found["holder"]))
    return any(
        one.overdue(sitting.today)
        or (one.state is State.RUNNING and one.due_at is not None and one.due_at <= sitting.now)
        for one in told.clocks
        if one.clock is Clock.STATUTORY and one.stage in stages
    )
