"""The whole server over a given database, in a process of its own, so that its stalls are its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import uvicorn

from server.app import create_app
from server.deployment import Deployment
from server.serving import configuration
from server.settings import Mode, Settings
from server.wiring import wired
from tests.conftest import KEYS

ROOT = Path(__file__).parents[2]


@contextlib.contextmanager
def served(app_dsn: str, home: Path, *, log: Path) -> Iterator[tuple[str, int]]:
    """Serves a database; gives the address and the process id. What it says goes to the log."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    command = [sys.executable, "-m", "tests.evidence.served", str(port), str(home), app_dsn]
    with log.open("wb") as said:
        process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
    try:
        for _ in range(600):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.kill()
        process.wait()


def main(port: str, home: str, app_dsn: str) -> None:
    """Serves until the process is ended."""
    settings = Settings(mode=Mode.DEMO, home=Path(home), port=int(port), reading_connections=2)
    deployment = Deployment(app_dsn=app_dsn, keys=KEYS, embedded=True)
    app = create_app(settings, wired(settings, deployment))
    uvicorn.Server(configuration(app, settings)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
