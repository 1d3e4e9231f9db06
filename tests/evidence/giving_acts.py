"""Acts of appointments that name a record: its noun, the input's field, and what else must be said."""

from collections.abc import Mapping
from typing import Any

from tests.evidence.days import SOON

_NOBODY = "00000000-0000-7000-8000-000000000000"
GROUND = {"reason": "一", "documentNo": "一"}
AT_ONE = {"expectedVersion": 1, **GROUND}
GIVING: Mapping[str, tuple[str, str, Mapping[str, Any]]] = {
    "appointPerson": ("post", "post", {"person": f"Person_{_NOBODY}", **GROUND}),
    "relievePerson": ("appointment", "appointment", AT_ONE),
    "suspendPerson": ("appointment", "appointment", AT_ONE),
    "reinstatePerson": ("appointment", "appointment", AT_ONE),
    "extendAppointment": ("appointment", "appointment", AT_ONE | {"until": SOON}),
    "appointSubstitute": (
        "appointment", "appointment",
        AT_ONE | {"person": f"Person_{_NOBODY}", "until": SOON},
    ),
    "closePost": ("post", "post", GROUND),
    "grantRole": ("post", "post", {"role": "handler", **GROUND}),
    "takeBackRole": ("role_grant", "grant", AT_ONE),
    "amendRole": ("custom_role", "customRole", AT_ONE | {"permissions": ["handler:post.read"]}),
    "retireRole": ("custom_role", "customRole", AT_ONE),
    "groupPost": ("post_group", "group", {"post": f"Post_{_NOBODY}", **GROUND}),
    "ungroupPost": ("group_member", "member", AT_ONE),
    "renameBody": ("body", "body", {"name": "一", **GROUND}),
    "closeBody": ("body", "body", GROUND),
    "askAdministrator": ("post", "post", {"role": "audit_administrator", **GROUND}),
    "confirmAdministrator": ("administrator_request", "request", {"expectedVersion": 1}),
    "refuseAdministrator": (
        "administrator_request", "request", {"expectedVersion": 1, "text": "一"},
    ),
    "invitePerson": ("person", "person", {}),
    "prepareAppointmentForm": ("person", "person", {}),
    "askAppointmentForm": ("person", "person", {"reason": "拟任审核"}),
    "returnToBookEdition": ("book_edition", "edition", GROUND),
    "confirmBookEdition": ("book_edition", "edition", {"expectedVersion": 1, "digest": "0"}),
    "withdrawBookEdition": ("book_edition", "edition", {"expectedVersion": 1, "reason": "一"}),
}  # fmt: skip  # reads as a table
BESIDE: Mapping[str, tuple[str, str]] = {
    "custom_role": ("CustomRole", "custom_role"), "post_group": ("PostGroup", "post_group"),
    "group_member": ("GroupMember", "group_member"), "role_grant": ("RoleGrant", "role_grant"),
    "administrator_request": ("AdministratorRequest", "administrator_request"),
    "unit_change": ("UnitChange", "unit_change"),
    "book_edition": ("BookEdition", "book_edition"),
}  # fmt: skip  # reads as a table
NAMELESS = frozenset(
    {"makePost", "defineRole", "makeGroup", "recordPerson", "foundUnit", "renameUnit", "closeUnit",
     "foundBody"}
)  # fmt: skip  # columns side by side
"""These name a unit, whose name and code are open, or nothing."""
KEPT: Mapping[str, Mapping[str, Any]] = {
    "custom_role": {"state": "RETIRED"}, "book_edition": {"state": "WITHDRAWN"},
}  # fmt: skip  # reads as a table
"""What keeps a row of the city from those below: a custom role in force is known to all of them."""
