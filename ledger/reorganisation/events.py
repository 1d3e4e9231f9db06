"""What happens to reorganisations. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ReorganisationDrafted(Event):
    """A change of the tree was proposed."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationPreviewed(Event):
    """It was worked out what the change will mean."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationApproved(Event):
    """The common superior approved exactly what was previewed."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationScheduled(Event):
    """The day was set from which it may be applied."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationApplied(Event):
    """The tree was changed, and what hangs on it followed."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationReversed(Event):
    """The tree was changed back, before anything depended on the change."""

    noun: ClassVar[str] = "reorganisation"


@dataclass(frozen=True)
class ReorganisationWithdrawn(Event):
    """The proposal was withdrawn; nothing changed."""

    noun: ClassVar[str] = "reorganisation"
