"""Refusals of what one person may give alone.

Refusal
├── Conflict
│   ├── ThresholdStale
│   └── NeedsPreview
└── Invalid
    └── ThresholdLoosened
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class ThresholdStale(Conflict):
    """The threshold changed since you read it: it is at number {current}. Read it again."""

    code: ClassVar[str] = "change_threshold.stale"
    zh: ClassVar[str] = "限额已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class NeedsPreview(Conflict):
    """This would give more than one person gives alone here ({people} people, {records} records of one kind): preview it, and apply it once the level above has confirmed."""

    code: ClassVar[str] = "change.above_threshold"
    zh: ClassVar[str] = (
        "此项更改超过一人可自行办理的限额（{people}人，或同类记录{records}件）："
        "请先预演，由上一级确认后实施。"
    )
    people: int
    records: int | None


@dataclass(eq=False)
class ThresholdLoosened(Invalid):
    """The line above gives at most {people} people, or {records} records of one kind, to one person alone; a level may only be stricter."""

    code: ClassVar[str] = "change_threshold.loosened"
    zh: ClassVar[str] = (
        "上级规定一人可自行办理的限额为{people}人、同类记录{records}件；各级只能从严。"
    )
    people: int
    records: int | None
