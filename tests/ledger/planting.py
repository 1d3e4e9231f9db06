"""Problems that no act made: many at once, of all lists, fields and states, for what only counts."""

import uuid
from collections.abc import Sequence
from random import Random
from typing import Any

import psycopg

from ledger.problems.phases import FIELDS
from ledger.problems.rules import LISTS, STATES, TERMINAL
from tests.world import World

PLACES = ("a1x", "a1y", "a2x", "b1x", "b2y", "bureau", "a_bureau", "a", "city")


def plant(
    world: World,
    migrator: psycopg.Connection[Any],
    *,
    each: int = 3,
    draw: Random | None = None,
    places: Sequence[str] = PLACES,
) -> dict[str, list[uuid.UUID]]:
    """Gives units problems that no act made, one statement for all of a unit."""
    draw, made = draw or Random(1), {}
    for place in places:
        number, made[place] = world.tenants[place], [uuid.uuid4() for _ in range(each)]
        states = [
            draw.choice([one for one in STATES if one not in {"ASSIGNED", "OBJECTED"}])
            for _ in range(each)
        ]
        migrator.execute(
            "insert into app.problem (root, id, holder, holder_post, list_type, state, field, title,"
            " facts, origin, reported_by, due_on, open, overdue, lead_post, listed_by)"
            " select t.root, k.id, t.id, p.id, k.list, k.state, k.field, 'x', 'x', t.id, w.id,"
            "  date '2026-04-20', k.state <> all (%s), k.late and k.state <> all (%s), p.id, t.id"
            " from unnest(%s::uuid[], %s::text[], %s::text[], %s::text[], %s::bool[])"
            "  k (id, state, list, field, late)"
            " join app.tenant t on t.id = %s"
            " cross join lateral (select id from app.post where holder = t.id limit 1) p"
            " cross join lateral (select id from app.person limit 1) w",
            [
                list(TERMINAL),
                list(TERMINAL),
                made[place],
                states,
                [draw.choice(LISTS) for _ in range(each)],
                [draw.choice(FIELDS) for _ in range(each)],
                [draw.random() < 0.3 for _ in range(each)],
                number,
            ],
        )
    return made
