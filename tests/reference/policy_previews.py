"""What the prose says of previewing a change, and of what one person may give alone."""

from collections.abc import Collection, Iterator
from typing import Any

PREVIEWING = {"proposed_change", "change_effect", "change_threshold", "counted_record"}


def previewing(see: Any, action: str, workers: Collection[str]) -> Iterator[bool]:
    """Says who may preview, apply, confirm and count, and who sets how much."""
    noun, _, verb = action.partition(".")
    if noun not in PREVIEWING:
        return
    keeps = see.role("level_administrator", "security_administrator")
    gives = keeps or see.role("organisation_department")
    mine = see.who.person is not None and see.thing.known.get("previewed_by") == see.who.person
    # 本单位的管理员、组织部门可以预演；谁预演谁实施。
    yield verb == "preview" and see.own and gives
    yield verb == "apply" and see.own and mine and gives
    # 本单位的更改本单位的人看得到，上一级的管理员看得到直接下级的。
    if noun in {"proposed_change", "change_effect"} and verb == "read":
        yield see.own and gives
        yield see.next_below and keeps
    # 上一级确认；没有上级的，本单位确认。
    top = see.own and see.parents[see.who.unit] is None
    yield verb == "confirm" and (see.next_below or top) and keeps
    # 本单位、上级现行的限额，本单位的人看得到；管理员看得到直接下级的，设定本单位的。
    if action == "change_threshold.read":
        known = see.own or (see.above_me and see.published)
        yield known and see.role(*workers, "system_administrator", "security_administrator",
                                 "audit_administrator")  # fmt: skip  # reads as a table
        yield see.next_below and keeps
    yield verb == "set" and noun == "change_threshold" and see.own and keeps
    # 只计辖区内的记录数。
    yield verb == "count" and noun == "counted_record" and see.anywhere_below and gives


def conflicts_of_previewing(who: Any, action: str, known: Any) -> Iterator[str]:
    """自己预演的，自己不得确认。"""
    mine = who.person is not None and known.get("previewed_by") == who.person
    if action == "proposed_change.confirm" and mine:
        yield "nobody-confirms-their-own-change"
