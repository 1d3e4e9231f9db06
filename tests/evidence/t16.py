"""T16: hidden and absent answer alike, byte for byte. (Timing is measured by hand.)"""

import asyncio
import time

from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from policies.truth import tables
from tests.conftest import Database
from tests.evidence.ground import Ground
from tests.evidence.hidden import ACTS, Parity, beside, compared, files, visible
from tests.evidence.lines import Line
from tests.policies.asked import Truth
from tests.policies.cast import Peopled, peopled
from tests.reading.asking import asking

ENOUGH = 2_000
"""So many pairs at full size (security.md, T16)."""


def run(ground: Ground) -> list[Line]:
    """Measures pairs of hidden and absent for everybody of the cast."""
    started = time.monotonic()
    enforcer = Enforcer(book.load())
    with peopled(ground.server, ground.template, enforcer, tables()) as (database, people):
        found, seen = asyncio.run(_pairs(ground, database, people, probed(enforcer)))
    ground.say(f"T16 {found.pairs:,} pairs of hidden and absent")
    return [
        Line(
            test="T16",
            zh="看不到的与不存在的，回答一字不差",
            en="hidden answers as absent: node, lists, explain, every mutation, file hashes",
            cases=found.pairs,
            cases_of=f"pairs over {len(found.by_way)} ways to ask",
            result=f"told apart {len(found.told_apart)}",
            passed=not found.told_apart
            and not found.unasked
            and found.pairs > ENOUGH * ground.full,
            control=f"visible against absent: {len(seen.told_apart)} of {seen.pairs} told apart",
            control_failed=len(seen.told_apart) > 0.8 * seen.pairs > 0,
            seconds=time.monotonic() - started,
            examples=(*found.told_apart[:5], *found.unasked[:5]),
        )
    ]


async def _pairs(
    ground: Ground, database: Database, people: Peopled, reach: Reach
) -> tuple[Parity, Parity]:
    async with asking(database, reach) as ask:
        truth = Truth(ask, people, tables())
        whose = list(people.cast.cast)
        found = await compared(truth, whose if ground.full else whose[::6])
        hashes = await files(truth)
        found.pairs += hashes.pairs
        found.told_apart += hashes.told_apart
        found.by_way |= {"file hash": hashes.pairs}
        # What the cast has no rows of is laid for everybody at once: a few are asked about it.
        # They are the city's: its own people may see them.
        city = min(people.units.values())
        strangers = [who for who in whose if city not in (await truth.viewer(who)).tenants]
        others = await beside(truth, strangers[:: 1 if ground.full else 12], database)
        found.pairs += others.pairs
        found.told_apart += others.told_apart
        for way, pairs in others.by_way.items():
            found.by_way[way] = found.by_way.get(way, 0) + pairs
        found.unasked = sorted(ACTS.keys() - found.by_way.keys())
        return found, await visible(truth, "西门社区书记 Ximen branch secretary")
