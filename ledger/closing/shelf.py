"""Shelves of evaluation and closing. What opens a code stands on no shelf."""

from ledger.closing.tables import closing, evaluation_code, follow_up
from storage.shelf import (
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
)

_OF_PROBLEM = {"problem": Filter(column="problem_id", id_of="Problem")}

EVALUATION_CODE = Shelf(
    "EvaluationCode",
    evaluation_code,
    "evaluation_code.read",
    {
        "id": Key(),
        "round": Value(Print.NUMBER, "round"),
        "channel": Value(Print.NAME, "channel"),
        "state": Value(Print.NAME, "state"),
        "openedAt": Value(Print.INSTANT, "opened_at"),
        "expiresAt": Value(Print.INSTANT, "expires_at"),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "openedBy": Row("Person", (("author_person", "id"),)),
    },
    orders={"OPENED_AT": Order(("opened_at",))},
    filters=_OF_PROBLEM,
)

CLOSING = Shelf(
    "Closing",
    closing,
    "closing.read",
    {
        "id": Key(),
        "listType": Value(Print.NAME, "list_type"),
        "label": Value(Print.NAME, "class", nullable=True),
        "rootCause": Value(Print.NAME, "root_cause"),
        "partyBuildingReason": Value(Print.TEXT, "party_building_reason"),
        "mechanism": Value(Print.TEXT, "mechanism"),
        "teamProblemControl": Value(Print.NUMBER, "team_problem_control"),
        "chiefDutyBearing": Value(Print.NUMBER, "chief_duty_bearing"),
        "cadreWorkDrive": Value(Print.NUMBER, "cadre_work_drive"),
        "text": Value(Print.TEXT, "text"),
        "closedAt": Value(Print.INSTANT, "closed_at"),
        "cancelledAt": Value(Print.INSTANT, "cancelled_at", nullable=True),
        "falseClosing": Value(Print.BOOLEAN, "false_closing"),
        "level": Row("Tenant", (("level", "id"),)),
        "responsible": Row("Tenant", (("about", "id"),)),
        "foundByBody": Row("Body", (("found_by_body", "id"),)),
        "causeBody": Row("Body", (("cause_body", "id"),)),
        "solvedByBody": Row("Body", (("solved_by_body", "id"),)),
        "handledBy": Row("Person", (("handled_by", "id"),)),
        "ledBy": Row("Person", (("lead_person", "id"),)),
        "closedBy": Row("Person", (("closed_by", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "followUps": Listed("FollowUp", (("id", "closing_id"),), order="ORDERED_AT", limit=10),
    },
    orders={
        "CLOSED_AT": Order(("closed_at",)),
        "CLOSED_AT_DESC": Order(("closed_at",), descending=True),
    },
    filters=_OF_PROBLEM,
)

FOLLOW_UP = Shelf(
    "FollowUp",
    follow_up,
    "follow_up.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "text": Value(Print.TEXT, "text"),
        "dueOn": Value(Print.NAME, "due_on", nullable=True),
        "state": Value(Print.NAME, "state"),
        "result": Value(Print.TEXT, "result", nullable=True),
        "orderedAt": Value(Print.INSTANT, "ordered_at"),
        "version": Value(Print.NUMBER, "version"),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "closing": Row("Closing", (("closing_id", "id"),)),
        "viewerActions": Steps((Step("REPORT", "follow_up.report", ("ORDERED",)),)),
    },
    orders={"ORDERED_AT": Order(("ordered_at",))},
    filters={**_OF_PROBLEM, "state": Filter(fixed=True), "kind": Filter(fixed=True)},
)

SHELVES = (EVALUATION_CODE, CLOSING, FOLLOW_UP)

ROOTS = {
    "evaluationCodes": Rows("EvaluationCode", order="OPENED_AT", filters=("problem",)),
    "closing": One("Closing", {"id": Filter(column="id", id_of="Closing")}),
    "closingSheet": One("Closing", _OF_PROBLEM, order="CLOSED_AT_DESC"),
    "closings": Rows("Closing", order="CLOSED_AT", filters=("problem",)),
    "followUps": Rows("FollowUp", order="ORDERED_AT", filters=("problem", "state", "kind")),
}
