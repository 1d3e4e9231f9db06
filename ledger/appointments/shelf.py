"""Shelves of custom roles, groups of posts and grants."""

from collections.abc import Mapping

from ledger.appointments.tables import custom_role, group_member, post_group, role_grant
from storage.shelf import Field, Filter, Key, One, Order, Print, Row, Rows, Shelf, Value

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

SHELVES = (CUSTOM_ROLE, POST_GROUP, GROUP_MEMBER, ROLE_GRANT)

ROOTS = {
    "customRole": One("CustomRole", {"id": Filter(column="id", id_of="CustomRole")}),
    "customRoles": Rows("CustomRole", order="TITLE", filters=("state",)),
    "postGroups": Rows("PostGroup", order="TITLE"),
    "roleGrants": Rows("RoleGrant", order="FROM", filters=("post",)),
    "people": Rows("Person", order="NAME"),
}
