"""What the states of a problem are called where a sentence names one."""

from collections.abc import Mapping

from ledger.problems.rules import STATES

STATE_NAMES: Mapping[str, tuple[str, str]] = {
    "COLLECTED": ("已采集", "collected"),
    "REGISTERED": ("已登记", "registered"),
    "RESOLVED_ON_SPOT": ("就地解决", "settled on the spot"),
    "REJECTED": ("不予入库", "rejected"),
    "MERGED": ("已并案", "merged into another"),
    "DIVERTED": ("已转法定途径", "diverted to its statutory channel"),
    "BANKED": ("已入库", "in the bank"),
    "PENDING_UPPER": ("待上级答复", "waiting for the superior's answer"),
    "LISTED": ("已列入清单", "listed"),
    "TRIAGED": ("已研判贴标", "labelled"),
    "ASSIGNED": ("已交办", "handed down"),
    "OBJECTED": ("异议待裁定", "objected to"),
    "ACCEPTED": ("已签收", "signed for"),
    "PLEDGED": ("已承诺", "pledged"),
    "RECTIFYING": ("整改中", "being rectified"),
    "SUSPENDED": ("暂缓办理", "at rest"),
    "COMPLETION_CLAIMED": ("申请销号", "claimed to be done"),
    "SELF_EVALUATED": ("已自评", "evaluated by its unit"),
    "CLIENT_EVALUATED": ("已评议", "answered by those served"),
    "RETURNED": ("退回重办", "returned to be done again"),
    "CLOSED": ("已销号", "closed"),
    "RECHECKING": ("回头看中", "being looked at again"),
    "ARCHIVED": ("已归档", "filed away"),
}

assert set(STATE_NAMES) == set(STATES), "every state has a name"
