"""Making a world: a tree, people in posts, and rows, each as the application and as prose see it."""

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from uuid import UUID

from policies.book import Book
from policies.facts import ANYONE, NOBODY, Facts, Viewer
from tests.policies.walled import NOUNS, key_of
from tests.reference import policy_model as prose

BELOW = {
    "PROVINCE": ("CITY", "COUNTY", "DEPARTMENT"),
    "CITY": ("COUNTY", "COUNTY", "TOWNSHIP", "DEPARTMENT"),
    "COUNTY": ("TOWNSHIP", "TOWNSHIP", "DEPARTMENT"),
    "TOWNSHIP": ("VILLAGE", "VILLAGE", "DEPARTMENT"),
    "DEPARTMENT": ("OFFICE",),
}
SLOT = {
    "PROVINCE": 1,
    "CITY": 2,
    "COUNTY": 3,
    "TOWNSHIP": 4,
    "VILLAGE": 5,
    "DEPARTMENT": 5,
    "OFFICE": 6,
}
STATES = ("DRAFT", "PUBLISHED", "PUBLISHED", "RETIRED", None)
REAL_STATES = {
    "responsibility": ("DRAFT", "PUBLISHED", "PUBLISHED", "RETIRED", "WITHDRAWN"),
    "clause": ("DRAFT", "PUBLISHED", "PUBLISHED", "RETIRED", "WITHDRAWN"),
    "supplement": ("PUBLISHED", "RETIRED"),
    "calendar_day": ("PUBLISHED", "RETIRED"),
    "obligation": ("PLANNED", "RECORDED", "SELF_CHECKED", "RETURNED"),
    "file": ("PREPARED", "STORED", "CLAIMED", "IN_DIARY"),
    "problem": ("REGISTERED", "RESOLVED_ON_SPOT", "PENDING_UPPER", "ASSIGNED", "CLOSED"),
    "measure": ("PLANNED", "DONE"),
    "assignment": ("ASSIGNED", "ACCEPTED", "FINISHED"),
    "problem_setting": ("PUBLISHED", "RETIRED"),
    "visit_template": ("PUBLISHED", "RETIRED"),
    "book_edition": ("PROPOSED", "PUBLISHED", "RETIRED"),
    "escalation": ("PROPOSED", "DISMISSED"),
    "draft": ("PROPOSED", "CHECKED", "APPROVED", "RETURNED"),
    "publication": ("PUBLISHED", "PUBLISHED", "WITHDRAWN"),
    "contact_card": ("PUBLISHED", "PUBLISHED", "WITHDRAWN"),
    "extension": ("ASKED", "APPROVED", "REFUSED"),
    "glass_window": ("ASKED", "OPEN", "CLOSED", "REVIEWED"),
    "custom_role": ("PUBLISHED", "RETIRED"),
    "administrator_request": ("ASKED", "CONFIRMED", "REFUSED"),
    "change_threshold": ("PUBLISHED", "RETIRED"),
    "reorganisation": ("DRAFT", "PREVIEWED", "WITHDRAWN"),
    "follow_up": ("ORDERED", "REPORTED", "NOT_NEEDED"),
    "recheck": ("PLANNED", "OPEN", "HELD", "REBOUND"),
    "meeting": ("PLANNED", "HELD"),
    "cluster": ("OPEN", "CLOSED"),
}
BODIES = (str(UUID(int=2**80)), str(UUID(int=2**80 + 1)))
ACTORS = ("work_committee", "branch_secretary", "party_group_secretary", None)


@dataclass(frozen=True)
class Unit:
    id: int
    kind: str
    above: "Unit | None"

    def line(self) -> "list[Unit]":
        return [self, *(self.above.line() if self.above else [])]

    def row(self) -> dict[str, object]:
        """The unit as the tree holds it."""
        place = {name: at for name, at in _place(self).items() if not name.startswith("holder")}
        above = self.above.id if self.above else None
        tied = {"id": self.id, "kind": self.kind, "parent_id": above, "slot": SLOT[self.kind]}
        return {**tied, **place}


@dataclass(frozen=True)
class Made:
    """One row, as the application carries it and as prose sees it."""

    number: int
    facts: Mapping[str, object]
    thing: prose.Thing
    place: Mapping[str, object]
    """Where the real table has it, of which a noun may name less."""


@dataclass(frozen=True)
class World:
    number: int
    units: tuple[Unit, ...]
    viewers: tuple[tuple[Viewer, prose.Someone], ...]
    rows: Mapping[str, tuple[Made, ...]]


