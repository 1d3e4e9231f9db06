"""The shelf of contact cards; the public reads those that hold today."""

from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, cast, or_, select

from ledger.contacts.tables import contact_card
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
from tenants.tables import tenant


def _of_unit(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """Of one unit, by its public key."""
    found: ColumnElement[Any] = columns["holder"] == (
        select(tenant.c.id).where(tenant.c.uid == uid).scalar_subquery()
    )
    return found


def _state(columns: Columns, values: Values) -> ColumnElement[Any]:
    """The state of today: a card whose last day is over has ended, though nobody took it back."""
    over = columns["until_on"] <= cast(values["today"], Date)
    return case((and_(columns["state"] == "PUBLISHED", over), "ENDED"), else_=columns["state"])


CONTACT_CARD = Shelf(
    "ContactCard",
    contact_card,
    "contact_card.read",
    {
        "id": Key(),
        "title": Value(Print.TEXT, "title"),
        "phone": Value(Print.TEXT, "phone"),
        "hours": Value(Print.TEXT, "hours"),
        "place": Value(Print.TEXT, "place"),
        "fromOn": Value(Print.NAME, "from_on"),
        "untilOn": Value(Print.NAME, "until_on", nullable=True),
        "state": Value(Print.NAME, build=_state),
        "publishedAt": Value(Print.INSTANT, "published_at"),
        "withdrawnAt": Value(Print.INSTANT, "withdrawn_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "post": Row("Post", (("root", "root"), ("post_id", "id"))),
        "viewerActions": Steps(
            (Step("WITHDRAW", "contact_card.withdraw", ("PUBLISHED",)),),
        ),
    },
    orders={"FROM_ON_DESC": Order(("from_on",), descending=True)},
    filters={"tenant": Filter(build=_of_unit, id_of="Tenant")},
    # Also nobody reads it, who stands in no root.
    rooted=False,
)

SHELVES = (CONTACT_CARD,)


def _holds_today(columns: Columns, values: Values) -> ColumnElement[Any]:
    today = cast(values["today"], Date)
    ends = or_(columns["until_on"].is_(None), columns["until_on"] > today)
    return and_(columns["state"] == "PUBLISHED", columns["from_on"] <= today, ends)


ROOTS = {
    "contactCard": One("ContactCard", {"id": Filter(column="id", id_of="ContactCard")}),
    "contactCards": Rows(
        "ContactCard", where=_holds_today, order="FROM_ON_DESC", filters=("tenant",)
    ),
}
