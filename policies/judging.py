"""Comparing the book with its tables of truth: what an administrator looks at after a change.

Whoever changes a rule sees here which cells no longer say what the book decides, and either
corrects the cell, because the change was meant, or the rule, because it was not.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from policies.enforcer import Enforcer
from policies.truth import Table, Verdict


@dataclass(frozen=True)
class Disagreement:
    """One cell that says something else than the book decides."""

    page: str
    who: str
    action: str
    row: str
    says: Verdict
    decided: Verdict

    def __str__(self) -> str:
        return (
            f"{self.page}: {self.action}: {self.who} × {self.row}: "
            f"表中写 the table says “{self.says}”，规则手册裁决 the book decides “{self.decided}”"
        )


def disagreements(enforcer: Enforcer, tables: Sequence[Table]) -> list[Disagreement]:
    """Gives every cell that says something else than Casbin decides, in the order of the pages."""
    found = []
    for table in tables:
        for action, who, row, says in table.cells():
            decision = enforcer.decide(who.viewer(), action, row.facts)
            decided = Verdict(decision.allowed, None if decision.allowed else decision.rule)
            if decided != says:
                found.append(Disagreement(table.page, who.label, action, row.label, says, decided))
    return found
