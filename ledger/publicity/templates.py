"""Texts by template: made of closed lists, numbers and days alone, so that nothing slips in.

The problem's own title and facts are not in them: they may say more than the public may know.
"""

from collections.abc import Mapping
from typing import Any

_LISTS = {
    "INSPECTION": "巡察",
    "AUDIT": "审计",
    "SUPERVISION": "督查",
    "PETITION": "信访",
    "HOTLINE_12345": "12345热线",
    "PUBLIC_OPINION": "舆情",
}
_CLASSES = {"AT_ONCE": "立行立改", "SET_TIME": "限时整改", "STAGED": "分阶段推进"}
_STATES = {
    "ACCEPTED": "已签收",
    "PLEDGED": "已承诺",
    "RECTIFYING": "整改中",
    "SUSPENDED": "经批准暂缓",
    "COMPLETION_CLAIMED": "报请验收",
    "SELF_EVALUATED": "已自评",
    "CLIENT_EVALUATED": "已评议",
    "RETURNED": "退回重办",
    "CLOSED": "已销号",
    "ARCHIVED": "已归档",
}


def templated(kind: str, problem: Mapping[str, Any], *, unit: str, measures: int, done: int) -> str:
    """Gives a text that is safe for everybody about a problem as it stands."""
    what = f"“{_LISTS[problem['list_type']]}”问题清单所列1项问题"
    label = problem["class"]
    way = f"（{_CLASSES[label]}）" if label else ""
    until = f"{(problem['rectify_by'] or problem['due_on']):%Y年%m月%d日}"
    state = _STATES.get(problem["state"], "办理中")
    part = f"整改措施{measures}项，已完成{done}项；" if measures else ""
    if kind == "PROGRESS":
        return f"{unit}通报：{what}{way}，目前{state}，{part}完成时限{until}。"
    return f"{unit}通报案例：{what}{way}，{part}目前{state}。"
