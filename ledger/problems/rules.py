"""What holds of a problem on its way: pure, no session, no clock.

The state machine is one table, transitions t01 to t40 of the domain. Acts, ``viewerActions`` and
tests read it; nothing else knows from which state an act takes a problem.
"""

from dataclasses import dataclass

STATES = (
    "COLLECTED", "REGISTERED", "RESOLVED_ON_SPOT", "REJECTED", "MERGED", "DIVERTED", "BANKED",
    "PENDING_UPPER", "LISTED", "TRIAGED", "ASSIGNED", "OBJECTED", "ACCEPTED", "PLEDGED",
    "RECTIFYING", "SUSPENDED", "COMPLETION_CLAIMED", "SELF_EVALUATED", "CLIENT_EVALUATED",
    "RETURNED", "CLOSED", "RECHECKING", "ARCHIVED",
)  # fmt: skip  # columns side by side
TERMINAL = frozenset({"RESOLVED_ON_SPOT", "REJECTED", "MERGED", "DIVERTED", "CLOSED", "ARCHIVED"})
"""Where nothing is owed any more, although an order from above or a client may open it again."""

CLAIMED = (
    "COMPLETION_CLAIMED", "SELF_EVALUATED", "CLIENT_EVALUATED", "CLOSED", "RECHECKING", "ARCHIVED",
)  # fmt: skip  # columns side by side
"""Where the work is said to be done: every part of it must be."""

UNDER_ORDER = ("ASSIGNED", "OBJECTED", "ACCEPTED", "PLEDGED", "RECTIFYING", "RETURNED")
"""Where a unit works under an order, until it claims that it is done."""

MODES = ("BY_CLASS", "JOINT", "INTEGRATED")
"""分类整改、协同整改、集成整改: how a problem is to be rectified, said at triage."""
APPROACHES = ("PREVENT", "SOLVE", "INNOVATE")
"""前瞻思维抓预防、有解思维抓解决、创新思维抓突破: what kind of measure it is."""

DUTIES = ("LEADER", "MEMBER", "PANEL")
"""包案领导, 专班成员, and who sits on a panel that overrides a refusal."""

LISTS = ("INSPECTION", "AUDIT", "SUPERVISION", "PETITION", "HOTLINE_12345", "PUBLIC_OPINION")
FROM_PEOPLE = frozenset({"PETITION", "HOTLINE_12345", "PUBLIC_OPINION"})
"""The lists on which stands what people say: 信访、热线、舆情."""
CHANNELS = ("OWN_FINDING", "PHONE", *LISTS)
"""Whence it came: found by one's own people, told on a duty telephone, or fed by one of six systems."""
UNNUMBERED = ("OWN_FINDING", "PHONE")
"""What no upstream system gave an order number."""
DIRECTIONS = ("UP", "DOWN")
SHOWN = ("NONE", "THAT", "WHO", "ALL")
"""What those the problem came from see of one step: nothing, that, by whom, all of it."""

CLASSES = ("AT_ONCE", "SET_TIME", "STAGED")

INTAKE_DAYS = 15
"""Until when a new item must have been screened (petitions: PR22 Art. 22; the rest follows)."""

ANSWER_DAYS = 30
"""So long those served are waited for, and may say that a spot solution is none (domain 6.8)."""

PANEL = 3
"""So many people at least decide together that a refusal was unreasonable (proposal)."""

HARD_RETURNS = 2
"""From so many returns on a problem is a hard case."""

SPOT_SLOT = 4
"""Townships, villages, departments and offices settle on the spot; those above do not find."""

ADMITTING = ("LAGGING", "CROSS_UNIT_AND_HARD", "WIDESPREAD")
"""What alone a superior nets in: 整改滞后、多跨疑难、普遍共性."""


@dataclass(frozen=True)
class Transition:
    """One line of the state machine: an act takes a problem from a state (None: not there yet)."""

    line: str
    start: str | None
    act: str
    end: str


