"""Sums by the boundaries of a day, reckoned without the application: from notes taken on each day.

Day by day it is written down who hung under whom and which record lay where. What a level is to be
told by the boundaries of a day is then summed up from the notes of that day alone.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

COUNTED = ("total", "open", "overdue")
NOUNS = {
    "problemRollUp": ("problem", "x.state in ('CLOSED', 'ARCHIVED')", "closed"),
    "obligationRollUp": ("obligation", "x.state = 'ACCEPTED'", "accepted"),
}
ASKED = """query ($day: Date) {
  problemRollUp(boundariesAsOf: $day) { tenant { code id } complete total open overdue closed }
  obligationRollUp(boundariesAsOf: $day) { tenant { code id } complete total open overdue accepted }
  problemFunnel(boundariesAsOf: $day) { listType complete total open overdue closed }
  problemHeat(field: OTHER, boundariesAsOf: $day) { tenant { id } complete total open overdue closed }
  settledLow(boundariesAsOf: $day) { tenant { id } complete found }
  coverage(year: 2026, actorType: "branch_secretary", boundariesAsOf: $day) {
    tenant { id } complete tenants withList } }"""

Sums = Mapping[str, Mapping[Any, tuple[int, ...]]]


@dataclass(frozen=True)
class Noted:
    """One day: who hung under whom, and each record with where it lay."""

    parents: Mapping[int, int | None]
    rows: Mapping[str, Mapping[Any, int]]
    origins: Mapping[Any, int]
    within: Mapping[int, frozenset[int]]
    """The lines of all units, of those that ended as well: what may be counted today."""

    def line(self, unit: int | None) -> list[int]:
        found: list[int] = []
        while unit is not None:
            found.insert(0, unit)
            unit = self.parents[unit]
        return found

    def child(self, unit: int, level: int) -> int | None:
        """Under which direct subordinate of a level a unit stood; None for elsewhere."""
        line = self.line(unit)
        if level not in line:
            return None
        return (line[line.index(level) + 1 :] or [level])[0]


def noted(stage: Any) -> Noted:
    """Writes down this day: the tree by parents of units that stand, and records where they lie.

    What has ended counts with its successor, as its rows say.
    """
    units = stage.rows("select id, parent_id from app.tenant where valid_until is null")
    gone = dict(
        stage.rows(
            "select t.id, s.successor from app.tenant t join app.tenant_succession s"
            " on s.former = t.id and s.until is null where t.valid_until is not null"
        )
    )
    above = dict(stage.rows("select id, parent_id from app.tenant where valid_until is not null"))

    def stands(unit: int) -> int:
        while unit in gone or unit in above:
            unit = gone.get(unit, above.get(unit, 0))
        return unit

    rows = {
        noun: {
            key: stands(holder)
            for key, holder in stage.rows(f"select x.id, x.holder from app.{noun} x")
        }
        for noun in ("problem", "obligation", "post", "responsibility_list")
    }
    origins = dict(stage.rows("select id, origin from app.problem"))
    every = dict(stage.rows("select id, parent_id from app.tenant"))

    def line(unit: int | None) -> Iterator[int]:
        while unit is not None:
            yield unit
            unit = every[unit]

    within = {unit: frozenset(line(unit)) for unit in every}
    return Noted(dict(units), rows, {key: stands(unit) for key, unit in origins.items()}, within)


def reckoned(stage: Any, note: Noted, level: int, *, now: Noted) -> Sums:
    """What a level is to be told by the boundaries of the day of a note, summed up row by row."""
    uids = dict(stage.rows("select id, uid from app.tenant"))
    mine = {unit for unit, line in now.within.items() if level in line}

    def public(unit: int) -> str:
        return f"Tenant_{uids[unit]}"

    sums: dict[str, dict[Any, tuple[int, ...]]] = {}

    def add(field: str, key: Any, numbers: tuple[int, ...]) -> None:
        of = sums.setdefault(field, {})
        had = of.get(key, (0,) * len(numbers))
        of[key] = tuple(map(sum, zip(had, numbers, strict=True)))

    for field, (noun, last, _) in NOUNS.items():
        for key, holder, open_, overdue, ended, more in stage.rows(
            f"select x.id, x.holder, x.open, x.overdue and (x.open or '{noun}' <> 'problem'), {last},"
            + ("x.list_type || ' ' || x.field" if noun == "problem" else "''")
            + f" from app.{noun} x"
        ):
            if holder not in mine:
                continue
            child = note.child(note.rows[noun][key], level)
            if child is None:
                continue
            numbers = (1, int(open_), int(overdue), int(ended))
            add(field, public(child), numbers)
            if noun == "problem":
                listed, about = more.split(" ")
                add("problemFunnel", listed, numbers)
                if about == "OTHER":
                    add("problemHeat", public(child), numbers)
    for key, state, holder, origin, trail in stage.rows(
        "select id, state, holder, origin, trail from app.problem"
    ):
        child = note.child(note.origins[key], level)
        seen = holder in mine or level in trail
        if child is not None and origin in mine and seen:
            found = state not in {"REJECTED", "MERGED", "DIVERTED"}
            add("settledLow", public(child), (int(found),))
    _covered(stage, note, level, mine=mine, add=add, public=public)
    return sums


def _covered(stage: Any, note: Noted, level: int, *, mine: set[int], add: Any, public: Any) -> None:
    posts = stage.rows(
        "select id, holder from app.post where valid_until is null"
        " and actor_type = 'branch_secretary'"
    )
    units = {note.rows["post"][key] for key, holder in posts if holder in mine}
    lists = stage.rows(
        "select id from app.responsibility_list where year = 2026 and state = 'PUBLISHED'"
        " and actor_type = 'branch_secretary'"
    )
    listed = {note.rows["responsibility_list"][key] for (key,) in lists}
    for unit in units:
        child = note.child(unit, level)
        if child is not None:
            add("coverage", public(child), (1, int(unit in listed)))


def told(data: Mapping[str, Any]) -> Sums:
    """What a level was told, in the form of what was reckoned."""
    return {field: dict(_told(field, rows)) for field, rows in data.items() if rows}


def _told(field: str, rows: Any) -> Iterator[tuple[Any, tuple[int, ...]]]:
    for row in rows:
        key = row["listType"] if field == "problemFunnel" else row["tenant"]["id"]
        if field == "settledLow":
            yield key, (row["found"],)
        elif field == "coverage":
            yield key, (row["tenants"], row["withList"])
        else:
            last = row.get("closed", row.get("accepted"))
            yield key, (*(row[name] for name in COUNTED), last)


def differing(one: Sums, other: Sums) -> Counter[str]:
    """Which fields say something else."""
    return Counter(
        field for field in one.keys() | other.keys() if one.get(field, {}) != other.get(field, {})
    )
