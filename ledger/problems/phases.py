"""The five phases of the whole chain (发现、分析、整改、评估、预防), derived from the state: pure."""

from collections.abc import Mapping

from ledger.problems.rules import STATES

PHASES = ("DISCOVERY", "ANALYSIS", "RECTIFICATION", "EVALUATION", "PREVENTION")
"""In their order. Whoever is in one has been through those before it."""

FIELDS = ("ECONOMY", "RISK", "GOVERNANCE", "PARTY", "OTHER")
"""经济发展、风险防范、基层治理、党的建设: where seed 0 wants the work to reach; and what is none of them."""

DUE_SOON_DAYS = 7
"""So near its due day a problem stands in the bucket of what is due soon (proposal)."""

_STATES: Mapping[str, tuple[str, ...]] = {
    # What was refused, merged or sent another way went no further than being found.
    "DISCOVERY": ("COLLECTED", "REGISTERED", "REJECTED", "MERGED", "DIVERTED"),
    "ANALYSIS": ("BANKED", "PENDING_UPPER", "LISTED", "TRIAGED"),
    "RECTIFICATION": (
        "ASSIGNED", "OBJECTED", "ACCEPTED", "PLEDGED", "RECTIFYING", "SUSPENDED", "RETURNED",
    ),
    "EVALUATION": ("COMPLETION_CLAIMED", "SELF_EVALUATED", "CLIENT_EVALUATED"),
    # Settled or struck off: from here on it is to be kept from coming back.
    "PREVENTION": ("RESOLVED_ON_SPOT", "CLOSED", "RECHECKING", "ARCHIVED"),
}  # fmt: skip  # reads as a table

PHASE_OF: Mapping[str, str] = {state: phase for phase in PHASES for state in _STATES[phase]}
"""The phase of each state."""

assert set(PHASE_OF) == set(STATES), "every state is in one phase"


def states_of(phase: str) -> tuple[str, ...]:
    """Gives the states of a phase."""
    return _STATES[phase]