_LINES = """
t01 - report_problem COLLECTED
t01a COLLECTED amend_report COLLECTED
t02 COLLECTED register_problem REGISTERED
t03 REGISTERED resolve_on_spot RESOLVED_ON_SPOT
t03a BANKED resolve_on_spot RESOLVED_ON_SPOT
t04 REGISTERED reject_problem REJECTED
t05 REGISTERED merge_problem MERGED
t06 REGISTERED divert_problem DIVERTED
t07 REGISTERED admit_problem BANKED
t08 BANKED submit_up PENDING_UPPER
t09 PENDING_UPPER hand_back BANKED
t09a PENDING_UPPER ask_about_submission PENDING_UPPER
t09b PENDING_UPPER answer_about_submission PENDING_UPPER
t09c PENDING_UPPER withdraw_submission BANKED
t10 BANKED list_problem LISTED
t11 PENDING_UPPER take_up LISTED
t12 LISTED triage_problem TRIAGED
t13 TRIAGED hand_down ASSIGNED
t14 ASSIGNED object_to_assignment OBJECTED
t15 OBJECTED overrule_objection ASSIGNED
t16 ASSIGNED accept_assignment ACCEPTED
t17 ACCEPTED publish_pledge PLEDGED
t18 ACCEPTED start_rectifying RECTIFYING
t19 PLEDGED start_rectifying RECTIFYING
t20 RECTIFYING suspend_problem SUSPENDED
t20a RECTIFYING request_suspension RECTIFYING
t20b RECTIFYING decline_suspension RECTIFYING
t21 SUSPENDED resume_problem RECTIFYING
t22 RECTIFYING claim_completion COMPLETION_CLAIMED
t23 COMPLETION_CLAIMED self_evaluate SELF_EVALUATED
t24 SELF_EVALUATED record_client_answer CLIENT_EVALUATED
t25 SELF_EVALUATED record_dissatisfaction RETURNED
t25a CLIENT_EVALUATED record_client_answer RETURNED
t26 CLIENT_EVALUATED close_problem CLOSED
t27 CLIENT_EVALUATED fail_problem RETURNED
t28 RETURNED rework_problem RECTIFYING
t28a RETURNED set_rework_deadline RETURNED
t28b RECTIFYING set_rework_deadline RECTIFYING
t29 CLOSED open_recheck RECHECKING
t30 RECHECKING pass_recheck CLOSED
t30a CLOSED pass_recheck CLOSED
t31 RECHECKING fail_recheck RETURNED
t31a CLOSED fail_recheck RETURNED
t32 CLOSED archive_problem ARCHIVED
t33 ASSIGNED recall_problem LISTED
t34 RECTIFYING escalate_problem PENDING_UPPER
t34a PENDING_UPPER report_progress PENDING_UPPER
t35 RETURNED escalate_problem PENDING_UPPER
t36 BANKED hand_down ASSIGNED
t37 RECTIFYING take_over LISTED
t38 RESOLVED_ON_SPOT reopen_problem REGISTERED
t39 REJECTED order_rescreening REGISTERED
t40 RETURNED override_refusal CLIENT_EVALUATED
t33a OBJECTED recall_problem LISTED
t33c OBJECTED uphold_objection TRIAGED
t10a PENDING_UPPER rise_by_rule LISTED
t13a ACCEPTED hand_down ASSIGNED
t08a LISTED submit_up PENDING_UPPER
t08b TRIAGED submit_up PENDING_UPPER
t22a RECTIFYING report_progress RECTIFYING
t22b RECTIFYING add_measures RECTIFYING
t33b ACCEPTED recall_problem LISTED
t35a RETURNED take_over LISTED
t37a ACCEPTED take_over LISTED
t37b PLEDGED take_over LISTED
t37c COMPLETION_CLAIMED take_over LISTED
t37d BANKED take_over LISTED
t37e LISTED take_over LISTED
t37f TRIAGED take_over LISTED
t37g COLLECTED take_over COLLECTED
t37h REGISTERED take_over REGISTERED
t24a RESOLVED_ON_SPOT record_client_answer RESOLVED_ON_SPOT
"""
"""t01a: whoever collected it corrects it. t03a: what was admitted may still be settled where it was found, also once the superior handed it back
as within reach. t09a, t09b: the superior asks for more and is told; nothing moves. t09c: the sender takes it back. What was not submitted from
the bank goes back (t09, t09c) to where it was. t34a: what was submitted at work is worked on until it is taken up. t20a, t20b: the unit asks to let it rest, and the assigner declines; what it grants is t20. t33a: an objection that is upheld brings the item home. t33c: and goes on to the unit that it named, by t13. t10a: the two ends have used up their
exchanges, so it lies with the upper one. t13a: whoever signed hands it on. t22a: work is told. t22b: more
is planned.
t08a, t08b: what a level has on its list, labelled or not, and cannot settle goes on to the next. t33b: an order that went to the wrong unit is found out only
after it was signed for. t35a, t37a to t37h: what comes back again and again, or is overdue where
nothing moves it, the superior takes over from there, too; what nobody has screened yet the superior
registers and screens itself, for nothing is on a list that no screening admitted. t24a: those served say what they think of a spot solution.
t25a: another one who petitioned is not satisfied, until it is closed. t30a, t31a: a hidden visit is told of only once it took place; until then the item stays closed.
t28a, t28b: the assigner sets the day of the rework, before it begins or soon after."""


FORUMS = ("OFFICE", "EXECUTIVE_MEETING", "JOINT_CONFERENCE")
"""政府办公室、政府常务会议、联席会议: before which forum of the level above an escalation is brought."""


def _read(line: str) -> Transition:
    name, start, act, end = line.split()
    return Transition(name, None if start == "-" else start, act, end)


TRANSITIONS = tuple(_read(line) for line in _LINES.strip().splitlines())


def starts(act: str) -> tuple[str, ...]:
    """Lists the states from which an act takes a problem, in the order of the table."""
    return tuple(line.start for line in TRANSITIONS if line.act == act and line.start is not None)


def end(start: str | None, act: str) -> str | None:
    """Gives the state to which an act takes a problem; None when it may not start from there."""
    for line in TRANSITIONS:
        if (line.start, line.act) == (start, act):
            return line.end
    return None


ALIKE = 60
"""From so many of a hundred on two titles are told to be alike."""


def grams(text: str) -> frozenset[str]:
    """Gives the Chinese bigrams and trigrams of a text, for likeness."""
    bare = "".join(character for character in text.casefold() if character.isalnum())
    return frozenset(bare[at : at + size] for size in (2, 3) for at in range(len(bare) - size + 1))


def likeness(one: str, other: str) -> float:
    """Says how alike two texts are by the grams they share, from 0 to 1."""
    first, second = grams(one), grams(other)
    return len(first & second) / len(first | second) if first | second else 0.0
