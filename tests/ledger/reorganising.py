"""Level administrators of the small world, and reorganisations taken through all their steps."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

import psycopg

from ledger.places import check_places
from ledger.reorganisation.apply_reorganisation import ApplyReorganisation, apply_reorganisation
from ledger.reorganisation.approve_reorganisation import (
    ApproveReorganisation,
    approve_reorganisation,
)
from ledger.reorganisation.draft_reorganisation import DraftReorganisation, draft_reorganisation
from ledger.reorganisation.planning import Step
from ledger.reorganisation.preview_reorganisation import (
    PreviewReorganisation,
    preview_reorganisation,
)
from ledger.reorganisation.schedule_reorganisation import (
    ScheduleReorganisation,
    schedule_reorganisation,
)
from migrations.blueprint import tables
from migrations.foreseeing import told_of
from tenants.checking import check_tree
from tests.world import TENANTS, key_of, put_in_post

TODAY = date(2026, 4, 15)


def administrators(stage: Any, *, deputies: bool = False) -> None:
    """Gives every unit a level administrator, and the city and counties a second one."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        for name, kind, *_ in TENANTS:
            number = stage.world.tenants[name]
            (root,) = connection.execute(
                "select root from app.tenant where id = %s", [number]
            ).fetchone()
            two = deputies or kind in {"CITY", "COUNTY"}
            seconds = ("administrator", "deputy") if two else ("administrator",)
            for post in seconds:
                put_in_post(
                    connection,
                    {"root": root, "holder": number},
                    f"{name}.{post}",
                    roles=["level_administrator"],
                )


def unit(name: str) -> uuid.UUID:
    return key_of("tenant", name)


class Reorganising:
    """One reorganisation, and the stage on which people take it on."""

    def __init__(self, stage: Any, item: uuid.UUID) -> None:
        self.stage, self.item = stage, item

    @classmethod
    async def drafted(
        cls, stage: Any, who: str, kind: str, steps: Sequence[Step]
    ) -> "Reorganising":
        given = DraftReorganisation(kind, "区划调整", "测府函〔2026〕1号", "减少层级", tuple(steps))
        return cls(stage, await stage.done(who, draft_reorganisation, given))

    def now(self) -> dict[str, Any]:
        (row,) = self.stage.named("select * from app.reorganisation where id = %s", self.item)
        return row

    async def do(self, who: str, act: Any, kind: Any, *given: Any) -> None:
        await self.stage.done(who, act, kind(self.item, self.now()["version"], *given))

    async def refused(self, who: str, act: Any, kind: Any, *given: Any) -> Any:
        return await self.stage.refused(who, act, kind(self.item, self.now()["version"], *given))

    async def scheduled(self, by: str, *, other: str, on: date = TODAY) -> None:
        """Previewed, approved by somebody else of the superior, and set to a day."""
        await self.do(by, preview_reorganisation, PreviewReorganisation)
        hash_of = self.now()["preview_hash"]
        await self.do(other, approve_reorganisation, ApproveReorganisation, hash_of)
        await self.do(by, schedule_reorganisation, ScheduleReorganisation, on)

    async def applied(self, by: str, *, other: str) -> None:
        await self.scheduled(by, other=other)
        hash_of = self.now()["preview_hash"]
        await self.do(by, apply_reorganisation, ApplyReorganisation, hash_of)


async def done(stage: Any, superior: str, kind: str, *steps: Step) -> Reorganising:
    """Takes a reorganisation from draft to applied, by the administrators of the superior."""
    found = await Reorganising.drafted(stage, f"{superior}.administrator", kind, steps)
    await found.applied(f"{superior}.administrator", other=f"{superior}.deputy")
    return found


def faults(stage: Any) -> list[str]:
    """What the checks of the tree, and of what stands in it, find."""
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        return [str(o) for o in (*check_tree(connection), *check_places(connection, tables()))]


def sight(
    stage: Any, *, before: Collection[int] | None = None
) -> dict[tuple[str, str], frozenset[uuid.UUID]]:
    """Which records each unit sees in full: by its line as far as they are open, or by the trail.

    Given: before, the units that there were: a preview has no number for those it would found.
    """
    names = {number: name for name, number in stage.world.tenants.items()}

    def named(number: int) -> str:
        founded = before is not None and number not in before
        return "None" if founded else names.get(number, str(number))

    found: dict[tuple[str, str], set[uuid.UUID]] = {}
    for table in told_of(tables()):
        rows = stage.rows(
            f"select x.id, u, k, x.open_to, x.trail from {table.fullname} x,"
            " unnest(array[x.at1, x.at2, x.at3, x.at4, x.at5, x.at6]) with ordinality l (u, k)"
            " where u is not null"
        )
        for key, number, slot, open_to, trail in rows:
            if open_to <= slot or number in trail:
                found.setdefault((table.name, named(number)), set()).add(key)
            for had in trail:
                found.setdefault((table.name, named(had)), set()).add(key)
    return {pair: frozenset(keys) for pair, keys in found.items()}


def differences(
    before: dict[tuple[str, str], frozenset[uuid.UUID]],
    after: dict[tuple[str, str], frozenset[uuid.UUID]],
) -> set[tuple[str, str, str, int]]:
    """Who gained and lost sight of how many records: sort, noun, unit, number."""
    empty: frozenset[uuid.UUID] = frozenset()
    found = set()
    for pair in before.keys() | after.keys():
        was, now = before.get(pair, empty), after.get(pair, empty)
        found |= {
            (sort, *pair, len(keys))
            for sort, keys in (("GAINS", now - was), ("LOSES", was - now))
            if keys
        }
    return found


def foreseen(stage: Any, found: Reorganising, *sorts: str) -> set[tuple[str, str, str, int]]:
    """What the last preview says of these sorts."""
    names = {number: name for name, number in stage.world.tenants.items()}
    return {
        (sort, noun, names.get(number, str(number)), items)
        for sort, noun, number, items in stage.rows(
            "select sort, noun, unit, items from app.reorganisation_effect"
            " where reorganisation_id = %s and sort = any (%s) and items > 0",
            found.item,
            list(sorts),
        )
    }
