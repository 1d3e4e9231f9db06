"""Refusals of the notices.

Refusal
├── NotFound
│   └── NoticeNotFound
├── Conflict
│   └── NoticeSettingStale
└── Invalid
    └── TimeRefused, AddressRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid, NotFound


@dataclass(eq=False)
class NoticeNotFound(NotFound):
    """There is no such notice for you in this post."""

    code: ClassVar[str] = "notice.not_found"
    zh: ClassVar[str] = "您在此职务上没有这条提醒。"


@dataclass(eq=False)
class NoticeSettingStale(Conflict):
    """Your settings changed since you read them: they are at version {current}. Read them again."""

    code: ClassVar[str] = "notice.stale"
    zh: ClassVar[str] = "您的提醒设置已被更改，现为第{current}版；请重新读取后再改。"
    current: int


@dataclass(eq=False)
class TimeRefused(Invalid):
    """{field} is a time of day such as 08:30."""

    code: ClassVar[str] = "notice.time_refused"
    zh: ClassVar[str] = "{field} 应为一天中的时刻，例如 08:30。"
    field: str


@dataclass(eq=False)
class AddressRefused(Invalid):
    """{field} cannot be written to."""

    code: ClassVar[str] = "notice.address_refused"
    zh: ClassVar[str] = "{field} 不是可以送达的地址。"
    field: str
