"""How many requests are let in at once: who waits in a queue nobody bounds waits for nothing.

Refusing early costs microseconds and says when to come back; both limits are counts of requests in
flight, so a fast client is never slowed by them. Lines that stay open, sockets and event streams,
are counted by themselves, in the same way.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class Overloaded(Exception):
    """There is no room now: SERVER_BUSY for all, TOO_MANY_REQUESTS for this client alone."""

    def __init__(self, code: str, status: int) -> None:
        super().__init__(code)
        self.code = code
        self.status = status


@dataclass
class Admission:
    """Counts requests in flight, in all and by who asks."""

    most: int = 512
    most_each: int = 256
    in_flight: int = 0
    each: dict[object, int] = field(default_factory=dict)

    @contextmanager
    def enter(self, who: object) -> Iterator[None]:
        """Holds a place for one request.

        Refuses: Overloaded.
        """
        if self.in_flight >= self.most:
            raise Overloaded("SERVER_BUSY", 503)
        count = self.each.get(who, 0)
        if count >= self.most_each:
            raise Overloaded("TOO_MANY_REQUESTS", 429)
        self.in_flight += 1
        self.each[who] = count + 1
        try:
            yield
        finally:
            self.in_flight -= 1
            left = self.each[who] - 1
            if left:
                self.each[who] = left
            else:
                del self.each[who]


def open_lines() -> Admission:
    """How many sockets and event streams one process holds open, in all and of one token."""
    return Admission(most=2_000, most_each=50)
