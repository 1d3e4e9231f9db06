"""Refusals of the responsibility lists.

Refusal
├── NotFound
│   ├── ListNotFound, ClauseNotFound, ObligationNotFound, EntryNotFound, ActorTypeUnknown, BodyNotFound
├── Conflict
│   ├── ActorLivesElsewhere, ListExists, ListStale, ListNotOpenToThis, NothingToPublish
│   ├── ClauseStale, ClauseNotOpenToThis, ClauseLooksCopied, ClauseLooksOld, TooManyClauses
│   ├── AlreadySigned
│   ├── PeriodAlreadyOpen, NothingDueInPeriod
│   ├── ObligationStale, ObligationNotOpenToThis, ObligationBorneByJudge
│   ├── EntryNeverChanged
│   └── FileNotStored
└── Invalid
    ├── YearRefused, BodyRefused, PeriodRefused, PeriodOfOtherYear, DueRuleRefused, DueDateMissing
    ├── HeldInFuture, HeldBefore
    └── FileRefused
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Self

from ledger.responsibilities.state_names import FILES, LISTS, OBLIGATIONS
from tenants.refusals import Conflict, Invalid, NotFound, WrongState


# ------------------------------------------------------------------------------- not found
@dataclass(eq=False)
class ListNotFound(NotFound):
    """There is no such list, or it is not yours to see."""

    code: ClassVar[str] = "list.not_found"
    zh: ClassVar[str] = "没有这份责任清单，或您无权查看。"


@dataclass(eq=False)
class ClauseNotFound(NotFound):
    """There is no such clause, or it is not yours to see."""

    code: ClassVar[str] = "clause.not_found"
    zh: ClassVar[str] = "没有这个条目，或您无权查看。"


@dataclass(eq=False)
class ObligationNotFound(NotFound):
    """There is no such obligation, or it is not yours to see."""

    code: ClassVar[str] = "obligation.not_found"
    zh: ClassVar[str] = "没有这项应尽责任，或您无权查看。"


@dataclass(eq=False)
class ActorTypeUnknown(NotFound):
    """No actor type is called {actor_type}."""

    code: ClassVar[str] = "list.actor_type_unknown"
    zh: ClassVar[str] = "没有名为 {actor_type} 的责任主体。"
    actor_type: str


@dataclass(eq=False)
class BodyNotFound(NotFound):
    """There is no such body in your unit."""

    code: ClassVar[str] = "list.body_not_found"
    zh: ClassVar[str] = "本单位没有这个党组织。"


# ------------------------------------------------------------------------------- lists
@dataclass(eq=False)
class ActorLivesElsewhere(Conflict):
    """{actor_type} is found in {kinds} only: neither in a {kind} nor below one."""

    code: ClassVar[str] = "list.actor_elsewhere"
    zh: ClassVar[str] = "{actor_type} 只设在 {kinds}；{kind} 及其下级没有这一责任主体。"
    actor_type: str
    kinds: str
    kind: str


@dataclass(eq=False)
class ListExists(Conflict):
    """Your unit already has a list for this actor and this year. Amend it, or retire it first."""

    code: ClassVar[str] = "list.exists"
    zh: ClassVar[str] = "本单位该主体本年度已有责任清单；请修订，或先废止。"
    constraint: ClassVar[str] = "responsibility_list_one_per_actor_and_year"


@dataclass(eq=False)
class BodyRefused(Invalid):
    """A list is of the body in which its actor is: name it, or none for those in none. In your
    unit: {bodies}."""

    code: ClassVar[str] = "list.body_refused"
    zh: ClassVar[str] = (
        "清单对应设有该责任主体的党组织：请指明；不在党组织里的不填。本单位设有的：{bodies}。"
    )
    constraint: ClassVar[str] = "responsibility_list_in_its_body"
    actor_type: str | None = None
    bodies: str = "—"


@dataclass(eq=False)
class ListStale(Conflict):
    """The list changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "list.stale"
    zh: ClassVar[str] = "清单已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ListNotOpenToThis(WrongState):
    """A list that is {state} does not take this act."""

    code: ClassVar[str] = "list.wrong_state"
    zh: ClassVar[str] = "状态为“{state}”的清单不能办理此事。"
    names = LISTS


@dataclass(eq=False)
class NothingToPublish(Conflict):
    """The list has no clause of its own and none that binds it from above."""

    code: ClassVar[str] = "list.empty"
    zh: ClassVar[str] = "清单既无本级条目，也无上级下达的条目，不能发布。"


