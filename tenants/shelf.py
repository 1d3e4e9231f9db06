"""Shelves of the tree and of people in posts."""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Text,
    and_,
    any_,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY

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
    Value,
    Values,
)
from tenants import history
from tenants.columns import SLOTS
from tenants.heading import heads_unit
from tenants.tables import (
    appointment,
    body,
    body_kind,
    person,
    post,
    tenant,
    tenant_name_pair,
)

_HOLDER = (("holder", "id"),)


def _above(columns: Columns, of: Columns) -> ColumnElement[Any]:
    """Tenants in the lineage of a tenant, without itself."""
    lineage = [of[f"at{slot}"] for slot in SLOTS]
    return and_(columns["id"].in_(lineage), columns["id"] != of["id"])


def _path(columns: Columns, _: Values) -> ColumnElement[Any]:
    """Names from the root down to the tenant, joined by slashes."""
    above = tenant.alias("above")
    lineage = [columns[f"at{slot}"] for slot in SLOTS]
    names = func.string_agg(above.c.name, literal_column("'/'"), type_=Text)
    return (
        select(names.aggregate_order_by(above.c.slot))
        .where(above.c.id.in_(lineage))
        .scalar_subquery()
    )


def _found(columns: Columns, said: ColumnElement[Any]) -> ColumnElement[Any]:
    """Tenants whose name holds the text anywhere, or whose pinyin initials begin with it.

    Names and text are compared as they are meant (``app.folded``): typed in full width or not, with
    or without blanks. Three ways lead to them: by two characters of the name, by the initials, and by
    reading through all names when the text has no two characters that tell names apart.
    """
    first = select(func.lower(func.app.folded(said), type_=Text)).scalar_subquery()
    last = func.concat(first, literal_column("'~'"), type_=Text)
    pattern = select(func.app.search_pattern(said, type_=Text)).scalar_subquery()
    pair = select(func.app.search_pair(said, type_=Integer)).scalar_subquery()
    pairs, spelt, read = tenant_name_pair, tenant.alias("spelt"), tenant.alias("through")
    ways = union_all(
        select(pairs.c.tenant).where(pairs.c.pair == pair),
        select(spelt.c.id).where(spelt.c.initials >= first, spelt.c.initials < last),
        select(read.c.id).where(pair == literal_column("0"), read.c.name.like(pattern)),
    )
    found = columns["id"] == any_(func.array(ways.scalar_subquery(), type_=ARRAY(Integer)))
    meant = func.app.folded(columns["name"], type_=Text)
    initials = and_(columns["initials"] >= first, columns["initials"] < last)
    # Few names need to be folded, and what is found by the first needs not.
    return and_(found, or_(columns["name"].like(pattern), initials, meant.like(pattern)))


def _under(columns: Columns, uid: ColumnElement[Any]) -> ColumnElement[Any]:
    """Tenants in the subtree of the one with this key."""
    top = tenant.alias("top")
    found = select(top.c.id).where(top.c.uid == uid).scalar_subquery()
    return or_(*(columns[f"at{slot}"] == found for slot in SLOTS))


def _current(columns: Columns, _: Values) -> ColumnElement[Any]:
    return columns["valid_until"].is_(None)


_KIND = Filter(column="kind", fixed=True)

TENANT = Shelf(
    "Tenant",
    tenant,
    None,
    {
        "id": Key("uid"),
        "code": Value(Print.TEXT, "code"),
        "kind": Value(Print.NAME, "kind"),
        "name": Value(Print.TEXT, "name"),
        "path": Value(Print.TEXT, build=_path),
        "slot": Value(Print.NUMBER, "slot"),
        "creditCode": Value(Print.TEXT, "credit_code", nullable=True),
        "trade": Value(Print.TEXT, "trade", nullable=True),
        "suspended": Value(Print.BOOLEAN, "suspended"),
        "synthetic": Value(Print.BOOLEAN, "synthetic"),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until", nullable=True),
        "parent": Row("Tenant", (("parent_id", "id"),)),
        "ancestors": Listed("Tenant", match=_above, order="SLOT", limit=6),
        "children": Rows(
            "Tenant", (("id", "parent_id"),), where=_current, order="CODE", filters=("kind",)
        ),
        "bodies": Rows("Body", (("id", "holder"),), order="NAME"),
        "posts": Rows("Post", (("id", "holder"),), order="TITLE"),
        "formerNames": Listed("FormerNameInfo", (("id", "tenant"),), order="VALID_FROM"),
        "successors": Listed("SuccessionInfo", (("id", "former"),), order="SINCE"),
        "predecessors": Listed("SuccessionInfo", (("id", "successor"),), order="SINCE"),
    },
    key="uid",
    rooted=False,
    orders={
        "CODE": Order(("code",)),
        "NAME": Order(("name_sort",)),
        "SLOT": Order(("slot",)),
    },
    filters={
        "kind": _KIND,
        "search": Filter(build=_found, kind=Text()),
        "under": Filter(build=_under, id_of="Tenant"),
    },
)

