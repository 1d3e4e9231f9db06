"""The shelf of thresholds."""

from typing import Any

from sqlalchemy import ColumnElement

from ledger.effects.tables import change_threshold
from storage.shelf import Columns, Key, Listed, Order, Print, Row, Shelf, Value, Values

CHANGE_THRESHOLD = Shelf(
    "ChangeThreshold",
    change_threshold,
    "change_threshold.read",
    {
        "id": Key(),
        "number": Value(Print.NUMBER, "number"),
        "state": Value(Print.NAME, "state"),
        "people": Value(Print.NUMBER, "people"),
        "records": Value(Print.NUMBER, "records", nullable=True),
        "setAt": Value(Print.INSTANT, "set_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
    },
    orders={"LEVEL": Order(("holder_slot", "number"), descending=True)},
)

SHELVES = (CHANGE_THRESHOLD,)


def _in_force(columns: Columns, _: Values) -> ColumnElement[Any]:
    return columns["state"] == "PUBLISHED"


ROOTS = {
    "changeThresholds": Listed("ChangeThreshold", where=_in_force, order="LEVEL", limit=100),
}
