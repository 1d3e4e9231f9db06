"""The prose of meetings and clusters, read by the naive model.

Like ``policy_model``, which asks it, it imports nothing from the application.
"""

from collections.abc import Iterator
from typing import Any

from tests.reference.policy_roles import BRINGERS, HEADS, OVERSEERS, WORKERS


def met(see: Any, action: str) -> Iterator[bool]:
    """会议由谁召集、请谁、谁看得到；议题随问题，纪要随全部议题。"""
    noun, _, verb = action.partition(".")
    here, known = see.who.unit, see.thing.known
    had_it = here is not None and here in see.thing.passed and see.role(*WORKERS)
    if noun == "meeting":
        # 召集的、受邀的单位；直接上级抓下一级的人。
        yield verb == "read" and (had_it or (see.own and see.role(*WORKERS)))
        yield verb == "read" and see.next_below and see.role(*OVERSEERS)
        # 主要负责人、专班、支部书记在本级召集、主持、取消；只请本级部门和直接下级。
        yield verb in {"convene", "run", "call_off"} and see.own and see.role(*BRINGERS)
        yield verb == "invite" and see.next_below and see.role(*BRINGERS)
    if noun == "meeting_item":
        # 看得到问题的才看得到议题；参加会议不算数。
        reads = verb in {"read", "read_all"}
        yield reads and see.own and see.role(*WORKERS)
        yield reads and see.open_to_me and see.role(*OVERSEERS)
        least = {"read": {"WHO", "ALL"}, "read_all": {"ALL"}}
        yield reads and had_it and known.get("shown") in least[verb]
        # 本单位经手过的，本单位自己的会作的结论，转走以后也看得到。
        ours = here is not None and str(known.get("author_tenant")) == str(here)
        yield reads and had_it and ours
        # 本级、直接下级和已上报、已逾期的可列入；支部书记只列本单位的。
        yield verb == "put" and see.open_to_me and see.role("task_force", *HEADS)
        yield verb == "put" and see.own and see.role("branch_secretary")
        # 由召集的一级作出结论。
        yield verb == "conclude" and ours and see.role(*BRINGERS)
    if noun == "meeting_minutes":
        # 召集单位抓下一级的人看纪要；自己在本单位记的自己看得到。
        yield verb == "read" and see.own and see.role(*OVERSEERS)
        yield verb == "read" and see.own and see.is_me("kept_by") and see.role(*WORKERS)
        # 谁召集谁留存。
        yield verb == "keep" and see.own and see.role(*BRINGERS)


def alike(see: Any, action: str) -> Iterator[bool]:
    """一类问题：本级和直接上级看得到；主要负责人、专班归类、销结；归入的须对本级开放。"""
    verb = action.partition(".")[2]
    if see.thing.noun == "cluster":
        leaders = see.role("task_force", *HEADS)
        yield verb == "read" and see.own and see.role(*WORKERS)
        yield verb == "read" and see.next_below and see.role(*OVERSEERS)
        yield verb in {"form", "keep"} and see.own and leaders
        # 反映到归类单位自己的，由直接上级归入、移出、销结。
        yield verb == "keep" and see.next_below and bool(see.thing.known.get("turned")) and leaders
        yield verb == "gather" and see.open_to_me and leaders
