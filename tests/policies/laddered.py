"""Problems of the tables of truth in a real database, with all that hangs under them.

A problem is born with its trail; a hop is a real one, along an edge of the tree, from the unit that
had the problem last; whom a problem is against is said once it lies where the row says.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any, Protocol

import psycopg

from policies.cast import Member, Unit
from policies.truth import TruthRow

NOUNS = frozenset(
    {"problem", "hop", "happening", "measure", "evaluation", "petitioner", "calendar_day"}
)
ENDED = frozenset({"RESOLVED_ON_SPOT", "REJECTED", "MERGED", "DIVERTED", "CLOSED", "ARCHIVED"})
SECONDED = {"REGISTERED": "REJECT", "BANKED": "LIST", "LISTED": "TRIAGE"}
"""What is proposed in a state."""
LEVELS = ("listed_by", "listed_parent", "led_by")
JANUARY, DECEMBER = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
NOW = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)


class Ground(Protocol):
    """The world the rows are made in: ``cast._Builder``."""

    connection: psycopg.Connection[Any]
    cast: Any
    units: dict[str, int]
    made: dict[tuple[object, ...], uuid.UUID]
    root: int

    def put(self, table: str, unit: Unit, key: uuid.UUID, **row: object) -> None: ...
    def worker(self, unit: Unit) -> Member: ...


def lay(ground: Ground, row: TruthRow, key: uuid.UUID, number: int) -> None:
    """Makes the record that a column is about."""
    unit = row.unit
    assert unit is not None
    if row.noun == "calendar_day":
        day = JANUARY + dt.timedelta(days=1 + number)
        said = {"day": day, "works": False, "reason": "节日", "declared_on": JANUARY}
        ground.put("calendar_day", unit, key, **said, state=row.facts["state"])
    elif row.noun == "problem":
        _problem(ground, row, key)
    elif row.noun == "hop":
        _hop(ground, row, key)
    else:
        about = uuid.uuid4()
        _problem(ground, row, about)
        author = _author(ground, row)
        mine = {"author_tenant": ground.units[author.unit.label], "author_person": author.person}
        rest = _hanging(row, author, mine)
        ground.put(row.noun, unit, key, problem_id=about, **rest)
        _accuse(ground, row, about)


def _hanging(row: TruthRow, author: Member, mine: Mapping[str, Any]) -> Mapping[str, Any]:
    """What a row under a problem says besides its place."""
    match row.noun:
        case "happening":
            told = {"act": "report_progress", "after": "RECTIFYING", "happened_at": NOW}
            by = {"author_post": author.post, "author_title": author.label}
            return {**mine, **told, **by, "shown": row.facts["shown"]}
        case "measure":
            said = {"position": 1, "text": "一", "due_on": DECEMBER, "owner_post": author.post}
            return {**said, "state": row.facts["state"]}
        case "evaluation":
            kept = {name: row.facts[name] for name in ("party", "sealed")}
            how = {"channel": "VISIT" if kept["party"] == "CLIENT" else None}
            return {**mine, **kept, **how, "round": 1, "rating": "PASS"}
        case _:
            said = {"kind": "ANONYMOUS", "matter": "REQUEST", "channel": "VISIT"}
            return {**mine, **said}


def _problem(ground: Ground, row: TruthRow, key: uuid.UUID, *, at: Unit | None = None) -> None:
    """A problem where the row says, or at another unit that has it before a hop."""
    unit = at or row.unit
    assert unit is not None
    facts = row.facts if row.noun in {"problem", "petitioner"} else {}
    state = str(facts.get("state") or "REGISTERED")
    worker = ground.worker(unit)
    passed = [ground.units[label] for label in _named(row, "passed")]
    given = {name: _numbered(ground, facts.get(name)) for name in LEVELS}
    led = facts.get("lead_post") or (_stand_in(ground, unit) if given["listed_by"] else None)
    ground.put(
        "problem", unit, key, holder_post=worker.post, title=row.label, facts="一",
        list_type=facts.get("list_type") or "AUDIT", state=state, open=state not in ENDED,
        origin=ground.units[unit.label], reported_by=worker.person, due_on=DECEMBER,
        overdue=row.said.get("overdue") == "yes", trail=[ground.units[unit.label], *passed],
        lead_post=led, leader_post=facts.get("leader_post"), handled_by=facts.get("handled_by"), closed_by=facts.get("closed_by"),
        proposed_by=facts.get("proposed_by"),
        proposal=SECONDED[state] if facts.get("proposed_by") else None, **given,
    )  # fmt: skip  # columns side by side
    if row.noun == "problem":
        _accuse(ground, row, key)


def _hop(ground: Ground, row: TruthRow, key: uuid.UUID) -> None:
    """The hop that brought a problem to whoever took it, and those that brought it on from there."""
    there, about = row.unit, uuid.uuid4()
    assert there is not None
    author = ground.cast.units[row.said["author tenant"]]
    ends = there if author in {there, there.above} else author
    had = [ground.cast.units[label] for label in _named(row, "passed")]
    below = next((one for one in had if one.above == ends), None)
    before = below or next(one for one in had if ends.above == one)
    _problem(ground, row, about, at=before)
    _step(ground, about, before, ends, key=key, shown=row.facts["shown"])
    while ends != there:
        up = ends if ends.above in {there, there.above} else None
        ends, before = (up.above if up else there), ends
        assert ends is not None
        _step(ground, about, before, ends)
    _accuse(ground, row, about)


def _step(
    ground: Ground, about: uuid.UUID, before: Unit, ends: Unit, *, key: uuid.UUID | None = None,
    shown: object = "WHO",
) -> None:  # fmt: skip  # columns side by side
    """One hop, up or down, along the edge between two units."""
    child, parent = (before, ends) if before.above == ends else (ends, before)
    number = ground.units[child.label]
    found = ground.connection.execute(
        "select id from app.tenant_edge where child = %s and valid_until is null", [number]
    ).fetchone()
    assert found is not None
    ground.put(
        "hop", before, key or uuid.uuid4(), problem_id=about, edge=found[0], child=number,
        direction="UP" if child == before else "DOWN", parent=ground.units[parent.label],
        shown=shown, post_id=ground.worker(ends).post, made_by="一",
    )  # fmt: skip  # columns side by side


def _accuse(ground: Ground, row: TruthRow, problem: uuid.UUID) -> None:
    accused = [ground.units[label] for label in _named(row, "accused")]
    if accused:
        ground.connection.execute(
            "update app.problem set accused = %s where id = %s", [accused, problem]
        )


def _author(ground: Ground, row: TruthRow) -> Member:
    unit = ground.cast.units.get(row.said.get("author tenant", ""), row.unit)
    return ground.worker(unit)


def _stand_in(ground: Ground, unit: Unit) -> uuid.UUID:
    """A post that nobody of the cast holds."""
    made = ("stand-in", unit.label)
    if made not in ground.made:
        ground.made[made] = key = uuid.uuid4()
        ground.put("post", unit, key, title="待任", roles=[])
    return ground.made[made]


def _named(row: TruthRow, column: str) -> list[str]:
    return [one.strip() for one in row.said.get(column, "").split(";") if one.strip()]


def _numbered(ground: Ground, page: object) -> int | None:
    """The number in the database of a unit that the page counts."""
    labels = {one.id: one.label for one in ground.cast.units.values()}
    return None if page is None else ground.units[labels[page]]
