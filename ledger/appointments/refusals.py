"""Refusals of appointments, posts, roles and grants.

Refusal
├── NotFound
│   └── PostUnknown, PersonUnknown, AppointmentNotFound, RoleNotFound, GroupNotFound,
│       GrantNotFound, MemberNotFound, RequestNotFound
├── NotAllowed
│   └── WouldWiden, WouldTouchSenior, WouldServeOneself, NotTogether, LeftUnmanaged, NeedsTwo
├── Conflict
│   └── RequestStale, RequestDecided, HasSignInAlready, PostHeld, AppointmentStale, RoleStale,
│       GrantStale, MemberStale, AppointmentOver, GrantOver, NotSuspended, SuspendedAlready,
│       PostEnded, RoleRetired, NotBelowTheRole, NotBelowTheGroup, NameTaken, GroupNameTaken
└── Invalid
    └── NeedsNoSecond, RangeRefused, PermissionUnknown, RoleUnknown, RoleNotHere
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotAllowed, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "ASKED": ("待答复", "still to be answered"),
    "CONFIRMED": ("已确认", "confirmed"),
    "REFUSED": ("不予同意", "refused"),
}


@dataclass(eq=False)
class PostUnknown(NotFound):
    """There is no such post, or it is not yours to see."""

    code: ClassVar[str] = "post.not_found"
    zh: ClassVar[str] = "没有这个职务，或您无权查看。"


@dataclass(eq=False)
class PersonUnknown(NotFound):
    """There is no such person, or they are not yours to see."""

    code: ClassVar[str] = "person.not_found"
    zh: ClassVar[str] = "没有这个人，或您无权查看。"


@dataclass(eq=False)
class AppointmentNotFound(NotFound):
    """There is no such appointment, or it is not yours to see."""

    code: ClassVar[str] = "appointment.not_found"
    zh: ClassVar[str] = "没有这项任职，或您无权查看。"


@dataclass(eq=False)
class RoleNotFound(NotFound):
    """There is no such custom role, or it is not yours to see."""

    code: ClassVar[str] = "custom_role.not_found"
    zh: ClassVar[str] = "没有这个自定义角色，或您无权查看。"


@dataclass(eq=False)
class GroupNotFound(NotFound):
    """There is no such group of posts, or it is not yours to see."""

    code: ClassVar[str] = "post_group.not_found"
    zh: ClassVar[str] = "没有这个职务组，或您无权查看。"


@dataclass(eq=False)
class GrantNotFound(NotFound):
    """There is no such grant, or it is not yours to see."""

    code: ClassVar[str] = "grant.not_found"
    zh: ClassVar[str] = "没有这项授权，或您无权查看。"


@dataclass(eq=False)
class MemberNotFound(NotFound):
    """There is no such membership of a group, or it is not yours to see."""

    code: ClassVar[str] = "group_member.not_found"
    zh: ClassVar[str] = "没有这项入组记录，或您无权查看。"


@dataclass(eq=False)
class RequestNotFound(NotFound):
    """There is no such request, or it is not yours to see."""

    code: ClassVar[str] = "administrator_request.not_found"
    zh: ClassVar[str] = "没有这项提请，或您无权查看。"


@dataclass(eq=False)
class RequestStale(Conflict):
    """The request changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "administrator_request.stale"
    zh: ClassVar[str] = "该提请已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class RequestDecided(WrongState):
    """The request was answered already: {state}."""

    code: ClassVar[str] = "administrator_request.decided"
    zh: ClassVar[str] = "该提请已经办结（{state}）。"
    names = STATES


@dataclass(eq=False)
class NeedsNoSecond(Invalid):
    """This needs no second person, or names not exactly one of a role and a person."""

    code: ClassVar[str] = "administrator_request.needs_no_second"
    zh: ClassVar[str] = "此项不须两人办理，或未正好写明角色、人员之一。"


@dataclass(eq=False)
class HasSignInAlready(Conflict):
    """The person signs in already: an invitation is for those who do not."""

    code: ClassVar[str] = "person.has_sign_in"
    zh: ClassVar[str] = "该人员已经开通账号，不再邀请。"


@dataclass(eq=False)
class PostHeld(Conflict):
    """Somebody holds the post: relieve them first."""

    code: ClassVar[str] = "post.held"
    zh: ClassVar[str] = "该职务仍有人担任，请先免职。"


@dataclass(eq=False)
class WouldWiden(NotAllowed):
    """You would give what you do not hold there yourself: {action} by the rule {rule}; {more} more."""

    code: ClassVar[str] = "grant.wider"
    zh: ClassVar[str] = "您将授出自己在该处没有的权限：{action}（规则 {rule}）；另有{more}项。"
    action: str
    rule: str
    more: int


@dataclass(eq=False)
class WouldTouchSenior(NotAllowed):
    """You would touch somebody who holds what you do not, or as much as you: the level above does that."""

    code: ClassVar[str] = "grant.senior"
    zh: ClassVar[str] = "您将触及权限不低于您的人，应由上一级办理。"


@dataclass(eq=False)
class WouldServeOneself(NotAllowed):
    """You would come to hold more yourself: {action}. Somebody else does that."""

    code: ClassVar[str] = "grant.own_rights"
    zh: ClassVar[str] = "您自己将获得更多权限（{action}），应由他人办理。"
    action: str


