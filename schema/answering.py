"""One entry for every GraphQL request: which road it takes, and the bytes that come back.

Two roads, one answer. A query made only of shelf fields is compiled to one statement and its bytes
go from PostgreSQL to the socket. Everything else is walked by graphql-core's executor, where shelf
fields resolve to the compiled reading of their own sub-selection (``schema/roads.py``).
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Literal

import orjson
from graphql import (
    ExecutionResult,
    GraphQLError,
    GraphQLSchema,
    OperationType,
    execute,
    subscribe,
)

from ledger.live.feed import Feed
from ledger.marking import marking
from ledger.petitioners.vault import Vault
from ledger.reading import Reading, Stale
from ledger.subscribers.addresses import Outward
from schema.errors import (
    BAD_USER_INPUT,
    bug,
    mutation_over_get,
    printed,
    request_error,
    subscription_over_http,
)
from schema.limits import LIMITS, Limits, too_costly
from schema.planning import GraphQLErrors, Plan, Plans
from schema.selecting import Selecting
from storage.binding import Statement
from storage.listening import Listening
from storage.paging import BadInput
from storage.reads import Overloaded, ReadFailed
from tenants.refusals import DatabaseBusy, Invalid, NotFound
from tenants.sitting import Outdated, Sittings
from tenants.viewer import Viewer

Language = Literal["zh", "en"]
_RENEWALS = 2
"""Rights may have changed before an act, and by it: its answer is read under those of after."""
_WORLD = Outward()


@dataclass(frozen=True)
class Request:
    """One GraphQL request of one viewer."""

    query: str | None
    operation_name: str | None
    variables: Mapping[str, Any] | None
    viewer: Viewer
    language: Language
    allow_mutation: bool
    request_id: str
    address: str = ""
    """From where it comes; kept by nothing but a hash that changes every day."""
    own_language: bool = False
    """Whether the language is the viewer's own, since the request names none."""
    renew: Callable[[], Awaitable[Viewer]] | None = None
    """Makes the viewer anew after their standing changed; asked at most twice per request."""
    done: dict[str, tuple[object, Any]] = field(default_factory=dict)
    """What this request did, by its key, and in which of its answers."""


@dataclass(frozen=True)
class Answer:
    """A complete JSON response."""

    body: bytes
    kind: Literal["data", "request_error", "partial"]


@dataclass(frozen=True)
class Context:
    """What resolvers and acts know of the request around them."""

    request: Request
    viewer: Viewer
    reading: Reading
    sittings: Sittings
    listening: Listening
    plan: Plan
    shape: Hashable
    feed: Feed
    vault: Vault | None = None
    """Seals and opens identities; without it none is taken and none is read."""
    outward: Outward = _WORLD
    """Where events may be sent."""

    @property
    def language(self) -> Language:
        """The language refusals are printed in."""
        return self.request.language


