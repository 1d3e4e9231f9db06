"""What the prose says of declared days, of more time, and of what waits: a part of policy_model."""

from collections.abc import Iterator
from typing import Any, NamedTuple

WAITING = {
    "calendar_day", "extension", "notice", "notice_setting", "subscriber", "event_delivery",
}  # fmt: skip  # reads as a table


class Roles(NamedTuple):
    """The groups of roles that the model names."""

    workers: set[str]
    overseers: set[str]
    heads: set[str]


def waiting(see: Any, action: str, roles: Roles) -> Iterator[bool]:
    """Says who may do what with declared days, more time, notices and their settings."""
    known, post = see.thing.known, see.who.post
    if see.thing.noun == "notice":
        # 本人的，在收到它的职务上。
        yield post is not None and known.get("post_id") == post and see.is_me("person_id")
    if see.thing.noun == "notice_setting":
        yield see.is_me("person_id")
    if see.thing.noun == "calendar_day":
        # 本单位的、直接下级的、上级声明的；本级管理员和主要负责人维护本级的。
        reads = action == "calendar_day.read"
        yield reads and see.own and see.role(*roles.workers)
        yield reads and see.next_below and see.role(*roles.overseers)
        yield reads and see.above_me and see.published and see.role(*roles.workers)
        yield not reads and see.own and see.role("level_administrator", *roles.heads)
    if see.thing.noun in {"subscriber", "event_delivery"}:
        # 安全管理员管本级和直接下级职务的；在岗的人看得到绑定在自己职务上的。
        yield (see.own or see.next_below) and see.role("security_administrator")
        yield action == "subscriber.read" and post is not None and known.get("post_id") == post
    if see.thing.noun != "extension":
        return
    # 承办单位申请；法定时限由其主要负责人批准，整改时限由交办的直接上级批准。
    clock, verb = known.get("clock"), action.partition(".")[2]
    yield verb == "read" and see.own and see.role(*roles.workers)
    yield verb == "read" and see.open_to_me and see.role(*roles.overseers)
    handling = see.own and see.role("branch_secretary", *roles.heads)
    yield verb == "ask" and (handling or (see.own and see.role("handler")))
    yield verb == "decide" and handling and clock == "STATUTORY"
    assigned = see.next_below and see.role("task_force", *roles.heads)
    yield verb == "decide" and assigned and clock == "RECTIFICATION"
