"""What happens to changes that are previewed. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ChangePreviewed(Event):
    """Somebody asked what a change would mean."""

    noun: ClassVar[str] = "proposed_change"


@dataclass(frozen=True)
class ChangeProposed(Event):
    """A change waits for somebody of the level above."""

    noun: ClassVar[str] = "proposed_change"


@dataclass(frozen=True)
class ChangeConfirmed(Event):
    """Somebody of the level above confirmed a change."""

    noun: ClassVar[str] = "proposed_change"


@dataclass(frozen=True)
class ChangeDeclined(Event):
    """Somebody of the level above declined a change."""

    noun: ClassVar[str] = "proposed_change"


@dataclass(frozen=True)
class ChangeApplied(Event):
    """A change was made, exactly as it was previewed."""

    noun: ClassVar[str] = "proposed_change"
