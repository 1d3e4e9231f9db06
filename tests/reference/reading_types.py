"""The types of the schema as the judge of the read path knows them, and its root fields."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tests.reference.policy_model import Thing, may
from tests.reference.reading_ladder import FILTERED, LADDER, holds, oversees, waits
from tests.reference.reading_model import Many, One, Row, Type, World, printed, text

HOLDER = One("Tenant", "holder")


def columns(**named: str) -> dict[str, Any]:
    """Fields that print a column."""
    return {name: text(column) for name, column in named.items()}


def above(world: World, row: Row) -> list[Row]:
    """The line from the root to a unit's parent."""
    line: list[Row] = []
    parent = row["parent_id"]
    while parent is not None:
        line.insert(0, world.units[parent])
        parent = world.units[parent]["parent_id"]
    return line


def path(world: World, row: Row) -> str:
    """Names from the root down."""
    return "/".join(one["name"] for one in [*above(world, row), row])


TYPES: Mapping[str, Type] = {
    one.name: one
    for one in (
        Type(
            "Tenant",
            "tenant",
            {
                **columns(code="code", kind="kind", name="name", slot="slot", trade="trade"),
                **columns(suspended="suspended", synthetic="synthetic", validFrom="valid_from"),
                **columns(creditCode="credit_code", validUntil="valid_until"),
                "path": path,
                "parent": One("Tenant", "parent_id"),
                "children": Many("Tenant", "id", "parent_id", ("code",)),
                "bodies": Many("Body", "id", "holder", ("name_sort",)),
                "posts": Many("Post", "id", "holder", ("title",)),
            },
            key="uid",
        ),
        Type(
            "Body",
            "body",
            {
                **columns(name="name", fullMembers="full_members", validFrom="valid_from"),
                "tenant": HOLDER,
                "parent": One("Body", "parent_body_id"),
                "posts": Many("Post", "id", "body_id", ("title",)),
            },
        ),
        Type(
            "Person",
            "person",
            {
                **columns(name="name", synthetic="synthetic"),
                "tenant": HOLDER,
                "appointments": Many(
                    "Appointment", "id", "person_id", ("appointed_on",), down=True
                ),
            },
        ),
        Type(
            "Post",
            "post",
            {
                **columns(title="title", titleEn="title_en", roles="roles", heads="heads"),
                "tenant": HOLDER,
                "body": One("Body", "body_id"),
                "actorType": One("Actor", "actor_type", "key"),
                "appointments": Many("Appointment", "id", "post_id", ("appointed_on",), down=True),
            },
        ),
        Type(
            "Appointment",
            "appointment",
            {
                **columns(leading="leading", appointedOn="appointed_on", documentNo="document_no"),
                "post": One("Post", "post_id"),
                "person": One("Person", "person_id"),
                "tenant": HOLDER,
            },
        ),
        Type(
            "Actor",
            "actor_type",
            {
                **columns(key="key", titleZh="title_zh", titleEn="title_en", kind="kind"),
                "duties": Many("Duty", "key", "actor_type", ("position",)),
            },
        ),
        Type(
            "Duty",
            "duty",
            {
                **columns(key="key", titleZh="title_zh", cadence="cadence", evidence="evidence"),
                "actorType": One("Actor", "actor_type", "key"),
            },
        ),
        Type(
            "ResponsibilityList",
            "responsibility_list",
            {
                **columns(year="year", state="state", version="version"),
                **columns(publishedAt="published_at"),
                "tenant": HOLDER,
                "actorType": One("Actor", "actor_type", "key"),
                "body": One("Body", "body_id"),
                "clauses": Many("Clause", "id", "list_id", ("position",)),
                "bindings": Many("Binding", "id", "list_id", ("position",)),
                "obligations": Many("Obligation", "id", "list_id", ("due_on",)),
            },
        ),
        Type(
            "Clause",
            "clause",
            {
                **columns(part="part", title="title", detail="detail", state="state"),
                **columns(saidOn="said_on", evidence="evidence", dueRule="due_rule"),
                "publisher": HOLDER,
                "saidBy": One("Tenant", "said_by"),
                "handedOnFrom": One("Clause", "handed_on_from"),
                "duty": One("Duty", "duty_id"),
                "list": One("ResponsibilityList", "list_id"),
            },
        ),
        Type(
            "Binding",
            "binding",
            {
                **columns(part="part", position="position", since="since", until="until"),
                "clause": One("Clause", "clause_id"),
                "list": One("ResponsibilityList", "list_id"),
            },
        ),
        Type(
            "Obligation",
            "obligation",
            {
                **columns(period="period", dueOn="due_on", state="state", open="open"),
                **columns(overdue="overdue", version="version", selfCheck="self_check"),
                "tenant": HOLDER,
                "actorType": One("Actor", "actor_type", "key"),
                "list": One("ResponsibilityList", "list_id"),
                "clause": One("Clause", "clause_id"),
                "recordedBy": One("Person", "recorded_by"),
                "entries": Many("Entry", "id", "obligation_id", ("recorded_at",)),
            },
        ),
        Type(
            "Entry",
            "entry",
            {
                **columns(text="text", heldOn="held_on", place="place", recordedAt="recorded_at"),
                "obligation": One("Obligation", "obligation_id"),
                "author": One("Person", "author_person"),
                "authorPost": One("Post", "author_post"),
                "authorTenant": One("Tenant", "author_tenant"),
            },
        ),
        *LADDER,
    )
}

