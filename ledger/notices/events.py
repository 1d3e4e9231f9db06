"""What happens to notices. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class NoticesRead(Event):
    """Somebody marked a notice read, or everything up to it."""

    noun: ClassVar[str] = "notice"


@dataclass(frozen=True)
class LanguageSet(Event):
    """Somebody said in which language they want to be written to."""

    noun: ClassVar[str] = "person"


@dataclass(frozen=True)
class NoticeSettingsChanged(Event):
    """Somebody said how they want notices."""

    noun: ClassVar[str] = "notice_setting"
