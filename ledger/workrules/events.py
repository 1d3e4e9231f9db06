"""What happens to supplements."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class SupplementPublished(Event):
    """A level tightened a work rule, or added a text to it, for itself and its line below."""

    noun: ClassVar[str] = "supplement"


@dataclass(frozen=True)
class SupplementRetired(Event):
    """A supplement was given an end, or withdrawn before it bound anyone."""

    noun: ClassVar[str] = "supplement"
