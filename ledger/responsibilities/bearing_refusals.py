"""Refusals of lists that stand beside one another in a unit.

Refusal
└── Conflict
    └── CommonElsewhere
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict


@dataclass(eq=False)
class CommonElsewhere(Conflict):
    """The common part of this actor and year stands in the list of another body of your unit, and
    binds this list, too: add it there."""

    code: ClassVar[str] = "clause.common_elsewhere"
    zh: ClassVar[str] = (
        "本单位该主体本年度的共性条款写在另一党组织的清单里，同样约束本清单：请在那里增加。"
    )
    constraint: ClassVar[str] = "clause_common_in_one_list"
