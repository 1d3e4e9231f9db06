"""Shelves of the responsibility lists."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, and_, cast, func

from ledger.responsibilities.coverage import COVERAGE, ROLL_UP, known_actor_type
from ledger.responsibilities.files import address_sql
from ledger.responsibilities.judging import missing_entries
from ledger.responsibilities.rules import starts
from ledger.responsibilities.signing import (
    has_to_sign,
    is_signed,
    is_to_be_signed,
    may_sign,
    mine_to_sign,
)
from ledger.responsibilities.tables import (
    binding,
    clause,
    entry,
    file,
    obligation,
    pledge,
    responsibility_list,
)
from storage.printing import literal
from storage.shelf import (
    Columns,
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
    Values,
)
from tenants.boundaries import ARGUMENT

_TENANT = (("holder", "id"),)


def _as_signed(columns: Columns, wanted: Any) -> ColumnElement[Any]:
    """Lists that all have signed who are asked to, or that somebody has still to sign."""
    return is_signed(columns) if wanted else is_to_be_signed(columns)


def _of_year(columns: Columns, year: ColumnElement[Any]) -> ColumnElement[Any]:
    """Lists of a year; the column is a smaller number than a client may send."""
    return columns["year"] == cast(year, Integer)


def _still_binding(columns: Columns, wanted: Any) -> ColumnElement[Any]:
    """Bindings of today, as a pledge freezes them, or those that ended."""
    return columns["until"].is_(None) if wanted else columns["until"].is_not(None)


LIST = Shelf(
    "ResponsibilityList",
    responsibility_list,
    "responsibility.read",
    {
        "id": Key(),
        "year": Value(Print.NUMBER, "year"),
        "state": Value(Print.NAME, "state"),
        "version": Value(Print.NUMBER, "version"),
        "publishedAt": Value(Print.INSTANT, "published_at", nullable=True),
        "signed": Value(Print.BOOLEAN, build=lambda columns, _: is_signed(columns)),
        "toSign": Listed("Appointment", match=has_to_sign, order="APPOINTED", limit=200),
        "tenant": Row("Tenant", _TENANT),
        "actorType": Row("Actor", (("actor_type", "key"),)),
        "body": Row("Body", (("body_id", "id"),)),
        "clauses": Rows("Clause", (("id", "list_id"),), order="POSITION"),
        "bindings": Rows("Binding", (("id", "list_id"),), order="POSITION", filters=("inForce",)),
        "obligations": Rows(
            "Obligation",
            (("id", "list_id"),),
            order="DUE_ON",
            filters=("open", "state", "overdue"),
        ),
        "pledges": Rows("Pledge", (("id", "list_id"),), order="SIGNED_AT"),
        "viewerActions": Steps(
            (
                # Further: what is written is checked; a list may be empty, signed, planned already.
                Step(
                    "ADD_CLAUSE",
                    "responsibility.add",
                    starts("list", "add_clause"),
                    further_check=True,
                ),
                Step(
                    "PUBLISH",
                    "responsibility.publish",
                    starts("list", "publish_list"),
                    further_check=True,
                ),
                Step(
                    "SIGN",
                    "responsibility.sign",
                    starts("list", "sign_pledge"),
                    further_check=True,
                    holds=may_sign,
                ),
                Step(
                    "OPEN_PERIOD",
                    "obligation.plan",
                    starts("list", "open_period"),
                    further_check=True,
                ),
                Step("RETIRE", "responsibility.retire", starts("list", "retire_list")),
            )
        ),
    },
    orders={"YEAR": Order(("year",), descending=True)},
    filters={
        "actorType": Filter(column="actor_type", kind=Text(), fit=known_actor_type),
        "year": Filter(build=_of_year, kind=Integer()),
        "state": Filter(column="state", fixed=True),
        "signed": Filter(build=_as_signed, fixed=True),
    },
)

CLAUSE = Shelf(
    "Clause",
    clause,
    "clause.read",
    {
        "id": Key(),
        "part": Value(Print.NAME, "part"),
        "position": Value(Print.NUMBER, "position"),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "detail": Value(Print.TEXT, "detail"),
        "cadence": Value(Print.NAME, "cadence"),
        "minPerPeriod": Value(Print.NUMBER, "min_per_period"),
        "dueRule": Value(Print.TEXT, "due_rule"),
        "weight": Value(Print.NUMBER, "weight"),
        "evidence": Value(Print.TEXTS, "evidence"),
        "state": Value(Print.NAME, "state"),
        "version": Value(Print.NUMBER, "version"),
        "saidOn": Value(Print.NAME, "said_on", nullable=True),
        "duty": Row("Duty", (("duty_id", "id"),)),
        "publisher": Row("Tenant", _TENANT),
        "saidBy": Row("Tenant", (("said_by", "id"),)),
        "handedOnFrom": Row("Clause", (("handed_on_from", "id"),)),
        "supersedes": Row("Clause", (("supersedes", "id"),)),
        "list": Row("ResponsibilityList", (("list_id", "id"),)),
    },
    orders={"POSITION": Order(("position",))},
)

BINDING = Shelf(
    "Binding",
    binding,
    "binding.read",
    {
        "id": Key(),
        "part": Value(Print.NAME, "part"),
        "position": Value(Print.NUMBER, "position"),
        "since": Value(Print.NAME, "since"),
        "until": Value(Print.NAME, "until", nullable=True),
        "clause": Row("Clause", (("clause_id", "id"),)),
        "list": Row("ResponsibilityList", (("list_id", "id"),)),
    },
    orders={"POSITION": Order(("position",))},
    filters={"inForce": Filter(build=_still_binding, fixed=True)},
)

PLEDGE = Shelf(
    "Pledge",
    pledge,
    "pledge.read",
    {
        "id": Key(),
        "listVersion": Value(Print.NUMBER, "list_version"),
        "sha256": Value(Print.NAME, "sha256"),
        "frozen": Value(Print.TEXT, "frozen"),
        "signedAt": Value(Print.INSTANT, "signed_at"),
        "list": Row("ResponsibilityList", (("list_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
    },
    orders={"SIGNED_AT": Order(("signed_at",))},
)

OBLIGATION = Shelf(
    "Obligation",
    obligation,
    "obligation.read",
    {
        "id": Key(),
        "period": Value(Print.TEXT, "period"),
        "startsOn": Value(Print.NAME, "starts_on"),
        "endsOn": Value(Print.NAME, "ends_on"),
        "dueOn": Value(Print.NAME, "due_on"),
        "state": Value(Print.NAME, "state"),
        "open": Value(Print.BOOLEAN, "open"),
        "overdue": Value(Print.BOOLEAN, "overdue"),
        "selfCheck": Value(Print.TEXT, "self_check", nullable=True),
        "review": Value(Print.TEXT, "review", nullable=True),
        "missingEntries": Value(Print.NUMBER, build=lambda columns, _: missing_entries(columns)),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", _TENANT),
        "actorType": Row("Actor", (("actor_type", "key"),)),
        "list": Row("ResponsibilityList", (("list_id", "id"),)),
        "clause": Row("Clause", (("clause_id", "id"),)),
        "recordedBy": Row("Person", (("recorded_by", "id"),)),
        "entries": Rows("Entry", (("id", "obligation_id"),), order="RECORDED_AT"),
        "viewerActions": Steps(
            (
                Step("RECORD", "obligation.record", starts("obligation", "record_entry")),
                Step("SELF_CHECK", "obligation.self_check", starts("obligation", "self_check")),
                Step("ACCEPT", "obligation.accept", starts("obligation", "accept_obligation")),
                Step("RETURN", "obligation.return", starts("obligation", "return_obligation")),
            )
        ),
    },
    orders={"DUE_ON": Order(("due_on",)), "DUE_ON_DESC": Order(("due_on",), descending=True)},
    filters={
        "open": Filter(fixed=True),
        "overdue": Filter(fixed=True),
        "state": Filter(fixed=True),
        "actorType": Filter(column="actor_type", kind=Text(), fit=known_actor_type),
    },
)

ENTRY = Shelf(
    "Entry",
    entry,
    "entry.read",
    {
        "id": Key(),
        "text": Value(Print.TEXT, "text"),
        "heldOn": Value(Print.NAME, "held_on"),
        "place": Value(Print.TEXT, "place"),
        "recordedAt": Value(Print.INSTANT, "recorded_at"),
        "obligation": Row("Obligation", (("obligation_id", "id"),)),
        "author": Row("Person", (("author_person", "id"),)),
        "authorPost": Row("Post", (("author_post", "id"),)),
        "authorTenant": Row("Tenant", (("author_tenant", "id"),)),
        "files": Listed("File", (("id", "entry_id"),), order="ID", limit=20),
    },
    orders={"RECORDED_AT": Order(("recorded_at",))},
)

FILE = Shelf(
    "File",
    file,
    "file.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "mediaType": Value(Print.TEXT, "media_type"),
        "sizeBytes": Value(Print.LONG, "size_bytes"),
        "sha256": Value(Print.NAME, "sha256"),
        "state": Value(Print.NAME, "state"),
        "url": Value(Print.TEXT, build=address_sql, nullable=True),
    },
    orders={"ID": Order(())},
)

SHELVES = (LIST, CLAUSE, BINDING, PLEDGE, OBLIGATION, ENTRY, FILE, COVERAGE, ROLL_UP)


def _mine(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Open obligations of the acting tenant, for the actor type of the acting post if it has one.

    What was self-checked waits for somebody else: it stands in ``reviews`` of whoever may accept it.
    """
    actor = values["viewer_actor_type"]
    return and_(
        columns["holder"] == values["viewer_tenant"],
        columns["open"],
        columns["state"] != literal("SELF_CHECKED"),
        columns["actor_type"] == func.coalesce(actor, columns["actor_type"]),
    )


