"""The act that ends a supplement."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ledger.workrules.events import SupplementRetired
from ledger.workrules.refusals import (
    EndRefused,
    SupplementEnded,
    SupplementNotFound,
    SupplementStale,
)
from ledger.workrules.tables import work_rule_supplement
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RetireSupplement:
    """The supplement, the version that was read, and the first day on which it no longer binds."""

    supplement: UUID
    expected_version: int
    valid_until: date | None = None


async def retire_supplement(sitting: Sitting, given: RetireSupplement) -> UUID:
    """Gives a supplement of one's own unit an end; what it bound until then stays told.

    Given:    valid_until, today when it is left out.
    Gives:    the supplement with its end; RETIRED when it ends before it ever bound anyone.
    Refuses:  supplement.not_found, the rules of workrule.retire, supplement.stale,
              supplement.ended, supplement.end_refused for a day that has passed.
    Records:  SupplementRetired.
    """
    old = await sitting.fetch(
        work_rule_supplement,
        given.supplement,
        under="supplement.read",
        missing=SupplementNotFound,
    )
    sitting.decide("workrule.retire", old)
    sitting.check_version(old, given.expected_version, SupplementStale)
    if old["valid_until"] is not None:
        raise SupplementEnded(day=old["valid_until"].isoformat())
    end = given.valid_until or sitting.today
    if end < sitting.today:
        raise EndRefused(day=end.isoformat())
    bound_nobody = end <= old["valid_from"]
    retired = await sitting.change(
        old,
        {
            "valid_until": old["valid_from"] if bound_nobody else end,
            "state": "RETIRED" if bound_nobody else "PUBLISHED",
        },
    )
    await sitting.record(SupplementRetired(retired.id, retired.version, old["holder"]))
    return retired.id
