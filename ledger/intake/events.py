"""What happens to campaigns. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class CampaignFed(Event):
    """A backlog was taken into a campaign."""

    noun: ClassVar[str] = "campaign"


@dataclass(frozen=True)
class CampaignKept(Event):
    """A campaign was made a standing list."""

    noun: ClassVar[str] = "campaign"


@dataclass(frozen=True)
class CampaignJoined(Event):
    """A registered problem was put on a standing list."""

    noun: ClassVar[str] = "campaign"
