"""T5: no amplification: colluding administrators never come to do or give more than at the start."""

import asyncio
import time
from collections import Counter
from random import Random

import psycopg

from ledger.appointments import standings
from ledger.catalogue.loading import load_catalogue
from ledger.workrules.loading import load_work_rules
from policies import book
from policies.enforcer import Enforcer
from policies.reach import Reach, probed
from storage.engine import make_engine
from tests import world
from tests.conftest import cloned
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.ledger.acting import opened
from tests.ledger.conftest import Stage
from tests.ledger.giving import Giving
from tests.ledger.giving_holes import HOLES
from tests.ledger.giving_invitations import never_void
from tests.ledger.giving_model import ROUTES, searched
from tests.ledger.giving_search import CIRCLES, CLERK, Known, Search
from tests.ledger.giving_search import EVERY as ACTS_DRAWN
from tests.ledger.giving_steps import deputies

WORLDS, ACTS, SEED = 3_000, 40, 4711
CONTROLS = 300
"""How many worlds a hole has to be found in."""
HISTORIES, STEPS = 300, 30
IN_ONE = 10
"""How many histories one database sees, one after the other."""


def run(ground: Ground) -> list[Line]:
    """Measures the function on the model, and the acts through the API."""
    return [_model(ground), asyncio.run(_api(ground))]


def _model(ground: Ground) -> Line:
    started = time.monotonic()
    worlds = ground.size(WORLDS, 40)
    ground.say(f"T5 {worlds:,} worlds of {ACTS} acts by colluding administrators")
    found = searched(worlds, ACTS, SEED)
    holes = {name: searched(CONTROLS, ACTS, SEED, judge=judge) for name, judge in HOLES.items()}
    blind = [name for name, one in holes.items() if not one.grown]
    routes = sum(found.by_route.get(route, 0) > 0 for route in ROUTES)
    return Line(
        test="T5",
        zh="串通的管理员也授不出自己没有的权限",
        en="colluding administrators never do or give more than at the start; no senior falls, no "
        "unit loses its last administrator",
        cases=found.acts,
        cases_of=f"acts tried in {worlds:,} worlds, {found.made:,} made, by {routes} of "
        f"{len(ROUTES)} routes",
        result=f"amplification {len(found.grown)}",
        passed=not found.grown and routes == len(ROUTES),
        control=f"{len(HOLES)} seeded holes, found by world "
        f"{max(one.worlds for one in holes.values())} at the latest",
        control_failed=not blind,
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=(*found.grown[:4], *blind[:4]),
    )


async def _api(ground: Ground) -> Line:
    started = time.monotonic()
    histories, reach = ground.size(HISTORIES, 2), probed(Enforcer(book.load()))
    with ground.server.made(ground.template) as peopled:
        with psycopg.connect(ground.server.database(peopled).migrator_dsn) as connection:
            load_catalogue(connection)
            load_work_rules(connection)
            built = world.build(connection)
        acts, made, grown, by_act = 0, 0, [], Counter[str]()
        known: Known = {}
        for first in range(0, histories, IN_ONE):
            numbers = range(first, min(first + IN_ONE, histories))
            search = await _searched(ground, peopled, (built, reach), numbers, known)
            acts, made, grown = acts + search.acts, made + search.made, grown + search.grown
            by_act.update(search.by_act)
            ground.say(f"T5 {numbers.stop:,} of {histories:,} histories through the API")
        weighing, standings.objections = standings.objections, lambda *_, **__: ()
        try:
            weighed_not = range(len(CIRCLES) - 1, IN_ONE * len(CIRCLES), len(CIRCLES))
            control = await _searched(ground, peopled, (built, reach), weighed_not, known)
        finally:
            standings.objections = weighing
        voids_not = range(0, IN_ONE, 2)
        became = await _searched(ground, peopled, (built, reach), voids_not, known, void=False)
    return Line(
        test="T5",
        zh="经接口办理也是如此",
        en="the same through GraphQL, measured by the prose of the rules",
        cases=acts,
        cases_of=f"acts tried in {histories:,} histories, {made:,} made, by {len(by_act)} of "
        f"{len(set(ACTS_DRAWN))} acts; a unit was moved {by_act['move']:,} times, a change "
        f"applied as previewed {by_act['applyChange']:,} times, an invitation made or accepted "
        f"{by_act['become']:,} times",
        result=f"amplification {len(grown)}",
        passed=not grown and made > 0,
        control=f"acts that nobody weighs amplify: {len(control.grown)} of {IN_ONE} histories; "
        f"invitations that nothing makes void: {len(became.grown)} of {len(voids_not)}",
        control_failed=bool(control.grown and became.grown),
        seconds=time.monotonic() - started,
        seed=SEED,
        examples=tuple(grown[:5]),
    )


async def _searched(
    ground: Ground,
    peopled: str,
    world_and_rules: tuple[world.World, Reach],
    numbers: range,
    known: Known,
    *,
    void: bool = True,
) -> Search:
    """Tries histories one after the other in one database; or only invitations, which nothing makes void."""
    built, reach = world_and_rules
    with cloned(ground.server, peopled) as database:
        engine = make_engine(database.app_dsn, size=10, wait=10.0)
        try:
            stage = Stage(database, built, engine, reach)
            async with opened(stage) as client:
                giving = Giving(client)
                giving.people()
                deputies(giving)
                await giving.clerk(CLERK)
                if not void:
                    never_void(database)
                drawn = ACTS_DRAWN if void else ("become",)
                search = Search(giving, known=known, drawn=drawn)
                for number in numbers:
                    circle = CIRCLES[number % len(CIRCLES)]
                    await search.history(circle, Random(f"{SEED}/{number}"), STEPS)
        finally:
            await engine.dispose()
    return search
