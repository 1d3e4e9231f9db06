"""What the prose says of changing the tree: a part of policy_model."""

from collections.abc import Iterator
from typing import Any

REORGANISING = {"reorganisation", "reorganisation_step", "reorganisation_effect"}


def reorganising(see: Any, action: str) -> Iterator[bool]:
    """Says who may propose, see and decide a change of the tree."""
    noun, _, verb = action.partition(".")
    administers = see.role("level_administrator")
    passed = see.who.unit is not None and see.who.unit in see.thing.passed
    # 共同上级的管理员、主要负责人、组织部门看得到；提出单位看得到提出的内容，看不到影响。
    if verb == "read":
        yield see.own and see.role("level_administrator", "organisation_department", *HEADS)
        yield noun != "reorganisation_effect" and passed and see.role("level_administrator", *HEADS)
    # 本级和下级的管理员提出；共同上级的管理员预演、批准、定期、实施、恢复。
    if verb == "draft":
        yield administers and (see.own or see.above_me)
    if verb in {"preview", "approve", "schedule", "apply", "reverse"}:
        yield administers and see.own
    # 提出单位、共同上级都可以撤回。
    if verb == "withdraw":
        yield administers and (see.own or passed)


def conflicts_of_reorganising(who: Any, action: str, known: Any) -> Iterator[str]:
    """自己提出的，自己不批。"""
    mine = who.person is not None and known.get("drafted_by") == who.person
    if action == "reorganisation.approve" and mine:
        yield "nobody-approves-their-own-reorganisation"


HEADS = {"unit_head", "party_group_secretary"}
