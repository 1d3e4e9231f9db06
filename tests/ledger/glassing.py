"""Windows for tests: a problem deep below a county, who opens what there, and how time passes."""

import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.glass.break_glass import BreakGlass, break_glass
from tenants.viewer import Viewer
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder

PROBLEM = "query ($id: ID!) { problem(id: $id) { id title } }"
PROBLEMS = "{ problems(first: 20) { nodes { id } } }"
WINDOW = (
    "glassWindow { id state isOpen minutes reason version endsAt openedBy { name }"
    " covers { id } viewerActions { act allowed } }"
)
TO_REVIEW = "{ glassWindowsToReview { nodes { id } } }"
THREE = ("system", "security", "audit")
SECURITY_AND_AUDIT = ("city.security_administrator", "city.audit_administrator")
WHY_NOT_CALLED = "山洪致多村失联，须即时掌握各村情况"


class Glass:
    """A stage with a problem deep below county a, and how tests open windows there."""

    def __init__(self, client: Client, ladder: Ladder) -> None:
        self.client, self.stage, self.ladder = client, client.stage, ladder
        self.problem = f"Problem_{ladder.problem}"

    async def opened(self, who: str = "a.head", minutes: int = 30, **given: Any) -> uuid.UUID:
        said = BreakGlass(given.pop("tenant", None), minutes, WHY_NOT_CALLED, **given)
        return await self.stage.done(who, break_glass, said)

    async def reads(self, who: str | Viewer) -> bool:
        """Whether somebody reads the problem, by its id and in the list alike."""
        one = (await self.client.ask(who, PROBLEM, {"id": self.problem}))["data"]["problem"]
        listed = (await self.client.ask(who, PROBLEMS))["data"]["problems"]["nodes"]
        assert (one is not None) == (self.problem in [row["id"] for row in listed])
        return one is not None

    def passes(self, window: uuid.UUID, by: timedelta) -> None:
        """Lets time pass for a window: what it says of times is so much longer ago."""
        with psycopg.connect(self.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.glass_window set asked_at = asked_at - %(by)s,"
                " opened_at = opened_at - %(by)s, ends_at = ends_at - %(by)s where id = %(id)s",
                {"by": by, "id": window},
            )
            connection.execute("update app.person set glass_until = glass_until - %s", [by])

    def version(self, window: uuid.UUID) -> int:
        found: int = self.stage.one("select version from app.glass_window where id = %s", window)
        return found


@pytest.fixture
async def glass(stage: Stage, client: Client) -> Glass:
    ladder = Ladder(stage)
    await ladder.bank()
    return Glass(client, ladder)


async def sits_too(stage: Stage, who: str, unit: str, role: str) -> Viewer:
    """Puts somebody into another post besides, and signs them in anew in their own."""
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants[unit]}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        name = f"{unit}.{role}_too"
        world.put_in_post(connection, held, name, roles=[role], person=who, leading=False)
    return await stage.viewer(who, post=who)


def told(glass: Glass, window: uuid.UUID) -> dict[str, set[str]]:
    """Whom the database has told of a window, by kind."""
    found: dict[str, set[str]] = {}
    for kind, name in glass.stage.rows(
        "select n.kind, p.name from app.notice n join app.person p on p.id = n.person_id"
        " where n.glass_window_id = %s",
        window,
    ):
        found.setdefault(kind, set()).add(name)
    return found


async def to_review(glass: Glass, who: str) -> list[str]:
    nodes = (await glass.client.ask(who, TO_REVIEW))["data"]["glassWindowsToReview"]["nodes"]
    return [one["id"] for one in nodes]


def to_whom(glass: Glass, window: uuid.UUID, kind: str) -> set[str]:
    return told(glass, window).get(kind, set())
