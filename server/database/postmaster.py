"""What is left of a PostgreSQL server in its data folder, and how it is ended.

The rules come from accidents: a killed owner leaves the server running, a killed server leaves
its pid file, and where nobody reaps it a killed server stays as a zombie that still counts as alive
for `kill(pid, 0)`.
"""

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

PROCESSES = Path("/proc")
GRACE = 60.0


def recorded(data_dir: Path) -> int | None:
    """Gives the pid in `postmaster.pid`, or nothing."""
    lines = _lines(data_dir)
    return int(lines[0]) if lines and lines[0].strip().isdigit() else None


def ready(data_dir: Path, pid: int) -> bool:
    """Says whether the server with this pid accepts connections."""
    lines = _lines(data_dir)
    return len(lines) > 7 and lines[0].strip() == str(pid) and lines[7].strip() == "ready"


def alive(pid: int) -> bool:
    """Says whether a process runs; a zombie does not."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    with contextlib.suppress(OSError):
        stat = (PROCESSES / str(pid) / "stat").read_text(encoding="ascii", errors="replace")
        # The state follows the program's name, which may itself hold brackets.
        return stat.rpartition(")")[2].split()[0] not in {"Z", "X"}
    return True


def running_in(data_dir: Path) -> Iterator[int]:
    """Gives the pids of the living processes that work in this data folder."""
    where = os.path.realpath(data_dir)
    for entry in PROCESSES.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if str((entry / "cwd").readlink()) == where and alive(int(entry.name)):
                yield int(entry.name)


def end(pid: int) -> None:
    """Stops a server: fast first, at once if it does not listen."""
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        if wait_for_end(pid, seconds=GRACE):
            return


def wait_for_end(pid: int, *, seconds: float) -> bool:
    """Waits until a process has ended and says whether it has."""
    until = time.monotonic() + seconds
    while alive(pid):
        if time.monotonic() > until:
            return False
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)
        time.sleep(0.02)
    return True


def clear(data_dir: Path) -> None:
    """Ends what an earlier owner left running in the data folder and forgets it.

    Given: the caller holds the owner's lock, so whatever still runs here has lost its owner.
    """
    pid = recorded(data_dir)
    if pid is None or not PROCESSES.is_dir():
        # Without /proc PostgreSQL's own check of the pid file has to do.
        return
    if pid in running_in(data_dir):
        end(pid)
    for orphan in running_in(data_dir):
        # Backends of a killed server end by themselves, unless they are busy.
        if not wait_for_end(orphan, seconds=5.0):
            with contextlib.suppress(ProcessLookupError):
                os.kill(orphan, signal.SIGQUIT)
            wait_for_end(orphan, seconds=GRACE)
    if not any(running_in(data_dir)):
        # A zombie, or a stranger who was given the same number: neither is a server here.
        (data_dir / "postmaster.pid").unlink(missing_ok=True)


def _lines(data_dir: Path) -> list[str]:
    try:
        path = data_dir / "postmaster.pid"
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []
