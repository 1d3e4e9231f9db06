"""What every sender is."""

from typing import Protocol

from ledger.notices.digest import Letter


class NotSent(Exception):
    """A letter did not leave; the code says why and nothing of its content.

    ``lasting``: trying again cannot help.
    """

    def __init__(self, code: str, *, lasting: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.lasting = lasting


class Sender(Protocol):
    """One way out of the house."""

    @property
    def way(self) -> str:
        """Under which name digests are claimed for it."""

    async def send(self, letter: Letter) -> str:
        """Sends a letter.

        Gives:    what the other side said, as a code.
        Refuses:  NotSent.
        """
