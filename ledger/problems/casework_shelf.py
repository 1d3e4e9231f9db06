"""Shelves of the people and papers of a case: who leads it, who works on it, what was pledged."""

from ledger.problems.casework_tables import case_lead, case_member, problem_pledge
from storage.shelf import Key, Order, Print, Row, Shelf, Value

PLEDGE = Shelf(
    "ProblemPledge",
    problem_pledge,
    "casepaper.read",
    {
        "id": Key(),
        "text": Value(Print.TEXT, "text"),
        "publicText": Value(Print.TEXT, "public_text"),
        "dueOn": Value(Print.NAME, "due_on"),
        "signedBy": Value(Print.TEXT, "signed_title"),
        "signedAt": Value(Print.INSTANT, "signed_at"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"SIGNED_AT": Order(("signed_at",))},
)

CASE_MEMBER = Shelf(
    "CaseMember",
    case_member,
    "casepaper.read",
    {
        "id": Key(),
        "duty": Value(Print.NAME, "duty"),
        "state": Value(Print.NAME, "state"),
        "formedBy": Row("Tenant", (("formed_by", "id"),)),
        "people": Value(Print.NUMBER, "people", nullable=True),
        "yuan": Value(Print.NUMBER, "yuan", nullable=True),
        "resources": Value(Print.TEXT, "resources"),
        "since": Value(Print.NAME, "since"),
        "post": Row("Post", (("post_id", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"DUTY": Order(("duty", "since"))},
)

CASE_LEAD = Shelf(
    "CaseLead",
    case_lead,
    "casepaper.read",
    {
        "id": Key(),
        "text": Value(Print.TEXT, "text"),
        "state": Value(Print.NAME, "state"),
        "since": Value(Print.NAME, "since"),
        "until": Value(Print.NAME, "until", nullable=True),
        "reason": Value(Print.TEXT, "reason", nullable=True),
        "tenant": Row("Tenant", (("level", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"SINCE": Order(("since",))},
)

SHELVES = (PLEDGE, CASE_MEMBER, CASE_LEAD)
