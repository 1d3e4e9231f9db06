"""What happens to diaries and checklists. Events carry ids only."""

from dataclasses import dataclass
from typing import ClassVar

from tenants.recording import Event


@dataclass(frozen=True)
class DiaryEntryWritten(Event):
    """Somebody wrote into their diary."""

    noun: ClassVar[str] = "diary_entry"


@dataclass(frozen=True)
class VisitTemplateSet(Event):
    """A level set what is asked at visits in it and below."""

    noun: ClassVar[str] = "visit_template"
