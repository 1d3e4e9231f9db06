"""Rows of units beside the units that are here: what stands against them, cell by cell."""

from collections.abc import Iterator, Mapping, Sequence

from ledger.feeds.file_rows import Marked
from ledger.feeds.incoming import Incoming, KnownUnit
from ledger.feeds.knowing import known_for
from ledger.feeds.unit_rows import KIND_NAMES, UNITS, UnitRow
from storage.sheets import Fault
from tenants.records import Record
from tenants.sitting import Sitting


async def unit_faults(sitting: Sitting, of: Record, rows: Sequence[UnitRow]) -> list[Marked]:
    """Says which rows of units cannot be meant, as the units stand."""
    if not rows:
        return []
    told = Incoming(units=[row.told for row in rows])
    known = await known_for(sitting, of, told, documents={})
    return [Marked(UNITS.name, fault) for row in rows for fault in _against(row, known.units)]


def _against(row: UnitRow, known: Mapping[str, KnownUnit]) -> Iterator[Fault]:
    here = known.get(row.told.code)
    if here is None and not row.told.parent_code:
        zh, en = "新单位须写明上级单位代码", "a new unit needs the code of the one above"
        yield Fault(row.line.cell("parent"), zh, en)
    elif here is not None and here.kind != row.told.kind:
        zh, en = f"现为{KIND_NAMES[here.kind]}，表格不改变类别", f"it is a {here.kind.lower()}"
        yield Fault(row.line.cell("kind"), zh, f"{en}: no table changes that")
