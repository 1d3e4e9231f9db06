"""Refusals about measures.

Refusal
└── Conflict
    └── NothingPlannedAnew
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class NothingPlannedAnew(Conflict):
    """It came back: at least one measure is planned and done since, before it is claimed again."""

    code: ClassVar[str] = "problem.nothing_planned_anew"
    zh: ClassVar[str] = "该问题已退回：再次申请销号前，须新增并完成至少一项措施。"
