"""Where the tests write: in memory where there is room, for a clone of a database is a thousand files.

And what they find in it: thousands of tests and all modules, which stay.
"""

import atexit
import gc
import os
import shutil
import tempfile
from pathlib import Path

MEMORY = Path("/dev/shm")
ENOUGH = 6 * 2**30
"""Bytes free in memory from which the tests keep their files there, databases and all."""


def keep_in_memory() -> None:
    """Points temporary files to a folder of this run, removed when it ends.

    Not where TMPDIR says otherwise, which it does in the workers of a parallel run, too.
    """
    for stale in MEMORY.glob("levelwise-tests-*"):
        process = stale.name.rpartition("-")[2]
        if process.isdigit() and not Path("/proc", process).exists():
            shutil.rmtree(stale, ignore_errors=True)
    if "TMPDIR" in os.environ or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ENOUGH:
        return
    folder = MEMORY / f"levelwise-tests-{os.getpid()}"
    folder.mkdir(mode=0o711)
    os.environ["TMPDIR"], tempfile.tempdir = str(folder), None
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def put_off() -> None:
    """Searches for no garbage while tests are collected: nearly all that is made then stays."""
    gc.disable()


def set_aside() -> None:
    """Leaves what stands before the first test to the end, instead of searching it for garbage."""
    gc.collect()
    gc.freeze()
    gc.enable()
