"""What happens to editions of the book. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class EditionProposed(Event):
    """Somebody proposed another edition of the book."""

    noun: ClassVar[str] = "book_edition"


@dataclass(frozen=True)
class EditionPublished(Event):
    """A second person confirmed an edition: it is in force."""

    noun: ClassVar[str] = "book_edition"


@dataclass(frozen=True)
class EditionWithdrawn(Event):
    """A proposed edition was withdrawn."""

    noun: ClassVar[str] = "book_edition"
