"""T5: no amplification: colluding administrators never come to do or give more than at the start."""

import time

from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.ledger.giving_model import HOLES, ROUTES, searched

WORLDS, ACTS, SEED = 3_000, 40, 4711
CONTROLS = 300
"""How many worlds a hole has to be found in."""


def run(ground: Ground) -> list[Line]:
    """Measures the function on the model."""
    return [_model(ground)]


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
