"""Folders for what lies on a disk only while it is worked on: they go with the process that made them.

Whatever way a process ends, the next one on the same machine empties what it left.
"""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_MAKING = "new-"


@dataclass(frozen=True)
class Scratch:
    """A folder of one process, which nobody else on the machine may read."""

    folder: Path
    lock: int
    """Held open for as long as the process lives: by it others know that it does."""

    @classmethod
    def under(cls, parent: Path) -> "Scratch":
        """Makes one, and removes those of processes that are no more."""
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        parent.chmod(0o700)
        for left in parent.iterdir():
            if not left.name.startswith(_MAKING):
                _remove_if_left(left)
        made = Path(tempfile.mkdtemp(prefix=_MAKING, dir=parent))
        lock = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(lock, fcntl.LOCK_EX)
        # Only now may others look at it.
        folder = made.rename(parent / made.name.removeprefix(_MAKING))
        return cls(folder, lock)

    @contextmanager
    def use(self) -> Iterator[Path]:
        """Gives a folder inside, which is gone afterwards."""
        with tempfile.TemporaryDirectory(dir=self.folder) as inside:
            yield Path(inside)

    def close(self) -> None:
        """Removes it and what is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            os.close(self.lock)


def _remove_if_left(folder: Path) -> None:
    try:
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        shutil.rmtree(folder, ignore_errors=True)
    except BlockingIOError:
        return
    finally:
        os.close(lock)
