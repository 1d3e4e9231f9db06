"""What names exactly what a table would do: its rows, and the records they would change as they are.

A dry run gives it; whoever then says it has exactly that done. It is compared where it is done, in
the same transaction, so that nobody's later word is written over unread.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from ledger.sheets.refusals import SheetChanged
from tenants.recording import digest_of
from tenants.sitting import Sitting

Done = tuple[str, UUID, int]
"""What is done, to which record, and at which version that stands before, 0 for a new one; or which
unit a cell was found to mean.
"""


def mark_of(sitting: Sitting, given: Any, done: Iterable[Done]) -> str:
    """Gives the name of what a table would do.

    Given:    given, the input of the act that does it.
    """
    said = digest_of(type(given).__name__, sitting.viewer.post, given)
    would = [[what, str(key), version] for what, key, version in done]
    return hashlib.sha256(json.dumps([said, would]).encode()).hexdigest()


def must_be_as_previewed(expected: str | None, mark: str) -> None:
    """Holds what is done to what was previewed, where something was. Refuses: sheet.changed."""
    if expected is not None and expected != mark:
        raise SheetChanged
