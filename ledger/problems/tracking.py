"""The track on which an item is handled, corrected where it was wrongly chosen (办理类别更正)."""

from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.statutory import CLOCKS, REGISTERED, TRACKED, TRACKS, last_track, track_of
from ledger.problems.statutory_refusals import TrackLoosened, TrackUnknown
from ledger.problems.stepping import Told, rows_of, stepped
from ledger.problems.tables import happening
from tenants.records import Record
from tenants.sitting import Sitting


async def retracked(sitting: Sitting, found: Record, track: str | None) -> Record:
    """Puts an item on another track; its clocks count as if that had been chosen at once.

    Gives:    the problem as it stands now; as it was where nothing is said or it is on it already.
    Refuses:  problem.track_unknown, problem.track_loosened.
    """
    if track is None:
        return found
    list_type = found["list_type"]
    known = [one.key for one in TRACKS.get(list_type, ())]
    if track not in known:
        raise TrackUnknown(track=track[:40], known=", ".join(known))
    story = await rows_of(sitting, happening, found)
    now = track_of(list_type, last_track(story))
    if now == track:
        return found
    registered = [one for one in story if one["act"] == REGISTERED]
    chose = bool(registered) and registered[-1]["author_tenant"] == sitting.tenant
    # Whoever chose their own clock does not give themselves a longer one.
    if chose and longest(list_type, track) > longest(list_type, now):
        raise TrackLoosened(track=track)
    return await stepped(sitting, found, TRACKED, changes={}, told=Told(reason=track))


def longest(list_type: str, track: str | None) -> int:
    """Gives the hours of the longest clock that is a track's own."""
    hours = 0
    for one in CLOCKS:
        if not one.tracks or not one.is_for(list_type, track):
            continue
        for limit in shipped().versions[Clock.STATUTORY, one.stage][-1:]:
            hours = max(hours, limit.amount * (1 if limit.unit is Unit.HOUR else 24))
    return hours
