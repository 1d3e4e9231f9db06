"""What the prose says of emergency windows (应急查看): a part of policy_model."""

from collections.abc import Iterator, Mapping
from typing import Any

from tests.reference.policy_roles import ADMINISTRATORS, HEADS, Someone, Thing, sits_below

READER = "emergency_reader"
SHOWN = {
    "problem", "hop", "happening", "measure", "casepaper", "evaluation", "assignment", "escalation",
    "extension", "closing", "responsibility", "clause", "binding", "pledge", "obligation", "entry",
    "file",
}  # fmt: skip  # columns side by side
"""What a window shows: problems, duties, lists, and what was done about them."""
BEYOND_READING = {
    "problem.oversee", "hop.read_who", "hop.read_all", "happening.read_who", "happening.read_all",
}  # fmt: skip  # columns side by side
GIVING = {
    "post.grant", "post.manage", "appointment.appoint", "appointment.relieve", "person.manage",
    "person.invite", "custom_role.define",
    "post_group.keep", "post_group.give", "administrator_request.ask",
    "administrator_request.confirm", "book_edition.propose", "book_edition.confirm", "feed.create", "feed.rotate", "feed.keep",
    "subscriber.create", "subscriber.rotate", "subscriber.manage", "proposed_change.apply", "proposed_change.confirm",
    "change_threshold.set",
    "feed_plan.decide",
    "feed_line.decide",
    "person.take_in",
    "post.take_in",
    "appointment.take_in",
    "reorganisation.approve",
    "reorganisation.apply",
    "reorganisation.reverse",
}  # fmt: skip  # columns side by side
"""开启期间不得授权、任职、改手册、接出系统。"""


def forbidden(
    parents: Mapping[int, int | None], who: Someone, action: str, thing: Thing
) -> Iterator[str]:
    """Names the prohibitions about windows, and those that an open window brings."""
    verb, known = action.partition(".")[2], thing.known
    if thing.noun == "glass_window":
        # 三员不得开启、确认、复核，兼任其他职务也不行。
        three = (who.roles | who.other_roles) & ADMINISTRATORS
        if three and verb in {"open", "confirm", "review"}:
            yield "administrators-open-and-judge-no-window"
        # 自己申请的，自己不得确认、复核。
        mine = who.person is not None and known.get("opened_by") == who.person
        if mine and verb in {"confirm", "review"}:
            yield "nobody-confirms-or-reviews-their-own-window"
        # 在该下级单位兼职的，不得复核。
        if verb == "review" and sits_below(parents, who, thing):
            yield "nobody-reviews-a-window-for-a-lower-unit-they-sit-in"
    if READER in who.roles | who.other_roles:
        # 应急查看不得打开反映人身份，也不授予任何权限。
        if thing.noun == "petitioner":
            yield "a-window-never-opens-the-vault"
        if action in GIVING:
            yield "nothing-is-given-through-a-window"
        if action == "draft.propose_case":
            yield "what-a-window-shows-is-not-made-public"


def allowed(see: Any, action: str) -> Iterator[bool]:
    """Says what the rules about windows allow."""
    noun, _, verb = action.partition(".")
    if noun == "glass_window":
        near = see.own or see.next_below
        top = see.own and see.parents[see.thing.holder] is None
        # 主要负责人、专班为本单位开启；第二人、提前结束、知情：本级和上一级。
        yield verb == "open" and see.own and see.role("task_force", *HEADS)
        yield verb == "confirm" and near and see.role("task_force", *HEADS)
        yield verb == "close" and near and see.role("task_force", "security_administrator", *HEADS)
        knows = ("task_force", "discipline_organ", *HEADS, *ADMINISTRATORS)
        yield verb == "read" and near and see.role(*knows)
        # 由上一级复核；没有上级的，由本单位另一人。
        yield verb == "review" and see.next_below and see.role("discipline_organ", *HEADS)
        yield verb == "review" and top and see.role("task_force", *HEADS)
    # 开启期间，范围内各级都看得到；只看，不办。
    reading = (verb == "read" and noun in SHOWN) or action in BEYOND_READING
    yield reading and see.role(READER) and see.in_window
