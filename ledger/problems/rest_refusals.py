"""Refusals of what is asked and said about letting work rest.

Refusal
└── Conflict
    └── RestAskedAlready, NoRestAsked, RestOfOnesOwn
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class RestAskedAlready(Conflict):
    """A rest was asked for already, and nobody has answered yet."""

    code: ClassVar[str] = "problem.rest_asked_already"
    zh: ClassVar[str] = "已申请暂缓，交办的上级尚未答复。"


@dataclass(eq=False)
class NoRestAsked(Conflict):
    """Nobody asks to let this problem rest."""

    code: ClassVar[str] = "problem.no_rest_asked"
    zh: ClassVar[str] = "这个问题没有待批的暂缓申请。"


@dataclass(eq=False)
class RestOfOnesOwn(Conflict):
    """Whoever asked for a rest does not allow it, in whatever post."""

    code: ClassVar[str] = "problem.rest_of_ones_own"
    zh: ClassVar[str] = "自己申请的暂缓，无论以何职务都不得自己批准。"
    constraint: ClassVar[str] = "problem_rest_allowed_by_another"
