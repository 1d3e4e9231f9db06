"""Whose step it is: stages that whoever holds a problem waits through, while another owes them."""

OWED_ELSEWHERE = frozenset(
    {"ANSWER", "RULE_ON_OBJECTION", "CLIENT_EVALUATE", "ORGANISATION_EVALUATE", "RECHECK"}
)
"""The superior answers and rules; the organisation department of the listing level has those served
asked, evaluates and looks again. By whom is said beside the ladder of the notices
(``ledger/notices/kinds.yaml``, ``owed``)."""
