"""What somebody would do with a problem, until a second person has said yes or no to it."""

from collections.abc import Iterator, Mapping

from sqlalchemy import CheckConstraint, Column, Text
from sqlalchemy.schema import SchemaItem

from ledger.problems.rules import CLASSES, MODES
from tenants.columns import belongs

SECOND_STEPS = ("LIST", "TRIAGE")
"""For which steps a level may ask for a second person; a rejection needs one everywhere."""
STEPS: Mapping[str, str] = {
    "REJECT": "reject_problem",
    "LIST": "list_problem",
    "TRIAGE": "triage_problem",
}
"""What is proposed, and which act of the state machine it is once it was confirmed."""
NOTHING: Mapping[str, None] = dict.fromkeys(
    ("proposal", "proposed_by", "proposed_ground", "proposed_mode", "proposed_track")
)
"""That nothing is proposed."""


def proposal_columns() -> Iterator[SchemaItem]:
    """Gives the columns of a proposal, which ends with the state that it was made in."""
    yield Column("proposal", Text)
    yield from belongs("proposed_by", "person", nullable=True)
    # The reason of a rejection by its code, or the class; and how and on which track to handle it.
    yield Column("proposed_ground", Text)
    yield Column("proposed_mode", Text)
    yield Column("proposed_track", Text)
    yield CheckConstraint("(proposal is null) = (proposed_by is null)", name="proposed_by_somebody")
    yield CheckConstraint(
        "proposal is null or (proposal, state) in (('REJECT', 'REGISTERED'), ('LIST', 'BANKED'), ('TRIAGE', 'LISTED'))",
        name="proposed_in_its_state",
    )
    yield CheckConstraint(
        f"proposal <> 'TRIAGE' or proposed_ground in ({', '.join(map(repr, CLASSES))})",
        name="proposed_class_known",
    )
    yield CheckConstraint(
        f"proposed_mode in ({', '.join(map(repr, MODES))})", name="proposed_mode_known"
    )
