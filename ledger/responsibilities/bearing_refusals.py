"""Refusals of lists that stand beside one another in a unit, and of who signs them.

Refusal
├── NotAllowed
│   └── SignedByStandIn
└── Conflict
    └── CommonElsewhere
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, NotAllowed


@dataclass(eq=False)
class CommonElsewhere(Conflict):
    """The common part of this actor and year stands in the list of another body of your unit, and
    binds this list, too: add it there."""

    code: ClassVar[str] = "clause.common_elsewhere"
    zh: ClassVar[str] = (
        "本单位该主体本年度的共性条款写在另一党组织的清单里，同样约束本清单：请在那里增加。"
    )
    constraint: ClassVar[str] = "clause_common_in_one_list"


@dataclass(eq=False)
class SignedByStandIn(NotAllowed):
    """You hold this post as a substitute: its pledge is for its regular holder to sign."""

    code: ClassVar[str] = "pledge.stand_in"
    zh: ClassVar[str] = "您是代理这一职务：责任书由正式任职的人本人签订，不得代签。"
    constraint: ClassVar[str] = "pledge_by_no_stand_in"

    @property
    def by_rule(self) -> str:
        """The rule that lets an actor sign, and nobody for another."""
        return "an-actor-signs-for-itself"

    @property
    def rule_page(self) -> str:
        """Where that rule stands."""
        return f"/rule-book#{self.by_rule}"