def _waits(columns: Columns, _: Values) -> ColumnElement[Any]:
    """Obligations that wait for the judgement of whoever may accept them."""
    return columns["state"] == literal("SELF_CHECKED")


ROOTS = {
    "responsibilityList": One(
        "ResponsibilityList", {"id": Filter(column="id", id_of="ResponsibilityList")}
    ),
    "responsibilityLists": Rows(
        "ResponsibilityList", order="YEAR", filters=("actorType", "year", "state", "signed")
    ),
    "obligation": One("Obligation", {"id": Filter(column="id", id_of="Obligation")}),
    "obligations": Rows(
        "Obligation", order="DUE_ON", filters=("open", "overdue", "state", "actorType")
    ),
    "inbox": Rows(
        "Obligation",
        where=_mine,
        order="DUE_ON",
        anchored=True,
        fixes=(("holder", "viewer_tenant"),),
    ),
    "listsToSign": Rows("ResponsibilityList", where=mine_to_sign, order="YEAR", anchored=True),
    "reviews": Rows("Obligation", where=_waits, order="DUE_ON", action="obligation.accept"),
    "coverage": Listed(
        "CoverageInfo", filters=("year", "actorType", ARGUMENT), order="NAME", limit=200
    ),
    "obligationRollUp": Listed(
        "ObligationRollUpInfo", filters=(ARGUMENT,), order="NAME", limit=200
    ),
}
