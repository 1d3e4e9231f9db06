"""Shelves of the meetings, and the control room (中控室): one level's meetings and what each unit does.

Nobody reads an item who may not read its problem; who takes part is not asked. What the control room
counts is what it lists.
"""

from typing import Any

from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    any_,
    case,
    func,
    literal,
    or_,
    select,
    union,
)

from ledger.assignments.tables import assignment
from ledger.meetings.tables import meeting, meeting_item, meeting_minutes, meeting_party
from storage.shelf import (
    Columns,
    Filter,
    Key,
    Listed,
    One,
    Order,
    Print,
    Reach,
    Row,
    Rows,
    Sealed,
    Shelf,
    Step,
    Steps,
    Value,
    Values,
)
from tenants.columns import SLOTS
from tenants.tables import tenant

_RUN = "meeting.run"

MEETING = Shelf(
    "Meeting",
    meeting,
    "meeting.read",
    {
        "id": Key(),
        "kind": Value(Print.NAME, "kind"),
        "state": Value(Print.NAME, "state"),
        "heldOn": Value(Print.NAME, "held_on"),
        "nextOn": Value(Print.NAME, "next_on", nullable=True),
        "convenedBy": Value(Print.TEXT, "convened_title"),
        "convenedAt": Value(Print.INSTANT, "convened_at"),
        "calledOffFor": Value(Print.NAME, "called_off_for", nullable=True),
        "calledOffBy": Value(Print.TEXT, "called_off_title", nullable=True),
        "calledOffAt": Value(Print.INSTANT, "called_off_at", nullable=True),
        "version": Value(Print.NUMBER, "version"),
        "tenant": Row("Tenant", (("holder", "id"),)),
        "parties": Listed("MeetingPartyInfo", (("id", "meeting_id"),), order="CHILD", limit=100),
        "items": Rows("MeetingItem", (("id", "meeting_id"),), order="PUT_AT"),
        "minutes": Row("MeetingMinutes", (("id", "meeting_id"),)),
        "viewerActions": Steps(
            (
                Step("PUT_ON_AGENDA", _RUN, ("PLANNED",), further_check=True),
                Step("KEEP_MINUTES", _RUN, ("PLANNED",), further_check=True),
                Step("CALL_OFF", "meeting.call_off", ("PLANNED",), further_check=True),
            )
        ),
    },
    orders={
        "HELD_ON": Order(("held_on",)),
        "HELD_ON_DESC": Order(("held_on",), descending=True),
    },
    filters={"state": Filter(column="state", fixed=True)},
)

PARTY = Shelf(
    "MeetingPartyInfo",
    meeting_party,
    None,
    {"tenant": Row("Tenant", (("child", "id"),))},
    orders={"CHILD": Order(("child",))},
)

ITEM = Shelf(
    "MeetingItem",
    meeting_item,
    "meeting_item.read",
    {
        "id": Key(),
        "state": Value(Print.NAME, "state"),
        "shown": Value(Print.NAME, "shown"),
        "putAt": Value(Print.INSTANT, "put_at"),
        "decidedAt": Value(Print.INSTANT, "decided_at", nullable=True),
        "conclusion": Sealed(
            Value(Print.NAME, "conclusion", nullable=True), "meeting_item.read_all"
        ),
        "text": Sealed(Value(Print.TEXT, "text", nullable=True), "meeting_item.read_all"),
        "version": Value(Print.NUMBER, "version"),
        "meeting": Row("Meeting", (("meeting_id", "id"),)),
        "convener": Row("Tenant", (("author_tenant", "id"),)),
        "problem": Row("Problem", (("problem_id", "id"),)),
        "viewerActions": Steps((Step("CONCLUDE", "meeting_item.conclude", ("OPEN",)),)),
    },
    orders={"PUT_AT": Order(("put_at",)), "PUT_AT_DESC": Order(("put_at",), descending=True)},
    filters={
        "state": Filter(column="state", fixed=True),
        "problem": Filter(column="problem_id", id_of="Problem"),
    },
)

MINUTES = Shelf(
    "MeetingMinutes",
    meeting_minutes,
    "meeting_minutes.read",
    {
        "id": Key(),
        "text": Value(Print.TEXT, "text"),
        "keptBy": Value(Print.TEXT, "kept_title"),
        "keptAt": Value(Print.INSTANT, "kept_at"),
    },
    orders={"KEPT_AT": Order(("kept_at",))},
)


def _here(reach: Reach) -> FromClause:
    """The acting unit itself: where its control room stands."""
    return (
        select(tenant.c.root, tenant.c.id, tenant.c.id.label("unit"))
        .where(tenant.c.id == reach.facts["viewer_tenant"])
        .subquery("control_room")
    )


