"""What happens to feeds and by them. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class FeedCreated(Event):
    """A feed was set up."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedSecretChanged(Event):
    """A feed has a new secret; the former one opens for a while."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedSuspended(Event):
    """A feed was suspended: it can neither read nor tell anything."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedResumed(Event):
    """A feed that was suspended, or had stopped, goes on."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedStopped(Event):
    """More would have changed than the feed's budget allows: it stopped and asks."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedFileTaken(Event):
    """A file of a feed told of people, posts or units."""

    noun: ClassVar[str] = "feed"


@dataclass(frozen=True)
class FeedEntryTaken(Event):
    """A feed told something new."""

    noun: ClassVar[str] = "feed_entry"


@dataclass(frozen=True)
class FeedEntryGone(Event):
    """A feed said that something is no more."""

    noun: ClassVar[str] = "feed_entry"


@dataclass(frozen=True)
class FeedLineApplied(Event):
    """A line of a plan was done."""

    noun: ClassVar[str] = "feed_line"


@dataclass(frozen=True)
class FeedLineWaits(Event):
    """A line of a plan waits for somebody to confirm it."""

    noun: ClassVar[str] = "feed_line"


@dataclass(frozen=True)
class FeedLineDeclined(Event):
    """A line of a plan will not be done."""

    noun: ClassVar[str] = "feed_line"


@dataclass(frozen=True)
class FeedPlanConfirmed(Event):
    """What a plan kept back was done."""

    noun: ClassVar[str] = "feed_plan"


@dataclass(frozen=True)
class FeedPlanUndone(Event):
    """What a plan had done was taken back."""

    noun: ClassVar[str] = "feed_plan"
