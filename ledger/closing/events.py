"""What happens when a problem is evaluated and closed. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ClientEvaluationOpened(Event):
    """Those served were given a code to answer by."""

    noun: ClassVar[str] = "evaluation_code"


@dataclass(frozen=True)
class HandlingNumberDeclared(Event):
    """A telephone number was declared to be one of those who handle."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class ProblemStruckOff(Event):
    """A problem was closed: its sheet is written."""

    noun: ClassVar[str] = "closing"


@dataclass(frozen=True)
class FollowUpReported(Event):
    """What came of a follow-up was reported."""

    noun: ClassVar[str] = "follow_up"
