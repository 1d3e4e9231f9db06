"""Refusals of extensions.

Refusal
├── NotFound
│   └── ExtensionNotFound
├── Conflict
│   └── AskedAlready, ExtensionStale, ExtensionDecidedAlready, ClockNotRunning,
│       NotExtensible
└── Invalid
    └── ExtensionTooMuch
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ledger.clocks.naming import stage_name
from ledger.clocks.wording import CLOCKS
from tenants.refusals import Conflict, Invalid, Language, NotFound, WrongState

STATES: Mapping[str, tuple[str, str]] = {
    "ASKED": ("待答复", "still to be answered"),
    "APPROVED": ("已同意", "granted"),
    "REFUSED": ("不予延期", "refused"),
    "LAPSED": ("已作废", "lapsed"),
}


@dataclass(eq=False)
class ExtensionNotFound(NotFound):
    """There is no such request for more time, or it is not yours to see."""

    code: ClassVar[str] = "extension.not_found"
    zh: ClassVar[str] = "没有这项延期申请，或您无权查看。"


@dataclass(eq=False)
class AskedAlready(Conflict):
    """More time was asked for already, and nobody has answered yet."""

    code: ClassVar[str] = "extension.asked_already"
    zh: ClassVar[str] = "该时限已有延期申请待批。"
    constraint: ClassVar[str] = "extension_once"


@dataclass(eq=False)
class ExtensionStale(Conflict):
    """The request changed since you read it: it is at version {current}. Read it again."""

    code: ClassVar[str] = "extension.stale"
    zh: ClassVar[str] = "该申请已被更改，现为第{current}版；请重新读取后再办理。"
    current: int


@dataclass(eq=False)
class ExtensionDecidedAlready(WrongState):
    """The request was answered already: {state}."""

    code: ClassVar[str] = "extension.wrong_state"
    zh: ClassVar[str] = "该申请已经办结（{state}）。"
    names = STATES


@dataclass(eq=False)
class ClockNotRunning(Conflict):
    """There is nothing to extend: the {clock} of this problem does not run."""

    code: ClassVar[str] = "extension.no_such_clock"
    zh: ClassVar[str] = "无可延长：该问题没有正在计算的{clock}。"
    clock: str

    def message(self, language: Language) -> str:
        """Gives the sentence with the name of the clock; the key stays in the facts."""
        return self._sentence(language, self.facts | {"clock": _clock_in(language, self.clock)})


@dataclass(eq=False)
class NotExtensible(Conflict):
    """What runs of the {clock} is not extended: {stages}."""

    code: ClassVar[str] = "extension.not_extensible"
    zh: ClassVar[str] = "正在计算的{clock}不得延长：{stages}。"
    clock: str
    stages: str

    def message(self, language: Language) -> str:
        """Gives the sentence with the names of clock and stages; the keys stay in the facts."""
        names = [stage_name(self.clock, one) for one in self.stages.split(", ")]
        said = (
            "、".join(zh for zh, _ in names)
            if language == "zh"
            else ", ".join(en for _, en in names)
        )
        clock = _clock_in(language, self.clock)
        return self._sentence(language, self.facts | {"clock": clock, "stages": said})


def _clock_in(language: Language, clock: str) -> str:
    zh, en = CLOCKS.get(clock, (clock, clock))
    return zh if language == "zh" else en


@dataclass(eq=False)
class ExtensionTooMuch(Invalid):
    """{days} days more are not allowed: at most {times} times and {most} days in all."""

    code: ClassVar[str] = "extension.too_much"
    zh: ClassVar[str] = "不得延长{days}日：最多延长{times}次、共{most}日。"
    days: int
    times: int
    most: int