Root = Callable[[World, Sequence[Any], Mapping[str, Any]], Any]


def every(
    name: str,
    order: tuple[str, ...],
    *,
    matches: Mapping[str, str] | None = None,
    only: Callable[[World, Row], bool] = lambda _world, _row: True,
) -> Root:
    """A root connection over all rows of a type; ``matches`` ties filters to columns."""

    def root(world: World, nodes: Sequence[Any], arguments: Mapping[str, Any]) -> Any:
        asked = arguments.get("filter") or {}
        target = world.types[name]
        rows = [
            row
            for row in world.tables[target.table]
            if only(world, row)
            and all(
                printed(row[(matches or {})[key]]) == wanted
                for key, wanted in asked.items()
                if wanted is not None
            )
        ]
        down = arguments.get("orderBy") == "DUE_ON_DESC" or name == "ResponsibilityList"
        return world.many(target, rows, nodes, order=order, down=down)

    return root


def by_id(world: World, nodes: Sequence[Any], arguments: Mapping[str, Any]) -> Any:
    """``node(id:)``: the row its id names, if it may be seen."""
    name, _, key = str(arguments["id"]).partition("_")
    target = world.types.get(name)
    for row in world.tables[target.table] if target else ():
        if str(row[target.key]) == key and world.sees(target.table, row):
            return world.object(target, row, nodes)
    return None


def awaits(world: World, row: Row) -> bool:
    """An open obligation of the acting unit, for the actor type of the acting post if it has one.

    Whoever checked it themselves has nothing more to do.
    """
    who = world.who
    mine = who.unit is not None and row["holder"] == who.unit and row["open"]
    return bool(
        mine
        and row["state"] != "SELF_CHECKED"
        and row["actor_type"] == (who.actor_type or row["actor_type"])
    )


def judges(world: World, row: Row) -> bool:
    """A self-checked obligation that the viewer may accept."""
    known = {name: None if value is None else str(value) for name, value in row.items()}
    thing = Thing("obligation", holder=row["holder"], overdue=row["overdue"], known=known)
    accepted = may(world.parents, world.who, "obligation.accept", thing)[0]
    return bool(accepted and row["state"] == "SELF_CHECKED")


OBLIGATIONS = {"open": "open", "overdue": "overdue", "state": "state", "actorType": "actor_type"}

ROOTS: Mapping[str, Root] = {
    "node": by_id,
    "tenants": every("Tenant", ("code",), matches={"kind": "kind"}),
    "posts": every("Post", ("title",)),
    "responsibilityLists": every(
        "ResponsibilityList",
        ("year",),
        matches={"actorType": "actor_type", "year": "year", "state": "state"},
    ),
    "obligations": every("Obligation", ("due_on",), matches=OBLIGATIONS),
    "reviews": every("Obligation", ("due_on",), only=judges),
    "problems": every("Problem", ("due_on",), matches=FILTERED, only=oversees),
    "problemInbox": every("Problem", ("due_on",), only=holds),
    "problemsAwaitingUs": every("Problem", ("due_on",), only=waits),
    "petitioners": every("Petitioner", ("registered_at",)),
    "calendarDays": every("CalendarDay", ("day",), matches={"state": "state"}),
    "inbox": every("Obligation", ("due_on",), only=awaits),
}
