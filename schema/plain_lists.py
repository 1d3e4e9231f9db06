"""Lists that are not paged, and how long they can be: what the cost rule counts them for."""

from collections.abc import Mapping

from ledger.shelves import CATALOGUE
from storage.shelf import Listed

MOST_ROWS: Mapping[tuple[str, str], int] = {
    (shelf, name): field.limit
    for shelf, fields in (
        ("Query", CATALOGUE.roots),
        *((one.name, one.fields) for one in CATALOGUE.shelves.values()),
    )
    for name, field in fields.items()
    if isinstance(field, Listed)
}
"""How many rows each plain list, which is not paged, can give."""
