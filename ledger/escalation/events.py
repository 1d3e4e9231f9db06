"""What happens to proposals. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class EscalationDismissed(Event):
    """A superior did not follow a proposal, and said why."""

    noun: ClassVar[str] = "escalation"
