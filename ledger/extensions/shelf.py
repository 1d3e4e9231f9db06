"""The shelf of the extensions."""

from typing import Any

from sqlalchemy import ColumnElement, and_

from ledger.extensions.tables import extension
from storage.shelf import (
    Columns,
    Filter,
    Key,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)

EXTENSION = Shelf(
    "Extension",
    extension,
    "extension.read",
    {
        "id": Key(),
        "clock": Value(Print.NAME, "clock"),
        "days": Value(Print.NUMBER, "days"),
        "reason": Value(Print.TEXT, "reason"),
        "state": Value(Print.NAME, "state"),
        "askedAt": Value(Print.INSTANT, "asked_at"),
        "decidedAt": Value(Print.INSTANT, "decided_at", nullable=True),
        "answer": Value(Print.TEXT, "answer", nullable=True),
        "petitionerTold": Value(Print.TEXT, "petitioner_told", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "viewerActions": Steps(
            (
                Step("APPROVE", "extension.decide", ("ASKED",), further_check=True),
                Step("REFUSE", "extension.decide", ("ASKED",), further_check=True),
            )
        ),
    },
    orders={"ASKED_AT": Order(("asked_at",))},
    filters={
        "state": Filter(column="state", fixed=True),
        "problem": Filter(column="problem_id", id_of="Problem"),
    },
)

SHELVES = (EXTENSION,)


def _waiting(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Requests that a direct subordinate brings before the acting unit, or that its own head decides."""
    mine = (columns["holder"] == values["viewer_tenant"]) & (columns["clock"] == "STATUTORY")
    theirs = columns["holder_parent"] == values["viewer_tenant"]
    return and_(columns["state"] == "ASKED", mine | (theirs & (columns["clock"] != "STATUTORY")))


ROOTS = {
    "extension": One("Extension", {"id": Filter(column="id", id_of="Extension")}),
    "extensions": Rows("Extension", order="ASKED_AT", filters=("state", "problem")),
    "extensionsAwaitingUs": Rows("Extension", where=_waiting, order="ASKED_AT"),
}
