"""What happens to petitioners. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class PetitionerRegistered(Event):
    """Somebody who brought a problem was registered."""

    noun: ClassVar[str] = "petitioner"


@dataclass(frozen=True)
class IdentityAsked(Event):
    """Somebody asked, with a reason, who a petitioner is."""

    noun: ClassVar[str] = "petitioner"


@dataclass(frozen=True)
class IdentityRead(Event):
    """Somebody read who a petitioner is."""

    noun: ClassVar[str] = "petitioner"
