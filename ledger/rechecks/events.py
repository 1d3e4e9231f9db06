"""What happens when closed problems are looked at again. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class RecheckSampleDrawn(Event):
    """A quarter's sample was drawn."""

    noun: ClassVar[str] = "recheck_sample"


@dataclass(frozen=True)
class HiddenVisitOpened(Event):
    """A hidden visit was ordered; its holder is the level that looks, not the unit that is visited."""

    noun: ClassVar[str] = "recheck"


@dataclass(frozen=True)
class ReboundFound(Event):
    """A closed problem is back; its holder is the superior who is told."""

    noun: ClassVar[str] = "rebound"


@dataclass(frozen=True)
class SummonsProposed(Event):
    """A problem came back again: a summons of the level that closed it is proposed."""

    noun: ClassVar[str] = "rebound"
