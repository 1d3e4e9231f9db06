"""What happens to the working calendar. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class CalendarDayDeclared(Event):
    """A level declared a day worked or free for itself and its line."""

    noun: ClassVar[str] = "calendar_day"


@dataclass(frozen=True)
class CalendarDayTakenBack(Event):
    """A level took back what it had declared of a day that is still ahead."""

    noun: ClassVar[str] = "calendar_day"
