"""The tiny world served in a process of its own; with `bare`, without limits: the control of T7."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from server.serving import configuration
from server.settings import Mode, Settings
from tests.edge.small_world import small_app

ROOT = Path(__file__).parents[2]


@contextmanager
def small_server(*, limited: bool) -> Iterator[tuple[str, int]]:
    """Serves the tiny world in a process of its own; gives its address and process id."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    kind = "limited" if limited else "bare"
    command = [sys.executable, "-m", "tests.edge.bare_server", str(port), kind]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        # Long, for a machine that is busy with other things: what is measured begins afterwards.
        for _ in range(1200):
            assert process.poll() is None
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise AssertionError("the server did not start")
        yield f"http://127.0.0.1:{port}", process.pid
    finally:
        process.kill()
        process.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as home:
        settings = Settings(mode=Mode.DEMO, home=Path(home), port=int(sys.argv[1]))
        app = small_app(settings.home, limited=sys.argv[2] == "limited", port=settings.port)
        uvicorn.Server(configuration(app, settings)).run()
