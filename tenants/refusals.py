"""Refusals: what an act answers when it will not be done. They are facts, not HTTP.

    Refusal
    ├── NotFound     what was named is not there for this viewer; absent and invisible are the same
    ├── NotAllowed   the rule book says no, or the viewer holds no such post
    ├── Conflict     the record, or another request, stands against it now
    │   └── WrongState   its state does
    ├── Invalid      what was sent cannot be meant
    └── Busy         nothing was decided; the same request may be sent again
    Bug              not a refusal: our own mistake, shown to nobody but by its id

The docstring of a concrete refusal is its English message with the facts in braces, ``zh`` the same
in Chinese, and its fields are the facts. ``docs/refusals/<code>.md`` says what to do about it.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar, Literal
from uuid import UUID

from storage.ids import printed

Language = Literal["zh", "en"]

NOTHING_ALLOWS = "nothing-allows"
"""What stands for a rule where no rule of the book allows what was asked."""


@dataclass(eq=False)
class Refusal(Exception):
    """The act was not done."""

    code: ClassVar[str]
    zh: ClassVar[str]
    retryable: ClassVar[bool] = False

    def __post_init__(self) -> None:
        super().__init__(self.message("en"))
        self.id: UUID | None = None
        """The record of this refusal, which an administrator can open; None when none was kept."""

    @property
    def token(self) -> str | None:
        """The public id by which an administrator opens it; None when none was kept."""
        return None if self.id is None else printed("Refusal", self.id)

    @property
    def facts(self) -> dict[str, str]:
        """The facts as text, in the order of their fields; what is not known is left out."""
        pairs = ((field.name, getattr(self, field.name)) for field in dataclasses.fields(self))
        return {name: _shown(value) for name, value in pairs if value is not None}

    @property
    def by_rule(self) -> str | None:
        """The rule of the book that said no, when it was the book."""
        return None

    @property
    def page(self) -> str:
        """Where the server explains this refusal and what to do about it."""
        return f"/refusals/{self.code}"

    @property
    def rule_page(self) -> str | None:
        """Where the server shows the rule that said no, when it was a rule of the book."""
        return None

    def message(self, language: Language) -> str:
        """Gives the sentence a person reads."""
        return self._sentence(language, self.facts)

    def _sentence(self, language: Language, facts: Mapping[str, str]) -> str:
        template = self.zh if language == "zh" else (type(self).__doc__ or self.code)
        known = {**{field.name: "" for field in dataclasses.fields(self)}, **facts}
        return " ".join(template.split()).format_map(known)

    def in_full(self) -> str:
        """Gives code, sentence in both languages and token: a line of a report or a terminal."""
        said = f"{self.code}: {self.message('zh')} {self.message('en')}"
        return said if self.token is None else f"{said} [{self.token}]"


def _shown(value: object) -> str:
    """What was sent is repeated to a person without what no log or database keeps."""
    return "".join(one if one.isprintable() else "\ufffd" for one in str(value))


class NotFound(Refusal):
    """Nothing of that kind is there for you."""


class NotAllowed(Refusal):
    """You may not do this."""


class Conflict(Refusal):
    """It cannot be done now."""


@dataclass(eq=False)
class WrongState(Conflict):
    """It is in a state that does not take the act: told by its name, the key stays in the facts."""

    names: ClassVar[Mapping[str, tuple[str, str]]]
    """What each state of the record is called, in Chinese and English."""
    state: str

    def message(self, language: Language) -> str:
        """Gives the sentence with the name of the state."""
        zh, en = self.names.get(self.state, (self.state, self.state))
        return self._sentence(language, self.facts | {"state": zh if language == "zh" else en})


class Invalid(Refusal):
    """What was sent cannot be meant."""


class Busy(Refusal):
    """Try again."""

    retryable: ClassVar[bool] = True


class Bug(Exception):
    """A mistake of ours. Masked with an id at the edge; never caught below it."""


# ------------------------------------------------------------------------------- the viewer
@dataclass(eq=False)
class ViewerPostNotHeld(NotAllowed):
    """You do not hold the post you asked to act in."""

    code: ClassVar[str] = "viewer.post_not_held"
    zh: ClassVar[str] = "您并不担任所选的职务，不能以该职务行事。"


@dataclass(eq=False)
class ViewerIsNobody(NotAllowed):
    """Only someone who holds a current post can do this."""

    code: ClassVar[str] = "viewer.nobody"
    zh: ClassVar[str] = "只有现任职务的人员才能办理此事。"
    notice: str


@dataclass(eq=False)
class ViewerStepUp(NotAllowed):
    """Sign in anew to do this: at most {max_age} seconds ago, at level {level} ({acr_values})."""

    code: ClassVar[str] = "viewer.step_up"
    zh: ClassVar[str] = "办理此事须重新登录：{max_age}秒以内，认证级别{level}（{acr_values}）。"
    max_age: int
    level: int
    acr_values: str


# ------------------------------------------------------------------------------- the book
@dataclass(eq=False)
class BookSaysNo(NotAllowed):
    """The rule book does not allow you to {doing} here: {why} (rule {rule})."""

    code: ClassVar[str] = "book.not_allowed"
    zh: ClassVar[str] = "规则手册不允许您在此“{doing_zh}”：{why_zh}（规则 {rule}）。"
    act: str
    rule: str
    why: str
    why_zh: str
    doing: str
    doing_zh: str
    missing: str | None = None
    """What the rule lacks, where it forbids nothing but comes nearest to allowing."""
    missing_zh: str | None = None

    @property
    def by_rule(self) -> str | None:
        """The rule that said no, or came nearest to a yes; ``nothing-allows`` when none is named."""
        return self.rule

    @property
    def rule_page(self) -> str | None:
        """Where the rule stands; None when it is not a rule but the lack of one."""
        return None if self.rule == NOTHING_ALLOWS else f"/rule-book#{self.rule}"


# ------------------------------------------------------------------------------- any record
@dataclass(eq=False)
class RecordNotFound(NotFound):
    """There is no such record, or it is not yours to see."""

    code: ClassVar[str] = "record.not_found"
    zh: ClassVar[str] = "没有这条记录，或您无权查看。"


@dataclass(eq=False)
class CodeTaken(Conflict):
    """Another unit of this kind that stands has this code."""

    code: ClassVar[str] = "tenant.code_taken"
    zh: ClassVar[str] = "另有现存同类单位使用此代码。"
    constraint: ClassVar[str] = "tenant_code_kind"


@dataclass(eq=False)
class KeyReused(Conflict):
    """This key was already used for another request. Make a new key for a new request."""

    code: ClassVar[str] = "idempotency.key_reused"
    zh: ClassVar[str] = "该幂等键已用于另一项请求；新的请求请使用新的键。"


@dataclass(eq=False)
class KeyMalformed(Invalid):
    """A key has 8 to 64 letters, digits, dots, hyphens or underscores."""

    code: ClassVar[str] = "idempotency.key_malformed"
    zh: ClassVar[str] = "幂等键须为8至64个字母、数字、点、连字符或下划线。"


@dataclass(eq=False)
class TextTooBroad(Invalid):
    """Looking for this text took too long: too many records hold it. Write more characters; where
    only a few can hold it, ask again a little later.
    """

    code: ClassVar[str] = "record.text_too_broad"
    zh: ClassVar[str] = (
        "按这段文字检索用时过长：含有它的记录太多。请多写几个字；确知只有少数记录含有的，请稍后再试。"
    )


@dataclass(eq=False)
class TextRefused(Invalid):
    """The text of {field} must have {least} to {most} characters, something to see among them, and
    neither control characters nor direction marks.
    """

    code: ClassVar[str] = "record.text_refused"
    zh: ClassVar[str] = (
        "{field} 须为{least}至{most}个字符，其中须有可见文字，且不含控制字符和文字方向控制符。"
    )
    field: str
    least: int
    most: int


@dataclass(eq=False)
class SecretMarked(Invalid):
    """{field} bears the marking of a state secret. Nothing secret is written or sent here; nothing of
    what you sent was kept. Tell your unit's office for secrecy.
    """

    code: ClassVar[str] = "record.marked_secret"
    zh: ClassVar[str] = (
        "{field} 带有国家秘密标志。涉密内容不得在本平台填写、上传；您所发送的内容未予保存。请报告本单位保密工作机构。"
    )
    field: str


@dataclass(eq=False)
class NumberRefused(Invalid):
    """{field} must be a whole number from {least} to {most}."""

    code: ClassVar[str] = "record.number_refused"
    zh: ClassVar[str] = "{field} 须为{least}至{most}之间的整数。"
    field: str
    least: int
    most: int
    counts: str | None = None
    """``items`` where the number is how many members a list has."""

    def message(self, language: Language) -> str:
        """Gives the sentence; of a list it speaks of its members."""
        if self.counts is None:
            return super().message(language)
        en = f"{self.field} must have {self.least} to {self.most} items."
        return f"{self.field} 须为{self.least}至{self.most}项。" if language == "zh" else en


@dataclass(eq=False)
class DayRefused(Invalid):
    """{field} must be a day from {first} to {last}."""

    code: ClassVar[str] = "record.day_refused"
    zh: ClassVar[str] = "{field} 须为{first}至{last}之间的日期。"
    field: str
    first: date
    last: date


@dataclass(eq=False)
class DatabaseBusy(Busy):
    """The database is too busy or away for the moment; send the same request again."""

    code: ClassVar[str] = "storage.busy"
    zh: ClassVar[str] = "数据库暂时繁忙或无法连接，请稍后原样重试。"


def refusal_classes() -> dict[str, type[Refusal]]:
    """Lists every concrete refusal that is loaded, by code."""

    def below(parent: type[Refusal]) -> list[type[Refusal]]:
        return [parent, *(found for child in parent.__subclasses__() for found in below(child))]

    return {found.code: found for found in below(Refusal) if "code" in vars(found)}


def refusal_from(code: str, facts: dict[str, Any]) -> Refusal:
    """Builds a refusal again from what was stored of it."""
    return refusal_classes()[code](**facts)
