"""What happens to subscribers. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class SubscriberCreated(Event):
    """A system is to be told what a post may see."""

    noun: ClassVar[str] = "subscriber"


@dataclass(frozen=True)
class SubscriberChanged(Event):
    """A subscriber was paused, resumed or ended, or has a new secret."""

    noun: ClassVar[str] = "subscriber"


@dataclass(frozen=True)
class SubscriberPinged(Event):
    """A subscriber is to be sent a sign of life."""

    noun: ClassVar[str] = "subscriber"


@dataclass(frozen=True)
class EventsReplayed(Event):
    """What a subscriber was sent, or should have been, is to be sent again."""

    noun: ClassVar[str] = "subscriber"
