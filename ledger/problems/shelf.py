"""Shelves of the problem ladder."""

from sqlalchemy import Text

from ledger.problems import casework_shelf, filters, offering, seeing
from ledger.problems.buckets import HOLDER, bucket, held_here, waiting
from ledger.problems.leading import ORDERED
from ledger.problems.numbers import meant
from ledger.problems.passed import PASSED
from ledger.problems.reviewing import answered
from ledger.problems.rules import STATES, TERMINAL, UNDER_ORDER, starts
from ledger.problems.tables import happening, hop, measure, problem
from storage.shelf import (
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Row,
    Rows,
    Sealed,
    Shelf,
    Step,
    Steps,
    Value,
)

_STEPS = (
    ("AMEND", "problem.report", "amend_report", True),
    ("REGISTER", "problem.report", "register_problem", False),
    ("RESOLVE_ON_SPOT", "problem.resolve", "resolve_on_spot", True),
    ("ADMIT", "problem.screen", "admit_problem", True),
    ("REJECT", "problem.screen", "reject_problem", True),
    ("CONFIRM_REJECTION", "problem.confirm_rejection", "reject_problem", True),
    ("DIVERT", "problem.screen", "divert_problem", True),
    ("MERGE", "problem.screen", "merge_problem", True),
    ("SUBMIT", "problem.submit", "submit_up", True),
    ("TAKE_UP", "problem.take_up", "take_up", True),
    ("HAND_BACK", "problem.take_up", "hand_back", True),
    ("ASK_ABOUT_SUBMISSION", "problem.take_up", "ask_about_submission", True),
    ("ANSWER_ABOUT_SUBMISSION", "problem.submit", "answer_about_submission", True),
    ("WITHDRAW_SUBMISSION", "problem.submit", "withdraw_submission", True),
    ("LIST", "problem.list", "list_problem", True),
    ("TRIAGE", "problem.list", "triage_problem", True),
    ("CONFIRM_LISTING", "problem.confirm_listing", "list_problem", True),
    ("CONFIRM_LABEL", "problem.confirm_listing", "triage_problem", True),
    ("HAND_DOWN", "problem.hand_down", "hand_down", True),
    ("OBJECT", "problem.object", "object_to_assignment", True),
    ("OVERRULE", "problem.rule", "overrule_objection", True),
    ("UPHOLD", "problem.rule", "uphold_objection", True),
    ("RECALL", "problem.rule", "recall_problem", True),
    ("TAKE_OVER", "problem.rule", "take_over", True),
    ("ACCEPT", "problem.accept", "accept_assignment", False),
    ("START", "problem.rectify", "start_rectifying", True),
    ("REPORT_PROGRESS", "problem.rectify", "report_progress", True),
    ("ADD_MEASURES", "problem.rectify", "add_measures", True),
    ("CLAIM_COMPLETION", "problem.claim", "claim_completion", True),
    ("SUSPEND", "problem.rule", "suspend_problem", True),
    ("REQUEST_SUSPENSION", "problem.rectify", "request_suspension", True),
    ("GRANT_SUSPENSION", "problem.rule", "suspend_problem", True),
    ("DECLINE_SUSPENSION", "problem.rule", "decline_suspension", True),
    ("RESUME", "problem.rule", "resume_problem", True),
    ("SELF_EVALUATE", "problem.self_evaluate", "self_evaluate", True),
    ("OPEN_CLIENT_EVALUATION", "problem.record_client", "record_dissatisfaction", True),
    ("RECORD_CLIENT_ANSWER", "problem.record_client", "record_client_answer", True),
    ("CLOSE", "problem.evaluate", "close_problem", True),
    ("FAIL", "problem.evaluate", "fail_problem", True),
    ("REWORK", "problem.rectify", "rework_problem", True),
    ("SET_REWORK_DEADLINE", "problem.rule", "set_rework_deadline", True),
    ("ESCALATE", "problem.submit", "escalate_problem", True),
    ("OPEN_RECHECK", "problem.recheck", "open_recheck", True),
    ("PASS_RECHECK", "problem.recheck", "pass_recheck", True),
    ("FAIL_RECHECK", "problem.recheck", "fail_recheck", True),
    ("ORDER_RESCREENING", "problem.rule", "order_rescreening", True),
    ("HAND_OUT", "problem.hand_down", "hand_down", True),
    ("PLEDGE", "problem.pledge", "publish_pledge", True),
    ("OVERRIDE", "problem.override", "override_refusal", True),
    ("ARCHIVE", "problem.archive", "archive_problem", True),
)
_HOLDS = {
    "CONFIRM_REJECTION": offering.proposed("REJECT"),
    "CONFIRM_LISTING": offering.proposed("LIST"),
    "CONFIRM_LABEL": offering.proposed("TRIAGE"),
    "ASK_ABOUT_SUBMISSION": offering.not_asked,
    "ANSWER_ABOUT_SUBMISSION": offering.asked,
    "OBJECT": offering.not_objected,
    "UPHOLD": offering.owner_named,
    "REQUEST_SUSPENSION": offering.no_rest_asked,
    "HAND_DOWN": offering.listed_somewhere,
    "HAND_OUT": offering.listed_somewhere,
    "REPORT_PROGRESS": offering.at_work,
    "CLAIM_COMPLETION": offering.done_in_parts,
    "GRANT_SUSPENSION": offering.rest_asked,
    "DECLINE_SUSPENSION": offering.rest_asked,
    "SET_REWORK_DEADLINE": offering.to_be_set_anew,
    "ESCALATE": offering.may_escalate,
    "TAKE_OVER": offering.stuck,
    "OPEN_CLIENT_EVALUATION": offering.outside_the_line,
    "CLOSE": offering.judged_by_another,
    "FAIL": offering.not_worked_on,
    "OPEN_RECHECK": offering.may_look,
    "PASS_RECHECK": offering.is_looked_at,
    "FAIL_RECHECK": offering.is_looked_at,
}
_WHILE_OPEN = tuple(state for state in STATES if state not in TERMINAL)
_AT_ANY_TIME = (
    ("SUPPORT", "problem.support"),
    ("COPY_UPWARD", "problem.copy"),
    ("ASK_EXTENSION", "extension.ask"),
    ("PROPOSE_PUBLICATION", "problem.rectify"),
    ("CATEGORISE", "problem.screen"),
    ("NAME_ACCUSED", "problem.report"),
    ("FORM_TASK_FORCE", "problem.staff"),
    ("RELEASE_LEAD", "problem.release_lead"),
)
_WHILE_OWED = (
    ("RECORD_CONTACT", "problem.record_contact"),
    ("RECORD_STATUTORY_ACT", "problem.record_statutory"),
)
"""Of what was settled on the spot a petitioner is still owed a notice and an opinion."""
_WHATEVER_BECAME = (
    ("REGISTER_PETITIONER", "petitioner.register"),
    ("FIND_BREACH", "problem.find_breach"),
    ("REVOKE_BREACH", "problem.find_breach"),
)
"""Asked here of the unit that has the problem now; the acts ask it of the unit they are about."""
_UNMERGED = tuple(state for state in STATES if state != "MERGED")
"""What was merged is spoken of by what it went into."""
_REVIEWED = tuple(state for state in STATES if state not in {"REJECTED", "MERGED", "DIVERTED"})
"""Ends that take nobody's right to a review, and all that goes on."""

