"""SCIM over HTTP: the secret opens its feed, and the library does the protocol."""

import asyncio
import hmac
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from http import HTTPStatus
from typing import Any
from uuid import UUID

from scim2_models import (
    ForbiddenException,
    PayloadTooLargeException,
    PreconditionFailedException,
    UnauthorizedException,
)
from scim2_server.applications.asgi import ASGIApplication
from scim2_server.conditions import Conditions
from scim2_server.handler import AsyncScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.responses import ScimResponse
from scim2_server.service import ScimService
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.routing import BaseRoute, Mount
from starlette.types import Receive, Scope, Send

from ledger.feeds.viewing import FeedViewer, feed_viewer
from ledger.petitioners.vault import Vault
from server.edge.replies import header_of, request_id_of
from server.scim.describing import MOST_BYTES, announced, provider
from server.scim.storing import Caller, Entries, Unavailable
from server.scim.wording import in_both
from tenants.context import KeySet
from tenants.passing import refusal_in
from tenants.sitting import Outdated, Sittings
from tenants.viewer import NOBODY, Viewer

PREFIX = "/scim/v2"
NOTED_SECONDS = 5.0
RETRY_SECONDS = "1"
MOST_TRIES = 3
_CALLED = text("select app.feed_called(:error)")


class _Protocol(ScimService):
    """The library's service, but for what it announces and what a PATCH answers."""

    def __init__(self, documentation: str, *, secret: str) -> None:
        super().__init__(provider(documentation), secret=secret)
        self._announced = ScimService(announced(documentation), secret=secret)

    def resource_types(self, location: str, query: Mapping[str, str]) -> ScimResponse:
        """Lists the resource types that are announced."""
        return self._announced.resource_types(location, query)

    def resource_type(
        self, location: str, resource_type_id: str, query: Mapping[str, str]
    ) -> ScimResponse:
        """Gives one of them."""
        return self._announced.resource_type(location, resource_type_id, query)

    def schemas(self, location: str, query: Mapping[str, str]) -> ScimResponse:
        """Lists the schemas that are announced."""
        return self._announced.schemas(location, query)

    def schema(self, location: str, schema_id: str, query: Mapping[str, str]) -> ScimResponse:
        """Gives one of them."""
        return self._announced.schema(location, schema_id, query)

    def error_response(self, exception: Exception) -> ScimResponse:
        """Answers an error, in both languages; where it may be sent again, it says when."""
        exception = _meant(exception)
        response = super().error_response(exception)
        response.body = in_both(response.body, response.status)
        if isinstance(exception, Unavailable):
            response.headers["Retry-After"] = RETRY_SECONDS
        return response

    def patch_response(
        self, base_url: str, resource: Any, response_parameters: Any
    ) -> ScimResponse:
        """Answers a PATCH with the resource: a client reads there what became of it."""
        return self.replacement_response(base_url, resource, response_parameters)


class _Handler(AsyncScimHandler):
    """Reads and writes once more where something else was written in between.

    That is no matter of a client which named no version: only to one that did is it a 412.
    """

    async def replace_resource(
        self, resource_type: Any, current: Any, replacement: Any, conditions: Conditions
    ) -> Any:
        """Replaces what stands there now."""
        step, fresh = super().replace_resource, [current]

        async def replaced() -> Any:
            here = fresh.pop() if fresh else await self.storage.get(resource_type, current.id)
            return await step(resource_type, here, replacement, conditions)

        return await _unless_named(conditions, replaced)

    async def patch_resource(
        self, resource_type: Any, resource_id: str, patch_op: Any, conditions: Conditions
    ) -> Any:
        """Changes what stands there now."""
        step = super().patch_resource
        return await _unless_named(
            conditions, lambda: step(resource_type, resource_id, patch_op, conditions)
        )

    async def delete_resource(
        self, resource_type: Any, resource_id: str, conditions: Conditions
    ) -> None:
        """Deletes what stands there now."""
        step = super().delete_resource
        await _unless_named(conditions, lambda: step(resource_type, resource_id, conditions))


async def _unless_named(conditions: Conditions, run: Callable[[], Awaitable[Any]]) -> Any:
    if conditions != Conditions():
        return await run()
    for _ in range(MOST_TRIES):
        with suppress(PreconditionFailedException):
            return await run()
    raise Unavailable


Calling = FeedViewer | Exception | None
"""The feed that calls, or nobody, or why nobody can say now who it is."""


def _meant(exception: Exception) -> Exception:
    """Gives what an exception means to a client: what is away or busy now may be asked again."""
    refusal = refusal_in(exception)
    return exception if refusal is None or not refusal.retryable else Unavailable()


