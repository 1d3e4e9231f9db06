"""The prose of several hands, settings and proposals, read by the naive model.

Like ``policy_model``, which asks it, it imports nothing from the application.
"""

from collections.abc import Iterator
from typing import Any

from tests.reference import diaries_prose as diaries
from tests.reference.meetings_prose import alike, met
from tests.reference.policy_roles import HEADS, OVERSEERS, WORKERS


def parts(see: Any, action: str) -> Iterator[bool]:
    """主办、协办：本单位的、直接下级的、经手过的看得到；签收、办结、再交办、撤回。"""
    verb, here = action.partition(".")[2], see.who.unit
    had_it = here is not None and here in see.thing.passed
    yield verb == "read" and (see.own or had_it) and see.role(*WORKERS)
    yield verb == "read" and see.open_to_me and see.role(*OVERSEERS)
    yield verb == "accept" and see.own and see.role("branch_secretary", *HEADS)
    yield verb == "finish" and see.own and see.role("handler", "branch_secretary", *HEADS)
    yield verb == "hand_on" and see.own and see.role("task_force", *HEADS)
    # 再交办、撤回只在一级之间。
    yield verb in {"hand_on_to", "withdraw"} and see.next_below and see.role("task_force", *HEADS)


def ruled(see: Any, action: str) -> Iterator[bool]:
    """问题规则由谁看、由谁定；提级建议由谁看、由谁定；会议、议题、纪要。"""
    noun = see.thing.noun
    yield from diaries.allowed(see, action)
    yield from met(see, action)
    yield from alike(see, action)
    if noun == "problem_setting":
        reads = action == "problem_setting.read"
        yield reads and see.own and see.role(*WORKERS)
        yield reads and see.next_below and see.role(*OVERSEERS)
        yield reads and see.above_me and see.published and see.role(*WORKERS)
        # 本级专班、本级管理员设定本级规则。
        yield not reads and see.own and see.role("level_administrator", "task_force")
    if noun == "escalation":
        # 提给本级的，由本级抓下一级的人看；采不采纳由专班、主要负责人定。
        yield action == "escalation.read" and see.own and see.role(*OVERSEERS)
        answers = action in {"escalation.dismiss", "escalation.follow"}
        yield answers and see.own and see.role("task_force", *HEADS)
