"""What happens to parts of problems and to the items of a post. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class PartGivenOut(Event):
    """A co-handler was named, with lead leader and deadline."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class PartAccepted(Event):
    """A co-handler signed for its part."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class PartObjectedTo(Event):
    """A co-handler objected to its part."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class PartObjectionOverruled(Event):
    """Whoever gave a part out let it stand."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class PartFinished(Event):
    """A co-handler is done with its part."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class PartWithdrawn(Event):
    """A part was taken back."""

    noun: ClassVar[str] = "assignment"


@dataclass(frozen=True)
class ItemsHandedOver(Event):
    """What a post had in hand went to another post of its unit."""

    noun: ClassVar[str] = "post"