PROBLEM = Shelf(
    "Problem",
    problem,
    "problem.read",
    {
        "id": Key(),
        "number": Value(Print.NAME, "number", nullable=True),
        "listType": Value(Print.NAME, "list_type"),
        "state": Value(Print.NAME, "state"),
        "phase": Value(Print.NAME, build=seeing.phase),
        "field": Value(Print.NAME, "field"),
        "title": Value(Print.TEXT, "title"),
        "facts": Value(Print.TEXT, "facts"),
        "place": Value(Print.TEXT, "place"),
        "source": Value(Print.TEXT, "source"),
        "channel": Value(Print.NAME, "channel"),
        "channelNumber": Value(Print.TEXT, "channel_no", nullable=True),
        "foundOn": Value(Print.NAME, "found_on", nullable=True),
        "fromDiary": Value(Print.BOOLEAN, build=seeing.from_diary),
        "diaryEntry": Row("DiaryEntry", (("diary_entry_id", "id"),)),
        "reportedAt": Value(Print.INSTANT, "reported_at"),
        "admissionTrace": Value(Print.TEXT, "admission", nullable=True),
        "admissionZh": Value(Print.TEXT, "admission_zh", nullable=True),
        "admissionEn": Value(Print.TEXT, "admission_en", nullable=True),
        "reason": Value(Print.TEXT, "reason", nullable=True),
        "suggestion": Value(Print.TEXT, "suggestion", nullable=True),
        "label": Value(Print.NAME, "class", nullable=True),
        "colour": Value(Print.NAME, "colour", nullable=True),
        "alert": Value(Print.NAME, "alert"),
        "category": Value(Print.TEXT, "category", nullable=True),
        "mode": Value(Print.NAME, "mode", nullable=True),
        "dueOn": Value(Print.NAME, "due_on"),
        "openParts": Value(Print.NUMBER, "parts_open"),
        "open": Value(Print.BOOLEAN, "open"),
        "overdue": Value(Print.BOOLEAN, "overdue"),
        "owedBy": Row("Tenant", (("owed_by", "id"),)),
        "owedOn": Value(Print.NAME, "owed_on", nullable=True),
        "owedLate": Value(Print.BOOLEAN, "owed_late"),
        "hopCount": Value(Print.NUMBER, "hops"),
        "returnCount": Value(Print.NUMBER, "returns"),
        "recurrenceCount": Value(Print.NUMBER, "recurrences"),
        "withdrawalCount": Value(Print.NUMBER, "withdrawals"),
        "supporterCount": Value(Print.NUMBER, "supporters"),
        "rootCause": Value(Print.TEXT, "root_cause", nullable=True),
        "lastingMechanism": Value(Print.TEXT, "lasting_mechanism", nullable=True),
        "sameTypeFollowUp": Value(Print.TEXT, "same_type_follow_up", nullable=True),
        # What waits for a second person is for the unit and who holds it to account.
        "proposedStep": Sealed(Value(Print.NAME, "proposal", nullable=True), "problem.oversee"),
        "proposedGround": Sealed(
            Value(Print.NAME, "proposed_ground", nullable=True), "problem.oversee"
        ),
        "proposedMode": Sealed(
            Value(Print.NAME, "proposed_mode", nullable=True), "problem.oversee"
        ),
        "proposedTrack": Sealed(
            Value(Print.NAME, "proposed_track", nullable=True), "problem.oversee"
        ),
        # So is what the unit asks of its assigner.
        "restAskedUntil": Sealed(
            Value(Print.NAME, "rest_asked_until", nullable=True), "problem.oversee"
        ),
        "restGround": Sealed(Value(Print.NAME, "rest_ground", nullable=True), "problem.oversee"),
        # Never reached by those who are: they see no row. Whoever only had it in hand is not told.
        "accused": Sealed(
            Value(Print.TEXTS, build=seeing.accused_names, nullable=True), "problem.oversee"
        ),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "origin": Row("Tenant", (("origin", "id"),)),
        "listedBy": Row("Tenant", (("listed_by", "id"),)),
        "proposedOwner": Row("Tenant", (("proposed_owner", "id"),)),
        "post": Row("Post", (("holder_post", "id"),)),
        "leadPost": Row("Post", (("lead_post", "id"),)),
        "foundByBody": Row("Body", (("found_by_body", "id"),)),
        "causeBody": Row("Body", (("cause_body", "id"),)),
        "solvedByBody": Row("Body", (("solved_by_body", "id"),)),
        "reportedBy": Row("Person", (("reported_by", "id"),)),
        "mergedInto": Row("Problem", (("merged_into", "id"),)),
        "cluster": Row("Cluster", (("cluster_id", "id"),)),
        "mergedFrom": Listed("Problem", (("id", "merged_into"),), order="DUE_ON", limit=100),
        "hops": Listed("Hop", (("id", "problem_id"),), order="SEQ", limit=100),
        "happenings": Rows("Happening", (("id", "problem_id"),), order="HAPPENED_AT"),
        "measures": Listed("Measure", (("id", "problem_id"),), order="POSITION", limit=100),
        "evaluations": Listed("Evaluation", (("id", "problem_id"),), order="ROUND", limit=100),
        "assignments": Listed("Assignment", (("id", "problem_id"),), order="MADE_AT", limit=100),
        "files": Listed("ProblemFile", (("id", "problem_id"),), order="ADDED_AT", limit=100),
        "pledges": Listed("ProblemPledge", (("id", "problem_id"),), order="SIGNED_AT", limit=100),
        "leaderInCharge": Row("Post", (("leader_post", "id"),)),
        "ledBy": Row("Tenant", (("led_by", "id"),)),
        "leads": Listed("CaseLead", (("id", "problem_id"),), order="SINCE", limit=100),
        "caseMembers": Listed("CaseMember", (("id", "problem_id"),), order="DUTY", limit=100),
        "viewerActions": Steps(
            (
                *(
                    Step(
                        name,
                        action,
                        starts(act),
                        further_check=further,
                        holds=_HOLDS.get(name),
                    )
                    for name, action, act, further in _STEPS
                ),
                *(
                    Step(name, action, _WHILE_OPEN, further_check=True)
                    for name, action in _AT_ANY_TIME
                ),
                Step("PROPOSE_CASE", "problem.case", _UNMERGED, further_check=True),
                *(
                    Step(name, action, (*_WHILE_OPEN, "RESOLVED_ON_SPOT"), further_check=True)
                    for name, action in _WHILE_OWED
                ),
                Step(
                    *("GIVE_PART", "problem.rule", UNDER_ORDER),
                    further_check=True,
                    holds=offering.in_time,
                ),
                Step("TAKE_LEAD", "problem.lead", ORDERED, further_check=True),
                Step("FORM_TASK_FORCE_BELOW", "problem.staff_below", ORDERED, further_check=True),
                Step(
                    *("RECORD_REVIEW", "problem.record_review", _REVIEWED),
                    further_check=True,
                    about=answered,
                ),
                *(
                    Step(name, action, None, further_check=True)
                    for name, action in _WHATEVER_BECAME
                ),
            )
        ),
    },
    orders=filters.ORDERS,
    filters=filters.FILTERS,
)

