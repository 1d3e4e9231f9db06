"""Shelves of custom roles, groups of posts and grants."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Date, FromClause, Text, and_, cast, or_, select

from ledger.appointments.tables import (
    administrator_request,
    custom_role,
    group_member,
    post_group,
    role_grant,
    unit_change,
)
from storage.shelf import (
    Columns,
    Field,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Shelf,
    Value,
    Values,
)
from tenants.boundaries import lay_with
from tenants.history import DAY, unit_asked, valid_on
from tenants.tables import post

_HOLDER = (("holder", "id"),)
_GROUND: Mapping[str, Field] = {
    "reason": Value(Print.TEXT, "reason"),
    "documentNo": Value(Print.TEXT, "document_no"),
    "givenBy": Row("Person", (("given_by", "id"),)),
    "givenAt": Value(Print.INSTANT, "given_at"),
    "tenant": Row("Tenant", _HOLDER),
}
_RANGE: Mapping[str, Field] = {
    "givenFrom": Value(Print.NAME, "given_from"),
    "givenUntil": Value(Print.NAME, "given_until", nullable=True),
    "version": Value(Print.NUMBER, "version"),
}

CUSTOM_ROLE = Shelf(
    "CustomRole",
    custom_role,
    "custom_role.read",
    {
        "id": Key(),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "permissions": Value(Print.NAMES, "permissions"),
        "state": Value(Print.NAME, "state"),
        "version": Value(Print.NUMBER, "version"),
        **_GROUND,
    },
    orders={"TITLE": Order(("title",))},
    filters={"state": Filter(column="state", fixed=True)},
)

POST_GROUP = Shelf(
    "PostGroup",
    post_group,
    "post_group.read",
    {
        "id": Key(),
        "title": Value(Print.TEXT, "title"),
        "titleEn": Value(Print.TEXT, "title_en"),
        "members": Rows("GroupMember", (("id", "group_id"),), order="FROM"),
        "grants": Rows("RoleGrant", (("id", "group_id"),), order="FROM"),
        **_GROUND,
    },
    orders={"TITLE": Order(("title",))},
)

GROUP_MEMBER = Shelf(
    "GroupMember",
    group_member,
    "group_member.read",
    {
        "id": Key(),
        "post": Row("Post", (("post_id", "id"),)),
        "group": Row("PostGroup", (("group_id", "id"),)),
        **_RANGE,
        **_GROUND,
    },
    orders={"FROM": Order(("given_from",), descending=True)},
)

ROLE_GRANT = Shelf(
    "RoleGrant",
    role_grant,
    "role_grant.read",
    {
        "id": Key(),
        "role": Value(Print.TEXT, "role", nullable=True),
        "customRole": Row("CustomRole", (("custom_role_id", "id"),)),
        "post": Row("Post", (("post_id", "id"),)),
        "group": Row("PostGroup", (("group_id", "id"),)),
        "endedReason": Value(Print.TEXT, "ended_reason", nullable=True),
        "endedDocumentNo": Value(Print.TEXT, "ended_document_no", nullable=True),
        **_RANGE,
        **_GROUND,
    },
    orders={"FROM": Order(("given_from",), descending=True)},
    filters={"post": Filter(column="post_id", id_of="Post")},
)

ADMINISTRATOR_REQUEST = Shelf(
    "AdministratorRequest",
    administrator_request,
    "administrator_request.read",
    {
        "id": Key(),
        "post": Row("Post", (("post_id", "id"),)),
        "person": Row("Person", (("person_id", "id"),)),
        "role": Value(Print.TEXT, "role", nullable=True),
        "state": Value(Print.NAME, "state"),
        "reason": Value(Print.TEXT, "reason"),
        "documentNo": Value(Print.TEXT, "document_no"),
        "askedBy": Row("Person", (("asked_by", "id"),)),
        "askedAt": Value(Print.INSTANT, "asked_at"),
        "decidedBy": Row("Person", (("decided_by", "id"),)),
        "decidedAt": Value(Print.INSTANT, "decided_at", nullable=True),
        "answer": Value(Print.TEXT, "answer", nullable=True),
        "tenant": Row("Tenant", _HOLDER),
        **_RANGE,
    },
    orders={"ASKED_AT": Order(("asked_at",), descending=True)},
)

UNIT_CHANGE = Shelf(
    "UnitChange",
    unit_change,
    "unit_change.read",
    {
        "id": Key(),
        "change": Value(Print.NAME, "change"),
        "nameBefore": Value(Print.TEXT, "name_before", nullable=True),
        "nameAfter": Value(Print.TEXT, "name_after", nullable=True),
        "effectiveOn": Value(Print.NAME, "effective_on"),
        "body": Row("Body", (("body_id", "id"),)),
        **_GROUND,
    },
    orders={"EFFECTIVE": Order(("effective_on",), descending=True)},
)


def _held_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Whether an appointment held on the day that is asked about."""
    day, until = cast(values["day"], Date), columns["relieved_on"]
    return and_(columns["appointed_on"] <= day, or_(until.is_(None), day < until))


def _given_on(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Whether a role was given to the post on the day that is asked about."""
    day, until = cast(values["day"], Date), columns["given_until"]
    return and_(columns["given_from"] <= day, or_(until.is_(None), day < until))


def _posts_on(reach: Reach) -> FromClause:
    """The posts that a unit had on a day, wherever they are now, as far as the viewer reads them."""
    day = cast(reach.arguments["day"], Date)
    within = unit_asked(reach.arguments, day)
    lay = lay_with(post.c, day)
    return (
        select(post, lay.label("unit"))
        .where(
            lay == within, valid_on(post.c, day), reach.allowed("post.read", dict(post.c.items()))
        )
        .subquery("posts_on")
    )


POST_ON = Shelf(
    "PostOnDayInfo",
    _posts_on,
    None,
    {
        "post": Row("Post", (("id", "id"),)),
        "title": Value(Print.TEXT, "title"),
        "tenant": Row("Tenant", (("unit", "id"),)),
        "roles": Value(Print.NAMES, "roles"),
        "given": Listed("RoleGrant", (("id", "post_id"),), where=_given_on, order="FROM"),
        "held": Listed("Appointment", (("id", "post_id"),), where=_held_on, order="APPOINTED"),
    },
    orders={"TITLE": Order(("title",))},
    filters={
        "day": DAY,
        "within": Filter(argument=True, id_of="Tenant"),
        "code": Filter(argument=True, kind=Text()),
    },
)

SHELVES = (
    CUSTOM_ROLE,
    POST_GROUP,
    GROUP_MEMBER,
    ROLE_GRANT,
    ADMINISTRATOR_REQUEST,
    UNIT_CHANGE,
    POST_ON,
)

ROOTS = {
    "customRole": One("CustomRole", {"id": Filter(column="id", id_of="CustomRole")}),
    "postsOn": Listed("PostOnDayInfo", order="TITLE", filters=("day", "within", "code"), limit=200),
    "customRoles": Rows("CustomRole", order="TITLE", filters=("state",)),
    "postGroups": Rows("PostGroup", order="TITLE"),
    "roleGrants": Rows("RoleGrant", order="FROM", filters=("post",)),
    "administratorRequests": Rows("AdministratorRequest", order="ASKED_AT"),
    "unitChanges": Rows("UnitChange", order="EFFECTIVE"),
    "people": Rows("Person", order="NAME"),
}
