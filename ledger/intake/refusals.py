"""Refusals of the intake.

Refusal
├── NotFound
│   └── CampaignNotFound
├── Conflict
│   └── RowsInConflict, ChangesNotApplied, CampaignStale, CampaignKeptAlready, CampaignNotKept,
│       ItemListedAlready, ItemNotRegistered
└── Invalid
    └── TooManyReports
"""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from ledger.problems.state_names import STATE_NAMES
from tenants.refusals import Conflict, Invalid, NotFound, WrongState


@dataclass(eq=False)
class RowsInConflict(Conflict):
    """{count} rows of the file cannot be written as things stand; the first is row {first}."""

    code: ClassVar[str] = "campaign.rows_in_conflict"
    zh: ClassVar[str] = "文件中有{count}处与现有数据冲突，第一处在第{first}行；一行也没有写入。"

    count: int
    first: int


@dataclass(eq=False)
class ChangesNotApplied(Conflict):
    """The file changes {count} problems that are known. Say --apply to carry that out."""

    code: ClassVar[str] = "campaign.changes_not_applied"
    zh: ClassVar[str] = "文件改动了{count}个已有问题；确认无误后加 --apply 执行。"

    count: int


@dataclass(eq=False)
class TooManyReports(Invalid):
    """One call carries at most {most} reports."""

    code: ClassVar[str] = "problem.too_many_reports"
    zh: ClassVar[str] = "一次最多上报{most}条。"

    most: int


@dataclass(eq=False)
class CampaignNotFound(NotFound):
    """There is no such campaign, or it is not yours to see."""

    code: ClassVar[str] = "campaign.not_found"
    zh: ClassVar[str] = "没有这项行动，或您无权查看。"


@dataclass(eq=False)
class CampaignStale(Conflict):
    """The campaign changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "campaign.stale"
    zh: ClassVar[str] = "行动已被更改，现为第{current}版；请重新读取后再办理。"

    current: int


@dataclass(eq=False)
class CampaignKeptAlready(Conflict):
    """The campaign is a standing list already, since {since}."""

    code: ClassVar[str] = "campaign.kept_already"
    zh: ClassVar[str] = "该行动已于{since}转为长效清单。"

    since: date


@dataclass(eq=False)
class CampaignNotKept(Conflict):
    """Registered items join a standing list; this campaign is not one yet."""

    code: ClassVar[str] = "campaign.not_kept"
    zh: ClassVar[str] = "该行动尚未转为长效清单，不能逐件列入。"


@dataclass(eq=False)
class ItemListedAlready(Conflict):
    """The problem is an item of a campaign or standing list already."""

    code: ClassVar[str] = "campaign.item_known"
    zh: ClassVar[str] = "该问题已列入某项行动或长效清单。"
    constraint: ClassVar[str] = "campaign_item_problem"


@dataclass(eq=False)
class ItemNotRegistered(WrongState):
    """Only what is registered and not ended joins a standing list; this one is {state}."""

    code: ClassVar[str] = "campaign.not_registered"
    zh: ClassVar[str] = "只有已登记且未办结的问题可以列入长效清单，该问题现为“{state}”。"
    names = STATE_NAMES
