"""Refusals of founding, renaming and closing units and bodies.

Refusal
├── NotFound
│   └── UnitUnknown, BodyUnknown
├── Conflict
│   └── UnitInUse, BodyInUse
└── Invalid
    └── CreditCodeRefused, UnitKindRefused, BodyKindUnknown
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class UnitUnknown(NotFound):
    """There is no such unit."""

    code: ClassVar[str] = "tenant.not_found"
    zh: ClassVar[str] = "没有这个单位。"


@dataclass(eq=False)
class BodyUnknown(NotFound):
    """There is no such body, or it is not yours to see."""

    code: ClassVar[str] = "body.not_found"
    zh: ClassVar[str] = "没有这个组织，或您无权查看。"


@dataclass(eq=False)
class CreditCodeRefused(Invalid):
    """This is no unified social credit code: {fault}."""

    code: ClassVar[str] = "tenant.credit_code_refused"
    zh: ClassVar[str] = "统一社会信用代码有误（{fault}）。"
    fault: str


@dataclass(eq=False)
class UnitKindRefused(Invalid):
    """{kind} is not founded here: a level has departments, a department has offices."""

    code: ClassVar[str] = "tenant.kind_refused"
    zh: ClassVar[str] = "此处不能设立 {kind}：各级设部门，部门设内设机构。"
    kind: str


@dataclass(eq=False)
class UnitInUse(Conflict):
    """The unit cannot be closed yet: {what} are still there, {count} of them."""

    code: ClassVar[str] = "tenant.in_use"
    zh: ClassVar[str] = "该单位尚不能撤销：还有{what} {count} 项。"
    what: str
    count: int


@dataclass(eq=False)
class BodyInUse(Conflict):
    """The body cannot be closed yet: posts or bodies still belong to it."""

    code: ClassVar[str] = "body.in_use"
    zh: ClassVar[str] = "该组织尚不能撤销：其下还有职务或组织。"


@dataclass(eq=False)
class BodyKindUnknown(Invalid):
    """There is no kind of body {kind}."""

    code: ClassVar[str] = "body.kind_unknown"
    zh: ClassVar[str] = "没有 {kind} 这一类组织。"
    kind: str
