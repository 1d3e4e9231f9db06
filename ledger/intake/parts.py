"""Long lists in parts that one statement can carry."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from storage.engine import signed_again
from tenants.sitting import Sitting

Thing = TypeVar("Thing")


def parts(things: Iterable[Thing], size: int) -> Iterator[list[Thing]]:
    """Gives the things in their order, so many at a time."""
    left = iter(things)
    while some := list(islice(left, size)):
        yield some


async def go_on(sitting: Sitting) -> None:
    """Signs the sitting's context anew: a long act outlives the one that it began with."""
    await signed_again(sitting.connection, sitting.token)
