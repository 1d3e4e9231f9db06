"""The ASGI application: every route, every layer around them and what lives as long as it does.

The lists stand in one function on purpose: who wants to know what this server answers reads
`create_app` and nothing else.
"""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

from ledger.appointments.lrmx import LARGEST_FILE
from schema.answering import Answering
from server.edge.admission import Admission, open_lines
from server.edge.graphql_http import GraphQLOverHTTP
from server.edge.health import ALIVE, HEADERS, Check, Readiness
from server.edge.masking import Masked
from server.edge.middleware import BodyLimit, CrossOrigin, RequestId, SaidOnce
from server.edge.negotiation import Language, language_of
from server.edge.origins import Origins
from server.edge.persisted import PersistedDocuments
from server.edge.replies import EdgeError, Fixed, error_of, header_of, request_id_of
from server.edge.sockets import GraphQLSockets
from server.pages import events
from server.pages.cast import Cast
from server.pages.console import ConsolePage
from server.pages.front import FrontPage
from server.pages.refusals import RefusalPages, documents
from server.pages.rule_book import RuleBookPage
from server.scim.answering import too_large as scim_too_large
from server.scim.describing import MOST_BYTES
from server.settings import Mode, Settings
from server.sign_in.authentication import Claims, Doorkeeper, Issuer, Lookup, Tokens
from server.sign_in.demo_issuer import AUDIENCE, ISSUER, LEVELS, DemoIssuer
from server.sign_in.providers import providers_of
from server.sign_in.signed_out import SignedOut
from server.sign_in.signing_in import Provider
from storage.sheets import MOST_BYTES as MOST_BYTES_OF_A_SHEET

STATIC = Path(__file__).parent / "static"
ICON = STATIC / "favicon.ico"
"""What browsers ask for on their own, even where no page names it: of answers that are JSON."""
ICON_HEADERS = (
    (b"content-type", b"image/vnd.microsoft.icon"),
    (b"cache-control", b"public, max-age=86400"),
    (b"x-content-type-options", b"nosniff"),
)
UPLOADS = "/files/"
FORMS = "/forms"
IMPORTS = "/imports"
SCIM = "/scim/"
SDL_HEADERS = (
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-cache"),
    (b"x-content-type-options", b"nosniff"),
)


@dataclass(frozen=True)
class Parts:
    """What the layers below bring to the edge.

    `lifespan` opens what must be open while the server runs (pools, listeners) and closes it again.
    """

    answering: Answering
    lookup: Lookup
    sdl: str
    rule_book: Callable[[Language], str]
    checks: Mapping[str, Check]
    lifespan: Callable[[], AbstractAsyncContextManager[None]]
    routes: tuple[BaseRoute, ...] = ()
    titles: Mapping[str, Mapping[Language, str]] = field(default_factory=dict)
    signed_out: SignedOut = field(default_factory=SignedOut)


def issuers_of(settings: Settings) -> tuple[Issuer, ...]:
    """Gives the issuers this deployment believes: its provider, and in the demo our own."""
    issuers = list(providers_of(settings))
    if settings.demo:
        demo = DemoIssuer.open(settings.home, mode=settings.mode)
        issuers.append(Issuer(ISSUER, AUDIENCE, demo.keys(), Claims(levels=LEVELS)))
    return tuple(issuers)


class Application(Starlette):
    """Starlette with a short way to GraphQL.

    It passes the same layers, without routes and error pages: a tenth of what a request costs here.
    """

    direct: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request or socket."""
        if scope["type"] == "http" and scope["path"] == "/graphql":
            await self.direct(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings, parts: Parts) -> Application:
    """Builds the application of one process."""
    issuers = issuers_of(settings)
    doorkeeper = Doorkeeper(Tokens(issuers), parts.lookup, signed_out=parts.signed_out)
    origins = Origins(frozenset(settings.cors_origins), any_loopback=settings.demo)
    persisted, admission, lines = PersistedDocuments(), Admission(), open_lines()
    browsing = settings.mode is not Mode.PRODUCTION
    graphql = GraphQLOverHTTP(
        parts.answering,
        doorkeeper,
        origins,
        persisted=persisted,
        admission=admission,
        lines=lines,
        graphiql=browsing,
    )
    sockets = GraphQLSockets(
        parts.answering,
        doorkeeper,
        origins,
        persisted=persisted,
        admission=admission,
        lines=lines,
    )
    front = FrontPage(
        base_url=settings.base_url,
        cast=Cast(settings.home / "demo.json") if settings.demo else None,
        graphiql=browsing,
        titles=parts.titles,
    )
    console = ConsolePage(
        provider=Provider.of(issuers, settings.oidc_scope),
        cast=Cast(settings.home / "demo.json") if settings.demo else None,
    )

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with parts.lifespan():
            yield

    route = Route("/graphql", graphql)
    layers = [
        Middleware(RequestId),
        Middleware(SaidOnce),
        Middleware(CrossOrigin, origins=origins),
        Middleware(
            BodyLimit,
            limit_bytes=settings.limits.body_bytes,
            larger={
                UPLOADS: settings.limits.upload_bytes,
                SCIM: MOST_BYTES,
                FORMS: LARGEST_FILE,
                IMPORTS: MOST_BYTES_OF_A_SHEET,
            },
            said={SCIM: scim_too_large},
        ),
    ]
    application = Application(
        routes=[
            route,
            WebSocketRoute("/graphql", sockets),
            Route("/", front, methods=["GET"]),
            Route("/console", console, methods=["GET"]),
            Route("/rule-book", RuleBookPage(parts.rule_book), methods=["GET"]),
            Route("/refusals/{code}", RefusalPages(documents()), methods=["GET"]),
            *events.routes(),
            Route("/schema.graphql", Fixed(parts.sdl.encode(), SDL_HEADERS), methods=["GET"]),
            Route("/favicon.ico", Fixed(ICON.read_bytes(), ICON_HEADERS), methods=["GET"]),
            Route("/healthz", Fixed(ALIVE, HEADERS), methods=["GET"]),
            Route("/readyz", Readiness(parts.checks), methods=["GET"]),
            *parts.routes,
            Mount("/static", StaticFiles(directory=STATIC)),
        ],
        middleware=[*layers, Middleware(Masked)],
        exception_handlers={404: _absent, 405: _absent},
        lifespan=lifespan,
    )
    application.direct = route.app
    for layer in reversed(layers):
        application.direct = layer.cls(application.direct, *layer.args, **layer.kwargs)
    return application


async def _absent(request: Request, error: Exception) -> Response:
    """Answers an address that is not there, or a method it does not take, as JSON."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    code = "METHOD_NOT_ALLOWED" if status == 405 else "NOT_FOUND"
    language = language_of(header_of(request.scope, b"accept-language")) or "zh"
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    told = EdgeError(code, status, methods=headers.get("Allow", ""))
    shown = error_of(told, request_id=request_id_of(request.scope), language=language)
    return Response(
        orjson.dumps({"errors": [shown]}), status, headers, media_type="application/json"
    )