def world_of(book: Book, draw: Random, *, number: int, whole: bool) -> World:
    units = [Unit(number * 20 + 1, draw.choice(["PROVINCE", "CITY", "CITY", "COUNTY"]), None)]
    while len(units) < draw.randint(3, 12):
        above = draw.choice(units)
        if above.kind in BELOW:
            units.append(Unit(number * 20 + len(units) + 1, draw.choice(BELOW[above.kind]), above))
    people = [_someone(book, draw, units=units, number=number * 10 + one) for one in range(4)]
    people.append((NOBODY, prose.Someone()))
    known = NOUNS if whole else sorted(book.nouns)
    nouns = sorted(
        {*draw.sample(known, 3), draw.choice(["obligation", "clause", "file", "problem"])}
    )
    counted = iter(range(number * 20, number * 20 + 20))
    rows = {
        noun: tuple(
            _row(
                book,
                draw,
                noun=noun,
                units=units,
                people=people,
                place=place,
                number=next(counted),
                whole=whole,
            )
            for place in range(4)
        )
        for noun in nouns
    }
    return World(number, tuple(units), tuple(draw.sample(people, 2)), rows)


def _someone(
    book: Book,
    draw: Random,
    *,
    units: list[Unit],
    number: int,
) -> tuple[Viewer, prose.Someone]:
    shipped = sorted(
        set(book.roles)
        - {"anyone", "unit_member", "overseer", "duty_bearer", "separated_administrator"}
    )
    # Those above see more: let most of the people stand where somebody is below them.
    above = [one.above for one in units if one.above] or units
    unit = draw.choice(above if draw.random() < 0.6 else units)
    others = draw.sample(units, draw.choice([0, 0, 1]))
    roles = frozenset(draw.sample(shipped, draw.choice([1, 1, 2])))
    other_roles = frozenset(draw.sample(shipped, len(others)))
    window = None
    if draw.random() < 0.2:
        window = draw.choice([one for one in units if unit in one.line()]).id
        roles |= {"emergency_reader"}
    bearing = sorted(roles & set(book.actor_types))
    lent = _lent(book, draw, shipped)
    someone = prose.Someone(
        person=str(UUID(int=number)),
        post=str(UUID(int=number + 2**64)),
        unit=unit.id,
        roles=roles,
        actor_type=bearing[0] if bearing else None,
        body=draw.choice([None, *BODIES]),
        other_units=tuple(one.id for one in others),
        other_roles=other_roles,
        window=window,
        kind=unit.kind,
        in_township=any(one.kind == "TOWNSHIP" for one in unit.line()[1:]),
        lent=lent,
    )
    permitted = {(role, action) for action, those in lent.items() for role in those}
    held = frozenset({ANYONE, *((role, "*") for role in roles), *permitted})
    place = _place(unit)
    viewer = Facts(
        person=UUID(int=number),
        post=UUID(int=number + 2**64),
        tenant=unit.id,
        parent=unit.above.id if unit.above else None,
        slot=SLOT[unit.kind],
        lineage=tuple(place[f"at{slot}"] for slot in range(1, 7)),
        kind=unit.kind,
        tenants=(unit.id, *someone.other_units),
        units=tuple({one.id for post in (unit, *others) for one in post.line()}),
        actor_type=someone.actor_type,
        body=UUID(someone.body) if someone.body else None,
        roles=held,
        all_roles=held | {(role, "*") for role in other_roles},
        window=window,
    )
    return viewer, someone


