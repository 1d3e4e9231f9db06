"""Feeds, as prose: who keeps them, who decides on what they bring, and what a feed itself sees."""

from collections.abc import Iterator
from typing import Any

NOUNS = {"feed", "feed_entry", "feed_plan", "feed_line"}


def allowed(see: Any, action: str) -> Iterator[bool]:
    """数据源由安全管理员管，变动由本级管理员、组织部门确认，数据源只见自己报送的。"""
    near = see.own or see.next_below
    keeper = see.role("security_administrator")
    decider = see.role("level_administrator", "organisation_department")
    if action in {"feed.read", "feed.reconcile", "feed_plan.read", "feed_line.read"}:
        yield near and (keeper or decider)
    yield action in {"feed.create", "feed.rotate", "feed.keep"} and near and keeper
    if action in {"feed_plan.decide", "feed_line.decide"}:
        yield near and decider
    # 数据源只以自己的身份报送，只看得到、改得了自己报送的。
    yield action == "feed.call" and see.role("feed") and see.is_me("id")
    told = {"read", "take"} if see.thing.noun != "feed" else set()
    yield action.partition(".")[2] in told and see.role("feed") and see.is_me("feed_id")


def forbidden(who: Any, action: str, thing: Any) -> Iterator[str]:
    """任何人不得确认涉及本人的事项。"""
    about_me = who.person is not None and thing.known.get("person_id") == who.person
    if action == "feed_line.decide" and about_me:
        yield "nobody-confirms-what-a-feed-says-of-themselves"
