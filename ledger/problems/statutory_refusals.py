"""Refusals about statutory acts, tracks, objections, tightened standards and breaches.

Refusal
├── Conflict
│   └── StatutoryActDone, StatutoryActOutOfOrder, StatutoryActTooLate, ObjectionTooLate,
│       BreachFoundAlready
└── Invalid
    └── StatutoryActUnknown, TrackUnknown, TighteningUnmet
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class StatutoryActUnknown(Invalid):
    """{act} is no statutory act of this list; known are: {known}."""

    code: ClassVar[str] = "problem.statutory_act_unknown"
    zh: ClassVar[str] = "{act} 不是该清单的法定动作；可用：{known}。"
    act: str
    known: str


@dataclass(eq=False)
class StatutoryActDone(Conflict):
    """{act} stands in the story of this problem already."""

    code: ClassVar[str] = "problem.statutory_act_done"
    zh: ClassVar[str] = "该问题已记录过 {act}。"
    act: str


@dataclass(eq=False)
class StatutoryActOutOfOrder(Conflict):
    """{act} follows {after}, which is not recorded yet."""

    code: ClassVar[str] = "problem.statutory_act_out_of_order"
    zh: ClassVar[str] = "{act} 须在 {after} 之后办理，后者尚未记录。"
    act: str
    after: str


@dataclass(eq=False)
class StatutoryActTooLate(Conflict):
    """{act} is done within {days} days of {after}; those have passed."""

    code: ClassVar[str] = "problem.statutory_act_too_late"
    zh: ClassVar[str] = "{act} 须在 {after} 之后{days}日之内办理，期限已过。"
    act: str
    after: str
    days: int


@dataclass(eq=False)
class ObjectionTooLate(Conflict):
    """An assignment is objected to within its time, which ended on {until}."""

    code: ClassVar[str] = "problem.objection_too_late"
    zh: ClassVar[str] = "异议须在规定时间内提出，已于{until}届满。"
    until: str


@dataclass(eq=False)
class TrackUnknown(Invalid):
    """{track} is no track of this list; known are: {known}."""

    code: ClassVar[str] = "problem.track_unknown"
    zh: ClassVar[str] = "{track} 不是该清单的办理类别；可用：{known}。"
    track: str
    known: str


@dataclass(eq=False)
class TighteningUnmet(Invalid):
    """The levels of your line ask for more before a {list_type} item is admitted: {unmet}."""

    code: ClassVar[str] = "problem.tightening_unmet"
    zh: ClassVar[str] = "本条线各级对 {list_type} 的入库另有要求，尚未确认：{unmet}。"
    list_type: str
    unmet: str


@dataclass(eq=False)
class BreachFoundAlready(Conflict):
    """{reason} was found of this unit in this quarter already."""

    code: ClassVar[str] = "problem.breach_found_already"
    zh: ClassVar[str] = "该单位在该问题上本季度已认定过 {reason}。"
    reason: str