def _lent(book: Book, draw: Random, shipped: list[str]) -> dict[str, frozenset[str]]:
    """What a custom role composes: for some actions, the role as which they may be done."""
    whole = [role for role in shipped if "separated_administrator" not in book.with_included(role)]
    if draw.random() < 0.5:
        return {}
    composed = draw.sample(sorted(book.actions), len(book.actions) // 2)
    return {action: frozenset({draw.choice(whole)}) for action in composed}


def _place(unit: Unit) -> dict[str, int | None]:
    at = {f"at{slot}": None for slot in range(1, 7)} | {
        f"at{SLOT[one.kind]}": one.id for one in unit.line()
    }
    return {"holder": unit.id, "holder_parent": unit.above.id if unit.above else None, **at}


def _known(
    draw: Random,
    noun: str,
    *,
    people: list[tuple[Viewer, prose.Someone]],
    place: int,
    number: int,
    whole: bool,
) -> dict[str, str | int | bool | tuple[str, ...] | None]:
    """What is known of a row besides its place; the real tables leave less of it open."""
    someone = draw.choice(people[:4] if whole else people)[1]
    states = REAL_STATES.get(noun, STATES) if whole else STATES
    actors = ACTORS[:-1] if whole else ACTORS
    ids = {"person": people[place][1].person, "post": people[place][1].post}
    ids |= {"feed": people[place][1].person}
    return {
        "state": draw.choice(states),
        "actor_type": draw.choice(actors),
        "recorders": tuple(
            filter(None, [draw.choice(people)[1].person, someone.person][draw.choice([0, 1, 2]) :])
        ),
        "person_id": someone.person,
        "post_id": someone.post,
        "author_person": someone.person,
        "author_post": someone.post,
        "prepared_by": someone.person,
        "reported_by": someone.person,
        "proposed_by": someone.person,
        "checked_by": draw.choice([None, draw.choice(people[:4])[1].person]),
        "asked_by": someone.person,
        "opened_by": someone.person,
        "kept_by": someone.person,
        "drafted_by": someone.person,
        "previewed_by": someone.person,
        "feed_id": someone.person,
        "turned": number % 2 == 0,
        "part": ("COMMON", "OWN", None)[number % (2 if whole else 3)],
        "handled_by": draw.choice([None, someone.person]),
        "closed_by": draw.choice([None, someone.person]),
        "lead_post": draw.choice([None, someone.post]),
        "leader_post": draw.choice([None, someone.post]),
        "body_id": draw.choice([None, *BODIES]),
        "id": ids.get(noun, str(key_of(number))),
    }


def _ladder(draw: Random, units: list[Unit]) -> dict[str, str | int | bool | None]:
    """What is known of a problem and its steps: who listed it, what is shown of a step."""
    lister = draw.choice(units)
    listed = {"by": lister.id, "parent": lister.above.id if lister.above else None}
    return {
        "list_type": draw.choice(["PETITION", "HOTLINE_12345", "AUDIT"]),
        "shown": draw.choice(["NONE", "THAT", "WHO", "ALL"]),
        "party": draw.choice(["SELF", "CLIENT", "ORGANISATION"]),
        "sealed": draw.random() < 0.5,
        "clock": draw.choice(["STATUTORY", "RECTIFICATION"]),
        "author_tenant": draw.choice(units).id,
        "listed_by": listed["by"],
        "listed_parent": listed["parent"],
        "led_by": draw.choice([None, draw.choice(units).id]),
        # A closing and a re-check call the level of the list so.
        "level": listed["by"],
        "level_parent": listed["parent"],
        "alerted": listed["parent"] or listed["by"],
    }


def _row(
    book: Book,
    draw: Random,
    *,
    noun: str,
    units: list[Unit],
    people: list[tuple[Viewer, prose.Someone]],
    place: int,
    number: int,
    whole: bool,
) -> Made:
    unit = draw.choice(units)
    kinds = book.nouns[noun].fields
    overdue = draw.random() < 0.2 and "overdue" in kinds
    others = draw.sample(units, draw.choice([0, 0, 0, 1]))
    passed = (unit.id, *(one.id for one in others if "trail" in kinds))
    known = _known(draw, noun, people=people, place=place, number=number, whole=whole)
    known |= _ladder(draw, units)
    if noun in {"draft", "publication", "contact_card"}:
        known |= {"approving": draw.choice([*unit.line(), draw.choice(units)]).id}
        known |= {"shown": draw.choice(["NONE", "MEMBERS", "STAFF", "PUBLIC"])}
    known = {name: value for name, value in known.items() if name in kinds}
    # Against one of its line, too: worse than any row can be.
    accused = tuple(one.id for one in draw.sample(units, draw.choice([0, 0, 1, 2])))
    reached_by = [SLOT[one.kind] for one in unit.line() if one.id in passed and len(passed) > 1]
    above = SLOT[unit.above.kind] if unit.above else SLOT[unit.kind]
    facts: dict[str, object] = dict.fromkeys(kinds)
    facts |= _place(unit) | {
        "open_to": 1 if overdue else min([above, *reached_by]),
        "trail": list(passed),
        "accused": list(accused),
        "overdue": overdue,
    }
    facts |= {
        name: UUID(value) if isinstance(value, str) and kinds[name] != "text" else value
        for name, value in known.items()
    }
    if "recorders" in known:
        facts["recorders"] = [UUID(one) for one in known["recorders"] or ()]
    own = {book.nouns[noun].column(name): value for name, value in facts.items() if name in kinds}
    holder = unit.id if "holder" in kinds else None
    thing = prose.Thing(
        noun,
        holder,
        overdue=overdue,
        passed=passed if "trail" in kinds else (),
        known=known,
        accused=accused if "accused" in kinds else (),
    )
    return Made(number, own, thing, _place(unit) | {"trail": list(passed)})
