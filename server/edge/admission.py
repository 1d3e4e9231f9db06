"""How many requests are let in at once: who waits in a queue nobody bounds waits for nothing.

Refusing early costs microseconds and says when to come back; both limits are counts of requests in
flight, so a fast client is never slowed by them. Lines that stay open, sockets and event streams,
are counted by themselves, in the same way, and so are sockets on which nobody has said yet who they
are: behind a proxy all of them come from one address.
"""

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

    def enter(self, who: object) -> "_Place":
        """Holds a place for one request, for the length of a block.

        Refuses: Overloaded.
        """
        return _Place(self, who)


class _Place:
    """A place among the requests in flight; a class, for a generator takes twice as long to enter."""

    __slots__ = ("_admission", "_who")

    def __init__(self, admission: Admission, who: object) -> None:
        self._admission, self._who = admission, who

    def __enter__(self) -> None:
        room, who = self._admission, self._who
        if room.in_flight >= room.most:
            raise Overloaded("SERVER_BUSY", 503)
        count = room.each.get(who, 0)
        if count >= room.most_each:
            raise Overloaded("TOO_MANY_REQUESTS", 429)
        room.in_flight += 1
        room.each[who] = count + 1

    def __exit__(self, *_: object) -> None:
        room, who = self._admission, self._who
        room.in_flight -= 1
        left = room.each[who] - 1
        if left:
            room.each[who] = left
        else:
            del room.each[who]


def open_lines() -> Admission:
    """How many sockets and event streams one process holds open, in all and of one token."""
    return Admission(most=2_000, most_each=50)


def greetings() -> Admission:
    """How many sockets may wait for their connection_init, which has seconds to come."""
    return Admission(most=1_000, most_each=500)
