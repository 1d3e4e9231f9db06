"""What happens to proposals. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class EscalationFollowed(Event):
    """A superior followed a proposal that something is widespread."""

    noun: ClassVar[str] = "escalation"


@dataclass(frozen=True)
class EscalationDismissed(Event):
    """A superior did not follow a proposal, and said why."""

    noun: ClassVar[str] = "escalation"
