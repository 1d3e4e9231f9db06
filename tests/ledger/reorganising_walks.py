"""Random changes of the tree. Whatever is moved, merged, split and taken back, in whatever order: one tree, one holder for each
record, lineages that agree with the tree, and days of the past that answer as they did."""

import uuid
from collections.abc import Mapping
from datetime import timedelta
from random import Random
from typing import Any

import psycopg

from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from ledger.responsibilities.tallies import miscounts
from tests.golden.scene import fill
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import (
    Reorganising,
    administrators,
    differences,
    faults,
    foreseen,
    sight,
)

SLOTS = {"CITY": 2, "COUNTY": 3, "TOWNSHIP": 4, "VILLAGE": 5, "DEPARTMENT": 5, "OFFICE": 6}

SOWN = {
    "a lineage": "update app.tenant set at3 = at2 where kind = 'VILLAGE' and valid_until is null",
    "a holder": "update app.tenant set valid_until = '2026-01-01' where kind = 'TOWNSHIP'",
    "a cell": "update app.obligation_tally set total = total + 1",
}
"""Faults that `hold` must find."""


class Tree:
    """The tree as prose has it: parents, and nothing else."""

    def __init__(self, stage: Any) -> None:
        rows = stage.named(
            "select id, uid, kind, parent_id, code from app.tenant"
            " where valid_until is null and root = (select min(root) from app.tenant)"
        )
        self.units: Mapping[int, Mapping[str, Any]] = {row["id"]: row for row in rows}

    def line(self, one: int | None) -> list[int]:
        found = []
        while one is not None:
            assert one not in found, "a ring"
            found.append(one)
            one = self.units[one]["parent_id"]
        return found

    def superior(self, *units: int) -> int:
        """The lowest unit that is on the line of all of them."""
        first, *others = (self.line(one) for one in units)
        return next(one for one in first if all(one in line for line in others))

    def of(self, *kinds: str) -> list[int]:
        return sorted(one for one, row in self.units.items() if row["kind"] in kinds)

    def sound(self) -> bool:
        """One root, no ring, each unit of a lower kind than its parent."""
        roots = [one for one, row in self.units.items() if row["parent_id"] is None]
        lower = all(
            SLOTS[self.units[row["parent_id"]]["kind"]] < SLOTS[row["kind"]]
            for row in self.units.values()
            if row["parent_id"] is not None
        )
        return (
            len(roots) == 1 and lower and all(self.line(one)[-1] == roots[0] for one in self.units)
        )


def drawn(draw: Random, tree: Tree, number: int) -> tuple[str, list[Step], int]:
    """A change that can be meant: its kind, its steps, and who commands all of it."""

    def uid(one: int) -> uuid.UUID:
        key: uuid.UUID = tree.units[one]["uid"]
        return key

    above = {one: row["parent_id"] for one, row in tree.units.items()}
    match draw.choice(["MOVE", "MOVE", "MERGE", "MERGE", "SPLIT"]):
        case "MOVE":
            one = draw.choice(tree.of("TOWNSHIP", "VILLAGE", "DEPARTMENT"))
            homes = [
                home
                for home in tree.of("CITY", "COUNTY", "TOWNSHIP")
                if SLOTS[tree.units[home]["kind"]] < SLOTS[tree.units[one]["kind"]]
                and home != above[one]
            ]
            home = draw.choice(homes)
            return "MOVE", [Step("MOVE", uid(one), to=uid(home))], tree.superior(above[one], home)
        case "MERGE":
            kind = draw.choice([kind for kind in ("TOWNSHIP", "VILLAGE") if len(tree.of(kind)) > 1])
            one, other = draw.sample(tree.of(kind), 2)
            step = Step("MERGE", uid(one), to=uid(other))
            return "MERGE", [step], tree.superior(above[one], above[other])
        case _:
            one = draw.choice(tree.of("TOWNSHIP"))
            code = f"52060{number}{draw.randrange(100, 999)}000"[:12].ljust(12, "0")
            found = Step(
                "FOUND", to=uid(above[one]), name="新设镇", code=code, unit_kind="TOWNSHIP"
            )
            below = [child for child in tree.of("VILLAGE") if above[child] == one]
            moved = [Step("MOVE", uid(child), to_step=1) for child in below[:1]]
            return "SPLIT", [found, *moved], above[one]


