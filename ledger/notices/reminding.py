"""What time itself tells: the reminder ladder, as the sweep hands it to the database."""

from datetime import date

import orjson
import psycopg

from ledger.notices.kinds import DUTIES_BEFORE, LADDER, reached
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
            "to": [
                {"at": who.at, "roles": posts.roles, "actors": posts.actors}
                for who in step.to
                for posts in (reached(enforcer, who.roles),)
            ],
        }
        for step in LADDER
    ]
    told = await connection.execute(
        "select app.remind(%s, %s::jsonb, %s)",
        [today, orjson.dumps(ladder).decode(), list(DUTIES_BEFORE)],
    )
    found = await told.fetchone()
    return found[0] if found else 0
