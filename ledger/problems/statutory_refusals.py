"""Refusals about statutory acts, tracks, objections, tightened standards and breaches.

Refusal
├── Conflict
│   └── StatutoryActDone, StatutoryActOutOfOrder, StatutoryActTooLate, ObjectionTooLate,
│       BreachFoundAlready, BreachNotFound, BreachRevokedByItsFinder, BreachFoundAbove,
│       TrackLoosened, TrackMissed, ReviewOfOwnAnswer, NobodyReviewsAbove
└── Invalid
    └── StatutoryActUnknown, StatutoryDayRefused, TrackUnknown, TracklessList, TighteningUnmet
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from tenants.refusals import Conflict, Invalid


@dataclass(eq=False)
class StatutoryActUnknown(Invalid):
    """{act} is no statutory act of this list; known are: {known}."""

    code: ClassVar[str] = "problem.statutory_act_unknown"
    zh: ClassVar[str] = "{act} 不是该清单的法定动作；可用：{known}。"
    act: str
    known: str


@dataclass(eq=False)
class StatutoryActDone(Conflict):
    """{act} stands in the story of this problem already."""

    code: ClassVar[str] = "problem.statutory_act_done"
    zh: ClassVar[str] = "该问题已记录过 {act}。"
    act: str


@dataclass(eq=False)
class StatutoryActOutOfOrder(Conflict):
    """{act} follows {after}, which is not recorded yet."""

    code: ClassVar[str] = "problem.statutory_act_out_of_order"
    zh: ClassVar[str] = "{act} 须在 {after} 之后办理，后者尚未记录。"
    act: str
    after: str


@dataclass(eq=False)
class StatutoryActTooLate(Conflict):
    """{act} is done within {days} days of {after}; those have passed."""

    code: ClassVar[str] = "problem.statutory_act_too_late"
    zh: ClassVar[str] = "{act} 须在 {after} 之后{days}日之内办理，期限已过。"
    act: str
    after: str
    days: int


@dataclass(eq=False)
class StatutoryDayRefused(Invalid):
    """{day} is no day on which a request for review can have come in: from the answer up to today."""

    code: ClassVar[str] = "problem.statutory_day_refused"
    zh: ClassVar[str] = "收到日期只用于复查、复核请求，应在答复之日至今日之间，不能是{day}。"
    day: str


@dataclass(eq=False)
class ObjectionTooLate(Conflict):
    """An assignment is objected to within its time, which ended on {until}."""

    code: ClassVar[str] = "problem.objection_too_late"
    zh: ClassVar[str] = "异议须在规定时间内提出，已于{until}届满。"
    until: str


@dataclass(eq=False)
class TrackUnknown(Invalid):
    """{track} is no track of this list; known are: {known}."""

    code: ClassVar[str] = "problem.track_unknown"
    zh: ClassVar[str] = "{track} 不是该清单的办理类别；可用：{known}。"
    track: str
    known: str


@dataclass(eq=False)
class TracklessList(Invalid):
    """This list knows no tracks: {track} is none of it, and none is to be said."""

    code: ClassVar[str] = "problem.list_has_no_tracks"
    zh: ClassVar[str] = "该清单不分办理类别，不填 {track}。"
    track: str


def no_such_track(track: str, known: Sequence[str]) -> Invalid:
    """Tells a track that a list does not know from a list that knows none at all."""
    if not known:
        return TracklessList(track=track[:40])
    return TrackUnknown(track=track[:40], known=", ".join(known))


@dataclass(eq=False)
class TrackLoosened(Conflict):
    """Whoever registered an item keeps its clocks, none later and none longer: not {track}."""

    code: ClassVar[str] = "problem.track_loosened"
    zh: ClassVar[str] = (
        "登记单位不得把办理类别改为 {track}：现有法定时限会减少、推迟或延长；须由上级更正。"
    )
    track: str


@dataclass(eq=False)
class TrackMissed(Conflict):
    """A clock of the present track was missed; to change to {track} would undo that."""

    code: ClassVar[str] = "problem.track_missed"
    zh: ClassVar[str] = "现有办理类别的法定时限已经逾期，不得改为 {track} 予以消除。"
    track: str


@dataclass(eq=False)
class TighteningUnmet(Invalid):
    """The levels of your line ask for more before a {list_type} item is admitted: {unmet}."""

    code: ClassVar[str] = "problem.tightening_unmet"
    zh: ClassVar[str] = "本条线各级对 {list_type} 的入库另有要求，尚未确认：{unmet}。"
    list_type: str
    unmet: str


@dataclass(eq=False)
class BreachFoundAlready(Conflict):
    """{reason} was found of this unit in this quarter already."""

    code: ClassVar[str] = "problem.breach_found_already"
    zh: ClassVar[str] = "该单位在该问题上本季度已认定过 {reason}。"
    reason: str


@dataclass(eq=False)
class BreachNotFound(Conflict):
    """No finding of {reason} stands against this unit here."""

    code: ClassVar[str] = "problem.breach_not_found"
    zh: ClassVar[str] = "该单位在该问题上没有现行的 {reason} 认定。"
    reason: str


@dataclass(eq=False)
class BreachRevokedByItsFinder(Conflict):
    """A finding is taken back by somebody else than whoever made it."""

    code: ClassVar[str] = "problem.breach_by_finder"
    zh: ClassVar[str] = "作出认定的人不得自己撤销，须由另一人办理。"


@dataclass(eq=False)
class BreachFoundAbove(Conflict):
    """This finding was made by a unit above yours; it, or one above it, takes it back."""

    code: ClassVar[str] = "problem.breach_found_above"
    zh: ClassVar[str] = "该认定由上级作出，须由作出认定的单位或其上级撤销。"


@dataclass(eq=False)
class ReviewOfOwnAnswer(Conflict):
    """Nobody records {act} about an answer that they recorded themselves."""

    code: ClassVar[str] = "problem.review_of_own_answer"
    zh: ClassVar[str] = "记录过该答复的人，不得再记录对它的 {act}。"
    act: str


@dataclass(eq=False)
class NobodyReviewsAbove(Conflict):
    """Above the topmost unit nobody reviews here: {act} is not recorded."""

    code: ClassVar[str] = "problem.nobody_reviews_above"
    zh: ClassVar[str] = "本系统内最高一级之上没有复查复核单位，不记录 {act}。"
    act: str
