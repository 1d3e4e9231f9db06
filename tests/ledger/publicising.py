"""What tests of publicity take together: a problem signed for, and texts on their way."""

import asyncio
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.clocks.calendar import civil
from ledger.problems.publish_pledge import PublishPledge, publish_pledge
from policies.reach import Reach
from storage.engine import make_engine
from tenants.viewer import NOBODY
from tests import world
from tests.conftest import Database
from tests.keeping import Keeping
from tests.ledger.acting import Client, opened
from tests.ledger.conftest import Stage, staged
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

DRAFT = "draft { id state version kind text title aboutClient }"
PUBLIC = """{ publications { nodes { id kind title text unitName sha256 state
  tenant { name } draft { id } postings { place form } comments { nodes { text } } } } }"""
PROBLEM = uuid.UUID("018f0000-0000-7000-8000-00000000abcd")
SIGNED = "清理水渠，四月底前完成。"
"""What the head of a1 signed for the public to read."""
APPROVER = "a.petition_bureau"
"""Whose post approves in these tests: county a's."""


async def signed(stage: Stage, problem: uuid.UUID) -> None:
    """A problem of county a goes down to its township a1, which signs for it and its pledge."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        posts = [key_of("post", APPROVER), key_of("post", "b.petition_bureau")]
        connection.execute(
            "update app.post set roles = %s where id = any (%s)", [["propaganda_approver"], posts]
        )
    ladder = Ladder(stage, problem)
    await ladder.bank("a", list_type="PETITION")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    pledge = ("一月内清淤", DEADLINE, SIGNED)
    await ladder.do("a1.head", publish_pledge, PublishPledge, *pledge)


@pytest.fixture
def signed_for(keeping: Keeping, peopled: tuple[str, world.World], reach: Reach) -> Keeping:
    """The databases in which township a1 has signed for a problem."""

    async def acted(database: Database) -> None:
        engine = make_engine(database.app_dsn, size=2)
        try:
            await signed(Stage(database, peopled[1], engine, reach), PROBLEM)
        finally:
            await engine.dispose()

    return keeping.after("signed for", lambda database: asyncio.run(acted(database)))


@pytest.fixture
async def publicity(
    signed_for: Keeping, peopled: tuple[str, world.World], reach: Reach
) -> AsyncIterator["Publicity"]:
    """That problem, and a client for those who speak about it."""
    async with staged(signed_for, peopled[1], reach) as stage, opened(stage) as client:
        yield Publicity(client, PROBLEM)


class Publicity:
    """One problem that township a1 has signed for, and the client that speaks about it."""

    def __init__(self, client: Client, problem: uuid.UUID) -> None:
        self.client, self.stage = client, client.stage
        self.problem = f"Problem_{problem}"

    async def propose(self, who: str = "a1.head", kind: str = "PLEDGE", **given: Any) -> Any:
        said = {
            "problem": self.problem,
            "kind": kind,
            "scope": "PUBLIC",
            "form": "PORTAL",
            "plannedOn": str(civil(self.stage.now) + timedelta(days=5)),
            "title": "整改承诺",
            "text": SIGNED,
        }
        return await self.client.act(who, "proposePublication", DRAFT, **(said | given))

    async def step(self, who: str, act: str, draft: Any, **more: Any) -> Any:
        chosen = "publication { id sha256 text }" if act == "publishPublication" else DRAFT
        return await self.client.act(
            who,
            act,
            chosen,
            draft=draft["id"],
            expectedVersion=draft["version"],
            **more,
        )

    async def approved(self, **given: Any) -> Any:
        draft = (await self.propose(**given))["draft"]
        draft = (await self.step("a1.task_force", "checkPublication", draft))["draft"]
        return (await self.step(APPROVER, "approvePublication", draft))["draft"]

    async def published(self, **given: Any) -> tuple[Any, Any]:
        """The approved draft and its publication."""
        draft = await self.approved(**given)
        told = await self.step("a1.handler", "publishPublication", draft)
        return draft | {"version": draft["version"] + 1}, told["publication"]

    async def public(self, who: Any = NOBODY) -> list[dict[str, Any]]:
        told = await self.client.ask(who, PUBLIC)
        assert "errors" not in told, told
        found: list[dict[str, Any]] = told["data"]["publications"]["nodes"]
        return found
