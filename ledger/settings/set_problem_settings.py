"""The act by which a level sets how problems are handled in it and below (问题管控设置)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from ledger.problems import figures
from ledger.problems.proposal_columns import SECOND_STEPS
from ledger.problems.refusals import UnitNotFound
from ledger.problems.rules import CLASSES, LISTS, SHOWN
from ledger.problems.standards import ADMISSION, Tightening
from ledger.problems.stepping import line_rules, unit
from ledger.settings.closure import ClosureTest, in_force
from ledger.settings.events import ProblemSettingsSet
from ledger.settings.refusals import FigureLoosened, NotTighter, SettingRefused, SettingStale
from ledger.settings.tables import COLOURS, MOST_EXCHANGES, problem_setting
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import numbered, worded


@dataclass(frozen=True)
class ClosureText:
    """How long what a line admitted must stay away before it is closed, and how many may be alike."""

    list_type: str
    admission: str
    months: int
    most: int


@dataclass(frozen=True)
class LeadOrgan:
    """Which unit leads a list at the level: its own, or one of its departments."""

    list_type: str
    unit: UUID


@dataclass(frozen=True)
class FigureText:
    """A figure by its key, and what it is to be."""

    figure: str
    value: int


@dataclass(frozen=True)
class SetProblemSettings:
    """The number of the settings that were read (0: none), and the new ones.

    What is left out is as the line above has set it.
    """

    expected_number: int
    exchanges: int | None = None
    shown: str | None = None
    at_once: str | None = None
    set_time: str | None = None
    staged: str | None = None
    pledge_lists: tuple[str, ...] = ()
    pledge_labels: tuple[str, ...] = ()
    admission_lines: tuple[Tightening, ...] = ()
    closure_tests: tuple[ClosureText, ...] = ()
    lead_organs: tuple[LeadOrgan, ...] = ()
    evidence_lists: tuple[str, ...] = ()
    second_steps: tuple[str, ...] = ()
    figures: tuple[FigureText, ...] = ()


async def set_problem_settings(sitting: Sitting, given: SetProblemSettings) -> UUID:
    """Sets colours, exchanges, sight and pledges for the unit and the line below it.

    Given:    exchanges, 1 to 5; colours, no two classes the same; pledge_lists and pledge_labels,
              for which problems the head of the unit signs a pledge; evidence_lists, for
              which lists evidence is asked for; second_steps, LIST or TRIAGE, which the
              head of the unit confirms before they are taken; admission_lines, what an item
              must meet besides; closure_tests, never shorter nor more tolerant than what holds
              already; lead_organs, the level's own unit or one directly below; figures, each
              once and never looser than on the line above: they hold for what begins after it.
    Gives:    the settings in force from now on; those before stay in the record.
    Refuses:  the rules of problem_setting.set, setting.stale, setting.value_refused,
              setting.not_tighter, setting.figure_loosened, record.number_refused,
              record.text_refused, problem.unit_not_found.
    Records:  ProblemSettingsSet.
    Source:   domain 5, 6.4, 6.6, 6.8, 12.2; seed 0, 准入标准.
    """
    proposed = sitting.proposed(problem_setting, {"state": "PUBLISHED"})
    sitting.decide("problem_setting.set", proposed)
    number = await _retired(sitting, expected=given.expected_number)
    _checked(given)
    standards = await _standards(sitting, given)
    written = await sitting.insert(
        problem_setting,
        {
            "id": proposed.id,
            "holder": sitting.tenant,
            "number": number + 1,
            "exchanges": given.exchanges,
            "shown": given.shown,
            "at_once": given.at_once,
            "set_time": given.set_time,
            "staged": given.staged,
            "pledge_lists": sorted(set(given.pledge_lists)),
            "pledge_labels": sorted(set(given.pledge_labels)),
            "evidence_lists": sorted(set(given.evidence_lists)),
            "second_steps": sorted(set(given.second_steps)),
            **standards,
            "set_by": sitting.viewer.person,
            "set_at": sitting.now,
        },
    )
    await sitting.record(ProblemSettingsSet(written.id, number + 1, sitting.tenant))
    return written.id


async def _retired(sitting: Sitting, *, expected: int) -> int:
    """Retires the settings in force and gives the last number."""
    table = problem_setting.c
    mine = (table.root == sitting.root, table.holder == sitting.tenant)
    last = await sitting.rows(
        select(func.coalesce(func.max(table.number), 0).label("n")).where(*mine)
    )
    number: int = last[0]["n"]
    if number != expected:
        raise SettingStale(current=number)
    in_force = await sitting.rows(
        select(problem_setting).where(*mine, table.state == "PUBLISHED").with_for_update()
    )
    for row in in_force:
        old = Record(problem_setting, row)
        sitting.decide("problem_setting.set", old)
        await sitting.change(old, {"state": "RETIRED"})
    return number


def _checked(given: SetProblemSettings) -> None:
    if given.exchanges is not None:
        numbered("exchanges", given.exchanges, least=1, most=MOST_EXCHANGES)
    colours = [one for one in (given.at_once, given.set_time, given.staged) if one is not None]
    if len(set(colours)) < len(colours):
        raise SettingRefused(name="colours", value=", ".join(colours), known=", ".join(COLOURS))
    _among("shown", [given.shown] if given.shown is not None else [], SHOWN)
    _among("colours", colours, COLOURS)
    _among("pledge_lists", given.pledge_lists, LISTS)
    _among("pledge_labels", given.pledge_labels, CLASSES)
    _among("evidence_lists", given.evidence_lists, LISTS)
    _among("second_steps", given.second_steps, SECOND_STEPS)


def _among(name: str, said: Collection[str], known: tuple[str, ...]) -> None:
    for value in said:
        if value not in known:
            raise SettingRefused(name=name, value=value[:40], known=", ".join(known))


async def _standards(sitting: Sitting, given: SetProblemSettings) -> dict[str, list[str]]:
    """Gives what tightens standards as a setting keeps it, and who leads which list."""
    lines = [_line(one) for one in given.admission_lines]
    _once("admission_lines", [line.partition(":")[0] for line in lines])
    _once("figures", [one.figure for one in given.figures])
    rules = await line_rules(sitting, sitting.tenant)
    return {
        "admission_lines": lines,
        "closure_tests": [_closure(rules, one) for one in given.closure_tests],
        "figures": [_figure(rules, one) for one in given.figures],
        "lead_organs": [await _lead(sitting, one) for one in given.lead_organs],
    }


def _once(name: str, keys: Sequence[str]) -> None:
    if len(set(keys)) < len(keys):
        raise SettingRefused(name=name, value=", ".join(keys)[:40], known="once each")


def _figure(rules: Mapping[str, Any], one: FigureText) -> str:
    """Holds a figure to its bounds, and to what the line above has set."""
    _among("figures", [one.figure], tuple(figures.FIGURES))
    known = figures.FIGURES[one.figure]
    least, most = known.range
    numbered(one.figure, one.value, least=least, most=most)
    held = figures.in_force(rules, one.figure)
    if known.tightest(one.value, held) != one.value:
        raise FigureLoosened(figure=one.figure, held=held)
    return f"{one.figure}={one.value}"


def _line(one: Tightening) -> str:
    _among("admission_lines", [one.list_type], LISTS)
    if not (one.key.isascii() and one.key.isidentifier()) or one.key in ADMISSION[one.list_type]:
        known = "a new key of letters, digits and _"
        raise SettingRefused(name="admission_lines", value=one.key[:40], known=known)
    zh, en = worded("zh", one.zh, most=200), worded("en", one.en, most=200)
    for words in (zh, en):
        if any(mark in words for mark in ("; ", " / ", "\n")):
            raise SettingRefused(name="admission_lines", value=words[:40], known="one line")
    return Tightening(one.list_type, one.key, zh, en).kept


def _closure(rules: Mapping[str, Any], one: ClosureText) -> str:
    """Holds a closure test to what the line, and what ships, ask for already."""
    _among("closure_tests", [one.list_type], LISTS)
    _among("closure_tests", [one.admission], tuple(ADMISSION[one.list_type]))
    numbered("months", one.months, least=1, most=36)
    numbered("most", one.most, least=0, most=100)
    held = in_force(rules, one.list_type, one.admission)
    if held is not None and (one.months < held.months or one.most > held.most):
        raise NotTighter(months=held.months, most=held.most)
    return ClosureTest(one.list_type, one.admission, one.months, one.most).kept


async def _lead(sitting: Sitting, one: LeadOrgan) -> str:
    _among("lead_organs", [one.list_type], LISTS)
    found = await unit(sitting, one.unit)
    if sitting.tenant not in {found["id"], found["parent_id"]}:
        raise UnitNotFound
    return f"{one.list_type}={found['uid']}"
