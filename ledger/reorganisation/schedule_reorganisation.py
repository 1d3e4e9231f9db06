"""The act that sets from which day a change of the tree takes effect (定期生效)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.reorganisation.events import ReorganisationScheduled
from ledger.reorganisation.refusals import DayPassed
from ledger.reorganisation.stepping import opened
from tenants.sitting import Sitting
from tenants.wording import dated


@dataclass(frozen=True)
class ScheduleReorganisation:
    """The reorganisation, the version that was read, and the day."""

    reorganisation: UUID
    expected_version: int
    effective_on: date


async def schedule_reorganisation(sitting: Sitting, given: ScheduleReorganisation) -> UUID:
    """Sets the day from which an approved change may be applied; it can be set anew until then.

    Gives:    the reorganisation, scheduled.
    Refuses:  reorganisation.not_found, the rules of reorganisation.schedule, reorganisation.stale,
              reorganisation.wrong_state, reorganisation.day_passed, record.day_refused.
    Records:  ReorganisationScheduled.
    """
    found = await opened(sitting, given.reorganisation, "schedule", version=given.expected_version)
    day = dated("effective_on", given.effective_on, today=sitting.today)
    if day < sitting.today:
        raise DayPassed(day=day)
    changed = await sitting.change(found, {"state": "SCHEDULED", "effective_on": day})
    await sitting.record(ReorganisationScheduled(changed.id, changed.version, changed["holder"]))
    return changed.id
