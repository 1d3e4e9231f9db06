"""What a trace tells beside its sums: which act ended a clock, on which track, and what never began."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from ledger.clocks import wording
from ledger.clocks.calendar import civil
from ledger.clocks.deadlines import ClockEvent, DeadlineTrace
from ledger.clocks.limits import Clock
from ledger.clocks.naming import DOINGS, Name
from ledger.clocks.statutory import (
    ACTS,
    CLOCKS,
    RECORDED,
    REGISTERED,
    TRACKS,
    Statutory,
    last_track,
    track_of,
)
from ledger.clocks.wording import Line

Story = Sequence[Mapping[str, Any]]


def caused(events: Iterable[ClockEvent], story: Story) -> Iterator[ClockEvent]:
    """Gives events of clocks with the act that was done in that instant.

    An act is one instant. Of one that takes several steps, as an import that registers, the last
    is told.
    """
    doings: dict[datetime, Name] = {}
    for step in story:
        name = _doing(step)
        if name is not None:
            doings[step["happened_at"]] = name
    for one in events:
        yield replace(one, by=doings.get(one.at))


def with_notes(told: DeadlineTrace, problem: Mapping[str, Any], story: Story) -> DeadlineTrace:
    """Gives a trace with what its sums do not show."""
    list_type = problem["list_type"]
    track = track_of(list_type, last_track(story))
    notes = [*_on_track(list_type, track, story), *_never_begun(told, list_type, track, story)]
    return replace(told, notes=tuple(notes))


def _doing(step: Mapping[str, Any]) -> Name | None:
    act = step.get("act")
    if act == RECORDED:
        known = ACTS.get(step["reason"])
        return None if known is None else (known.zh, known.en)
    # What changes no state, like a note, ends no clock but where a clock names it.
    return DOINGS.get(act or "")


def _on_track(list_type: str, track: str | None, story: Story) -> Iterator[Line]:
    registered = [one for one in story if one.get("act") == REGISTERED]
    for one in TRACKS.get(list_type, ()):
        if registered and one.key == track:
            yield wording.on_track(civil(registered[-1]["happened_at"]), (one.zh, one.en))


def _never_begun(
    told: DeadlineTrace, list_type: str, track: str | None, story: Story
) -> Iterator[Line]:
    """Gives the statutory clocks that did not begin, as what ends them had been done before."""
    runs = {one.stage for one in told.clocks if one.clock is Clock.STATUTORY}
    walked = Statutory(list_type)
    steps = [one for one in story if "days" not in one]  # an extension is no step
    marks = [(step, walked._marks(step)) for step in steps]  # noqa: SLF001 # its own kind
    for clock in CLOCKS:
        if not clock.is_for(list_type, track) or clock.stage in runs:
            continue
        done = next((step for step, marked in marks if marked & clock.until), None)
        begins = next((step for step, marked in marks if marked & clock.starts), None)
        name = None if done is None else _doing(done)
        if begins is not None and done is not None and name is not None:
            days = civil(begins["happened_at"]), civil(done["happened_at"])
            yield wording.not_begun(days[0], clock.stage, days[1], name)