class _Call(ASGIApplication):
    """One call of one feed, or of nobody."""

    def __init__(
        self, entries: Entries, service: ScimService, *, calling: Calling, base_url: str
    ) -> None:
        super().__init__(entries, service.provider, service)
        self.handler = _Handler(service, entries)
        self.calling = calling
        self.base_url = base_url

    def check_auth(self, request: ScimRequest) -> None:
        """Refuses whoever is no feed, and a feed that is suspended."""
        del request
        if isinstance(self.calling, Exception):
            raise self.calling
        if self.calling is None:
            raise UnauthorizedException(detail="This secret opens no feed 密钥无效")
        if self.calling.state == "SUSPENDED":
            raise ForbiddenException(detail="This feed is suspended 该数据源已停用")

    def handle_exception(self, request: ScimRequest, exception: Exception) -> ScimResponse:
        """Answers what went wrong; a database that is away is no bug to be logged as one."""
        return super().handle_exception(request, _meant(exception))

    async def read_request(self, scope: Any, receive: Any) -> ScimRequest:
        """Reads the request; where this server stands is its own word, not that of a header."""
        request = await super().read_request(scope, receive)
        request.base_url = self.base_url
        return request

    @staticmethod
    def get_path(scope: Any) -> str:
        """Gives the path below the prefix."""
        path: str = scope["path"]
        return path.removeprefix(PREFIX) or "/"


class ScimDoor:
    """Answers SCIM for one process."""

    def __init__(self, sittings: Sittings, keys: KeySet, vault: Vault, *, base_url: str) -> None:
        self.sittings = sittings
        self.keys = keys
        self.vault = vault
        self.base_url = base_url + PREFIX
        self.service = _Protocol(f"{base_url}/docs/scim", secret=_cursor_secret(keys))
        self._noted: dict[UUID, float] = {}
        self._turns: dict[UUID, asyncio.Lock] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        calling: Calling
        try:
            calling = await self._calling(scope)
        except Exception as failed:  # noqa: BLE001 - it is answered below, in SCIM's own form
            calling = failed
        known = calling if isinstance(calling, FeedViewer) else None
        entries = self._entries(scope, known)
        call = _Call(entries, self.service, calling=calling, base_url=self.base_url)
        response = await call.serve(await call.read_request(scope, receive))
        await _Call.send_response(response, send)
        if known is not None:
            await self._note(known, entries, response)

    def _entries(self, scope: Scope, calling: FeedViewer | None) -> Entries:
        if calling is None:
            return Entries(self._caller(scope, NOBODY))

        async def anew() -> Caller:
            now = await self._calling(scope)
            return self._caller(scope, NOBODY if now is None else now.viewer)

        searches = scope["path"].endswith("/.search")
        writes = scope["method"] != "GET" and not searches
        turn = self._turns.setdefault(calling.feed, asyncio.Lock()) if writes else None
        return Entries(self._caller(scope, calling.viewer), turn=turn, anew=anew)

    def _caller(self, scope: Scope, viewer: Viewer) -> Caller:
        return Caller(viewer, self.sittings, self.vault, request_id_of(scope))

    async def _calling(self, scope: Scope) -> FeedViewer | None:
        said = (header_of(scope, b"authorization") or b"").decode("latin-1")
        scheme, _, secret = said.partition(" ")
        if scheme.lower() != "bearer":
            return None
        return await feed_viewer(
            self.sittings.engine,
            secret.strip(),
            keys=self.keys,
            enforcer=self.sittings.reach().enforcer,
        )

    async def _note(self, calling: FeedViewer, entries: Entries, response: ScimResponse) -> None:
        """Notes when the feed called last, and what went wrong, for its administrator to see."""
        error = None
        if response.status >= HTTPStatus.BAD_REQUEST:
            said = (response.body or {}).get("scimType") or ""
            code = entries.refusal.code if entries.refusal else said
            error = f"{int(response.status)} {code}".strip()
        now = time.monotonic()
        if error is None and now - self._noted.get(calling.feed, -NOTED_SECONDS) < NOTED_SECONDS:
            return
        self._noted[calling.feed] = now
        with suppress(Outdated, DBAPIError, PoolTimeout):
            async with self.sittings.open(calling.viewer) as sitting:
                await sitting.connection.execute(_CALLED, {"error": error})


async def too_large(send: Send) -> None:
    """Answers what is longer than is taken, in the form that SCIM has for errors."""
    longest = PayloadTooLargeException(detail=f"More than {MOST_BYTES} bytes 请求正文过大")
    said = ScimResponse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, longest.to_error().model_dump())
    await _Call.send_response(said, send)


def _cursor_secret(keys: KeySet) -> str:
    """A secret of its own for cursors, the same in every process of the deployment."""
    oldest = list(keys.keys)[-1]
    return hmac.new(keys.keys[oldest], b"levelwise scim cursors", "sha256").hexdigest()


def routes(door: ScimDoor) -> Sequence[BaseRoute]:
    """Gives the routes that the application mounts."""
    return (Mount(PREFIX, door),)