_ITS_PROBLEM = Row("Problem", (("problem_id", "id"),))

HOP = Shelf(
    "Hop",
    hop,
    "hop.read",
    {
        "id": Key(),
        "seq": Value(Print.NUMBER, "seq"),
        "direction": Value(Print.NAME, "direction"),
        "byRule": Value(Print.BOOLEAN, "by_rule"),
        "shown": Value(Print.NAME, "shown"),
        "madeAt": Value(Print.INSTANT, "made_at"),
        "madeBy": Sealed(Value(Print.TEXT, "made_by", nullable=True), "hop.read_who"),
        "fromTenant": Sealed(Row("Tenant", (("starts", "id"),)), "hop.read_who"),
        "toTenant": Sealed(Row("Tenant", (("ends", "id"),)), "hop.read_who"),
        "post": Sealed(Row("Post", (("post_id", "id"),)), "hop.read_all"),
        "note": Sealed(Value(Print.TEXT, "note", nullable=True), "hop.read_all"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"SEQ": Order(("seq",))},
)

HAPPENING = Shelf(
    "Happening",
    happening,
    "happening.read",
    {
        "id": Key(),
        "act": Value(Print.NAME, "act"),
        "before": Value(Print.NAME, "before", nullable=True),
        "after": Value(Print.NAME, "after"),
        "shown": Value(Print.NAME, "shown"),
        "happenedAt": Value(Print.INSTANT, "happened_at"),
        "by": Sealed(Value(Print.TEXT, "author_title", nullable=True), "happening.read_who"),
        "otherEnd": Sealed(Row("Tenant", (("other_end", "id"),)), "happening.read_who"),
        "reason": Sealed(Value(Print.TEXT, "reason", nullable=True), "happening.read_all"),
        "forum": Sealed(Value(Print.NAME, "forum", nullable=True), "happening.read_all"),
        "text": Sealed(Value(Print.TEXT, "text", nullable=True), "happening.read_all"),
        "dueOn": Sealed(Value(Print.NAME, "due_on", nullable=True), "happening.read_all"),
        "evidence": Sealed(Value(Print.NAMES, "files", nullable=True), "happening.read_all"),
        "problem": Row("Problem", (("problem_id", "id"),)),
    },
    orders={"HAPPENED_AT": Order(("happened_at",))},
)

MEASURE = Shelf(
    "Measure",
    measure,
    "measure.read",
    {
        "id": Key(),
        "position": Value(Print.NUMBER, "position"),
        "text": Value(Print.TEXT, "text"),
        "dueOn": Value(Print.NAME, "due_on"),
        "approach": Value(Print.NAME, "approach", nullable=True),
        "round": Value(Print.NUMBER, "round"),
        "state": Value(Print.NAME, "state"),
        "result": Value(Print.TEXT, "result", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "owner": Row("Post", (("owner_post", "id"),)),
        "files": Listed("ProblemFile", (("id", "measure_id"),), order="ADDED_AT", limit=20),
        "problem": _ITS_PROBLEM,
        "viewerActions": Steps(
            tuple(
                Step(
                    *(name, "problem.rectify", ("PLANNED",)),
                    further_check=True,
                    of=_ITS_PROBLEM,
                    holds=holds,
                )
                for name, holds in (
                    ("FINISH", offering.measured_at_work),
                    ("MOVE", offering.measures_planned),
                )
            )
        ),
    },
    orders={"POSITION": Order(("position",))},
)


SHELVES = (
    PROBLEM,
    HOP,
    HAPPENING,
    MEASURE,
    PASSED,
    *casework_shelf.SHELVES,
    *seeing.SHELVES,
)


ROOTS = {
    "problem": One(
        "Problem",
        {
            "id": Filter(column="id", id_of="Problem"),
            "number": Filter(column="number", kind=Text(), fit=meant),
        },
    ),
    # Not under problem.read: its branch through the trail has an index of its own below.
    "problems": Rows("Problem", order="DUE_ON", filters=filters.NAMES, action="problem.oversee"),
    "problemInbox": bucket(held_here, "problem.oversee", anchored=True, fixes=HOLDER),
    "problemsAwaitingUs": bucket(waiting, "problem.oversee", anchored=True),
    "passedProblems": Rows("PassedProblemInfo", order="DUE_ON", filters=filters.NAMES),
    **seeing.ROOTS,
}
