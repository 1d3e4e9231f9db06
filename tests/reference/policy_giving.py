"""What the prose says of roles given, groups and custom roles: a part of policy_model.

自定义角色把规则手册里的权限拿来组合：对某一项操作，持有人可以像那个角色一样办；只多不少的禁止仍按本人真正的角色。
A custom role lends, for one action, what a role of the book may do; prohibitions look at the roles
that somebody really has.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

GIVING = {"custom_role", "post_group", "group_member", "role_grant"}
FORMS = {"person.keep_form", "person.ask_form"}
SEPARATED = {"system_administrator", "security_administrator", "audit_administrator"}
KEEPERS = ("level_administrator", "security_administrator")


def lent(who: Any, action: str) -> Any:
    """Gives someone as they stand for one action: with what custom roles lend them."""
    return replace(who, roles=who.roles | who.lent.get(action, frozenset()))


def forbidden(who: Any, action: str, thing: Any) -> Iterator[str]:
    """没有人处置授予自己职务的角色。"""
    mine = who.post is not None and thing.known.get("post_id") == who.post
    if action in {"role_grant.take_back", "group_member.end"} and mine:
        yield "nobody-ends-what-their-own-post-was-given"
    # 审批表：三员不接触，本人不经手。
    if action in FORMS and (who.roles | who.other_roles) & SEPARATED:
        yield "administrators-handle-no-forms"
    if action in FORMS and who.person is not None and thing.known.get("id") == who.person:
        yield "nobody-handles-their-own-form"
    # 自己提请的，自己不得确认。
    asked = who.person is not None and thing.known.get("asked_by") == who.person
    if action == "administrator_request.confirm" and asked:
        yield "nobody-confirms-what-they-asked-for"
    # 自己提出的手册版本，自己不得确认。
    proposed = who.person is not None and thing.known.get("proposed_by") == who.person
    if action == "book_edition.confirm" and proposed:
        yield "nobody-confirms-the-edition-they-proposed"


def giving(see: Any, action: str, workers: set[str], administrators: set[str]) -> Iterator[bool]:
    """Says who may do what with roles given, groups and custom roles."""
    noun, _, verb = action.partition(".")
    near = see.own or see.next_below
    # 管理员给本级和直接下级的职务授角色、登记和邀请人员。
    if action in {"post.grant", "person.manage", "person.invite"}:
        yield near and see.role("level_administrator")
    # 消息的语言由本人定。
    yield action == "person.set_language" and see.is_me("id")
    # 审批表由组织部门收存、凭理由调取，限本级和直接下级。
    yield action in FORMS and near and see.role("organisation_department")
    if noun == "administrator_request":
        # 安全管理员提请；本级或上一级的主要负责人、安全管理员确认。
        heads = ("unit_head", "party_group_secretary")
        yield verb == "ask" and see.own and see.role("security_administrator")
        yield verb == "confirm" and near and see.role("security_administrator", *heads)
        yield verb == "read" and near and see.role("level_administrator", *heads, *administrators)
    if noun == "book_edition":
        yield from _editing(see, verb, workers | administrators, administrators)
    if noun == "unit_change":
        # 沿革由本级管理员登记，本单位的人看得到。
        yield verb == "read" and see.own and see.role(*workers)
        yield near and see.role("level_administrator")
    if noun not in GIVING:
        return
    inside = see.role(*workers, *administrators)
    yield verb == "read" and see.own and inside
    if noun == "custom_role":
        # 上级现行的，下面都看得到；制定只在本级。
        yield verb == "read" and see.above_me and see.published and inside
        yield verb == "read" and see.next_below and see.role(*KEEPERS)
        yield verb == "define" and see.own and see.role(*KEEPERS)
        return
    yield verb == "read" and see.next_below and see.role("organisation_department", *KEEPERS)
    yield verb in {"keep", "give"} and see.own and see.role(*KEEPERS)
    yield verb in {"take_back", "end"} and near and see.role(*KEEPERS)


def _editing(see: Any, verb: str, inside: set[str], administrators: set[str]) -> Iterator[bool]:
    """手册版本：最上一级单位的两个人提出、确认；现行的，本级和下面各级都看得到。"""
    top = see.own and see.parents[see.who.unit] is None
    heads = ("unit_head", "party_group_secretary")
    yield verb == "propose" and top and see.role("security_administrator")
    seconds = ("security_administrator", "system_administrator")
    yield verb == "confirm" and top and see.role(*seconds, *heads)
    yield verb == "withdraw" and top and see.role("security_administrator", *heads)
    yield verb == "read" and top and see.role(*administrators, *heads)
    yield verb == "read" and see.published and (see.own or see.above_me) and see.role(*inside)
