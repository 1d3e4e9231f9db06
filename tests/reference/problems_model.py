"""The ladder as prose: who may move a problem, whereto, and what it is then.

It imports nothing from the application. Written from domain.md 6.2 to 6.5: 下级上报、上级收网，分级
交办、逐级签收，一级不越；同一对上下级往返两次，第三次按规则上升。
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

EXCHANGES = 2

MAY: Mapping[tuple[str | None, str], str] = {
    # t01 to t40, written from the table of domain 6.2; the letters are ours (docs/problems.md).
    (None, "report_problem"): "COLLECTED",
    ("COLLECTED", "register_problem"): "REGISTERED",
    ("REGISTERED", "resolve_on_spot"): "RESOLVED_ON_SPOT",
    ("REGISTERED", "reject_problem"): "REJECTED",
    ("REGISTERED", "merge_problem"): "MERGED",
    ("REGISTERED", "divert_problem"): "DIVERTED",
    ("REGISTERED", "admit_problem"): "BANKED",
    ("BANKED", "submit_up"): "PENDING_UPPER",
    ("LISTED", "submit_up"): "PENDING_UPPER",
    ("PENDING_UPPER", "hand_back"): "BANKED",
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
    ("ACCEPTED", "publish_pledge"): "PLEDGED",
    ("ACCEPTED", "start_rectifying"): "RECTIFYING",
    ("PLEDGED", "start_rectifying"): "RECTIFYING",
    ("RECTIFYING", "report_progress"): "RECTIFYING",
    ("RECTIFYING", "suspend_problem"): "SUSPENDED",
    ("SUSPENDED", "resume_problem"): "RECTIFYING",
    ("RECTIFYING", "claim_completion"): "COMPLETION_CLAIMED",
    ("RECTIFYING", "escalate_problem"): "PENDING_UPPER",
    ("RECTIFYING", "take_over"): "LISTED",
    ("COMPLETION_CLAIMED", "self_evaluate"): "SELF_EVALUATED",
    ("SELF_EVALUATED", "record_client_answer"): "CLIENT_EVALUATED",
    ("SELF_EVALUATED", "record_dissatisfaction"): "RETURNED",
    ("CLIENT_EVALUATED", "close_problem"): "CLOSED",
    ("CLIENT_EVALUATED", "fail_problem"): "RETURNED",
    ("RETURNED", "rework_problem"): "RECTIFYING",
    ("RETURNED", "escalate_problem"): "PENDING_UPPER",
    ("RETURNED", "override_refusal"): "CLIENT_EVALUATED",
    ("CLOSED", "open_recheck"): "RECHECKING",
    ("RECHECKING", "pass_recheck"): "CLOSED",
    ("RECHECKING", "fail_recheck"): "RETURNED",
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
    exchanges: Counter[frozenset[str]] = field(default_factory=Counter)
    objected: bool = False

    def __post_init__(self) -> None:
        self.been.append(self.holder)

    def move(self, who: str, verb: str, to: str | None = None) -> bool:
        """Does what a unit asks, if the prose lets it; says whether it did."""
        after = MAY.get((self.state, verb))
        above = self.parents[self.holder]
        if after is None or not self._may(who, verb, to):
            return False
        self.state = after
        if verb in {"take_up", "recall_problem"}:
            assert above is not None
            self._goes(above)
        elif verb == "hand_down":
            assert to is not None
            self._goes(to)
            self.objected = False
        elif verb in {"hand_back", "object_to_assignment"}:
            self.exchanges[frozenset({self.holder, str(above)})] += 1
            self.objected = verb == "object_to_assignment"
        elif verb == "submit_up" and self._used_up(self.holder, str(above)):
            self.state = "LISTED"
            self._goes(str(above))
        return True

    def _may(self, who: str, verb: str, to: str | None) -> bool:
        mine, mine_below = who == self.holder, who == self.parents[self.holder]
        if verb in {"take_up", "hand_back", "recall_problem", "overrule_objection"}:
            back = verb == "hand_back" and self._used_up(self.holder, who)
            return mine_below and not back
        if verb == "hand_down":
            return (
                mine and to is not None and self.parents[to] == who and not self._used_up(who, to)
            )
        if verb == "submit_up":
            return mine and self.parents[who] is not None
        return mine and not (verb == "object_to_assignment" and self.objected)

    def _used_up(self, one: str, other: str) -> bool:
        return self.exchanges[frozenset({one, other})] >= EXCHANGES

    def _goes(self, to: str) -> None:
        self.holder = to
        self.been.append(to)
