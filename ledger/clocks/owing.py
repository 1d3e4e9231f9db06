"""Whose step it is: stages that whoever holds a problem waits through, while another owes them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

OWED_ELSEWHERE = frozenset(
    {"ANSWER", "RULE_ON_OBJECTION", "CLIENT_EVALUATE", "ORGANISATION_EVALUATE", "RECHECK"}
)
"""The superior answers and rules; the organisation department of the listing level has those served
asked, evaluates and looks again. By whom is said beside the ladder of the notices
(``ledger/notices/kinds.yaml``, ``owed``)."""


def late(problem: Mapping[str, Any], today: date) -> bool:
    """Says whether whoever holds a problem is late with it by their own days.

    As the sweep says it (``migrations/gates/clocks.sql``), and before it has come round.
    """
    own: date | None = problem["due_on"] if problem["owed_on"] is None else problem["own_on"]
    days = (own, problem["missed_on"])
    return problem["overdue"] or any(day is not None and day < today for day in days)
