"""The act that does not grant more time (不予延期)."""

from dataclasses import dataclass
from uuid import UUID

from ledger.extensions.events import ExtensionDecided
from ledger.extensions.refusals import (
    ExtensionDecidedAlready,
    ExtensionNotFound,
    ExtensionStale,
)
from ledger.extensions.weighing import asked_about
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class RefuseExtension:
    """The request, the version that was read, and why not."""

    extension: UUID
    expected_version: int
    text: str


async def refuse_extension(sitting: Sitting, given: RefuseExtension) -> UUID:
    """Refuses more time; the due day stays what it is.

    Given:    text, 1 to 1,000 characters.
    Gives:    the request, refused.
    Refuses:  extension.not_found, the rules of extension.decide, extension.stale,
              extension.wrong_state, record.text_refused.
    Records:  ExtensionDecided.
    Source:   domain 5.
    """
    found = await asked_about(sitting, given.extension, ExtensionNotFound)
    sitting.decide("extension.decide", found)
    sitting.check_version(found, given.expected_version, ExtensionStale)
    if found["state"] != "ASKED":
        raise ExtensionDecidedAlready(state=found["state"])
    changes = {
        "state": "REFUSED",
        "answer": worded("text", given.text, most=1000),
        "decided_by": sitting.viewer.person,
        "decided_at": sitting.now,
    }
    changed = await sitting.change(found, changes)
    await sitting.record(ExtensionDecided(changed.id, changed.version, changed["holder"]))
    return changed.id
