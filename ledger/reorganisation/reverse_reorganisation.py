"""The act that takes a change of the tree back before anything depends on it (恢复)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import text

from ledger.reorganisation.events import ReorganisationReversed
from ledger.reorganisation.stepping import opened, patient, through_gate
from ledger.reorganisation.widening import commands_all
from tenants.sitting import Sitting
from tenants.wording import worded

_REVERSE = text("select app.reverse_reorganisation(:item, :today, :because)::text")


@dataclass(frozen=True)
class ReverseReorganisation:
    """The reorganisation, the version that was read, and why."""

    reorganisation: UUID
    expected_version: int
    reason: str


async def reverse_reorganisation(sitting: Sitting, given: ReverseReorganisation) -> UUID:
    """Takes an applied change back: units, rows, posts and open items go where they were.

    Given:    reason, 1 to 1,000 characters.
    Gives:    the reorganisation, reversed. What was so in between stays so for those days.
    Refuses:  reorganisation.not_found, the rules of reorganisation.reverse, reorganisation.stale,
              reorganisation.wrong_state, reorganisation.depended_on,
              reorganisation.not_of_your_line, record.text_refused, storage.busy.
    Records:  ReorganisationReversed.
    """
    found = await opened(sitting, given.reorganisation, "reverse", version=given.expected_version)
    because = worded("reason", given.reason, most=1000)
    commands_all(sitting, found)
    await patient(sitting)
    asked = {"item": found.id, "today": sitting.today, "because": because}
    await through_gate(sitting, _REVERSE, asked)
    await sitting.record(ReorganisationReversed(found.id, found.version + 1, found["holder"]))
    return found.id
