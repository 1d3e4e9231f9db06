"""Asks and acts through GraphQL, as one of the small world's people."""

import uuid
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import orjson

from ledger.live.following import CHANNELS
from ledger.notices.tables import CHANNEL as NOTICES
from ledger.petitioners.vault import Vault
from ledger.reading import Reading
from ledger.responsibilities.files import Links
from ledger.subscribers.addresses import Outward
from schema.answering import Answering, Request
from schema.assembly import build_schema
from storage.listening import Listening
from tenants.context import KeySet
from tenants.viewer import Viewer
from tests.warm import reads_of

VAULT = Vault(KeySet({"v1": b"a vault key that only tests know."}))
REFUSAL = "... on Refusal { id code message rule retryable details { name value } }"


class Client:
    def __init__(self, stage: Any, answering: Answering) -> None:
        self.stage, self.answering = stage, answering

    async def ask(
        self, who: str | Viewer, query: str, variables: dict[str, Any] | None = None, **how: Any
    ) -> dict[str, Any]:
        viewer = await self.stage.viewer(who) if isinstance(who, str) else who

        async def renew() -> Viewer:
            return await self.stage.viewer(who) if isinstance(who, str) else viewer

        request = Request(
            query,
            None,
            variables,
            viewer=viewer,
            language=how.get("language", "en"),
            allow_mutation=True,
            request_id="test",
            renew=renew,
        )
        return orjson.loads((await self.answering.answer(request)).body)

    async def act(self, who: str | Viewer, act: str, chosen: str, **given: Any) -> dict[str, Any]:
        """Performs a mutation and gives its result."""
        given.setdefault("key", uuid.uuid4().hex)
        kind = act[0].upper() + act[1:]
        query = (
            f"mutation ($input: {kind}Input!) {{ {act}(input: $input) {{ __typename"
            f" ... on {kind}Success {{ {chosen} replayed }} {REFUSAL} }} }}"
        )
        told = await self.ask(who, query, {"input": given})
        assert "errors" not in told, told["errors"]
        result: dict[str, Any] = told["data"][act]
        return result


@asynccontextmanager
async def opened(stage: Any, inner: Iterable[str] = ("127.0.0.1",)) -> AsyncIterator[Client]:
    """Opens what a client reads through, where these inner hosts are listed for webhooks."""
    reads = reads_of(stage, size=2)
    await reads.open()
    try:
        links = Links.of(stage.database.keys.keys.values(), base_url="http://test")
        reading = Reading(reads, stage.database.keys, stage.reach, links)
        listening = Listening(stage.database.app_dsn, *CHANNELS, NOTICES)
        answering = Answering(
            build_schema(),
            reading,
            stage.sittings,
            listening=listening,
            vault=VAULT,
            outward=Outward.listing(inner),
        )
        yield Client(stage, answering)
    finally:
        await reads.close()
