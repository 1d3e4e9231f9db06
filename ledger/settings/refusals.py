"""Refusals of settings.

Refusal
├── Conflict
│   └── SettingStale, NotTighter, FigureLoosened
└── Invalid
    └── SettingRefused
"""

from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class SettingStale(Conflict):
    """The settings changed since you read them: they are at number {current}. Read them again."""

    code: ClassVar[str] = "setting.stale"
    zh: ClassVar[str] = "设置已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class SettingRefused(Invalid):
    """{value} is no value of {name}; known are: {known}."""

    code: ClassVar[str] = "setting.value_refused"
    zh: ClassVar[str] = "{name} 没有 {value} 这个值；可用：{known}。"
    name: str
    value: str
    known: str


@dataclass(eq=False)
class NotTighter(Conflict):
    """A level only tightens: {months} months or more, {most} alike or fewer hold already."""

    code: ClassVar[str] = "setting.not_tighter"
    zh: ClassVar[str] = "只能加严：现行为观察{months}个月以上、同类不超过{most}件。"
    months: int
    most: int


@dataclass(eq=False)
class FigureLoosened(Conflict):
    """A level only tightens {figure}: {held} holds on your line already."""

    code: ClassVar[str] = "setting.figure_loosened"
    zh: ClassVar[str] = "{figure} 只能加严：本条线现行为{held}。"
    figure: str
    held: int
