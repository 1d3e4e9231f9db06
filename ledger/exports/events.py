"""That somebody took data away. Events carry ids only: who it was; the act says what."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class DataExported(Event):
    """Somebody exported what they may read."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class ExportPrepared(Event):
    """Somebody is about to export what they may read."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class ImportPrepared(Event):
    """Somebody is about to send a table to be taken in."""

    noun: ClassVar[str] = "person"
