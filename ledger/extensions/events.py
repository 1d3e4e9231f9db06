"""What happens to extensions. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ExtensionAsked(Event):
    """The handling unit asks for more time."""

    noun: ClassVar[str] = "extension"


@dataclass(frozen=True)
class ExtensionDecided(Event):
    """More time was granted or refused."""

    noun: ClassVar[str] = "extension"


@dataclass(frozen=True)
class ProblemExtended(Event):
    """The due days of a problem moved."""

    noun: ClassVar[str] = "problem"
