"""What happens to contact cards. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ContactCardPublished(Event):
    """A level published the duty telephone of a post."""

    noun: ClassVar[str] = "contact_card"


@dataclass(frozen=True)
class ContactCardWithdrawn(Event):
    """The duty telephone of a post is no longer published."""

    noun: ClassVar[str] = "contact_card"
