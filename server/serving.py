"""Runs the server under uvicorn, with the settings that the edge counts on.

Before the port is opened the database is looked at: it must be at this release, and the wall must
have no hole. A server that would leak does not serve.
"""

import errno
import gc
import logging
import socket
from collections.abc import Callable
from contextlib import ExitStack

import psycopg
import uvicorn
from starlette.types import ASGIApp
from uvicorn.supervisors import Multiprocess

from migrations.run import at_head
from server.app import create_app
from server.database.deployment import Deployment, opened
from server.edge.segments import OneSegment
from server.edge.sockets import SocketLimits
from server.mendable import Mendable
from server.settings import SettingRefused, Settings, read
from server.wiring import wired
from tenants.lint import Severity, findings

LOGGER = logging.getLogger("levelwise.serving")
# How long a stopping server waits for what is running; streams end at once.
GRACE_SECONDS = 3
KEEP_ALIVE_SECONDS = 75
BACKLOG = 2048


class NotFitToServe(Mendable):
    """The database cannot be served as it is; the message says what to do."""


def configuration(
    app: ASGIApp | Callable[[], ASGIApp] | str, settings: Settings, *, factory: bool = False
) -> uvicorn.Config:
    """Gives uvicorn's configuration; with `factory`, each worker calls the app to make it."""
    return uvicorn.Config(
        app,
        factory=factory,
        workers=settings.workers if factory else 1,
        host=settings.host,
        port=settings.port,
        loop="auto",
        http=OneSegment,
        ws="websockets-sansio",
        ws_max_size=SocketLimits().message_bytes,
        ws_max_queue=8,
        ws_per_message_deflate=False,
        lifespan="on",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        log_level="warning",
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )


def door_of(settings: Settings) -> socket.socket:
    """Takes the address to serve at, before anything that takes long; nobody is heard there yet.

    From here on nobody else gets it, as little heard as it is.
    Refuses: SettingRefused when it cannot be had.
    """
    door = socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET)
    try:
        # To be taken although connections of an earlier run still fade there …
        _shared(door, True)
        door.bind((settings.host, settings.port))
        # … but by one alone: two that both allow it, neither of which listens yet, are let in.
        _shared(door, False)
    except OSError as refused:
        door.close()
        raise _not_had(settings, refused) from refused
    return door


def heard(door: socket.socket, settings: Settings) -> None:
    """Begins to listen. The loop of uvicorn does so as well, but says nothing when it cannot.

    Refuses: SettingRefused when another program listens there by now.
    """
    try:
        _shared(door, True)
        door.listen(BACKLOG)
    except OSError as refused:
        raise _not_had(settings, refused) from refused


def _shared(door: socket.socket, on: bool) -> None:
    door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, int(on))


def _not_had(settings: Settings, refused: OSError) -> SettingRefused:
    if refused.errno == errno.EADDRINUSE:
        wanted = "another program serves there; choose another, as in PORT=8001"
        return SettingRefused(
            "PORT", str(settings.port), wanted, zh="该端口已有其他程序在用，请另选，如 PORT=8001"
        )
    wanted = f"it cannot be served at ({refused.strerror})"
    return SettingRefused(
        "HOST", settings.host, wanted, zh=f"无法在此地址提供服务（{refused.strerror}）"
    )


def serve(settings: Settings, deployment: Deployment, *, door: socket.socket | None = None) -> None:
    """Serves until the process is told to stop.

    Given:   door, from `door_of`, where it was taken already.
    Refuses: NotFitToServe, SettingRefused; BookError and StartRefused when the rule book cannot be
             trusted.
    """
    refuse_unfit(deployment)
    with door or door_of(settings) as taken:
        if settings.workers == 1:
            app = create_app(settings, wired(settings, deployment))
            _settle()
            heard(taken, settings)
            uvicorn.Server(configuration(app, settings)).run(sockets=[taken])
            return
        config = configuration("server.serving:application", settings, factory=True)
        heard(taken, settings)
        Multiprocess(config, sockets=[taken]).run()


def application() -> ASGIApp:
    """Makes the application of one worker among several, from the environment."""
    settings = read()
    held = ExitStack()
    deployment = held.enter_context(opened(settings))
    app = create_app(settings, wired(settings, deployment, held=held))
    _settle()
    return app


def _settle() -> None:
    """Tells the collector that what start-up made stays: walking it again costs requests 5 %."""
    gc.collect()
    gc.freeze()


def refuse_unfit(deployment: Deployment) -> None:
    """Refuses to serve a database that is behind this release or whose wall has a hole.

    Refuses: NotFitToServe.
    """
    with psycopg.connect(deployment.app_dsn) as connection:
        if not at_head(connection):
            raise NotFitToServe(
                "The database is not at this release; run `levelwise migrate` first. "
                "数据库版本过旧，请先运行 levelwise migrate。"
            )
        found = findings(connection, trial=deployment.trial)
    for finding in found:
        LOGGER.warning("%s", finding)
    severe = [str(finding) for finding in found if finding.severity is Severity.SEVERE]
    if severe:
        raise NotFitToServe("\n".join(severe))
