"""Refusals of the day that an assigner sets for a rework.

Refusal
└── Conflict
    └── NothingReturned, ReworkDaySetAlready, ReworkDayTooLate
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class NothingReturned(Conflict):
    """Nothing came back to whoever has this problem: its day is that of the order."""

    code: ClassVar[str] = "problem.nothing_returned"
    zh: ClassVar[str] = "这个问题没有退回重办，其时限以交办为准。"


@dataclass(eq=False)
class ReworkDaySetAlready(Conflict):
    """For this return a day was set already; more time is asked for as of any order."""

    code: ClassVar[str] = "problem.rework_day_set_already"
    zh: ClassVar[str] = "本次退回已定过重新办理的时限；还需时间的，由承办单位申请延期。"
    constraint: ClassVar[str] = "rework_day_set_once"


@dataclass(eq=False)
class ReworkDayTooLate(Conflict):
    """The day of a rework is set before it begins or soon after; that time ended on {until}."""

    code: ClassVar[str] = "problem.rework_day_too_late"
    zh: ClassVar[str] = "重新办理的时限须在开始前或者开始后不久定下，已于{until}届满。"
    until: str
