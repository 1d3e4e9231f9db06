"""What happens to emergency windows. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class GlassWindowAsked(Event):
    """Somebody asked for an emergency window that takes a second person."""

    noun: ClassVar[str] = "glass_window"


@dataclass(frozen=True)
class GlassWindowOpened(Event):
    """An emergency window is open."""

    noun: ClassVar[str] = "glass_window"


@dataclass(frozen=True)
class GlassWindowClosed(Event):
    """An emergency window was ended before its time, or taken back before it was opened."""

    noun: ClassVar[str] = "glass_window"


@dataclass(frozen=True)
class GlassWindowReviewed(Event):
    """An emergency window was reviewed."""

    noun: ClassVar[str] = "glass_window"
