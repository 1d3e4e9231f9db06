"""The whole server over a given database, in a process of its own, so that its stalls are its own."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from server.app import create_app
from server.database.deployment import Deployment
from server.serving import configuration
from server.settings import Mode, Settings
from server.wiring import wired
from tests.conftest import KEYS

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Served:
    """A server in a process of its own."""

    base: str
    port: int
    process: subprocess.Popen[bytes]

    @classmethod
    def started(cls, app_dsn: str, home: Path, *, log: Path, port: int = 0) -> "Served":
        """Serves a database; what it says goes to the log.

        Given: port, where it is to be found; 0 for any that is free.
        """
        with socket.socket() as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sock.bind(("127.0.0.1", port))
            port = sock.getsockname()[1]
        command = [sys.executable, "-m", "tests.evidence.served", str(port), str(home), app_dsn]
        with log.open("ab") as said:
            process = subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said)
        for _ in range(600):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            time.sleep(0.1)
        return cls(f"http://127.0.0.1:{port}", port, process)

    def kill(self) -> None:
        """Ends it at once."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def served(app_dsn: str, home: Path, *, log: Path) -> Iterator[tuple[str, int]]:
    """Serves a database; gives the address and the process id. What it says goes to the log."""
    running = Served.started(app_dsn, home, log=log)
    try:
        yield running.base, running.process.pid
    finally:
        running.kill()


def main(port: str, home: str, app_dsn: str) -> None:
    """Serves until the process is ended."""
    settings = Settings(mode=Mode.DEMO, home=Path(home), port=int(port), reading_connections=2)
    deployment = Deployment(app_dsn=app_dsn, keys=KEYS, embedded=True)
    app = create_app(settings, wired(settings, deployment))
    uvicorn.Server(configuration(app, settings)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