@dataclass(eq=False)
class NotTogether(NotAllowed):
    """One person may not hold {one} together with {other}."""

    code: ClassVar[str] = "grant.not_together"
    zh: ClassVar[str] = "同一个人不得兼有 {one} 和 {other}。"
    one: str
    other: str


@dataclass(eq=False)
class LeftUnmanaged(NotAllowed):
    """The unit would be left without an administrator: appoint another one first."""

    code: ClassVar[str] = "grant.unmanaged"
    zh: ClassVar[str] = "该单位将没有管理员，请先任命另一位。"


@dataclass(eq=False)
class NeedsTwo(NotAllowed):
    """{role} is given by two persons: one asks for it, another confirms."""

    code: ClassVar[str] = "grant.needs_two"
    zh: ClassVar[str] = "{role} 须由两人授予：一人提出，另一人确认。"
    role: str


@dataclass(eq=False)
class AppointmentStale(Conflict):
    """The appointment changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "appointment.stale"
    zh: ClassVar[str] = "该任职已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class RoleStale(Conflict):
    """The custom role changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "custom_role.stale"
    zh: ClassVar[str] = "该角色已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class GrantStale(Conflict):
    """The grant changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "grant.stale"
    zh: ClassVar[str] = "该授权已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class MemberStale(Conflict):
    """The membership changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "group_member.stale"
    zh: ClassVar[str] = "该入组记录已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class AppointmentOver(Conflict):
    """The appointment is over since {day}."""

    code: ClassVar[str] = "appointment.over"
    zh: ClassVar[str] = "该任职已于{day}结束。"
    day: date


@dataclass(eq=False)
class GrantOver(Conflict):
    """This was taken back already: it ended on {day}."""

    code: ClassVar[str] = "grant.over"
    zh: ClassVar[str] = "该项已收回，于{day}结束。"
    day: date


@dataclass(eq=False)
class NotSuspended(Conflict):
    """Nobody is suspended here."""

    code: ClassVar[str] = "appointment.not_suspended"
    zh: ClassVar[str] = "该任职并未停职。"


@dataclass(eq=False)
class SuspendedAlready(Conflict):
    """The person is suspended from this post already, since {day}."""

    code: ClassVar[str] = "appointment.suspended_already"
    zh: ClassVar[str] = "该任职已于{day}停职。"
    day: date


@dataclass(eq=False)
class PostEnded(Conflict):
    """The post ended on {day}."""

    code: ClassVar[str] = "post.ended"
    zh: ClassVar[str] = "该职务已于{day}撤销。"
    day: date


@dataclass(eq=False)
class RoleRetired(Conflict):
    """The custom role is retired."""

    code: ClassVar[str] = "custom_role.retired"
    zh: ClassVar[str] = "该自定义角色已停用。"


@dataclass(eq=False)
class NotBelowTheRole(Conflict):
    """A custom role is given in the unit that defined it and below, and nowhere else."""

    code: ClassVar[str] = "grant.not_below_the_role"
    zh: ClassVar[str] = "自定义角色只能在定义它的单位及所辖授予。"
    constraint: ClassVar[str] = "role_grant_below_the_role"


@dataclass(eq=False)
class NotBelowTheGroup(Conflict):
    """A group holds posts of the unit that made it and below, and no others."""

    code: ClassVar[str] = "group_member.not_below_the_group"
    zh: ClassVar[str] = "职务组只能包含设立单位及所辖的职务。"
    constraint: ClassVar[str] = "group_member_below_the_group"


@dataclass(eq=False)
class NameTaken(Conflict):
    """The unit has a custom role of this name already."""

    code: ClassVar[str] = "custom_role.name_taken"
    zh: ClassVar[str] = "本单位已有同名的自定义角色。"
    constraint: ClassVar[str] = "custom_role_once"


@dataclass(eq=False)
class GroupNameTaken(Conflict):
    """The unit has a group of posts of this name already."""

    code: ClassVar[str] = "post_group.name_taken"
    zh: ClassVar[str] = "本单位已有同名的职务组。"
    constraint: ClassVar[str] = "post_group_once"


@dataclass(eq=False)
class RangeRefused(Invalid):
    """It must begin on {earliest} or later, and end after it begins."""

    code: ClassVar[str] = "grant.range_refused"
    zh: ClassVar[str] = "开始日期不得早于{earliest}，结束日期须晚于开始日期。"
    earliest: date


@dataclass(eq=False)
class PermissionUnknown(Invalid):
    """{permission} is no permission of the book: an action, and a role that may do it."""

    code: ClassVar[str] = "custom_role.permission_unknown"
    zh: ClassVar[str] = "{permission} 不是规则手册中的权限：应为一项操作和可以这样做的角色。"
    permission: str


@dataclass(eq=False)
class RoleUnknown(Invalid):
    """{role} is no role of the book that a post can be given."""

    code: ClassVar[str] = "grant.role_unknown"
    zh: ClassVar[str] = "{role} 不是规则手册中可以授予职务的角色。"
    role: str


@dataclass(eq=False)
class RoleNotHere(Invalid):
    """{role} cannot be held at a unit of the kind {kind}."""

    code: ClassVar[str] = "grant.role_not_here"
    zh: ClassVar[str] = "{role} 不能在 {kind} 一类的单位担任。"
    role: str
    kind: str