def in_charge(stage: Any, unit: int) -> list[str]:
    """Who administers a unit now, wherever they once began."""
    return [
        name
        for (name,) in stage.rows(
            "select distinct p.name from app.appointment a join app.person p on p.id = a.person_id"
            " join app.post o on o.id = a.post_id where o.holder = %s and o.valid_until is null"
            " and 'level_administrator' = any (o.roles) order by p.name limit 2",
            unit,
        )
    ]


def held(stage: Any) -> dict[str, list[tuple[Any, ...]]]:
    """Where each open record lies, and whether that is a unit that stands."""
    return {
        table: stage.rows(
            f"select x.id, count(t.id) from app.{table} x left join app.tenant t on t.id = x.holder"
            " and t.valid_until is null where x.open group by x.id order by x.id"
        )
        for table in ("problem", "obligation", "assignment")
    }


def places(stage: Any) -> list[list[dict[str, Any]]]:
    return [
        stage.named(
            "select id, parent_id, name, code, valid_until, at1, at2, at3, at4, at5, at6"
            " from app.tenant where exists (select from app.tenant_edge where child = tenant.id"
            " and valid_until is null) order by id"
        ),
        *(
            stage.named(f"select id, holder, state from app.{table} order by id")
            for table in ("problem", "obligation", "assignment", "responsibility_list", "clause")
        ),
    ]


def past(stage: Any, day: str) -> list[tuple[Any, ...]]:
    """How the whole tree stood on a day."""
    return stage.rows(
        "select t.id, coalesce(f.name, t.name), e.parent from app.tenant t"
        " left join app.tenant_former f on f.tenant = t.id and f.valid_from <= %(day)s"
        "   and %(day)s < f.valid_until"
        " left join app.tenant_edge e on e.child = t.id and e.valid_from <= %(day)s"
        "   and (e.valid_until is null or %(day)s < e.valid_until)"
        " where t.valid_from <= %(day)s and (t.valid_until is null or %(day)s < t.valid_until)"
        " order by t.id, e.parent".replace("%(day)s", f"date '{day}'")
    )


async def walk(stage: Any, seed: int, *, steps: int) -> int:
    """Changes the tree at random and holds after each change that all is well; gives how many."""
    draw = Random(seed)
    administrators(stage, deputies=True)
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        fill(connection, stage.world)
    for at in ("a1", "a2x", "b1y"):
        await Ladder(stage).report(at)
    risen = Ladder(stage)
    await risen.bank("b2x")
    await risen.rise_to("b")
    began = held(stage)
    days: dict[str, list[tuple[Any, ...]]] = {}
    done = 0
    for number in range(steps):
        kind, plan, superior = drawn(draw, Tree(stage), number)
        people = in_charge(stage, superior)
        if len(people) == 2:
            await change(stage, kind, plan, people, back=draw.random() < 0.3)
            hold(stage, began, days)
            done += 1
        stage.now += timedelta(days=1)
        days[str((stage.now + timedelta(hours=-16)).date())] = []
        days = {day: past(stage, day) for day in days}
    return done


async def change(stage: Any, kind: str, plan: list[Step], people: list[str], *, back: bool) -> None:
    who, other = people
    found = await Reorganising.drafted(stage, who, kind, plan)
    await found.scheduled(who, other=other, on=(stage.now + timedelta(hours=8)).date())
    told, saw, lay_before = foreseen(stage, found, "GAINS", "LOSES"), sight(stage), places(stage)
    there = {number for (number,) in stage.rows("select id from app.tenant")}
    await found.do(who, apply_reorganisation, ApplyReorganisation, found.now()["preview_hash"])
    real = differences(saw, sight(stage, before=there))
    assert told == real, (told - real, real - told)
    if back:
        await found.do(who, reverse_reorganisation, ReverseReorganisation, "恢复")
        assert places(stage) == lay_before


def hold(
    stage: Any,
    began: Mapping[str, list[tuple[Any, ...]]],
    days: Mapping[str, list[tuple[Any, ...]]],
) -> None:
    """Holds that there is one tree, one current holder for each open record, and one past."""
    assert faults(stage) == []
    assert Tree(stage).sound()
    ids = {table: [key for key, _ in rows] for table, rows in held(stage).items()}
    assert ids == {table: [key for key, _ in rows] for table, rows in began.items()}
    assert all(n == 1 for rows in held(stage).values() for _, n in rows)
    assert all(past(stage, day) == stood for day, stood in days.items())
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        assert miscounts(connection) == []
