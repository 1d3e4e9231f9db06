"""Shelves of the people and papers of a case: who leads it, who works on it, what was said of it."""

from ledger.problems.casework_tables import (
    case_lead,
    case_member,
    evaluation,
    problem_file,
    problem_pledge,
)
from ledger.responsibilities.files import sealed_address
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

FILE = Shelf(
    "ProblemFile",
    problem_file,
    "casepaper.read",
    {
        "id": Key(),
        "act": Value(Print.NAME, "act"),
        "name": Value(Print.TEXT, "name"),
        "mediaType": Value(Print.TEXT, "media_type"),
        "sizeBytes": Value(Print.LONG, "size_bytes"),
        "sha256": Value(Print.NAME, "sha256"),
        "addedAt": Value(Print.INSTANT, "added_at"),
        "url": Value(Print.TEXT, build=sealed_address, nullable=True),
        "measure": Row("Measure", (("measure_id", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"ADDED_AT": Order(("added_at",))},
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

EVALUATION = Shelf(
    "Evaluation",
    evaluation,
    "evaluation.read",
    {
        "id": Key(),
        "round": Value(Print.NUMBER, "round"),
        "party": Value(Print.NAME, "party"),
        "rating": Value(Print.NAME, "rating"),
        "solved": Value(Print.BOOLEAN, "solved", nullable=True),
        "channel": Value(Print.NAME, "channel", nullable=True),
        "score": Value(Print.NUMBER, "score", nullable=True),
        "teamProblemControl": Value(Print.NUMBER, "team_problem_control", nullable=True),
        "chiefDutyBearing": Value(Print.NUMBER, "chief_duty_bearing", nullable=True),
        "cadreWorkDrive": Value(Print.NUMBER, "cadre_work_drive", nullable=True),
        "text": Value(Print.TEXT, "text"),
        "sealed": Value(Print.BOOLEAN, "sealed"),
        "givenAt": Value(Print.INSTANT, "given_at"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"ROUND": Order(("round", "given_at"))},
)

SHELVES = (PLEDGE, FILE, CASE_MEMBER, CASE_LEAD, EVALUATION)
