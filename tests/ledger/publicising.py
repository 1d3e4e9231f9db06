"""What tests of publicity take together: a problem signed for, and texts on their way."""

import uuid
from typing import Any

import psycopg

from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.world import key_of

DRAFT = "draft { id state version kind text title aboutClient }"
PUBLIC = """{ publications { nodes { id kind title text unitName sha256 state
  tenant { name } draft { id } postings { place form } comments { nodes { text } } } } }"""
APPROVER = "a.petition_bureau"
"""Whose post approves in these tests: county a's."""


class Publicity:
    """One problem that township a1 has signed for, and the client that speaks about it."""

    def __init__(self, client: Client, problem: uuid.UUID) -> None:
        self.client, self.stage = client, client.stage
        self.problem = f"Problem_{problem}"

    @classmethod
    async def opened(cls, client: Client) -> "Publicity":
        with psycopg.connect(client.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.post set roles = %s where id = any (%s)",
                [
                    ["propaganda_approver"],
                    [key_of("post", APPROVER), key_of("post", "b.petition_bureau")],
                ],
            )
        ladder = Ladder(client.stage)
        await ladder.bank("a")
        await ladder.triage()
        await ladder.down("a1")
        await ladder.sign()
        return cls(client, ladder.problem)

    async def propose(self, who: str = "a1.head", kind: str = "PLEDGE", **given: Any) -> Any:
        said = {
            "problem": self.problem,
            "kind": kind,
            "scope": "PUBLIC",
            "form": "PORTAL",
            "plannedOn": "2026-04-20",
            "title": "整改承诺",
            "text": "清理水渠，四月底前完成。",
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
