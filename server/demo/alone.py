"""One demo to a folder: a second one would serve the same data and take over ``demo.json``."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from server.demo.tokens import DemoRefused
from server.settings import Settings

FILE = "demo.lock"


@contextmanager
def alone(settings: Settings) -> Iterator[None]:
    """Keeps the folder of a demo to this process for the length of a block.

    Refuses: DemoRefused when a demo of that folder runs, with its address.
    """
    settings.home.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = settings.home / FILE
    # The lock ends with the process, however that ends; the file stays and means nothing.
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise _runs(settings, lock.read().strip()) from None
        lock.truncate()
        lock.write(f"{settings.base_url}/\n")
        lock.flush()
        yield


def _runs(settings: Settings, where: str) -> DemoRefused:
    return DemoRefused(
        f"The demo in {settings.home} runs already: {where or 'it is about to start'}. Stop it "
        "first, or keep another one in a folder of its own: "
        f"LEVELWISE_HOME={settings.home}-{settings.port} PORT={settings.port} levelwise demo. "
        f"该目录的演示已在运行（{where or '正在启动'}）：请先停止，或用 LEVELWISE_HOME 另设目录。"
    )
