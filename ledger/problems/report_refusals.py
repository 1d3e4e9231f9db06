"""Refusals of what is corrected or added once a report is written down.

Refusal
├── Conflict
│   └── ReportNotYours
└── Invalid
    └── NothingAmended, NobodyNamed
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class ReportNotYours(Conflict):
    """Only whoever reported it corrects a report."""

    code: ClassVar[str] = "problem.report_not_yours"
    zh: ClassVar[str] = "采集的内容只能由上报人本人更正。"
    constraint: ClassVar[str] = "problem_amended_by_its_author"


@dataclass(eq=False)
class NothingAmended(Invalid):
    """What you say is what the report says already."""

    code: ClassVar[str] = "problem.nothing_amended"
    zh: ClassVar[str] = "所填内容与原采集内容相同，没有可更正的。"


@dataclass(eq=False)
class NobodyNamed(Invalid):
    """Name at least one unit that it is against and that is not named yet."""

    code: ClassVar[str] = "problem.nobody_named"
    zh: ClassVar[str] = "请至少写明一个尚未列明的被反映单位。"
