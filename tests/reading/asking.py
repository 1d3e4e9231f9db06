"""A reading server without HTTP: requests go in as viewers, JSON comes out."""

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy.ext.asyncio import AsyncEngine

from ledger.live.following import CHANNELS
from ledger.reactions import REACTIONS
from ledger.reading import Reading
from policies.reach import Reach
from schema.answering import Answer, Answering, Request
from schema.assembly import build_schema
from schema.limits import LIMITS, Limits
from storage.engine import make_engine
from storage.listening import Listening
from storage.reads import Reads
from tenants.sitting import Sittings
from tenants.viewer import NOBODY, Viewer
from tests.conftest import Database
from tests.ledger.acting import VAULT
from tests.reference.policy_model import Someone
from tests.warm import Warm, WarmReads


@dataclass
class Asking:
    """One database with everything that answers over it."""

    engine: AsyncEngine
    answering: Answering
    reading: Reading
    sittings: Sittings
    reach: Reach

    async def answer(
        self, query: str, viewer: Viewer = NOBODY, variables: Mapping[str, Any] | None = None
    ) -> Answer:
        """Answers one request."""
        return await self.answering.answer(
            Request(query, None, variables, viewer, "en", allow_mutation=True, request_id="test")
        )

    async def data(
        self, query: str, viewer: Viewer = NOBODY, variables: Mapping[str, Any] | None = None
    ) -> Any:
        """The data of a request that must succeed."""
        answer = await self.answer(query, viewer, variables)
        found = json.loads(answer.body)
        assert "errors" not in found, (query, found["errors"])
        return found["data"]


@asynccontextmanager
async def asking(
    database: Database, reach: Reach, *, limits: Limits = LIMITS, warm: Warm | None = None
) -> AsyncIterator[Asking]:
    """Opens the connections and closes them again; those that are warm stay for the next test."""
    engine = warm.engine if warm else make_engine(database.app_dsn, size=2, wait=20)
    reads = WarmReads(warm, size=1) if warm else Reads(database.app_dsn, size=1)
    await reads.open()
    reading = Reading(reads, database.keys, reach)
    sittings = Sittings(engine, database.keys, reach=lambda: reach, reactions=REACTIONS)
    listening = Listening(database.app_dsn, *CHANNELS)
    answering = Answering(
        build_schema(), reading, sittings, listening=listening, vault=VAULT, limits=limits
    )
    try:
        yield Asking(engine, answering, reading, sittings, reach)
    finally:
        await reads.close()
        await (warm.rest() if warm else engine.dispose())


def someone(viewer: Viewer) -> Someone:
    """The viewer as the reference model of the rules knows people."""
    named = None if viewer.person is None else str(viewer.person)
    others = [held for held in viewer.posts if held.post != viewer.post]
    return Someone(
        person=named,
        post=None if viewer.post is None else str(viewer.post),
        unit=viewer.tenant,
        roles=frozenset(role for role, _ in viewer.roles if role != "anyone"),
        actor_type=viewer.actor_type,
        body=None if viewer.body is None else str(viewer.body),
        other_units=tuple(held.tenant for held in others),
        other_roles=frozenset(role for held in others for role, _ in held.roles),
        kind=viewer.kind,
        in_township=viewer.kind != "TOWNSHIP" and viewer.lineage[3] is not None,
    )
