"""What the planner compares: what comes in, and what is known here. Plain facts, no behaviour."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(frozen=True)
class IncomingUnit:
    """A unit as another system knows it."""

    code: str
    kind: str
    name: str
    parent_code: str


@dataclass(frozen=True)
class IncomingPost:
    """A post as another system knows it; without a code it stands in the feed's own unit."""

    entry: UUID
    title: str
    unit_code: str = ""
    gone: bool = False
    ours: UUID | None = None
    """The post of ours that a file names by the key an export gave it."""


@dataclass(frozen=True)
class IncomingPerson:
    """A person as another system knows them, with the posts they are said to hold."""

    entry: UUID
    name: str
    active: bool
    unit_code: str = ""
    posts: frozenset[UUID] = frozenset()
    ours: UUID | None = None
    """The person of ours whom a file names by the key an export gave them."""


@dataclass(frozen=True)
class Incoming:
    """Everything that comes in at once."""

    units: Sequence[IncomingUnit] = ()
    posts: Sequence[IncomingPost] = ()
    people: Sequence[IncomingPerson] = ()


@dataclass(frozen=True)
class KnownUnit:
    """A unit of ours, within the feed's scope or not."""

    tenant: int
    code: str
    kind: str
    name: str
    slot: int
    parent_code: str
    inside: bool


@dataclass(frozen=True)
class KnownPost:
    """A post of ours, within the feed's scope."""

    id: UUID
    title: str
    tenant: int
    slot: int
    roles: frozenset[str] = frozenset()
    """What it carries, closed over what roles include."""
    managed: bool = True
    """Whether the feed keeps its title."""


@dataclass(frozen=True)
class Held:
    """An appointment that somebody holds to a post which the feed knows."""

    appointment: UUID
    entry: UUID
    """The entry of the post."""
    post: KnownPost


@dataclass(frozen=True)
class KnownPerson:
    """A person of ours, within the feed's scope."""

    id: UUID
    name: str
    tenant: int
    unit_code: str = ""
    holds: Sequence[Held] = ()
    rights: frozenset[str] = frozenset()
    managed: bool = True
    """Whether the feed keeps the name."""
    rehoming: str = "NOTHING"
    """What it waits for that another unit is told of them: whose field that is."""


@dataclass(frozen=True)
class Known:
    """What is known of that with which the incoming is compared."""

    home: KnownUnit
    units: Mapping[str, KnownUnit] = field(default_factory=dict)
    posts: Mapping[UUID, KnownPost] = field(default_factory=dict)
    """By entry: the posts that entries are bound to."""
    people: Mapping[UUID, KnownPerson] = field(default_factory=dict)
    """By entry: the people that entries are bound to."""
    meant: Mapping[UUID, KnownPerson] = field(default_factory=dict)
    """By entry: whom a file names by a key of ours."""
    meant_post: Mapping[UUID, KnownPost] = field(default_factory=dict)
    same_document: Mapping[UUID, Sequence[KnownPerson]] = field(default_factory=dict)
    same_name: Mapping[UUID, Sequence[KnownPerson]] = field(default_factory=dict)
    same_title: Mapping[UUID, Sequence[KnownPost]] = field(default_factory=dict)
    rights_slot: int = 6
    may_appoint: bool = False
    """Whether the rule book lets the feed appoint at all where a post carries rights."""
    held: Mapping[UUID, Sequence[tuple[UUID, UUID]]] = field(default_factory=dict)
    """By person of ours: what they hold today, each appointment with its post."""