class Answering:
    """Answers requests for one schema."""

    def __init__(
        self,
        schema: GraphQLSchema,
        reading: Reading,
        sittings: Sittings,
        *,
        listening: Listening,
        vault: Vault | None = None,
        outward: Outward = _WORLD,
        limits: Limits = LIMITS,
        show_suggestions: bool = False,
    ) -> None:
        self.schema = schema
        self._reading = reading = replace(reading, marks=marking(sittings))
        self._sittings = sittings
        self._listening = listening
        self._vault = vault
        self._outward = outward
        self._feed = Feed(reading)
        self._limits = limits
        self._show_suggestions = show_suggestions
        self.plans = Plans(schema, limits, show_suggestions=show_suggestions)

    async def answer(self, request: Request) -> Answer:
        """Answers a query or mutation; every failure is part of the answer."""
        for _ in range(_RENEWALS):
            try:
                return await self._answered(request)
            except Stale:
                if request.renew is None:
                    raise
                request = _renewed(request, await request.renew())
        try:
            return await self._answered(request)
        except Stale:
            # Whoever changes rights is quicker than we are just now.
            raise DatabaseBusy from None

    async def subscribe(self, request: Request) -> AsyncIterator[bytes] | Answer:
        """Begins a subscription, or answers when it cannot be begun."""
        try:
            plan = self.plans.of(request.query, request.operation_name)
            if plan.kind is not OperationType.SUBSCRIPTION:
                return await self.answer(request)
            context = self._context(request, plan, self._coerced(plan, request))
        except GraphQLErrors as refused:
            return self._refused(refused, request)
        begun = subscribe(
            self.schema,
            plan.parsed().document,
            context_value=context,
            variable_values=dict(request.variables or {}),
            operation_name=request.operation_name,
        )
        found = await begun if asyncio.iscoroutine(begun) else begun
        if isinstance(found, ExecutionResult):
            return self._printed(found, request)
        return self._events(found, request)

    def _coerced(self, plan: Plan, request: Request) -> dict[str, Any]:
        coerced = plan.variables.coerced(
            self.schema, request.variables or {}, hide_suggestions=not self._show_suggestions
        )
        if isinstance(coerced, list):
            raise GraphQLErrors(coerced, code=BAD_USER_INPUT)
        if plan.by_size:
            parsed = plan.parsed()
            beyond = too_costly(
                self.schema, parsed.document, parsed.operation, coerced, limits=self._limits
            )
            if beyond:
                raise GraphQLErrors(beyond)
        return coerced

    def _context(self, request: Request, plan: Plan, variables: Mapping[str, Any]) -> Context:
        form = plan.variables.shape(variables)
        return Context(
            request,
            request.viewer,
            self._reading,
            self._sittings,
            self._listening,
            plan,
            form,
            self._feed,
            self._vault,
            self._outward,
        )

    # -- the two roads ------------------------------------------------------------------------

    async def _answered(self, request: Request) -> Answer:
        try:
            plan = self.plans.of(request.query, request.operation_name)
            if plan.kind is OperationType.MUTATION and not request.allow_mutation:
                raise GraphQLErrors([mutation_over_get()])
            if plan.kind is OperationType.SUBSCRIPTION:
                raise GraphQLErrors([subscription_over_http()])
            variables = self._coerced(plan, request)
            if plan.compiled_only:
                return await self._compiled(plan, request, variables)
            return await self._walked(plan, request, variables)
        except GraphQLErrors as refused:
            return self._refused(refused, request)
        except BadInput as bad:
            errors = [GraphQLError(str(bad), original_error=bad)]
            return self._refused(GraphQLErrors(errors), request)
        except (Invalid, NotFound) as unmeant:
            errors = [GraphQLError(str(unmeant), original_error=unmeant)]
            return self._refused(GraphQLErrors(errors), request)
        except Overloaded:
            raise DatabaseBusy from None
        except ReadFailed as failure:
            if failure.passing:
                raise DatabaseBusy from None
            return Answer(
                bug(failure, request_id=request.request_id, language=request.language), "partial"
            )

    async def _compiled(self, plan: Plan, request: Request, variables: Mapping[str, Any]) -> Answer:
        viewer, reading = request.viewer, self._reading
        key = (plan.variables.shape(variables), reading.rules(viewer).key)

        def make() -> Statement:
            parsed = plan.parsed()
            selecting = Selecting(self.schema, parsed.fragments, variables)
            roots = selecting.roots(parsed.operation, self._root())
            return reading.compiled(viewer, roots, root_type="Query")

        await plan.turn(key)
        return Answer(await reading.run(viewer, plan.statement(key, make), variables), "data")

    async def _walked(self, plan: Plan, request: Request, variables: Mapping[str, Any]) -> Answer:
        context = self._context(request, plan, variables)
        run = partial(
            execute,
            self.schema,
            plan.parsed().document,
            context_value=context,
            variable_values=dict(request.variables or {}),
            operation_name=request.operation_name,
        )
        # A whole schema takes 50 ms and more to print: in a thread, others go on meanwhile.
        result = await asyncio.to_thread(run) if plan.introspective else run()
        found = await result if not isinstance(result, ExecutionResult) else result
        return self._printed(found, request)

    def _root(self) -> Any:
        return self.schema.query_type

    async def _events(self, events: Any, request: Request) -> AsyncIterator[bytes]:
        async for event in events:
            yield self._printed(event, request).body

    # -- printing -----------------------------------------------------------------------------

    def _printed(self, result: ExecutionResult, request: Request) -> Answer:
        if not result.errors:
            return Answer(orjson.dumps({"data": result.data}), "data")
        for error in result.errors:
            if isinstance(error.original_error, Stale | Outdated):
                raise Stale from error.original_error
        shown = [
            printed(error, request_id=request.request_id, language=request.language)
            for error in result.errors
        ]
        if all(error.path is None for error in result.errors) and result.data is None:
            return Answer(orjson.dumps({"errors": shown}), "request_error")
        return Answer(orjson.dumps({"data": result.data, "errors": shown}), "partial")

    def _refused(self, refused: "GraphQLErrors", request: Request) -> Answer:
        body = request_error(
            refused.errors,
            request_id=request.request_id,
            language=request.language,
            **({"otherwise": refused.code} if refused.code else {}),
        )
        return Answer(body, "request_error")


def _renewed(request: Request, viewer: Viewer) -> Request:
    """The same request of the viewer as they stand now."""
    language = viewer.language if request.own_language else request.language
    return replace(request, viewer=viewer, language=language)
