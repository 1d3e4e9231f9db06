"""Break-glass: what a window gives, to whom, for how long; and that nobody opens one quietly."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.glass.confirm_glass import ConfirmGlass, confirm_glass
from ledger.glass.review_glass import ReviewGlass, review_glass
from ledger.glass.tables import ALONE, MOST
from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from policies.book import load
from policies.cast import world as cast
from policies.enforcer import Enforcer
from tenants.refusals import DatabaseBusy
from tenants.sitting import Outdated
from tenants.viewer import Viewer
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_access import WHO, WHY
from tests.ledger.test_petitioners_sealed import acting
from tests.ledger.test_problems_accused import complained
from tests.world import key_of

PROBLEM = "query ($id: ID!) { problem(id: $id) { id title } }"
PROBLEMS = "{ problems(first: 20) { nodes { id } } }"
WINDOW = (
    "glassWindow { id state isOpen minutes reason version endsAt openedBy { name }"
    " covers { id } viewerActions { act allowed } }"
)
TO_REVIEW = "{ glassWindowsToReview { nodes { id } } }"
WHY_NOT_CALLED = "山洪致多村失联，须即时掌握各村情况"


class Glass:
    """A stage with a problem deep below county a, and how tests open windows there."""

    def __init__(self, client: Client, ladder: Ladder) -> None:
        self.client, self.stage, self.ladder = client, client.stage, ladder
        self.problem = f"Problem_{ladder.problem}"
        self.signed_in_before = self.stage.viewer
        self.stage.viewer = self.fresh

    async def fresh(self, who: str, **how: Any) -> Viewer:
        """Somebody who has signed in just now, with a second factor."""
        viewer = await self.signed_in_before(who, **how)
        return replace(viewer, signed_in_at=self.stage.now.timestamp(), level=2)

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
async def glass(stage: Stage, client: Client) -> AsyncIterator[Glass]:
    ladder = Ladder(stage)
    await ladder.bank()
    yield Glass(client, ladder)


async def test_a_window_shows_what_lies_deeper_and_its_end_hides_it_by_the_clock_alone(
    glass: Glass,
) -> None:
    assert not await glass.reads("a.head"), "the problem lies two levels down"
    told = await glass.client.act(
        "a.head", "breakGlass", WINDOW, minutes=30, reason=WHY_NOT_CALLED
    )
    window = told["glassWindow"]
    assert (window["state"], window["isOpen"], window["minutes"]) == ("OPEN", True, 30)
    assert await glass.reads("a.head"), "the control: inside the window the same read works"
    assert not await glass.reads("a.task_force"), "the window is its holder's"
    inside = await glass.stage.viewer("a.head")
    assert ("emergency_reader", "*") in inside.roles
    standing = glass.stage.one("select standing from app.person where id = %s", inside.person)
    glass.passes(uuid.UUID(window["id"].partition("_")[2]), timedelta(minutes=30))
    assert not await glass.reads("a.head")
    after = await glass.stage.viewer("a.head")
    assert ("emergency_reader", "*") not in after.roles
    # Nothing was written when it ended: only the clock moved, and with it how they stand.
    assert glass.stage.one("select standing from app.person where id = %s", inside.person) == standing
    assert after.standing == inside.standing + 1


async def test_whoever_was_signed_in_before_the_end_reads_nothing_after_it(glass: Glass) -> None:
    """Really by the clock: a second passes, and a viewer made inside the window is thrown away."""
    window = await glass.opened()
    inside = await glass.stage.viewer("a.head")
    left = glass.stage.one(
        "select ends_at - clock_timestamp() from app.glass_window where id = %s", window
    )
    glass.passes(window, left - timedelta(seconds=1))
    asked = {"id": glass.problem}
    control = await glass.client.ask(inside, PROBLEM, asked)
    assert control["data"]["problem"] is not None
    await asyncio.sleep(1.1)
    told = await glass.client.ask("a.head", PROBLEM, asked)
    assert told["data"]["problem"] is None
    # Nobody made the viewer anew: what was read for it is thrown away, and so is what it would do.
    with pytest.raises(DatabaseBusy):
        await glass.client.ask(inside, PROBLEM, asked)
    with pytest.raises(Outdated):
        async with glass.stage.sittings.open(inside):
            pass
