"""The lines of a sum, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, Limit
from ledger.clocks.naming import Name, stage_name

MINUTES = 60
UNITS: Mapping[Unit, tuple[str, str]] = {
    Unit.HOUR: ("小时", "hours"),
    Unit.DAY: ("日", "days"),
    Unit.WORKING_DAY: ("个工作日", "working days"),
}
CLOCKS: Mapping[str, tuple[str, str]] = {
    "TOTAL": ("全程时限", "whole time"),
    "LEVEL": ("本级时限", "time at this level"),
    "STATUTORY": ("法定时限", "statutory time"),
    "RECTIFICATION": ("整改时限", "rectification time"),
}
WHY: Mapping[str, tuple[str, str]] = {
    "not_approved": ("未经批准", "nobody approved it"),
    "not_pausable": ("该时限不得中止", "this clock may not be stopped"),
    "stands_already": ("已经中止或终止", "it stands already"),
    "runs_already": ("并未中止", "it was not standing"),
    "no_more_extensions": ("不得再延长", "it may not be extended again"),
    "extended_too_far": ("超过可延长的总数", "more than may be added in all"),
}
EVENTS: Mapping[str, tuple[str, str]] = {
    "PAUSED": ("中止", "stopped for a while"),
    "RESUMED": ("恢复", "goes on"),
    "STOPPED": ("终止", "ended"),
    "REOPENED": ("退回后继续，所余时限照计", "goes on after a return with what was left"),
}
SURE: Mapping[str, tuple[str, str]] = {
    "seen": ("", ""),
    "secondary": ("，据二手资料", ", from a secondary source"),
    "proposal": ("，建议值", ", a proposal"),
    "verify": ("，待核实", ", to be verified"),
}
"""How sure a source is: said of all that was not seen."""
_LINE: Mapping[str, Any] = {"source": "各级设定", "source_en": "set by the levels of the line"}
_ORDER: Mapping[str, Any] = {
    "source": "上级在本件上所定",
    "source_en": "set for this item by the level above",
}


@dataclass(frozen=True)
class Line:
    """One line of the sum: on which day, what passed or changed, and how it reads."""

    on: date
    kind: str
    zh: str
    en: str
    amount: int = 0
    used: int | None = None
    allowed: int | None = None

    @property
    def order(self) -> int:
        """Where it stands among the lines of its day."""
        return ORDER.get(self.kind, 2)


ORDER: Mapping[str, int] = {"RULE": 0, "PASSED": 1, "DUE": 3, "BREACHED": 4, "STARTED": -1}
"""A limit counts from the beginning of its day; what passed stands before what then happened."""


def own(limit: Limit, amount: int | None, *, tightened: bool) -> Limit:
    """Gives the limit of a run that was given days of its own, with who set them.

    Given:    tightened, whether the levels of the line did, and not an order. A statutory one is a
              regulation's, also where a request came in before it was written down.
    """
    if amount is None:
        return limit
    if limit.clock is Clock.STATUTORY:
        return replace(limit, amount=amount)
    return replace(limit, amount=amount, confidence="seen", **(_LINE if tightened else _ORDER))


def _much(amount: int, unit: Unit) -> tuple[str, str]:
    zh, en = UNITS[unit]
    if unit is Unit.HOUR:
        hours, minutes = divmod(amount, MINUTES)
        shown = f"{hours}:{minutes:02}"
        return f"{shown}{zh}", f"{shown} {en}"
    return f"{amount}{zh}", f"{amount} {en}"


def _of(limit: Limit) -> tuple[str, str]:
    scaled = limit.amount * (MINUTES if limit.unit is Unit.HOUR else 1)
    return _much(scaled, limit.unit)


def started(on: date, limit: Limit) -> Line:
    """Says that a clock was started, with which limit."""
    (zh, en), (clock_zh, clock_en) = _of(limit), CLOCKS[limit.clock.value]
    sure_zh, sure_en = SURE[limit.confidence]
    name_zh, name_en = stage_name(limit.clock.value, limit.stage)
    source_zh = f"（{limit.source}{sure_zh}）" if limit.source else ""
    source_en = f" ({limit.source_en}{sure_en})" if limit.source_en else ""
    hours = limit.unit is Unit.HOUR
    return Line(
        on,
        "STARTED",
        f"{clock_zh}“{name_zh}”起算，限{zh}{source_zh}" + ("" if hours else "，当日不计"),
        f"{clock_en}, {name_en}, starts: {en}{source_en}"
        + ("" if hours else "; this day counts not"),
        allowed=limit.amount,
    )


def changed(limit: Limit) -> Line:
    """Says that another version of the limit is in force from a day on."""
    zh, en = _of(limit)
    return Line(
        limit.since,
        "RULE",
        f"自本日起限{zh}，已用的时间照计",
        f"from this day on {en}; what was used stays used",
        allowed=limit.amount,
    )


def event(
    on: date, kind: str, amount: int, limit: Limit, why: str | None, by: Name | None = None
) -> Line:
    """Says what happened and by which act, or that it counts for nothing and why."""
    if kind == "EXTENDED":
        unit = UNITS[limit.unit]
        zh, en = f"延长{amount}{unit[0]}", f"extended by {amount} {unit[1]}"
    else:
        zh, en = EVENTS[kind]
    if why is not None:
        return Line(on, kind, f"{zh}不计：{WHY[why][0]}", f"{en}, not counted: {WHY[why][1]}")
    if by is not None:
        zh, en = f"{zh}：{by[0]}", f"{en}: {by[1]}"
    return Line(on, kind, zh, en, amount=amount)


def passed(on: date, amount: int, used: int, allowed: int, unit: Unit) -> Line:
    """Says how much passed up to a day, and the sum so far."""
    (zh, en), (sum_zh, sum_en) = _much(amount, unit), _much(used, unit)
    most_zh, most_en = _much(allowed, unit)
    return Line(
        on,
        "PASSED",
        f"＋{zh}，累计{sum_zh}／{most_zh}",
        f"+{en}, {sum_en} of {most_en} used",
        amount=amount,
        used=used,
        allowed=allowed,
    )


def due(on: date, allowed: int, unit: Unit) -> Line:
    """Says which day is the last one."""
    zh, en = _much(allowed, unit)
    if unit is Unit.HOUR:
        return Line(on, "DUE", f"到期（限{zh}）", f"due on this day ({en})", allowed=allowed)
    return Line(
        on,
        "DUE",
        f"到期（限{zh}，当日24时截止）",
        f"due at the end of this day ({en})",
        allowed=allowed,
    )


def breached(on: date) -> Line:
    """Says since which day it is over; no later extension undoes that."""
    return Line(
        on, "BREACHED", "逾期；此后的延长不消除逾期", "over; no later extension undoes that"
    )


def on_track(on: date, track: Name) -> Line:
    """Says on which track an item was put at registration: it decides which clocks run."""
    return Line(on, "TRACK", f"办理类别：{track[0]}", f"handled as {track[1]}")


def not_begun(on: date, stage: str, done_on: date, by: Name) -> Line:
    """Says that a statutory clock did not begin, as what it is for was done before."""
    (clock_zh, clock_en), (zh, en) = CLOCKS["STATUTORY"], stage_name("STATUTORY", stage)
    return Line(
        on,
        "NOT_BEGUN",
        f"{clock_zh}“{zh}”不起算：{done_on.isoformat()}已办，{by[0]}",
        f"{clock_en}, {en}, does not start: done on {done_on.isoformat()}, {by[1]}",
    )