# ------------------------------------------------------------------------------- clauses
@dataclass(eq=False)
class ClauseStale(Conflict):
    """The clause changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "clause.stale"
    zh: ClassVar[str] = "条目已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ClauseNotOpenToThis(WrongState):
    """A clause that is {state} does not take this act."""

    code: ClassVar[str] = "clause.wrong_state"
    zh: ClassVar[str] = "状态为“{state}”的条目不能办理此事。"
    names = LISTS


@dataclass(eq=False)
class ClauseLooksCopied(Conflict):
    """This reads like a clause of another unit ({percent} % alike: {other}). Write what is true of
    your own unit, or send it again with despiteWarnings."""

    code: ClassVar[str] = "clause.looks_copied"
    zh: ClassVar[str] = (
        "与其他单位的条目雷同（相似度{percent}%：{other}）。"
        "避免照搬照抄：请结合本单位实际，或确认后重新提交。"
    )
    percent: int
    other: str


@dataclass(eq=False)
class ClauseLooksOld(Conflict):
    """Your own list of {year} already said this ({other}). Say what is new, or send it again with
    despiteWarnings."""

    code: ClassVar[str] = "clause.looks_old"
    zh: ClassVar[str] = (
        "与本单位{year}年清单相同（{other}）。避免新瓶装旧酒：请更新内容，或确认后重新提交。"
    )
    year: int
    other: str


@dataclass(eq=False)
class TooManyClauses(Conflict):
    """The own part of a list holds at most {limit} clauses. Retire one first."""

    code: ClassVar[str] = "clause.too_many"
    zh: ClassVar[str] = "个性清单最多{limit}条。防止贪大求全：请先删减。"
    limit: int


@dataclass(eq=False)
class DueRuleRefused(Invalid):
    """This due rule is none of its cadence ({cadence}: {phrase}). Write for example: {example}."""

    code: ClassVar[str] = "clause.due_rule_refused"
    zh: ClassVar[str] = "时限写法与条款的周期不符（{cadence}：{phrase}）。例如：{example}。"
    constraint: ClassVar[str] = "clause_due_rule_fits_cadence_check"
    phrase: str = "—"
    cadence: str = "—"
    example: str = "month end, quarter end, by 31 Mar"


# ------------------------------------------------------------------------------- pledges
@dataclass(eq=False)
class AlreadySigned(Conflict):
    """You have signed this version of the list already."""

    code: ClassVar[str] = "pledge.already_signed"
    zh: ClassVar[str] = "您已签署该版清单的责任书。"
    constraint: ClassVar[str] = "pledge_once_per_version"


# ------------------------------------------------------------------------------- periods
@dataclass(eq=False)
class YearRefused(Invalid):
    """A list is for a year from {least} to {most}."""

    code: ClassVar[str] = "list.year_refused"
    zh: ClassVar[str] = "清单年度须在{least}至{most}之间。"
    least: int
    most: int


@dataclass(eq=False)
class PeriodRefused(Invalid):
    """No period is written {period}; write 2026, 2026-H1, 2026-Q1, 2026-03, E2026-03-04 for an
    event of a day, or T2024-01-01/2028-12-31 for a term."""

    code: ClassVar[str] = "period.refused"
    zh: ClassVar[str] = (
        "无法识别的周期 {period}；例如：2026、2026-H1、2026-Q1、2026-03、"
        "E2026-03-04（事件日）、T2024-01-01/2028-12-31（任期）。"
    )
    period: str


@dataclass(eq=False)
class PeriodOfOtherYear(Invalid):
    """The period {period} does not touch the year {year} of the list."""

    code: ClassVar[str] = "period.other_year"
    zh: ClassVar[str] = "周期 {period} 不在清单年度{year}之内。"
    period: str
    year: int


@dataclass(eq=False)
class PeriodAlreadyOpen(Conflict):
    """Every duty of this list that falls in the period has its obligation already."""

    code: ClassVar[str] = "period.already_open"
    zh: ClassVar[str] = "该周期的应尽责任已全部生成。"
    constraint: ClassVar[str] = "obligation_once_per_period"


@dataclass(eq=False)
class NothingDueInPeriod(Conflict):
    """No clause of this list falls in the period {period}."""

    code: ClassVar[str] = "period.nothing_due"
    zh: ClassVar[str] = "该清单没有属于周期 {period} 的条目。"
    period: str


@dataclass(eq=False)
class DueDateMissing(Invalid):
    """The clause {clause} leaves its day to another plan ({note}): say dueOn."""

    code: ClassVar[str] = "period.due_date_missing"
    zh: ClassVar[str] = "条目 {clause} 的时限由其他安排决定（{note}）：请填写 dueOn。"
    clause: str
    note: str


# ------------------------------------------------------------------------------- obligations
@dataclass(eq=False)
class ObligationStale(Conflict):
    """The obligation changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "obligation.stale"
    zh: ClassVar[str] = "该项责任已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ObligationNotOpenToThis(WrongState):
    """An obligation that is {state} does not take this act."""

    code: ClassVar[str] = "obligation.wrong_state"
    zh: ClassVar[str] = "状态为“{state}”的责任不能办理此事。"
    names = OBLIGATIONS


