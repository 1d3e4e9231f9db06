"""Acts of a search that take several steps: a unit is moved, a change is applied as it was previewed.

Each is one drawn act: it ends at the first refusal, and what was refused half-way gave nothing.
"""

from collections.abc import Mapping
from typing import Any

import psycopg

from tests import world
from tests.ledger.giving import GROUND, Giving
from tests.world import key_of

SHOWN = "reorganisation { id version previewHash }"
CHANGE = "change { id version previewHash }"
MOVES = (("a1x", ("a1", "a2")), ("a2", ("a", "b")))
"""Which unit goes to and fro between which: within a county, and from one county to the other."""
DEPUTIES = ("city", "a")
Told = dict[str, Any]


def deputies(giving: Giving) -> None:
    """Gives the superiors of what is moved a second administrator, who approves."""
    with psycopg.connect(giving.stage.database.superuser_dsn) as connection:
        numbers = giving.stage.world.tenants
        for name in DEPUTIES:
            held = {"root": numbers["city"], "holder": numbers[name]}
            world.put_in_post(connection, held, f"{name}.deputy", roles=["level_administrator"])


async def moved(giving: Giving, first: str, second: str, unit: str, to: str) -> Told:
    """One drafts, previews, schedules and applies the move of a unit; the other approves it."""
    step = {"verb": "MOVE", "unit": _unit(unit), "to": _unit(to)}
    told = await giving.client.act(
        first,
        "draftReorganisation",
        SHOWN,
        kind="MOVE",
        title="区划调整",
        steps=[step],
        **GROUND,
    )
    day = str(giving.stage.now.date())
    for who, act, hashed, more in (
        (first, "previewReorganisation", False, {}),
        (second, "approveReorganisation", True, {}),
        (first, "scheduleReorganisation", False, {"effectiveOn": day}),
        (first, "applyReorganisation", True, {}),
    ):
        if told["__typename"] == "Refusal":
            return told
        found = told["reorganisation"]
        given = {"reorganisation": found["id"], "expectedVersion": found["version"], **more}
        if hashed:
            given["previewHash"] = found["previewHash"]
        told = await giving.client.act(who, act, SHOWN, **given)
    return told


def elsewhere(giving: Giving, unit: str, ends: tuple[str, str]) -> str:
    """Of the two units between which one goes to and fro, the one it does not lie under now."""
    numbers = giving.stage.world.tenants
    above = giving.stage.one("select parent_id from app.tenant where id = %s", numbers[unit])
    return ends[0] if above == numbers[ends[1]] else ends[1]


async def applied(giving: Giving, who: str, act: str, given: Mapping[str, Any]) -> Told:
    """Previews an act and applies exactly that."""
    told = await giving.client.act(who, "previewChange", CHANGE, change={**GROUND, act: given})
    if told["__typename"] == "Refusal":
        return told
    seen = told["change"]
    said = {"change": seen["id"], "expectedVersion": seen["version"]}
    return await giving.client.act(
        who, "applyChange", CHANGE, **said, previewHash=seen["previewHash"]
    )


def _unit(name: str) -> str:
    return f"Tenant_{key_of('tenant', name)}"