BODY = Shelf(
    "Body",
    body,
    "body.read",
    {
        "id": Key(),
        "kind": Row("BodyKindInfo", (("kind", "key"),)),
        "name": Value(Print.TEXT, "name"),
        "fullMembers": Value(Print.NUMBER, "full_members", nullable=True),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until", nullable=True),
        "tenant": Row("Tenant", _HOLDER),
        "parent": Row("Body", (("parent_body_id", "id"),)),
        "posts": Rows("Post", (("id", "body_id"),), order="TITLE"),
        "formerNames": Listed("BodyFormerNameInfo", (("id", "body_id"),), order="VALID_UNTIL"),
    },
    orders={"NAME": Order(("name_sort",))},
)

BODY_KIND = Shelf(
    "BodyKindInfo",
    body_kind,
    None,
    {
        "key": Value(Print.TEXT, "key"),
        "titleZh": Value(Print.TEXT, "title_zh"),
        "titleEn": Value(Print.TEXT, "title_en"),
    },
    key="key",
    rooted=False,
    orders={"KEY": Order(("key",))},
)

PERSON = Shelf(
    "Person",
    person,
    "person.read",
    {
        "id": Key(),
        "name": Value(Print.TEXT, "name"),
        "synthetic": Value(Print.BOOLEAN, "synthetic"),
        "tenant": Row("Tenant", _HOLDER),
        "appointments": Rows("Appointment", (("id", "person_id"),), order="APPOINTED"),
    },
    orders={"NAME": Order(("name_sort",))},
)

POST = Shelf(
    "Post",
    post,
    "post.read",
    {
        "id": Key(),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "roles": Value(Print.NAMES, "roles"),
        "heads": Value(Print.BOOLEAN, "heads"),
        "headsUnit": Value(Print.BOOLEAN, build=heads_unit),
        "validFrom": Value(Print.NAME, "valid_from"),
        "validUntil": Value(Print.NAME, "valid_until", nullable=True),
        "tenant": Row("Tenant", _HOLDER),
        "body": Row("Body", (("body_id", "id"),)),
        "actorType": Row("Actor", (("actor_type", "key"),)),
        "appointments": Rows("Appointment", (("id", "post_id"),), order="APPOINTED"),
    },
    orders={"TITLE": Order(("title",))},
)

APPOINTMENT = Shelf(
    "Appointment",
    appointment,
    "appointment.read",
    {
        "id": Key(),
        "leading": Value(Print.BOOLEAN, "leading"),
        "appointedOn": Value(Print.NAME, "appointed_on"),
        "relievedOn": Value(Print.NAME, "relieved_on", nullable=True),
        "documentNo": Value(Print.TEXT, "document_no"),
        "kind": Value(Print.NAME, "kind"),
        "reason": Value(Print.TEXT, "reason"),
        "suspendedOn": Value(Print.NAME, "suspended_on", nullable=True),
        "resumedOn": Value(Print.NAME, "resumed_on", nullable=True),
        "endedReason": Value(Print.TEXT, "ended_reason", nullable=True),
        "endedDocumentNo": Value(Print.TEXT, "ended_document_no", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "onBehalfOf": Row("Appointment", (("on_behalf_of", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "tenant": Row("Tenant", _HOLDER),
    },
    orders={"APPOINTED": Order(("appointed_on",), descending=True)},
)

SHELVES = (TENANT, BODY, BODY_KIND, PERSON, POST, APPOINTMENT, *history.SHELVES)

ROOTS = {
    "node": One("", by_any=True),
    "tenant": One(
        "Tenant",
        {
            "code": Filter(column="code", kind=Text()),
            "kind": _KIND,
            "id": Filter(column="uid", id_of="Tenant"),
        },
        order="SLOT",
        prefers=_current,
        needs=("code", "id"),
    ),
    "tenants": Rows("Tenant", where=_current, order="CODE", filters=("kind", "search", "under")),
    "body": One("Body", {"id": Filter(column="id", id_of="Body")}),
    "posts": Rows("Post", order="TITLE"),
    "tenantsOn": Listed(
        "TenantOnDayInfo", order="CODE", filters=("day", "within", "code"), limit=200
    ),
}
