"""Shelves of the audit: what was done in the own unit and next below, and the heads it was seen at."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, DateTime, Integer, Text, Uuid, case, func, select
from sqlalchemy import cast as as_type
from sqlalchemy import literal_column as literal

from ledger.audit.chain import anchor, countersignature, event
from storage.shelf import Columns, Filter, Key, One, Order, Print, Row, Rows, Shelf, Value, Values
from tenants.tables import tenant

TYPES = {
    "appointment": "Appointment",
    "assignment": "Assignment",
    "calendar_day": "CalendarDay",
    "clause": "Clause",
    "cluster": "Cluster",
    "comment": "Comment",
    "contact_card": "ContactCard",
    "diary_entry": "DiaryEntry",
    "draft": "PublicationDraft",
    "escalation": "Escalation",
    "extension": "Extension",
    "file": "File",
    "glass_window": "GlassWindow",
    "meeting": "Meeting",
    "meeting_item": "MeetingItem",
    "notice": "Notice",
    "notice_setting": "NoticeSetting",
    "obligation": "Obligation",
    "person": "Person",
    "petitioner": "Petitioner",
    "pledge": "Pledge",
    "post": "Post",
    "problem": "Problem",
    "problem_setting": "ProblemSetting",
    "publication": "Publication",
    "refusal": "Refusal",
    "responsibility": "ResponsibilityList",
    "supplement": "Supplement",
    "visit_template": "VisitTemplate",
}
"""As which type the record of an act is asked for; one that is not listed has no public id."""

_KEY = "'[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'"


def _record(columns: Columns, _: Values) -> ColumnElement[Any]:
    """The public id of what the act was about."""
    named = case(
        {noun: literal(f"'{type_name}_'") for noun, type_name in TYPES.items()},
        value=columns["noun"],
    )
    return named.op("||", return_type=Text())(as_type(columns["record"], Text))


def _of_unit(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["holder"] == (
        select(tenant.c.id).where(tenant.c.uid == uid).scalar_subquery()
    )
    return found


def _of_record(columns: Columns, public_id: ColumnElement[Any]) -> ColumnElement[Any]:
    """By the key in a public id of whatever type; what is none finds nothing."""
    found: ColumnElement[Any] = columns["record"] == as_type(
        func.substring(public_id, literal(_KEY)), Uuid
    )
    return found


def _since(columns: Columns, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["at"] >= moment
    return found


def _until(columns: Columns, moment: ColumnElement[Any]) -> ColumnElement[Any]:
    found: ColumnElement[Any] = columns["at"] < moment
    return found


def _hex(name: str) -> Value:
    return Value(
        Print.NAME,
        build=lambda columns, _: func.encode(columns[name], literal("'hex'"), type_=Text),
    )


_events = (
    select(*event.c, tenant.c.id.label("holder"), tenant.c.parent_id.label("holder_parent"))
    .join(tenant, tenant.c.id == event.c.tenant)
    .subquery("audited")
)
# Where the unit stands in the tree today: who moved to another superior is audited by it.

EVENT = Shelf(
    "AuditEvent",
    _events,
    "audit.read",
    {
        "id": Key(),
        "at": Value(Print.INSTANT, "at"),
        "act": Value(Print.TEXT, "act"),
        "noun": Value(Print.TEXT, "noun"),
        "record": Value(Print.TEXT, build=_record, nullable=True),
        "recordVersion": Value(Print.NUMBER, "version", nullable=True),
        "said": Value(Print.TEXT, "said", nullable=True),
        "reason": Value(Print.TEXT, "reason", nullable=True),
        "documentNo": Value(Print.TEXT, "document_no", nullable=True),
        "rule": Value(Print.TEXT, "rule", nullable=True),
        "requestId": Value(Print.TEXT, "request", nullable=True),
        "shard": Value(Print.NUMBER, "shard"),
        "number": Value(Print.LONG, "number"),
        "sha256": _hex("hash"),
        "glassWindow": Row("GlassWindow", (("glass", "id"),)),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "person": Row("Person", (("person", "id"),)),
        "post": Row("Post", (("post", "id"),)),
    },
    orders={"AT_DESC": Order(("at",), descending=True), "AT": Order(("at",))},
    filters={
        "tenant": Filter(build=_of_unit, id_of="Tenant"),
        "act": Filter(column="act", kind=Text()),
        "noun": Filter(column="noun", kind=Text()),
        "person": Filter(column="person", id_of="Person"),
        "record": Filter(build=_of_record, kind=Text()),
        "glassWindow": Filter(column="glass", id_of="GlassWindow"),
        "since": Filter(build=_since, kind=DateTime(timezone=True)),
        "until": Filter(build=_until, kind=DateTime(timezone=True)),
    },
    rooted=False,
)

_heads = (
    select(
        countersignature,
        anchor.c.hash,
        anchor.c.sm3,
        countersignature.c.witness.label("holder"),
        tenant.c.parent_id.label("holder_parent"),
        # Heads say nothing about anybody.
        as_type(literal("'{}'"), ARRAY(Integer)).label("accused"),
    )
    .join(
        anchor,
        (anchor.c.shard == countersignature.c.shard)
        & (anchor.c.number == countersignature.c.number),
    )
    .join(tenant, tenant.c.id == countersignature.c.witness)
    .subquery("heads")
)

HEAD = Shelf(
    "AuditHead",
    _heads,
    "audit.read",
    {
        "id": Key(),
        "hour": Value(Print.INSTANT, "hour"),
        "direction": Value(Print.NAME, "direction"),
        "shard": Value(Print.NUMBER, "shard"),
        "number": Value(Print.LONG, "number"),
        "sha256": _hex("hash"),
        "sm3": _hex("sm3"),
        "signedBy": Value(Print.TEXT, "kid"),
        "signature": _hex("signature"),
        "unit": Row("Tenant", (("unit", "id"),)),
        "witness": Row("Tenant", (("witness", "id"),)),
    },
    orders={"HOUR_DESC": Order(("hour",), descending=True)},
    filters={"witness": Filter(build=_of_unit, id_of="Tenant")},
    rooted=False,
)

SHELVES = (EVENT, HEAD)

ROOTS = {
    "auditEvent": One("AuditEvent", {"id": Filter(column="id", id_of="AuditEvent")}),
    "auditEvents": Rows(
        "AuditEvent",
        order="AT_DESC",
        filters=("tenant", "act", "noun", "person", "record", "glassWindow", "since", "until"),
    ),
    "auditHeads": Rows("AuditHead", order="HOUR_DESC", filters=("witness",)),
}
