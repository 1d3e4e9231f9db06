"""The shelf of petitioners: masked forms. Who they are stands on no shelf."""

from sqlalchemy import Integer, func

from ledger.petitioners.tables import petitioner
from storage.shelf import (
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Row,
    Rows,
    Shelf,
    Step,
    Steps,
    Value,
)

PETITIONER = Shelf(
    "Petitioner",
    petitioner,
    "petitioner.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "matter": Value(Print.NAME, "matter"),
        "channel": Value(Print.NAME, "channel"),
        "maskedName": Value(Print.TEXT, "masked_name"),
        "maskedContact": Value(Print.TEXT, "masked_contact"),
        "joint": Value(Print.NUMBER, "joint"),
        "repeats": Value(
            Print.NUMBER, build=lambda columns, _: func.app.repeats(columns["id"], type_=Integer)
        ),
        "registeredAt": Value(Print.INSTANT, "registered_at"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "registeredBy": Row("Person", (("author_person", "id"),)),
        "consents": Listed("ConsentInfo", (("id", "petitioner_id"),), order="GIVEN_ON", limit=50),
        "viewerActions": Steps(
            (Step("ASK_IDENTITY", "petitioner.ask", further_check=True),), state="kind"
        ),
    },
    orders={"REGISTERED_AT": Order(("registered_at",))},
    filters={"problem": Filter(column="problem_id", id_of="Problem")},
)

SHELVES = (PETITIONER,)

ROOTS = {
    "petitioner": One("Petitioner", {"id": Filter(column="id", id_of="Petitioner")}),
    "petitioners": Rows("Petitioner", order="REGISTERED_AT", filters=("problem",)),
}
