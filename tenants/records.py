"""Rows as an act sees them: read once, with what the rule book may ask of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Table

from policies.facts import Viewer


@dataclass(frozen=True)
class Record(Mapping[str, Any]):
    """One row of a table, by its column names."""

    table: Table
    values_by_name: Mapping[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.values_by_name[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self.values_by_name)

    def __len__(self) -> int:
        return len(self.values_by_name)

    @property
    def id(self) -> UUID:
        """The key of the record."""
        found: UUID = self.values_by_name["id"]
        return found

    @property
    def version(self) -> int:
        """Its version; 1 for a row that is never changed."""
        found: int = self.values_by_name.get("version", 1)
        return found

    def after(self, values: Mapping[str, Any]) -> "Record":
        """Gives the record as it stands after a change."""
        return Record(self.table, {**self.values_by_name, **values})


def placed(viewer: Viewer) -> dict[str, Any]:
    """Gives the lineage of a row that the viewer's own tenant holds, as the database will fill it.

    The rule book is asked about a record before it is there; ``open_to`` is the slot of the
    holder's parent (architecture 3).
    """
    above = [slot for slot, tenant in enumerate(viewer.lineage, start=1) if tenant is not None]
    return {
        "holder": viewer.tenant,
        "holder_parent": viewer.parent,
        "holder_slot": viewer.slot,
        **{f"at{slot}": tenant for slot, tenant in enumerate(viewer.lineage, start=1)},
        "open_to": above[-2] if len(above) > 1 else viewer.slot,
        "trail": [],
    }
