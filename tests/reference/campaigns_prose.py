"""减仓清仓和长效清单：谁看得到、谁导入、谁转为长效清单，只照文字写成。"""

from collections.abc import Iterator
from typing import Any

from tests.reference.policy_roles import HEADS, OVERSEERS, WORKERS


def campaigns(see: Any, action: str) -> Iterator[bool]:
    """减仓清仓：本单位的人看得到，抓下一级的人看直接下级的；成批导入只在本单位。"""
    reads, takes = action == "campaign.read", action == "campaign.import"
    yield reads and see.own and see.role(*WORKERS)
    yield reads and see.next_below and see.role(*OVERSEERS)
    yield takes and see.own and see.role("task_force", "petition_bureau", *HEADS)
    # 转为长效清单、列入问题：只由本单位的专班和主要负责人。
    yield action == "campaign.keep" and see.own and see.role("task_force", *HEADS)
