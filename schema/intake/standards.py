"""One of the six lists as GraphQL shows it: what admits, what closes, who leads, what is due."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

import strawberry

from ledger.clocks.calendar import civil
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.naming import stage_name
from ledger.clocks.statutory import ACTS, CLOCKS, TRACKS
from ledger.intake.standards_of import Standards
from ledger.problems.figures import FIGURES
from ledger.problems.standards import LIST_KINDS
from schema.clocks.types import ClockUnit, LimitConfidence
from schema.intake.types import (
    AddedLineInfo,
    AdmissionStandardInfo,
    ClosureTestInfo,
    FigureInfo,
    FigureUnit,
    LeadOrganInfo,
    StandardLineInfo,
    StatutoryClockInfo,
)
from schema.problems.enums import ProblemListType
from schema.settings.figures import SettingFigure
from storage.ids import printed


class Worded(Protocol):
    """What has a key and reads in both languages."""

    @property
    def key(self) -> str: ...
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def lines_info(lines: Iterable[Worded]) -> list[StandardLineInfo]:
    """Gives lines as GraphQL shows them."""
    return [StandardLineInfo(key=one.key, zh=one.zh, en=one.en) for one in lines]


def standard_info(found: Standards, name: str) -> AdmissionStandardInfo:
    """Gives the standard of one list at a unit."""
    kind = LIST_KINDS[name]
    return AdmissionStandardInfo(
        list_type=ProblemListType(name),
        lines=lines_info(found.admission[name]),
        added=[
            AddedLineInfo(key=one.key, zh=one.zh, en=one.en, by=one.by) for one in found.added[name]
        ],
        closure_tests=[
            ClosureTestInfo(admission=one.admission, months=one.months, most=one.most)
            for one in found.closures
            if one.list_type == name
        ],
        lead=_lead(found, name),
        guards=StandardLineInfo(key=name, zh=kind.guards_zh, en=kind.guards_en),
        tracks=lines_info(TRACKS.get(name, ())),
        statutory_acts=lines_info(one for one in ACTS.values() if one.list_type == name),
        statutory_clocks=_clocks(name),
    )


def figures_info(found: Standards) -> list[FigureInfo]:
    """Gives the figures that hold at a unit."""
    return [
        FigureInfo(
            figure=SettingFigure(one.key),
            zh=one.zh,
            en=one.en,
            value=found.figures[one.key],
            shipped=one.shipped,
            bound=one.bound,
            unit=FigureUnit(one.unit),
        )
        for one in FIGURES.values()
    ]


def _lead(found: Standards, name: str) -> LeadOrganInfo:
    kind, named = LIST_KINDS[name], found.leads.get(name)
    return LeadOrganInfo(
        zh=kind.lead_zh,
        en=kind.lead_en,
        unit=None if named is None else strawberry.ID(printed("Tenant", named[0])),
        name=None if named is None else named[1],
    )


def _clocks(name: str) -> list[StatutoryClockInfo]:
    today = civil(datetime.now(UTC))
    found = []
    known = set()
    for one in CLOCKS:
        limit = shipped().on(Clock.STATUTORY, one.stage, today)
        # A clock that begins anew with whoever it is handed to is still one clock.
        told = (one.stage, one.tracks) in known
        if one.list_type == name and limit is not None and not told:
            known.add((one.stage, one.tracks))
            zh, en = stage_name(Clock.STATUTORY.value, one.stage)
            found.append(
                StatutoryClockInfo(
                    stage=one.stage,
                    zh=zh,
                    en=en,
                    amount=limit.amount,
                    unit=ClockUnit(limit.unit.value),
                    source=limit.source,
                    source_en=limit.source_en,
                    confidence=LimitConfidence(limit.confidence.upper()),
                    tracks=sorted(one.tracks),
                )
            )
    return found
