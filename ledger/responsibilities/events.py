"""What happens to lists, clauses, pledges and obligations. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ListDrafted(Event):
    """A list was drafted."""

    noun: ClassVar[str] = "responsibility"


@dataclass(frozen=True)
class ListPublished(Event):
    """A list was published: its clauses bind it, its common ones the next level too."""

    noun: ClassVar[str] = "responsibility"


@dataclass(frozen=True)
class ListRetired(Event):
    """A list was retired with all that it said."""

    noun: ClassVar[str] = "responsibility"


@dataclass(frozen=True)
class ClauseAdded(Event):
    """A clause was written; it binds once its list is published."""

    noun: ClassVar[str] = "clause"


@dataclass(frozen=True)
class ClauseAmended(Event):
    """A clause has a successor, which takes its place when the list is published."""

    noun: ClassVar[str] = "clause"


@dataclass(frozen=True)
class ClauseRetired(Event):
    """A clause no longer binds anyone."""

    noun: ClassVar[str] = "clause"


@dataclass(frozen=True)
class PledgeSigned(Event):
    """A person signed an exact version of a list."""

    noun: ClassVar[str] = "pledge"


@dataclass(frozen=True)
class PeriodOpened(Event):
    """The obligations of a list for one period were made."""

    noun: ClassVar[str] = "responsibility"


@dataclass(frozen=True)
class EntryRecorded(Event):
    """Something was written into the record handbook of an obligation."""

    noun: ClassVar[str] = "obligation"


@dataclass(frozen=True)
class ObligationSelfChecked(Event):
    """Those who bear an obligation say that it is done."""

    noun: ClassVar[str] = "obligation"


@dataclass(frozen=True)
class ObligationAccepted(Event):
    """The direct superior accepted an obligation."""

    noun: ClassVar[str] = "obligation"


@dataclass(frozen=True)
class ObligationReturned(Event):
    """The direct superior returned an obligation to be done better."""

    noun: ClassVar[str] = "obligation"


@dataclass(frozen=True)
class ObligationWithdrawn(Event):
    """What an obligation rested on has ended, and so has the obligation."""

    noun: ClassVar[str] = "obligation"


@dataclass(frozen=True)
class UploadPrepared(Event):
    """A file was announced; it may now be sent."""

    noun: ClassVar[str] = "file"


@dataclass(frozen=True)
class UploadStored(Event):
    """A file has arrived whole and is what was announced."""

    noun: ClassVar[str] = "file"
