"""What happens to publicity. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class DraftProposed(Event):
    """A text is proposed to be made public."""

    noun: ClassVar[str] = "draft"


@dataclass(frozen=True)
class DraftStepped(Event):
    """A draft was checked, approved, returned or withdrawn."""

    noun: ClassVar[str] = "draft"


@dataclass(frozen=True)
class PublicationPublished(Event):
    """A text was made public."""

    noun: ClassVar[str] = "publication"


@dataclass(frozen=True)
class PublicationWithdrawn(Event):
    """A text is no longer public."""

    noun: ClassVar[str] = "publication"


@dataclass(frozen=True)
class PublicationPosted(Event):
    """It was recorded where and when a publication could be read."""

    noun: ClassVar[str] = "publication"


@dataclass(frozen=True)
class CommentModerated(Event):
    """A comment of the public was let through or hidden."""

    noun: ClassVar[str] = "comment"


@dataclass(frozen=True)
class ConsentRecorded(Event):
    """A petitioner consented to be spoken of in public, or took that back."""

    noun: ClassVar[str] = "petitioner"
