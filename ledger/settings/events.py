"""What happens to settings. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ProblemSettingsSet(Event):
    """A level set how problems are handled in it and below."""

    noun: ClassVar[str] = "problem_setting"