def _answers(item: Any, me: ColumnElement[Any]) -> ColumnElement[Any]:
    """The unit that answers for an item to the level: itself, or its subordinate on the line."""
    line = [item[f"at{slot}"] for slot in SLOTS]
    below = and_(tenant.c.parent_id == me, tenant.c.id.in_(line))
    return case((item.holder == me, tenant.c.id == me), else_=below)


def _work(reach: Reach) -> FromClause:
    """Who works on what the level's meetings have on their agendas, as far as the viewer may see.

    A problem counts for the direct subordinate below which it lies, or for the level itself; a part
    for the direct subordinate to which it was given.
    """
    me = reach.facts["viewer_tenant"]
    item = meeting_item.c
    stands = and_(item.author_tenant == me, item.state != "CALLED_OFF")
    seen = and_(stands, reach.allowed("meeting_item.read", dict(meeting_item.c)))
    mains = (
        select(
            item.root,
            tenant.c.id.label("unit"),
            literal("MAIN").label("role"),
            item.id.label("item_id"),
            item.state,
        )
        .select_from(meeting_item)
        .join(tenant, and_(tenant.c.root == item.root, _answers(item, me)))
        .where(seen)
    )
    part = assignment.c
    parts = (
        select(item.root, part.child, literal("CO"), item.id, item.state)
        .select_from(meeting_item)
        .join(
            assignment, and_(part.root == item.root, part.problem_id == item.problem_id, part.open)
        )
        .where(
            seen,
            part.role == "CO",
            part.parent == me,
            reach.allowed("assignment.read", dict(assignment.c)),
        )
    )
    return union(mains, parts).subquery("control_room_work")


def _units(reach: Reach) -> FromClause:
    """What each unit has on the agendas, counted: as many as are listed for it."""
    work = _work(reach).c
    decided = work.state == "DECIDED"
    return (
        select(
            work.root,
            work.unit,
            func.count().filter(~decided).label("undecided"),
            func.count().filter(decided).label("decided"),
        )
        .group_by(work.root, work.unit)
        .subquery("control_room_units")
    )


CONTROL_ROOM = Shelf(
    "ControlRoomInfo",
    _here,
    None,
    {
        "tenant": Row("Tenant", (("unit", "id"),)),
        "upcoming": Rows(
            "Meeting",
            (("unit", "holder"),),
            where=lambda columns, _: columns["state"] == "PLANNED",
            order="HELD_ON",
        ),
        "undecided": Rows(
            "MeetingItem",
            (("unit", "author_tenant"),),
            where=lambda columns, _: columns["state"] == "OPEN",
            order="PUT_AT",
        ),
        "decided": Rows(
            "MeetingItem",
            (("unit", "author_tenant"),),
            where=lambda columns, _: columns["state"] == "DECIDED",
            order="PUT_AT_DESC",
        ),
        "units": Listed("ControlRoomUnitInfo", order="UNIT", limit=200),
    },
    orders={"UNIT": Order(("unit",))},
)

CONTROL_ROOM_UNIT = Shelf(
    "ControlRoomUnitInfo",
    _units,
    None,
    {
        "tenant": Row("Tenant", (("unit", "id"),)),
        "undecided": Value(Print.NUMBER, "undecided"),
        "decided": Value(Print.NUMBER, "decided"),
        "work": Listed("ControlRoomWorkInfo", (("unit", "unit"),), order="ITEM", limit=200),
    },
    key="unit",
    orders={"UNIT": Order(("unit",))},
)

CONTROL_ROOM_WORK = Shelf(
    "ControlRoomWorkInfo",
    _work,
    None,
    {
        "role": Value(Print.NAME, "role"),
        "item": Row("MeetingItem", (("item_id", "id"),)),
    },
    key="item_id",
    orders={"ITEM": Order(("role",), descending=True)},
)

SHELVES = (MEETING, PARTY, ITEM, MINUTES, CONTROL_ROOM, CONTROL_ROOM_UNIT, CONTROL_ROOM_WORK)


def _ours(columns: Columns, values: Values) -> ColumnElement[Any]:
    """Meetings of the acting unit, and those to which it is invited."""
    return or_(
        columns["holder"] == values["viewer_tenant"],
        values["viewer_tenant"] == any_(columns["trail"]),
    )


ROOTS = {
    "meeting": One("Meeting", {"id": Filter(column="id", id_of="Meeting")}),
    "meetings": Rows("Meeting", where=_ours, order="HELD_ON_DESC", filters=("state",)),
    "meetingItems": Rows("MeetingItem", order="PUT_AT_DESC", filters=("state", "problem")),
    "controlRoom": Listed("ControlRoomInfo", order="UNIT", limit=1),
}
