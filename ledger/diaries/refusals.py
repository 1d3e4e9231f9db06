"""Refusals of diaries and visits.

Refusal
├── NotFound
│   └── DiaryEntryNotFound
├── Conflict
│   └── CorrectedAlready, TemplateStale, TemplateSetMeanwhile, TemplateMoved
└── Invalid
    └── DiaryInFuture, HouseholdRefused, DiaryTellsWho, NotAVisit, LineUnknown, TemplateTooLong
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class DiaryEntryNotFound(NotFound):
    """There is no such diary entry, or it is not yours to see."""

    code: ClassVar[str] = "diary_entry.not_found"
    zh: ClassVar[str] = "没有这篇民情日记，或您无权查看。"


@dataclass(eq=False)
class CorrectedAlready(Conflict):
    """The entry was corrected already. Correct the correction."""

    code: ClassVar[str] = "diary_entry.corrected_already"
    zh: ClassVar[str] = "该篇日记已有更正；请对最近的更正再作更正。"
    constraint: ClassVar[str] = "diary_entry_corrects"


@dataclass(eq=False)
class DiaryInFuture(Invalid):
    """A diary tells of a day that has come: {day} has not."""

    code: ClassVar[str] = "diary_entry.in_future"
    zh: ClassVar[str] = "日记只记已到之日，{day}尚未到。"
    day: str


@dataclass(eq=False)
class HouseholdRefused(Invalid):
    """A household is named by a code of at most 12 letters, digits and hyphens, never by who lives there."""

    code: ClassVar[str] = "diary_entry.household_refused"
    zh: ClassVar[str] = "住户只写编号：不超过12个字母、数字、连字符；不得写姓名、证件号码、电话。"


@dataclass(eq=False)
class DiaryTellsWho(Invalid):
    """{field} carries personal data that a diary does not keep: {found}."""

    code: ClassVar[str] = "diary_entry.personal_data"
    zh: ClassVar[str] = "{field} 含有日记不得记载的个人信息：{found}。"
    field: str
    found: str


@dataclass(eq=False)
class NotAVisit(Invalid):
    """Only an entry about a visit answers the lines of a checklist, and only where one is in force."""

    code: ClassVar[str] = "diary_entry.not_a_visit"
    zh: ClassVar[str] = "只有走访日记才填写走访清单，且须有现行清单。"


@dataclass(eq=False)
class LineUnknown(Invalid):
    """The checklist has the lines 1 to {lines}, and each is answered once: {line}."""

    code: ClassVar[str] = "diary_entry.line_unknown"
    zh: ClassVar[str] = "走访清单共{lines}项，每项只答一次：{line}。"
    line: int
    lines: int


@dataclass(eq=False)
class TemplateMoved(Conflict):
    """Another checklist is in force than the one you answered. Read it again."""

    code: ClassVar[str] = "visit_template.not_in_force"
    zh: ClassVar[str] = "所答的走访清单不是现行清单；请重新读取后再填写。"


@dataclass(eq=False)
class TemplateStale(Conflict):
    """The checklist changed since you read it: it is at number {current}. Read it again."""

    code: ClassVar[str] = "visit_template.stale"
    zh: ClassVar[str] = "走访清单已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class TemplateSetMeanwhile(Conflict):
    """Somebody else of your unit set the checklist at the same time. Read it again."""

    code: ClassVar[str] = "visit_template.set_meanwhile"
    zh: ClassVar[str] = "本单位另有人同时设定了走访清单；请重新读取后再办理。"
    constraint: ClassVar[str] = "visit_template_in_force"


@dataclass(eq=False)
class TemplateTooLong(Invalid):
    """A checklist has at most {most} lines."""

    code: ClassVar[str] = "visit_template.too_many"
    zh: ClassVar[str] = "走访清单最多{most}项。"
    most: int
