"""The prose of evaluation, closing, re-check and scores, read by the naive model.

Like ``policy_model``, which asks it, it imports nothing from the application.
"""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

CLOSING = {"evaluation_code", "closing", "follow_up"}
RECHECKS = {"recheck", "recheck_sample", "rebound"}
WHOLE = {
    "score": "a-frozen-score-is-for-those-who-sit-nowhere-else",
    "recheck_sample": "a-sample-is-for-those-who-sit-nowhere-else",
    "meeting_minutes": "minutes-are-for-those-who-sit-nowhere-else",
}


def scattered(parents: Mapping[int, int | None], who: Any, noun: str, verb: str) -> Iterator[str]:
    """定稿的指数、样本、纪要是一级的：还在本单位及其上级以外任职的人不办、不看。现算的指数照看。"""
    if noun not in WHOLE or who.unit is None or (noun, verb) == ("score", "count"):
        return
    line, unit = set(), who.unit
    while unit is not None:
        line.add(unit)
        unit = parents[unit]
    if not set(who.other_units) <= line:
        yield WHOLE[noun]


def untouched(noun: str) -> Iterator[str]:
    """三员不接触评议、销号、回头看、指数。"""
    if noun in CLOSING:
        yield "administrators-touch-no-closings"
    if noun in RECHECKS:
        yield "administrators-touch-no-rechecks"
    if noun == "score":
        yield "administrators-read-no-scores"


def unfit(who: Any, action: str, known: Mapping[str, Any], *, sits_there: bool) -> Iterator[str]:
    """自己销号的，自己不得回头看；责任单位的人看不到评议码和尚未作结论的回头看。"""
    closed_it = who.person is not None and known.get("closed_by") == who.person
    if action == "problem.recheck" and closed_it:
        yield "nobody-rechecks-what-they-closed"
    if action == "evaluation_code.read" and sits_there:
        yield "nobody-watches-the-code-about-their-unit"
    if action == "recheck.read" and sits_there and known.get("state") in {"PLANNED", "OPEN"}:
        yield "a-unit-is-not-warned-of-a-recheck"


def judged(
    see: Any,
    action: str,
    *,
    workers: AbstractSet[str],
    overseers: AbstractSet[str],
    bringers: AbstractSet[str],
) -> Iterator[bool]:
    """评议、销号、回头看、指数由谁看、由谁办。"""
    noun, _, verb = action.partition(".")
    here, known = see.who.unit, see.thing.known
    judges = see.role("organisation_department")
    if noun == "evaluation_code" and here is not None:
        # 开码单位的信访、组织部门。
        opened = str(known.get("author_tenant")) == str(here)
        yield opened and (judges or see.role("petition_bureau"))
    if noun in {"closing", "follow_up", "recheck", "rebound"}:
        # 责任单位的人；对本级开放的；清单属于本级或直接下级的组织部门。
        levels = {str(known.get("level")), str(known.get("level_parent"))}
        reads = verb == "read"
        yield reads and see.own and see.role(*workers)
        yield reads and see.open_to_me and see.role(*overseers)
        yield reads and here is not None and str(here) in levels and judges
    if action == "follow_up.report":
        yield see.own and see.role("handler", *bringers)
    if action == "rebound.read" and here is not None:
        # 反弹报销号那一级的上级。
        yield str(known.get("alerted")) == str(here) and see.role(*overseers)
    near = see.own or see.next_below
    if noun == "recheck_sample":
        yield verb == "read" and near and see.role(*overseers)
        yield verb == "draw" and see.own and judges
    if noun == "score":
        # 一级看本级和直接下级；本级组织部门、专班定稿。
        yield verb in {"read", "count"} and near and see.role("level_administrator", *overseers)
        yield verb == "freeze" and see.own and (judges or see.role("task_force"))
