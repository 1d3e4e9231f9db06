"""The ladder as prose: who may move a problem, whereto, and what it is then.

It imports nothing from the application. Written from domain.md 6.2 to 6.5: 下级上报、上级收网，分级
交办、逐级签收，一级不越；上级退回两次，第三次上报按规则上升；下级两次提出异议，不再交给它。谁列单谁销号，只有更上级可以改由自己
列单；受交办的单位转交、收回、接办，都以自己受领的时限为限，不改上级定的类别；
自己的时限已过的，不再转交，只可上报；收回、接办不给新的时限。村不设清单。
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

EXCHANGES = 2
DAYS = {"AT_ONCE": 15, "SET_TIME": 60, "STAGED": 365}
"""红黄蓝三类的最长时限（6.6）。"""

MAY: Mapping[tuple[str | None, str], str] = {
    # t01 to t40, written from the table of domain 6.2; the letters are ours (docs/problems.md).
    (None, "report_problem"): "COLLECTED",
    ("COLLECTED", "amend_report"): "COLLECTED",
    ("COLLECTED", "register_problem"): "REGISTERED",
    ("REGISTERED", "resolve_on_spot"): "RESOLVED_ON_SPOT",
    # 6.4：默认就地解决；上级以“下级有权办理”退回的，发现单位自行办结。
    ("BANKED", "resolve_on_spot"): "RESOLVED_ON_SPOT",
    ("REGISTERED", "reject_problem"): "REJECTED",
    ("REGISTERED", "merge_problem"): "MERGED",
    ("REGISTERED", "divert_problem"): "DIVERTED",
    ("REGISTERED", "admit_problem"): "BANKED",
    ("BANKED", "submit_up"): "PENDING_UPPER",
    ("LISTED", "submit_up"): "PENDING_UPPER",
    ("TRIAGED", "submit_up"): "PENDING_UPPER",
    ("PENDING_UPPER", "hand_back"): "BANKED",
    # 6.4: the superior may ask for more, and is told; until it has answered, the sender takes it back.
    ("PENDING_UPPER", "ask_about_submission"): "PENDING_UPPER",
    ("PENDING_UPPER", "answer_about_submission"): "PENDING_UPPER",
    ("PENDING_UPPER", "withdraw_submission"): "BANKED",
    ("PENDING_UPPER", "take_up"): "LISTED",
    ("PENDING_UPPER", "rise_by_rule"): "LISTED",
    ("BANKED", "list_problem"): "LISTED",
    ("LISTED", "triage_problem"): "TRIAGED",
    ("TRIAGED", "hand_down"): "ASSIGNED",
    ("BANKED", "hand_down"): "ASSIGNED",
    ("ACCEPTED", "hand_down"): "ASSIGNED",
    ("ASSIGNED", "object_to_assignment"): "OBJECTED",
    ("OBJECTED", "overrule_objection"): "ASSIGNED",
    ("ASSIGNED", "accept_assignment"): "ACCEPTED",
    ("ASSIGNED", "recall_problem"): "LISTED",
    ("OBJECTED", "recall_problem"): "LISTED",
    # 异议成立的，收回后随即交给异议所提的单位。
    ("OBJECTED", "uphold_objection"): "TRIAGED",
    # 签收后尚未动工的，交办单位发现交办不当，也可收回。
    ("ACCEPTED", "recall_problem"): "LISTED",
    ("ACCEPTED", "publish_pledge"): "PLEDGED",
    ("ACCEPTED", "start_rectifying"): "RECTIFYING",
    ("PLEDGED", "start_rectifying"): "RECTIFYING",
    ("RECTIFYING", "report_progress"): "RECTIFYING",
    # t34：提请上级接办的，上级接办以前照常办理。
    ("PENDING_UPPER", "report_progress"): "PENDING_UPPER",
    ("RECTIFYING", "add_measures"): "RECTIFYING",
    # 退回的，交办的上级在重办之前或者之后不久定下时限。
    ("RETURNED", "set_rework_deadline"): "RETURNED",
    ("RECTIFYING", "set_rework_deadline"): "RECTIFYING",
    ("RECTIFYING", "request_suspension"): "RECTIFYING",
    ("RECTIFYING", "decline_suspension"): "RECTIFYING",
    ("RECTIFYING", "suspend_problem"): "SUSPENDED",
    ("SUSPENDED", "resume_problem"): "RECTIFYING",
    ("RECTIFYING", "claim_completion"): "COMPLETION_CLAIMED",
    ("RECTIFYING", "escalate_problem"): "PENDING_UPPER",
    ("RECTIFYING", "take_over"): "LISTED",
    # 未动工、已申请销号的，在库、已列单、已贴标的，逾期方可接办；退回的，满两次或者逾期方可接办。
    **{
        (state, "take_over"): "LISTED"
        for state in (
            *("BANKED", "LISTED", "TRIAGED"),
            *("ACCEPTED", "PLEDGED", "COMPLETION_CLAIMED", "RETURNED"),
        )
    },
    # 未登记、未筛查的，接办以后由上级登记、筛查：未经筛查的不上清单。
    ("COLLECTED", "take_over"): "COLLECTED",
    ("REGISTERED", "take_over"): "REGISTERED",
    ("COMPLETION_CLAIMED", "self_evaluate"): "SELF_EVALUATED",
    ("SELF_EVALUATED", "record_client_answer"): "CLIENT_EVALUATED",
    ("SELF_EVALUATED", "record_dissatisfaction"): "RETURNED",
    # 销号以前，另一位信访人不满意的，同样退回。
    ("CLIENT_EVALUATED", "record_client_answer"): "RETURNED",
    ("CLIENT_EVALUATED", "close_problem"): "CLOSED",
    ("CLIENT_EVALUATED", "fail_problem"): "RETURNED",
    ("RETURNED", "rework_problem"): "RECTIFYING",
    ("RETURNED", "escalate_problem"): "PENDING_UPPER",
    ("RETURNED", "override_refusal"): "CLIENT_EVALUATED",
    ("CLOSED", "open_recheck"): "RECHECKING",
    ("RECHECKING", "pass_recheck"): "CLOSED",
    ("RECHECKING", "fail_recheck"): "RETURNED",
    # 暗访办完才告知：办完以前，问题仍是已销号。
    ("CLOSED", "pass_recheck"): "CLOSED",
    ("CLOSED", "fail_recheck"): "RETURNED",
    ("CLOSED", "archive_problem"): "ARCHIVED",
    ("RESOLVED_ON_SPOT", "reopen_problem"): "REGISTERED",
    ("REJECTED", "order_rescreening"): "REGISTERED",
    # 就地解决的也要评议；不满意的由 t38 自动重开。
    ("RESOLVED_ON_SPOT", "record_client_answer"): "RESOLVED_ON_SPOT",
}


@dataclass
class Item:
    """One problem: where it is, where it has been."""

    parents: Mapping[str, str | None]
    holder: str
    state: str = "BANKED"
    been: list[str] = field(default_factory=list)
    sent_back: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    submitted_from: str = "BANKED"
    objected: bool = False
    without_a_list: frozenset[str] = frozenset()
    today: date = date.min
    worked: Callable[[date], bool] = lambda _: True
    lister: str | None = None
    label: str | None = None
    late: bool = False
    """Whether whoever holds it has let a day of their own go by."""
    owed: dict[str, date] = field(default_factory=dict)
    """By which day each unit was ordered to have it solved, by the last order that it got."""

    def __post_init__(self) -> None:
        self.been.append(self.holder)

    def move(
        self,
        who: str,
        verb: str,
        to: str | None = None,
        *,
        label: str = "STAGED",
        day: date = date.min,
    ) -> bool:
        """Does what a unit asks, if the prose lets it; says whether it did."""
        after = MAY.get((self.state, verb))
        above = self.parents[self.holder]
        if after is None or not self._may(who, verb, to, day):
            return False
        if verb == "triage_problem":
            if self.listed_above(who) and self.label not in {None, label}:
                return False
            self.label = label
        if after == "PENDING_UPPER" and self.state != after:
            self.submitted_from = self.state
        self.state = after
        if verb in {"take_up", "recall_problem", "take_over"}:
            assert above is not None
            self._goes(above)
            if after == "LISTED":
                self._lists(who)
        elif verb == "list_problem":
            self._lists(who)
        elif verb == "hand_down":
            assert to is not None
            self.lister = self.lister or who
            self.owed[to] = self._rolled(day)
            self._goes(to)
            self.objected = False
        elif verb == "object_to_assignment":
            self.sent_back[verb, self.holder, str(above)] += 1
            self.objected = True
        elif verb == "hand_back":
            # 退回到上报以前：在库的回库，列单的回清单，在办的接着办。
            self.sent_back[verb, who, self.holder] += 1
            self.state = self.submitted_from
        elif verb == "submit_up" and self._used_up("hand_back", str(above), self.holder):
            self.state = "LISTED"
            self._goes(str(above))
            self._lists(str(above))
        return True

    def listed_above(self, unit: str) -> bool:
        """Says whether a level above a unit has it on its list."""
        above = self.parents[unit]
        while above is not None and above != self.lister:
            above = self.parents[above]
        return above is not None

    def bound(self, unit: str) -> date | None:
        """Gives the day by which a unit owes it to whoever has it on a list above."""
        return self.owed.get(unit) if self.listed_above(unit) else None

    def last(self, unit: str) -> date:
        """Gives the latest day that a unit may set: its own, and that of the class."""
        most = self.today + timedelta(days=DAYS[self.label]) if self.label else date.max
        return min(self.bound(unit) or date.max, most)

    def _rolled(self, day: date) -> date:
        """期限的最后一日是休息日的，顺延到下一个工作日（民法典第203条）。"""
        while not self.worked(day):
            day += timedelta(days=1)
        return day

    def _lists(self, unit: str) -> None:
        if not self.listed_above(unit):
            self.lister = unit

    def _may(self, who: str, verb: str, to: str | None, day: date) -> bool:
        mine, mine_below = who == self.holder, who == self.parents[self.holder]
        if verb in {"take_up", "hand_back", "recall_problem", "overrule_objection", "take_over"}:
            back = verb == "hand_back" and self._used_up(verb, who, self.holder)
            moves = verb != "take_over" or self.state == "RECTIFYING" or self.late
            return mine_below and moves and not back
        if verb == "hand_down":
            over = self.last(who) < max(day, self.today)  # 过晚的不准，也不代为提前
            below = to is not None and self.parents[to] == who
            tired = to is not None and self._used_up("object_to_assignment", to, who)
            return mine and below and not tired and not over
        if verb in {"submit_up", "escalate_problem"}:
            return mine and self.parents[who] is not None
        if verb in {"list_problem", "triage_problem"} and who in self.without_a_list:
            return False
        if verb == "start_rectifying" and self.owed[self.holder] < self.today:
            return False  # 整改措施的期限不得晚于时限
        return mine and not (verb == "object_to_assignment" and self.objected)

    def _used_up(self, verb: str, by: str, to: str) -> bool:
        """上报退回、交办异议各算各的：退回下级自行办理的，仍可交给它办。"""
        return self.sent_back[verb, by, to] >= EXCHANGES

    def _goes(self, to: str) -> None:
        self.holder = to
        self.been.append(to)
