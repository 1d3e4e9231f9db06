"""The act by which a level sets how much one person may give alone (一人可办限额)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.effects.events import ChangeThresholdSet
from ledger.effects.refusals import ThresholdLoosened, ThresholdStale
from ledger.effects.tables import MOST_PEOPLE, MOST_RECORDS, change_threshold
from ledger.effects.thresholds import threshold_of
from tenants.records import Record
from tenants.sitting import Sitting
from tenants.wording import numbered


@dataclass(frozen=True)
class SetChangeThreshold:
    """The number of the threshold that was read (0: none), and the new one."""

    expected_number: int
    people: int
    records: int | None = None


async def set_change_threshold(sitting: Sitting, given: SetChangeThreshold) -> UUID:
    """Sets how many people, and how many records of one kind, one person may give rights to alone.

    Given:    people, 1 to 10,000; records, 0 to 1,000, else as the line above has set it.
    Gives:    the threshold in force from now on, for the unit and the line below it.
    Refuses:  the rules of change_threshold.set, change_threshold.stale,
              change_threshold.loosened, record.number_refused.
    Records:  ChangeThresholdSet.
    Source:   peers.md idea 6; security.md 6.10.
    """
    proposed = sitting.proposed(change_threshold, {"state": "PUBLISHED"})
    sitting.decide("change_threshold.set", proposed)
    numbered("people", given.people, least=1, most=MOST_PEOPLE)
    if given.records is not None:
        numbered("records", given.records, least=0, most=MOST_RECORDS)
    number = await _retired(sitting, expected=given.expected_number)
    if sitting.viewer.parent is not None:
        # With this level's own word gone, what is left is the line above.
        above = await threshold_of(sitting)
        looser = (
            given.records is not None
            and above.records is not None
            and given.records > above.records
        )
        if given.people > above.people or looser:
            raise ThresholdLoosened(people=above.people, records=above.records)
    row = {
        "id": proposed.id,
        "holder": sitting.tenant,
        "number": number + 1,
        "people": given.people,
        "records": given.records,
        "set_by": sitting.viewer.person,
        "set_at": sitting.now,
    }
    made = await sitting.insert(change_threshold, row)
    await sitting.record(ChangeThresholdSet(made.id, number + 1, sitting.tenant))
    return made.id


async def _retired(sitting: Sitting, *, expected: int) -> int:
    """Retires the threshold in force and gives the last number."""
    table = change_threshold.c
    mine = (table.root == sitting.root, table.holder == sitting.tenant)
    last = await sitting.rows(
        select(func.coalesce(func.max(table.number), 0).label("n")).where(*mine)
    )
    number: int = last[0]["n"]
    if number != expected:
        raise ThresholdStale(current=number)
    in_force = select(change_threshold).where(*mine, table.state == "PUBLISHED")
    for row in await sitting.rows(in_force.with_for_update()):
        old = Record(change_threshold, row)
        sitting.decide("change_threshold.set", old)
        await sitting.change(old, {"state": "RETIRED"})
    return number
