"""What the states of a problem are called in Chinese, where a sentence names one."""

from collections.abc import Mapping

from ledger.problems.rules import STATES

STATE_NAMES: Mapping[str, str] = {
    "COLLECTED": "已采集",
    "REGISTERED": "已登记",
    "RESOLVED_ON_SPOT": "就地解决",
    "REJECTED": "不予入库",
    "MERGED": "已并案",
    "DIVERTED": "已转法定途径",
    "BANKED": "已入库",
    "PENDING_UPPER": "待上级答复",
    "LISTED": "已列入清单",
    "TRIAGED": "已研判贴标",
    "ASSIGNED": "已交办",
    "OBJECTED": "异议待裁定",
    "ACCEPTED": "已签收",
    "PLEDGED": "已承诺",
    "RECTIFYING": "整改中",
    "SUSPENDED": "暂缓办理",
    "COMPLETION_CLAIMED": "申请销号",
    "SELF_EVALUATED": "已自评",
    "CLIENT_EVALUATED": "已评议",
    "RETURNED": "退回重办",
    "CLOSED": "已销号",
    "RECHECKING": "回头看中",
    "ARCHIVED": "已归档",
}

assert set(STATE_NAMES) == set(STATES), "every state has a name"
