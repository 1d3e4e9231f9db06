"""Shelves of changes that are previewed, and of what they would mean."""

from ledger.previews.stepping import FROM
from ledger.previews.tables import change_effect, proposed_change
from storage.shelf import Filter, Key, One, Order, Print, Row, Rows, Shelf, Step, Steps, Value

PROPOSED_CHANGE = Shelf(
    "ProposedChange",
    proposed_change,
    "proposed_change.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "state": Value(Print.NAME, "state"),
        "post": Row("Post", (("post_id", "id"),)),
        "group": Row("PostGroup", (("group_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "customRole": Row("CustomRole", (("custom_role_id", "id"),)),
        "reorganisation": Row("Reorganisation", (("reorganisation_id", "id"),)),
        "bookEdition": Row("BookEdition", (("book_edition_id", "id"),)),
        "role": Value(Print.TEXT, "role", nullable=True),
        "permissions": Value(Print.NAMES, "permissions"),
        "reason": Value(Print.TEXT, "reason"),
        "documentNo": Value(Print.TEXT, "document_no"),
        "previewHash": Value(Print.NAME, "preview_hash"),
        "effectiveOn": Value(Print.NAME, "effective_on"),
        "peopleGaining": Value(Print.NUMBER, "people_gaining"),
        "peopleLosing": Value(Print.NUMBER, "people_losing"),
        "needsSecond": Value(Print.BOOLEAN, "needs_second"),
        "effects": Rows("ChangeEffect", (("id", "change_id"),), order="SORT", filters=("sort",)),
        "previewedBy": Row("Person", (("previewed_by", "id"),)),
        "previewedAt": Value(Print.INSTANT, "previewed_at"),
        "decidedBy": Row("Person", (("decided_by", "id"),)),
        "decidedAt": Value(Print.INSTANT, "decided_at", nullable=True),
        "answer": Value(Print.TEXT, "answer", nullable=True),
        "appliedAt": Value(Print.INSTANT, "applied_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "viewerActions": Steps(
            (
                Step("APPLY", "proposed_change.apply", FROM["apply"], further_check=True),
                Step("CONFIRM", "proposed_change.confirm", FROM["confirm"], further_check=False),
                Step("DECLINE", "proposed_change.confirm", FROM["confirm"], further_check=False),
            )
        ),
    },
    orders={"PREVIEWED_AT": Order(("previewed_at",), descending=True)},
    filters={"state": Filter(column="state", fixed=True)},
)

CHANGE_EFFECT = Shelf(
    "ChangeEffect",
    change_effect,
    "change_effect.read",
    {
        "id": Key(),
        "sort": Value(Print.NAME, "sort"),
        "person": Row("Person", (("person_id", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "unit": Row("Tenant", (("unit", "id"),)),
        "action": Value(Print.TEXT, "action", nullable=True),
        "ranges": Value(Print.NAMES, "ranges"),
        "role": Value(Print.TEXT, "role", nullable=True),
        "noun": Value(Print.TEXT, "noun"),
        "records": Value(Print.NUMBER, "records", nullable=True),
        "openRecords": Value(Print.NUMBER, "open_records", nullable=True),
        "exact": Value(Print.BOOLEAN, "exact"),
    },
    orders={"SORT": Order(("sort", "noun"))},
    filters={"sort": Filter(column="sort", fixed=True)},
)

SHELVES = (PROPOSED_CHANGE, CHANGE_EFFECT)

ROOTS = {
    "proposedChange": One("ProposedChange", {"id": Filter(column="id", id_of="ProposedChange")}),
    "proposedChanges": Rows("ProposedChange", order="PREVIEWED_AT", filters=("state",)),
}
