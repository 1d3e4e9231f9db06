"""What happens to campaigns. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class CampaignFed(Event):
    """A backlog was taken into a campaign."""

    noun: ClassVar[str] = "campaign"
