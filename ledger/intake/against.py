"""Which units the rows of a backlog are against, and the days on which they say they were found."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from ledger.intake.parts import parts
from ledger.intake.rows import BacklogRow
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.tables import tenant, tenant_former
from tenants.wording import FIRST_DAY

_AT_ONCE = 1000
_Bearing = dict[str, list[int]]
"""The units that bear each code."""
_OF_ALL = select(tenant.c.root, tenant.c.code, tenant.c.id)
_TODAY = _OF_ALL.where(tenant.c.valid_until.is_(None))
_ONCE = select(tenant_former.c.root, tenant_former.c.code, tenant_former.c.tenant.label("id"))
_EVER = (_OF_ALL, _ONCE)


@dataclass(frozen=True)
class Conflict:
    """A row that cannot be written as the database stands: which of its cells, and why."""

    row: int
    key: str
    zh: str
    en: str


async def against(
    sitting: Sitting, rows: Sequence[BacklogRow], known: Mapping[UUID, Record]
) -> tuple[dict[UUID, list[int]], list[Conflict]]:
    """Looks up the units that rows are against.

    Given:    known, the problems that rows made before. Of these a code means what it meant then, also
              when the unit has ended, or has another code, since.
    Gives:    the units of each row that names some, and what stands against rows: a code of no unit or
              of several, a unit in or under which whoever imports sits, a day that cannot be.
    """
    codes = {code for row in rows if row.id not in known for code in row.accused}
    today = await _bearing(sitting, codes, _TODAY)
    codes = {code for row in rows if row.id in known for code in row.accused}
    ever = await _bearing(sitting, codes, *_EVER)
    units: dict[UUID, list[int]] = {}
    conflicts: list[Conflict] = []
    for row in rows:
        made = known.get(row.id)
        conflicts += _wrong_day(sitting, row)
        if made is None:
            conflicts += _wrong(sitting, row, today)
            named = [today[code] for code in row.accused]
        else:
            conflicts += [_nobody(row, code) for code in row.accused if not ever[code]]
            named = [_meant(ever[code], made) for code in row.accused]
        if row.accused:
            units[row.id] = sorted({one for some in named for one in some})
    return units, conflicts


def _meant(bearing: list[int], made: Record) -> list[int]:
    """Whom a code means of a problem that is there: whom it is against, where one of them bore it."""
    return [one for one in bearing if one in made["accused"]] or bearing


async def _bearing(sitting: Sitting, codes: set[str], *queries: Select[Any]) -> _Bearing:
    bearing: _Bearing = defaultdict(list)
    for some in parts(sorted(codes), _AT_ONCE):
        for query in queries:
            root, code, *_ = query.selected_columns
            for one in await sitting.rows(query.where(root == sitting.root, code.in_(some))):
                bearing[one["code"]].append(one["id"])
    return bearing


def _wrong_day(sitting: Sitting, row: BacklogRow) -> Iterator[Conflict]:
    day = row.found_on
    if day is not None and not FIRST_DAY <= day <= sitting.today:
        zh, en = "发现日期不得晚于今日", "it was found today or before"
        yield Conflict(row.row, "found_on", zh, en)


def _nobody(row: BacklogRow, code: str) -> Conflict:
    zh, en = f"没有代码为 {code[:20]} 的单位", f"no unit has the code {code[:20]}"
    return Conflict(row.row, "accused", zh, en)


def _wrong(sitting: Sitting, row: BacklogRow, known: _Bearing) -> Iterator[Conflict]:
    for code in row.accused:
        if not known[code]:
            yield _nobody(row, code)
            continue
        if len(known[code]) > 1:
            zh = f"代码 {code[:20]} 有几个单位共用，请导入后用 nameAccused 指明"
            en = f"several units share the code {code[:20]}: name the one by nameAccused afterwards"
        elif known[code][0] in {*sitting.viewer.units, *sitting.viewer.lineage}:
            zh = "办理人任职单位及其上级不能是被反映单位，请由其他单位登记"
            en = "whoever imports sits in this unit or under it: another unit has to report this"
        else:
            continue
        yield Conflict(row.row, "accused", zh, en)
