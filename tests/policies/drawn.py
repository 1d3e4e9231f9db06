"""What hypothesis draws: conditions, viewers and rows, with nulls wherever one can be."""

from collections.abc import Mapping
from datetime import date
from random import Random
from uuid import UUID

from hypothesis import strategies as st

from policies.book import Noun
from policies.conditions import (
    LINEAGE,
    RELATION_FIELDS,
    All,
    Before,
    Condition,
    Eq,
    In,
    IsNull,
    Not,
    Relation,
    RowField,
    Some,
    Today,
    Value,
    ViewerField,
)
from policies.facts import ANYONE, Facts, Viewer
from tests.policies.making import SLOT, Unit

TODAY = date(2026, 11, 22)
PEOPLE = [UUID(int=number) for number in range(1, 4)]
STATES = ["DRAFT", "PUBLISHED", "RETIRED"]
DAYS = [date(2026, 11, day) for day in (20, 22, 24)]

THING = Noun(
    "thing",
    "某项",
    "A thing",
    fields={
        "holder": "tenant",
        "holder_parent": "tenant",
        **dict.fromkeys(LINEAGE, "tenant"),
        "open_to": "number",
        "trail": "trail",
        "recorders": "people",
        "accused": "trail",
        "state": "text",
        "actor_type": "text",
        "person_id": "person",
        "due_on": "day",
        "flagged": "flag",
    },
    renamed={},
)

LEAVES: list[Condition] = [
    *(Relation(name) for name in RELATION_FIELDS),
    Eq(RowField("person_id"), ViewerField("person")),
    Eq(RowField("actor_type"), ViewerField("actor_type")),
    Eq(RowField("holder"), ViewerField("parent")),
    Eq(RowField("state"), Value("DRAFT")),
    Eq(RowField("flagged"), Value(value=True)),
    Eq(RowField("open_to"), Value(3)),
    In(RowField("state"), ("DRAFT", "RETIRED")),
    IsNull(RowField("person_id")),
    IsNull(RowField("holder_parent")),
    Before(RowField("due_on"), Today()),
    Before(Today(), RowField("due_on")),
    Before(RowField("due_on"), Value(date(2026, 11, 22))),
]

ANCHORED: list[Condition] = [
    *(Relation(name) for name in RELATION_FIELDS if name != "accused"),
    Eq(RowField("person_id"), ViewerField("person")),
]


def conditions(depth: int = 3) -> st.SearchStrategy[Condition]:
    """Trees of every operator."""
    leaf = st.sampled_from(LEAVES)
    if depth == 0:
        return leaf
    inner = conditions(depth - 1)
    parts = st.lists(inner, max_size=3).map(tuple)
    some = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(leaf, inner.map(Not), parts.map(All), some.map(Some))


def anchored() -> st.SearchStrategy[Condition]:
    """Conditions that may allow: every way of holding is tied to the viewer."""
    tied = st.sampled_from(ANCHORED)
    narrowed = st.tuples(tied, st.sampled_from(LEAVES) | st.sampled_from(LEAVES).map(Not)).map(All)
    return st.one_of(
        tied,
        narrowed,
        st.lists(tied | narrowed, min_size=1, max_size=3).map(lambda parts: Some(tuple(parts))),
    )


# A tree with a branch of every kind; numbers are ids.
CITY = Unit(1, "CITY", None)
COUNTY, SISTER = Unit(2, "COUNTY", CITY), Unit(3, "COUNTY", CITY)
TOWNSHIP, OTHER = Unit(4, "TOWNSHIP", COUNTY), Unit(5, "TOWNSHIP", SISTER)
VILLAGE, BUREAU = Unit(6, "VILLAGE", TOWNSHIP), Unit(7, "DEPARTMENT", COUNTY)
OFFICE = Unit(8, "OFFICE", BUREAU)
UNITS = [CITY, COUNTY, SISTER, TOWNSHIP, OTHER, VILLAGE, BUREAU, OFFICE]


def viewer_at(unit: Unit | None, draw: Random) -> Viewer:
    """A viewer of a unit, or someone who stands nowhere."""
    roles = frozenset({ANYONE})
    if unit is None:
        return Facts(person=draw.choice([None, *PEOPLE]), roles=roles, all_roles=roles)
    at = {SLOT[one.kind]: one.id for one in unit.line()}
    others = draw.choice([(), (OTHER,)])
    return Facts(
        person=draw.choice([None, *PEOPLE]),
        tenant=unit.id,
        slot=SLOT[unit.kind],
        kind=unit.kind,
        parent=unit.above.id if unit.above else None,
        lineage=(at.get(1), at.get(2), at.get(3), at.get(4), at.get(5), at.get(6)),
        tenants=(unit.id, *(one.id for one in others)),
        units=tuple({one.id for post in (unit, *others) for one in post.line()}),
        roles=roles,
        all_roles=roles,
        window=draw.choice([None, *(one.id for one in UNITS if unit in one.line())]),
        actor_type=draw.choice([None, "branch_secretary", "work_committee"]),
    )


def placed_row(draw: Random, number: int) -> Mapping[str, object]:
    """A row as the placing trigger leaves it."""
    unit = draw.choice(UNITS)
    at = {f"at{slot}": None for slot in range(1, 7)} | {
        f"at{SLOT[one.kind]}": one.id for one in unit.line()
    }
    above = SLOT[unit.above.kind] if unit.above else SLOT[unit.kind]
    trail = [unit.id, *draw.sample([one.id for one in UNITS], draw.choice([0, 1]))]
    return {
        "number": number,
        "world": 0,
        "holder": unit.id,
        "holder_parent": unit.above.id if unit.above else None,
        **at,
        "open_to": draw.choice([above, above, 1]),
        "trail": trail,
        "accused": draw.choice([[], [draw.randint(1, 8)], [2, 5]]),
        **_loose(draw),
    }


def wild_row(draw: Random, number: int) -> Mapping[str, object]:
    """A row in which nothing need fit together and anything can be null."""
    ids = [None, *(unit.id for unit in UNITS)]
    return {
        "number": number,
        "world": 0,
        **{name: draw.choice(ids) for name in ("holder", "holder_parent", *LINEAGE)},
        "open_to": draw.choice([None, 1, 2, 3, 4, 5]),
        "trail": draw.choice([None, [], [draw.randint(1, 8)], [1, 2, 3]]),
        "accused": draw.choice([None, [], [draw.randint(1, 8)], [1, 2, 3]]),
        **_loose(draw),
    }


def _loose(draw: Random) -> dict[str, object]:
    return {
        "state": draw.choice([None, *STATES]),
        "person_id": draw.choice([None, *PEOPLE]),
        "recorders": draw.choice([None, [], PEOPLE[:1], PEOPLE[1:], PEOPLE]),
        "actor_type": draw.choice([None, "branch_secretary", "work_committee", "%", "_", ""]),
        "due_on": draw.choice([None, *DAYS]),
        "flagged": draw.choice([None, True, False]),
    }
