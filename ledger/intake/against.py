"""Which units the rows of a backlog are against, and the days on which they say they were found."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.intake.parts import parts
from ledger.intake.rows import BacklogRow
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import FIRST_DAY

_AT_ONCE = 1000


@dataclass(frozen=True)
class Conflict:
    """A row that cannot be written as the database stands: which of its cells, and why."""

    row: int
    key: str
    zh: str
    en: str


async def against(
    sitting: Sitting, rows: Sequence[BacklogRow]
) -> tuple[dict[UUID, list[int]], list[Conflict]]:
    """Looks up the units that rows are against.

    Gives:    the units of each row that names some, and what stands against rows: a code of no unit or
              of several, a unit in or under which whoever imports sits, a day that cannot be.
    """
    known = await _known(sitting, {code for row in rows for code in row.accused})
    units: dict[UUID, list[int]] = {}
    conflicts: list[Conflict] = []
    for row in rows:
        conflicts += _wrong(sitting, row, known)
        if row.accused:
            units[row.id] = sorted({one for code in row.accused for one in known[code]})
    return units, conflicts


async def _known(sitting: Sitting, codes: set[str]) -> dict[str, list[int]]:
    known: dict[str, list[int]] = defaultdict(list)
    for some in parts(sorted(codes), _AT_ONCE):
        query = select(tenant.c.code, tenant.c.id).where(
            tenant.c.root == sitting.root, tenant.c.code.in_(some), tenant.c.valid_until.is_(None)
        )
        for one in await sitting.rows(query):
            known[one["code"]].append(one["id"])
    return known


def _wrong(sitting: Sitting, row: BacklogRow, known: dict[str, list[int]]) -> Iterator[Conflict]:
    day = row.found_on
    if day is not None and not FIRST_DAY <= day <= sitting.today:
        zh, en = "发现日期不得晚于今日", "it was found today or before"
        yield Conflict(row.row, "found_on", zh, en)
    for code in row.accused:
        if not known[code]:
            zh, en = f"没有代码为 {code[:20]} 的单位", f"no unit has the code {code[:20]}"
        elif len(known[code]) > 1:
            zh = f"代码 {code[:20]} 有几个单位共用，请导入后用 nameAccused 指明"
            en = f"several units share the code {code[:20]}: name the one by nameAccused afterwards"
        elif known[code][0] in {*sitting.viewer.units, *sitting.viewer.lineage}:
            zh = "办理人任职单位及其上级不能是被反映单位，请由其他单位登记"
            en = "whoever imports sits in this unit or under it: another unit has to report this"
        else:
            continue
        yield Conflict(row.row, "accused", zh, en)
