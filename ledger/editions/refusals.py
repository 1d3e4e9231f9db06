"""Refusals of editions of the book.

Refusal
├── NotFound
│   └── EditionNotFound
├── Conflict
│   └── EditionStale, EditionDecided, EditionWaits, EditionMoved, EditionUnseen
├── Invalid
│   └── EditionRefused, EditionLoosens, EditionUnsealed
└── Busy
    └── BookUnusable
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Busy, Conflict, Invalid, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "PROPOSED": ("待确认", "proposed"),
    "PUBLISHED": ("已生效", "in force"),
    "RETIRED": ("已废止", "retired"),
    "WITHDRAWN": ("已撤回", "withdrawn"),
}


@dataclass(eq=False)
class EditionNotFound(NotFound):
    """There is no such edition of the book, or it is not yours to see."""

    code: ClassVar[str] = "book_edition.not_found"
    zh: ClassVar[str] = "没有这个手册版本，或您无权查看。"


@dataclass(eq=False)
class EditionStale(Conflict):
    """The edition changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "book_edition.stale"
    zh: ClassVar[str] = "该手册版本已被更改，现为第{current}次；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class EditionDecided(WrongState):
    """The edition no longer waits: it is {state}."""

    code: ClassVar[str] = "book_edition.decided"
    zh: ClassVar[str] = "该手册版本已不在待确认状态：{state}。"
    names = STATES


@dataclass(eq=False)
class EditionWaits(Conflict):
    """Another edition waits to be confirmed: confirm or withdraw that one first."""

    code: ClassVar[str] = "book_edition.another_waits"
    zh: ClassVar[str] = "另有一个手册版本待确认：请先确认或撤回它。"
    constraint: ClassVar[str] = "book_edition_waits"


@dataclass(eq=False)
class EditionMoved(Conflict):
    """What was weighed is not what would come into force: read the edition again, or propose anew."""

    code: ClassVar[str] = "book_edition.moved"
    zh: ClassVar[str] = "所核对的与将生效的不一致：请重新读取该版本，或重新提出。"


@dataclass(eq=False)
class EditionUnseen(Conflict):
    """No table of truth sees {lines} of its lines: nothing shows what they do. Say that it is to be
    in force despite that, or withdraw it.
    """

    code: ClassVar[str] = "book_edition.unseen"
    zh: ClassVar[str] = (
        "其中{lines}行没有任何真值表能看出，作用未经证明。仍要生效的须明示，否则请撤回。"
    )
    lines: int


@dataclass(eq=False)
class EditionRefused(Invalid):
    """The edition cannot be used as it is written, line {line}: {why}"""

    code: ClassVar[str] = "book_edition.refused"
    zh: ClassVar[str] = "手册版本写法有误，第{line}行：{why_zh}"
    line: int
    why: str
    why_zh: str


@dataclass(eq=False)
class EditionLoosens(Invalid):
    """The edition would allow what the shipped book forbids: {cell}."""

    code: ClassVar[str] = "book_edition.loosens"
    zh: ClassVar[str] = "该版本会放开出厂手册所禁止的：{cell}。"
    cell: str


@dataclass(eq=False)
class EditionUnsealed(Invalid):
    """This deployment has no key to seal editions with: LEVELWISE_AUDIT_KEYS is not set."""

    code: ClassVar[str] = "book_edition.no_key"
    zh: ClassVar[str] = "本部署没有签封手册版本的密钥：未设置 LEVELWISE_AUDIT_KEYS。"


@dataclass(eq=False)
class BookUnusable(Busy):
    """The rule book in force cannot be used, so nothing is answered: {why}"""

    code: ClassVar[str] = "book_edition.unusable"
    zh: ClassVar[str] = "现行规则手册无法使用，因此不作任何答复：{why}"
    why: str
