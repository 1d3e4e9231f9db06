"""How long work on a thread of its own may go on, asked in loops that await nothing.

A timeout of the event loop is heard where something is awaited, and nowhere else: a table is read
row by row without that.
"""

import math
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

One = TypeVar("One")


class TimeIsUp(Exception):
    """The work went on for longer than it may; nothing was written yet.

    No ``TimeoutError``: that is an ``OSError``, which readers take for a file that cannot be read.
    """


_ENDS: ContextVar[float] = ContextVar("ends", default=math.inf)


@contextmanager
def ending_in(seconds: float) -> Iterator[None]:
    """Ends what asks for it, so many seconds from now."""
    before = _ENDS.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _ENDS.reset(before)


def check_time() -> None:
    """Asks whether there is time left; there always is where nobody said how much.

    Refuses:  TimeIsUp.
    """
    if time.monotonic() > _ENDS.get():
        raise TimeIsUp


def in_time(these: Iterable[One]) -> Iterator[One]:
    """Gives one after the other for as long as there is time.

    Refuses:  TimeIsUp.
    """
    for one in these:
        check_time()
        yield one
