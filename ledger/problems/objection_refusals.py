"""Refusals of what is said on an objection.

Refusal
└── Conflict
    └── NoOwnerProposed
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class NoOwnerProposed(Conflict):
    """The objection names no unit below yours that should have it: take it home, or let it stand."""

    code: ClassVar[str] = "problem.no_owner_proposed"
    zh: ClassVar[str] = "异议没有提出由贵单位的哪一个直接下级承办；请收回，或者驳回异议。"