@dataclass(eq=False)
class EntryNotFound(NotFound):
    """There is no such entry, or it is not yours to see."""

    code: ClassVar[str] = "entry.not_found"
    zh: ClassVar[str] = "没有这条纪实，或您无权查看。"


@dataclass(eq=False)
class ObligationBorneByJudge(Conflict):
    """Nobody judges what they bear themselves: you are its actor by another of your posts."""

    code: ClassVar[str] = "obligation.borne_by_judge"
    zh: ClassVar[str] = "不得认可、退回自己承担的任务：您以另一职务为其责任主体。"


@dataclass(eq=False)
class EntryNeverChanged(Conflict):
    """What is recorded is never changed: give what is to be added a number of its own."""

    code: ClassVar[str] = "entry.never_changed"
    zh: ClassVar[str] = "纪实一经记录不再更改；需要补记的，另用一个编号。"


@dataclass(eq=False)
class HeldInFuture(Invalid):
    """What is recorded has happened: {held_on} is still to come."""

    code: ClassVar[str] = "entry.held_in_future"
    zh: ClassVar[str] = "纪实只记已发生的事：{held_on} 尚未到来。"
    held_on: str


@dataclass(eq=False)
class HeldBefore(Invalid):
    """What proves an obligation belongs to its period: {held_on} is before {first}, three months
    ahead of it.
    """

    code: ClassVar[str] = "entry.held_before"
    zh: ClassVar[str] = "纪实须与任务所属期间有关：{held_on} 早于{first}，即期间开始前三个月。"
    held_on: date
    first: date


# ------------------------------------------------------------------------------- files
@dataclass(eq=False)
class FileRefused(Invalid):
    """This file cannot be taken: {why}."""

    code: ClassVar[str] = "file.refused"
    zh: ClassVar[str] = "不能接收该文件：{why_zh}。"
    reason: str
    """One of FILE_FAULTS: what a program looks at."""
    why: str
    why_zh: str
    known: str | None = None  # what is taken, where that is a list

    @classmethod
    def because(cls, reason: str, **said: str | int) -> Self:
        """Refuses for one of the known reasons, which may name what was sent or is wanted."""
        why, why_zh = FILE_FAULTS[reason]
        known = str(said["known"]) if "known" in said else None
        return cls(reason, why.format(**said), why_zh.format(**said), known)


FILE_FAULTS: Mapping[str, tuple[str, str]] = {
    "NAME": ("a name has no slashes or line breaks", "文件名不得含斜线或换行"),
    "TYPE": ("no files of type {type} are taken", "不接收类型为 {type} 的文件"),
    "ENDING": ("the name must end in {endings}", "文件名须以 {endings} 结尾"),
    "SIZE": ("a file has 1 byte to 20 MiB ({most} bytes)", "文件须为1字节至20 MiB（{most}字节）"),
    "HASH": ("sha256 is 64 lower-case hexadecimal digits", "sha256 须为64位小写十六进制数字"),
    "RANGE": (
        "Content-Range must say bytes first-last/{size}",
        "Content-Range 须写作 bytes 首字节-末字节/{size}",
    ),
    "LENGTH": (
        "{size} bytes were announced and not as many came",
        "收到的字节数与应有的{size}字节不符",
    ),
    "KIND": ("its bytes are not those of a file of type {type}", "内容不是类型为 {type} 的文件"),
    "CONTENT": ("its bytes do not hash to the sha256 announced", "内容的哈希与所报 sha256 不符"),
}
"""Why a file is not taken, by the word that details give, in English and in Chinese."""


@dataclass(eq=False)
class FileNotFound(NotFound):
    """There is no such file, or it is not yours to see, or the link to it has run out."""

    code: ClassVar[str] = "file.not_found"
    zh: ClassVar[str] = "没有该文件，或您无权查看，或链接已过期。"


@dataclass(eq=False)
class FileNotOpenToThis(WrongState):
    """A file that is {state} does not take this act."""

    code: ClassVar[str] = "file.wrong_state"
    zh: ClassVar[str] = "状态为“{state}”的文件不能办理此事。"
    names = FILES


@dataclass(eq=False)
class FileNotStored(Conflict):
    """No file of yours with the hash {sha256} has arrived and is still unclaimed."""

    code: ClassVar[str] = "file.not_stored"
    zh: ClassVar[str] = "您没有哈希为 {sha256} 且已上传、未使用的文件。"
    sha256: str
