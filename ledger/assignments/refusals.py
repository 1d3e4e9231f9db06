"""Refusals of parts and hand-overs.

Refusal
├── NotFound
│   └── AssignmentNotFound, PostNotFound
├── Conflict
│   └── AssignmentStale, AssignmentNotOpenToThis, PartSkipsALevel, PartNotOfTheWhole,
│       PartAfterTheWhole, PartWithTheAccused, HasAPartAlready, PartsOfPartOpen, PartObjectedAlready,
│       PartObjectionKept, FurtherDown, NotOfOneUnit, HandoverNotEmptied
└── Invalid
    └── NobodyNamed
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "ASSIGNED": ("已交办", "handed out"),
    "OBJECTED": ("已提出异议", "objected to"),
    "ACCEPTED": ("已签收", "signed for"),
    "HANDED_ON": ("已再交办", "given on"),
    "FINISHED": ("已办结", "finished"),
    "WITHDRAWN": ("已撤回", "withdrawn"),
}


@dataclass(eq=False)
class AssignmentNotFound(NotFound):
    """There is no such assignment, or it is not yours to see."""

    code: ClassVar[str] = "assignment.not_found"
    zh: ClassVar[str] = "没有这项交办，或您无权查看。"


@dataclass(eq=False)
class PostNotFound(NotFound):
    """There is no such post, or it is not yours to see."""

    code: ClassVar[str] = "handover.post_not_found"
    zh: ClassVar[str] = "没有这个职务，或您无权查看。"


@dataclass(eq=False)
class AssignmentStale(Conflict):
    """The assignment changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "assignment.stale"
    zh: ClassVar[str] = "交办已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class AssignmentNotOpenToThis(WrongState):
    """An assignment that is {state} does not take this act."""

    code: ClassVar[str] = "assignment.wrong_state"
    zh: ClassVar[str] = "状态为“{state}”的交办不能办理此事。"
    names = STATES


@dataclass(eq=False)
class PartWithTheAccused(Conflict):
    """A unit that it is against, or one below it, has a part of it in hand: take that back first."""

    code: ClassVar[str] = "assignment.with_the_accused"
    zh: ClassVar[str] = "被反映单位或其下级正在协办此问题：请先收回该项协办。"
    constraint: ClassVar[str] = "assignment_never_with_the_accused_check"


@dataclass(eq=False)
class PartSkipsALevel(Conflict):
    """A part goes one level down at a time: there is no such step between these two units."""

    code: ClassVar[str] = "assignment.skips_a_level"
    zh: ClassVar[str] = "协办逐级交办：这两个单位之间没有这一级。"
    constraint: ClassVar[str] = "assignment_along_an_edge"


@dataclass(eq=False)
class PartNotOfTheWhole(Conflict):
    """A part is given out by whoever gave out, or holds, the whole."""

    code: ClassVar[str] = "assignment.not_of_the_whole"
    zh: ClassVar[str] = "协办只能由交办主件的单位或持有该部分的单位交办。"
    constraint: ClassVar[str] = "assignment_of_the_whole"


@dataclass(eq=False)
class PartAfterTheWhole(Conflict):
    """A part is due no later than the whole."""

    code: ClassVar[str] = "assignment.after_the_whole"
    zh: ClassVar[str] = "协办时限不得晚于主件时限。"
    constraint: ClassVar[str] = "assignment_within_the_whole"


@dataclass(eq=False)
class HasAPartAlready(Conflict):
    """One of these units has a part of this problem already."""

    code: ClassVar[str] = "assignment.has_it_already"
    zh: ClassVar[str] = "其中有单位已经承办该问题的一部分。"
    constraint: ClassVar[str] = "assignment_once"


@dataclass(eq=False)
class PartsOfPartOpen(Conflict):
    """{open} of those to whom it was given on are not done yet."""

    code: ClassVar[str] = "assignment.parts_open"
    zh: ClassVar[str] = "还有 {open} 个下级单位没有办结。"
    open: int


@dataclass(eq=False)
class PartObjectedAlready(Conflict):
    """A part is objected to once, and this one was."""

    code: ClassVar[str] = "assignment.objected_already"
    zh: ClassVar[str] = "每项协办只能提一次异议，本项已经提过。"
    constraint: ClassVar[str] = "part_objected_to_once"


@dataclass(eq=False)
class PartObjectionKept(Conflict):
    """An objection to a part is ruled on by whoever gave the part out, and stays as it was said."""

    code: ClassVar[str] = "assignment.objection_kept"
    zh: ClassVar[str] = "协办异议由交出协办的单位裁定，所提内容不得更改。"
    constraint: ClassVar[str] = "part_objection_ruled_on"


@dataclass(eq=False)
class FurtherDown(Conflict):
    """It lies further down than right below your unit: whoever gave it to the unit that has it names who helps."""

    code: ClassVar[str] = "assignment.further_down"
    zh: ClassVar[str] = "现承办单位不是您单位的直接下级：由其直接上级增加协办。"


@dataclass(eq=False)
class NotOfOneUnit(Conflict):
    """Items are handed over between two current posts of the unit that holds them."""

    code: ClassVar[str] = "handover.not_of_one_unit"
    zh: ClassVar[str] = "事项只能在持有单位的两个现有职务之间移交。"
    constraint: ClassVar[str] = "handover_within_the_unit"


@dataclass(eq=False)
class HandoverNotEmptied(Conflict):
    """The post still has items in hand: hand them over first, or appoint somebody to it."""

    code: ClassVar[str] = "handover.not_emptied"
    zh: ClassVar[str] = "该职务手上还有未办结事项：先移交，或先任命接任者。"
    constraint: ClassVar[str] = "handover_emptied"


@dataclass(eq=False)
class NobodyNamed(Invalid):
    """Name at least one receiver, none of them twice, at most {most} with those who have it already."""

    code: ClassVar[str] = "assignment.nobody_named"
    zh: ClassVar[str] = "至少列明一个、连同已承办的至多 {most} 个承办单位，且不得重复。"
    most: int
