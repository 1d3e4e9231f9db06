"""The shelf of editions of the book."""

from ledger.editions.tables import book_edition
from storage.shelf import Key, Listed, Order, Print, Row, Shelf, Step, Steps, Value

BOOK_EDITION = Shelf(
    "BookEdition",
    book_edition,
    "book_edition.read",
    {
        "id": Key(),
        "number": Value(Print.NUMBER, "number", nullable=True),
        "state": Value(Print.NAME, "state"),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "text": Value(Print.TEXT, "text"),
        "digest": Value(Print.NAME, "digest"),
        "floor": Value(Print.NAME, "floor"),
        "beside": Value(Print.NUMBER, "beside"),
        "struck": Value(Print.TEXTS, "struck"),
        "forbidden": Value(Print.TEXTS, "forbidden"),
        "takes": Value(Print.TEXTS, "takes"),
        "takesCount": Value(Print.NUMBER, "takes_count"),
        "gains": Value(Print.TEXTS, "gains"),
        "gainsCount": Value(Print.NUMBER, "gains_count"),
        "loses": Value(Print.TEXTS, "loses"),
        "losesCount": Value(Print.NUMBER, "loses_count"),
        "unseen": Value(Print.TEXTS, "unseen"),
        "reason": Value(Print.TEXT, "reason"),
        "documentNo": Value(Print.TEXT, "document_no"),
        "proposedBy": Row("Person", (("proposed_by", "id"),)),
        "proposedAt": Value(Print.INSTANT, "proposed_at"),
        "confirmedBy": Row("Person", (("confirmed_by", "id"),)),
        "confirmedAt": Value(Print.INSTANT, "confirmed_at", nullable=True),
        "withdrawnBecause": Value(Print.TEXT, "withdrawn_because", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "viewerActions": Steps(
            (
                Step("CONFIRM", "book_edition.confirm", ("PROPOSED",), further_check=True),
                Step("WITHDRAW", "book_edition.withdraw", ("PROPOSED",)),
            )
        ),
    },
    orders={"PROPOSED_AT": Order(("proposed_at",), descending=True)},
)

SHELVES = (BOOK_EDITION,)

ROOTS = {"bookEditions": Listed("BookEdition", order="PROPOSED_AT", limit=100)}
