"""What happens to scores. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ScoreFrozen(Event):
    """The index of a unit and period was frozen."""

    noun: ClassVar[str] = "score"


@dataclass(frozen=True)
class ScoreWarned(Event):
    """A frozen index lies below the line: a summons of the unit is proposed to its superior."""

    noun: ClassVar[str] = "score"
