"""What happens to thresholds. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ChangeThresholdSet(Event):
    """A level set how much one person may give alone, in it and below."""

    noun: ClassVar[str] = "change_threshold"
