"""Long lists in parts that one statement can carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

Thing = TypeVar("Thing")


def parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Gives the things in their order, so many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some
