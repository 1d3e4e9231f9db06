"""What happens to meetings. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class MeetingConvened(Event):
    """A level convened a meeting with its departments and direct subordinates."""

    noun: ClassVar[str] = "meeting"


@dataclass(frozen=True)
class MeetingMinuted(Event):
    """A meeting was held, and its minutes are kept."""

    noun: ClassVar[str] = "meeting"


@dataclass(frozen=True)
class MeetingCalledOff(Event):
    """A level called a planned meeting off, and with it what was open on its agenda."""

    noun: ClassVar[str] = "meeting"


@dataclass(frozen=True)
class MeetingItemPut(Event):
    """A problem was put on the agenda of a meeting."""

    noun: ClassVar[str] = "meeting_item"


@dataclass(frozen=True)
class MeetingItemDecided(Event):
    """A meeting concluded on a problem."""

    noun: ClassVar[str] = "meeting_item"


@dataclass(frozen=True)
class ProblemDiscussed(Event):
    """What a meeting concluded stands in the story of a problem."""

    noun: ClassVar[str] = "problem"
