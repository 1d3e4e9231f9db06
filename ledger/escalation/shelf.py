"""The shelf of proposals to escalate."""

from ledger.escalation.tables import escalation
from storage.shelf import Filter, Key, Order, Print, Row, Rows, Shelf, Step, Steps, Value

ESCALATION = Shelf(
    "Escalation",
    escalation,
    "escalation.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "state": Value(Print.NAME, "state"),
        "category": Value(Print.TEXT, "category", nullable=True),
        "items": Value(Print.NUMBER, "items"),
        "units": Value(Print.NUMBER, "units"),
        "proposedOn": Value(Print.NAME, "proposed_on"),
        "reason": Value(Print.TEXT, "reason", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "about": Row("Tenant", (("about", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "viewerActions": Steps((Step("DISMISS", "escalation.dismiss", ("PROPOSED",)),)),
    },
    orders={"PROPOSED_ON": Order(("proposed_on",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

SHELVES = (ESCALATION,)

ROOTS = {"escalations": Rows("Escalation", order="PROPOSED_ON", filters=("state",))}
