"""A real server over the tiny world, and people with tokens for it."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx2 as httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from server.serving import configuration
from server.settings import Mode, Settings
from server.sign_in.demo_issuer import DemoIssuer
from tests.edge.small_world import small_app
from tests.patience import PATIENCE


@dataclass(frozen=True)
class Running:
    """A server that runs, and the issuer whose tokens it believes."""

    base: str
    issuer: DemoIssuer
    home: Path

    def token(self, subject: str = "zhang", **options) -> str:
        return self.issuer.token(subject, **options)

    def bearer(self, subject: str = "zhang") -> dict[str, str]:
        return {"authorization": f"Bearer {self.token(subject)}"}


@contextmanager
def serving(app: Starlette) -> Iterator[str]:
    """Serves an application on a free port of this machine."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    server = uvicorn.Server(configuration(app, Settings(mode=Mode.DEMO, port=port)))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(PATIENCE)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    home = tmp_path_factory.mktemp("home")
    issuer = DemoIssuer.open(home, mode=Mode.DEMO)
    origins = ("https://front.example",)
    with serving(small_app(home, cors_origins=origins)) as base:
        yield Running(base, issuer, home)


@pytest.fixture(scope="module")
def client(running: Running) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=running.base, timeout=PATIENCE) as opened:
        yield opened
