"""Refusals about numbers of problems.

Refusal
└── Invalid
    └── NumberMistyped
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Invalid


@dataclass(eq=False)
class NumberMistyped(Invalid):
    """This is no number of a problem: a character was mistyped, left out or changed places. Numbers
    look like 2026-7K3-MQ9-XP7 and have no I, L, O or U.
    """

    code: ClassVar[str] = "problem.number_mistyped"
    zh: ClassVar[str] = (
        "编号有误：有字符写错、漏写或次序颠倒。编号形如 2026-7K3-MQ9-XP7，其中没有字母 I、L、O、U。"
    )
