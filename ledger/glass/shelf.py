"""The shelf of the emergency windows."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from ledger.glass.tables import glass_window
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


def _is_open(columns: Columns, _: Values) -> ColumnElement[Any]:
    """Whether it is open in this moment, by the database's clock."""
    return and_(columns["state"] == "OPEN", columns["ends_at"] > func.clock_timestamp())


GLASS_WINDOW = Shelf(
    "GlassWindow",
    glass_window,
    "glass_window.read",
    {
        "id": Key(),
        "state": Value(Print.NAME, "state"),
        "isOpen": Value(Print.BOOLEAN, build=_is_open),
        "minutes": Value(Print.NUMBER, "minutes"),
        "reason": Value(Print.TEXT, "reason"),
        "documentNo": Value(Print.TEXT, "document_no", nullable=True),
        "askedAt": Value(Print.INSTANT, "asked_at"),
        "openedAt": Value(Print.INSTANT, "opened_at", nullable=True),
        "endsAt": Value(Print.INSTANT, "ends_at", nullable=True),
        "closedAt": Value(Print.INSTANT, "closed_at", nullable=True),
        "reviewedAt": Value(Print.INSTANT, "reviewed_at", nullable=True),
        "finding": Value(Print.NAME, "finding", nullable=True),
        "review": Value(Print.TEXT, "review", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "covers": Row("Tenant", (("covers", "id"),)),
        "openedBy": Row("Person", (("opened_by", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "confirmedBy": Row("Person", (("confirmed_by", "id"),)),
        "closedBy": Row("Person", (("closed_by", "id"),)),
        "reviewedBy": Row("Person", (("reviewed_by", "id"),)),
        "viewerActions": Steps(
            (
                Step("CONFIRM", "glass_window.confirm", ("ASKED",), further_check=True),
                Step("CLOSE", "glass_window.close", ("ASKED", "OPEN"), further_check=True),
                Step("REVIEW", "glass_window.review", ("OPEN", "CLOSED"), further_check=True),
            )
        ),
    },
    orders={"ASKED_AT": Order(("asked_at",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

SHELVES = (GLASS_WINDOW,)


def _to_review(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Windows that are over and not yet reviewed: next below, or of a unit with nothing above."""
    over = and_(columns["state"] == "OPEN", columns["ends_at"] <= func.clock_timestamp())
    mine = columns["holder"] == values["viewer_tenant"]
    return and_(
        or_(over, columns["state"] == "CLOSED"),
        or_(
            columns["holder_parent"] == values["viewer_tenant"],
            and_(mine, columns["holder_parent"].is_(None)),
        ),
    )


ROOTS = {
    "glassWindow": One("GlassWindow", {"id": Filter(column="id", id_of="GlassWindow")}),
    "glassWindows": Rows("GlassWindow", order="ASKED_AT", filters=("state",)),
    "glassWindowsToReview": Rows("GlassWindow", where=_to_review, order="ASKED_AT"),
}
