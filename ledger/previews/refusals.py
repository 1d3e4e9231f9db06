"""Refusals of changes that are previewed first.

Refusal
├── NotFound
│   └── ChangeNotFound
└── Conflict
    ├── ChangeStale
    ├── ChangeNotOpenToThis
    └── PreviewStale
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "PREVIEWED": ("已预演", "previewed"),
    "PROPOSED": ("待他人确认", "proposed"),
    "CONFIRMED": ("已确认", "confirmed"),
    "DECLINED": ("不予确认", "declined"),
    "APPLIED": ("已实施", "applied"),
}


@dataclass(eq=False)
class ChangeNotFound(NotFound):
    """There is no such change for you."""

    code: ClassVar[str] = "change.not_found"
    zh: ClassVar[str] = "没有您可见的这项更改。"


@dataclass(eq=False)
class ChangeStale(Conflict):
    """The change moved on since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "change.stale"
    zh: ClassVar[str] = "此项更改已有进展，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ChangeNotOpenToThis(WrongState):
    """The change is {state}: this is not the step that is next."""

    code: ClassVar[str] = "change.wrong_state"
    zh: ClassVar[str] = "此项更改目前为“{state}”，不能办理这一步。"
    names = STATES


@dataclass(eq=False)
class PreviewStale(Conflict):
    """What was previewed is no longer what would happen: preview it again. Nothing was changed."""

    code: ClassVar[str] = "change.preview_stale"
    zh: ClassVar[str] = "预演之后情况已有变动，实施结果将与预演不同：请重新预演。此次未作任何更改。"
