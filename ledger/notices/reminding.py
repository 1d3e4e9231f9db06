"""What is told beside acts: the reminder ladder as days go by, and what those served answered by
a code, as the relay hands both to the database.
"""

from datetime import date
from typing import Any

import orjson
import psycopg

from ledger.appointments.widening import Powers
from ledger.notices.kinds import (
    ACTS,
    COMMENTS,
    DAYS,
    DUTIES_BEFORE,
    LADDER,
    MANAGERS,
    OWED,
    PROPOSALS,
    REORGANISATIONS,
    Audience,
    Kind,
    reached,
)
from ledger.problems.events import ProblemAnswered
from policies.enforcer import Enforcer


async def remind(
    connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer, *, today: date
) -> int:
    """Tells people of what is due soon, due today and overdue.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; none is written twice.
    """
    ladder = [
        {
            "kind": step.kind,
            "after": step.after,
            "review": step.review,
            "to": _places(step, enforcer),
        }
        for step in LADDER
    ]
    owed = [{"states": list(one.states), **_place(one.to, enforcer)} for one in OWED]
    days = [
        {"kind": one.kind, "of": one.of, "days": list(one.days), "to": _places(one, enforcer)}
        for one in DAYS
    ]
    told = await connection.execute(
        "select app.remind(%s, %s::jsonb, %s, %s::jsonb) + app.remind_of_days(%s, %s::jsonb)",
        [
            *(today, orjson.dumps(ladder).decode(), list(DUTIES_BEFORE)),
            *(orjson.dumps(owed).decode(), today, orjson.dumps(days).decode()),
        ],
    )
    found = await told.fetchone()
    return found[0] if found else 0


async def tell_proposals(
    connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer, *, today: date
) -> int:
    """Tells superiors of what is proposed to them.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; none is written twice.
    """
    kinds = [{"kind": one.kind, "to": _places(one, enforcer)} for one in PROPOSALS]
    told = await connection.execute(
        "select app.tell_proposals(%s, %s::jsonb)", [today, orjson.dumps(kinds).decode()]
    )
    found = await told.fetchone()
    return found[0] if found else 0


async def tell_reorganisations(
    connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer, *, today: date
) -> int:
    """Tells those who may apply a reorganisation that its day has come, each day until they do.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; none is written twice on a day.
    """
    kinds = [{"kind": one.kind, "to": _places(one, enforcer)} for one in REORGANISATIONS]
    told = await connection.execute(
        "select app.tell_reorganisations(%s, %s::jsonb)", [today, orjson.dumps(kinds).decode()]
    )
    found = await told.fetchone()
    return found[0] if found else 0


async def tell_ending_managers(
    connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer, *, today: date
) -> int:
    """Tells those one level up of units whose last manager is about to leave.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; none is written twice of the same end.
    """
    powers = Powers(enforcer.book)
    managing = reached(enforcer, [role for role in enforcer.book.roles if powers.manages(role)])
    total = 0
    for one in MANAGERS:
        (places,) = _places(one, enforcer)
        told = await connection.execute(
            "select app.tell_ending_managers(%s, %s, %s, %s, %s, %s, %s)",
            [
                *(today, max(one.days), one.kind, managing.roles, managing.actors),
                *(places["roles"], places["actors"]),
            ],
        )
        found = await told.fetchone()
        total += found[0] if found else 0
    return total


async def tell_comments(connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer) -> int:
    """Tells those who moderate that the public said something, which passes no act.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; nobody is told twice of what they have not looked at.
    """
    kinds = [{"kind": one.kind, "to": _places(one, enforcer)} for one in COMMENTS]
    told = await connection.execute(
        "select app.tell_comments(%s::jsonb)", [orjson.dumps(kinds).decode()]
    )
    found = await told.fetchone()
    return found[0] if found else 0


async def tell_answers(connection: psycopg.AsyncConnection[tuple[int]], enforcer: Enforcer) -> int:
    """Tells people what those served answered by a code, which passes no act.

    Given:    connection of the relay or the migrator role.
    Gives:    how many notices were written; no answer is told twice.
    """
    kinds = [
        {"kind": one.kind, "states": list(one.states), "to": _places(one, enforcer)}
        for one in ACTS
        if ProblemAnswered.__name__ in one.on
    ]
    told = await connection.execute(
        "select app.tell_answers(%s::jsonb)", [orjson.dumps(kinds).decode()]
    )
    found = await told.fetchone()
    return found[0] if found else 0


def _places(kind: Kind, enforcer: Enforcer) -> list[dict[str, Any]]:
    return [_place(who, enforcer) for who in kind.to]


def _place(who: Audience, enforcer: Enforcer) -> dict[str, Any]:
    posts = reached(enforcer, who.roles)
    found = {"at": who.at, "roles": posts.roles, "actors": posts.actors, "since": who.since}
    return found | {"states": list(who.states) or None}
