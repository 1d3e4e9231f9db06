"""What happens to clusters. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class ClusterFormed(Event):
    """A level gathers problems of one type."""

    noun: ClassVar[str] = "cluster"


@dataclass(frozen=True)
class ClusterClosed(Event):
    """A mechanism ended a type of problem."""

    noun: ClassVar[str] = "cluster"


@dataclass(frozen=True)
class ProblemClustered(Event):
    """A problem joined or left those of its type, or a mechanism ended them."""

    noun: ClassVar[str] = "problem"
