"""A tiny GraphQL world behind the real edge: what the edge does is seen without a database."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

import orjson
import strawberry
from graphql import (
    ExecutionResult,
    GraphQLError,
    OperationType,
    execute,
    get_operation_ast,
    parse,
    subscribe,
    validate,
)
from strawberry.schema.config import StrawberryConfig

from schema import errors, limits
from schema.answering import Answer, Request
from schema.scalars import SCALARS
from server.app import Parts, create_app
from server.settings import Mode, Settings
from server.sign_in.authentication import Identity
from tenants.refusals import RecordNotFound, ViewerPostNotHeld

POST = UUID("018f0000-0000-7000-8000-000000000001")


@dataclass(frozen=True)
class SmallViewer:
    """As much of a viewer as the edge looks at."""

    person: str | None = None
    post: UUID | None = None
    language: str = "zh"
    notice: str | None = None


async def small_lookup(identity: Identity | None, post: UUID | None) -> SmallViewer:
    """Everybody exists and holds one post."""
    if post not in {None, POST}:
        raise ViewerPostNotHeld
    return SmallViewer(identity.subject if identity else None, post)


@strawberry.type
class Place:
    name: str

    @strawberry.field
    def inside(self) -> "Place":
        return Place(name=self.name)

    @strawberry.field
    def places(self, first: int = 50) -> list["Place"]:
        return [Place(name=str(at)) for at in range(min(first, 3))]


@strawberry.type
class Query:
    @strawberry.field
    def me(self, info: strawberry.Info) -> str | None:
        return info.context.viewer.person

    @strawberry.field
    def post(self, info: strawberry.Info) -> str | None:
        post = info.context.viewer.post
        return str(post) if post else None

    @strawberry.field
    def place(self) -> Place:
        return Place(name="铜仁市")

    @strawberry.field
    def echo(self, word: str, number: int = 0) -> str:
        return f"{word}{number}"

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError("postgresql://secret@host/db")

    @strawberry.field
    def refused(self) -> str | None:
        raise RecordNotFound

    @strawberry.field
    async def slow(self) -> str:
        while not HELD.let_go.is_set():  # noqa: ASYNC110 - the test lets go in another thread
            await asyncio.sleep(0.01)
        return "done"


@strawberry.type
class Mutation:
    @strawberry.mutation
    def write(self, word: str) -> str:
        return word


@strawberry.type
class Subscription:
    @strawberry.subscription
    async def count(self, to: int = 3, pause: float = 0.0) -> AsyncIterator[int]:
        OPEN.add(id(self))
        try:
            for number in range(to):
                await asyncio.sleep(pause)
                yield number
        finally:
            OPEN.discard(id(self))


class Held:
    """Who asks for what is slow waits until the test lets go."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.let_go.set()

    @contextmanager
    def holding(self) -> Iterator[None]:
        self.let_go.clear()
        try:
            yield
        finally:
            self.let_go.set()


HELD = Held()
OPEN: set[int] = set()
SCHEMA = strawberry.Schema(
    Query, Mutation, Subscription, config=StrawberryConfig(scalar_map=SCALARS)
)


@dataclass
class SmallAnswering:
    """Answers with graphql-core alone; `limited=False` is the control that hostile documents stop."""

    limited: bool = True
    asked: list[Request] = field(default_factory=list)

    async def answer(self, request: Request) -> Answer:
        self.asked = [*self.asked[-9:], request]
        prepared = self._prepared(request)
        if isinstance(prepared, Answer):
            return prepared
        document, operation = prepared
        if operation is OperationType.SUBSCRIPTION:
            return self._error(request, [errors.subscription_over_http()])
        result = execute(
            SCHEMA._schema,
            document,
            context_value=request,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        if not isinstance(result, ExecutionResult):
            result = await result
        return self._printed(request, result)

    async def subscribe(self, request: Request) -> AsyncIterator[bytes] | Answer:
        prepared = self._prepared(request)
        if isinstance(prepared, Answer):
            return prepared
        document, operation = prepared
        if operation is not OperationType.SUBSCRIPTION:
            return await self.answer(request)
        results = subscribe(
            SCHEMA._schema,
            document,
            context_value=request,
            variable_values=request.variables,
            operation_name=request.operation_name,
        )
        if asyncio.iscoroutine(results):
            results = await results
        if isinstance(results, ExecutionResult):
            return self._printed(request, results)
        return self._bodies(request, results)

    async def _bodies(self, request, results):
        try:
            async for result in results:
                yield self._printed(request, result).body
        finally:
            await results.aclose()

    def _prepared(self, request):
        schema = SCHEMA._schema
        try:
            if self.limited:
                document = limits.parsed(request.query)
                found = limits.faults(schema, document)
            else:
                document = parse(request.query)
                found = validate(schema, document)
        except GraphQLError as error:
            return self._error(request, [error])
        if found:
            return self._error(request, found)
        operation = get_operation_ast(document, request.operation_name)
        if operation is None:
            return self._error(request, [GraphQLError("Unknown operation.")])
        if operation.operation is OperationType.MUTATION and not request.allow_mutation:
            return self._error(request, [errors.mutation_over_get()])
        return document, operation.operation

    def _error(self, request, found) -> Answer:
        body = errors.request_error(found, request_id=request.request_id, language=request.language)
        return Answer(body, "request_error")

    def _printed(self, request, result) -> Answer:
        if result.errors and result.data is None and all(e.path is None for e in result.errors):
            return Answer(
                errors.request_error(
                    result.errors,
                    request_id=request.request_id,
                    language=request.language,
                    otherwise=errors.BAD_USER_INPUT,
                ),
                "request_error",
            )
        shown = {"data": result.data}
        if result.errors:
            shown["errors"] = [
                errors.printed(e, request_id=request.request_id, language=request.language)
                for e in result.errors
            ]
        return Answer(orjson.dumps(shown), "partial" if result.errors else "data")


def small_app(home: Path, *, limited: bool = True, **settings):
    """Builds the real application over the tiny world, in demo mode."""
    chosen = (
        Settings(mode=Mode.DEMO, home=home, **settings)
        if "mode" not in settings
        else Settings(home=home, **settings)
    )

    @contextlib.asynccontextmanager
    async def lifespan():
        yield

    async def ready() -> str:
        return "yes"

    answering = SmallAnswering(limited=limited)
    parts = Parts(
        answering=answering,
        lookup=small_lookup,
        sdl=SCHEMA.as_str(),
        rule_book=lambda language: "# 规则手册 <rule>",
        checks={"database": ready},
        lifespan=lifespan,
    )
    return create_app(chosen, parts)
