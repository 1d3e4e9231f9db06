"""The act that says which units a problem is against, once that is known (指明被反映单位)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select

from ledger.petitioners.accusations import accused_units
from ledger.problems.events import AccusedNamed
from ledger.problems.refusals import ProblemNotOpenToThis, ProblemStale, WithTheAccused
from ledger.problems.report_refusals import NobodyNamed
from ledger.problems.stepping import TEXT, Told, fetched, stepped
from tenants.columns import SLOTS
from tenants.sitting import Sitting
from tenants.wording import worded


@dataclass(frozen=True)
class NameAccused:
    """The problem, the version that was read, the units it is against, and how that came out."""

    problem: UUID
    expected_version: int
    units: tuple[UUID, ...]
    reason: str


async def name_accused(sitting: Sitting, given: NameAccused) -> UUID:
    """Says which further units an open problem is against: from now on they never learn of it.

    Given:    units, at most ten, one of them at least not named before; reason, 1 to 4,000
              characters. Nothing that was named is taken back.
    Gives:    the problem. Whoever sits in one of the units, by another post, sees it no more.
    Refuses:  problem.not_found, the rules of problem.report, problem.stale, problem.wrong_state,
              petitioner.unit_not_found, record.number_refused, problem.with_the_accused,
              problem.nobody_named, record.text_refused.
    Records:  AccusedNamed.
    Source:   PR22 第30条、第46条; domain 8, P1.
    """
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.report", found)
    sitting.check_version(found, given.expected_version, ProblemStale)
    if not found["open"]:
        raise ProblemNotOpenToThis(state=found["state"])
    units = await accused_units(sitting, given.units)
    if {found[f"at{slot}"] for slot in SLOTS} & set(units):
        raise WithTheAccused
    if set(units) <= set(found["accused"]):
        raise NobodyNamed
    told = Told(worded("reason", given.reason, most=TEXT), shown="THAT")
    changed = await stepped(sitting, found, "name_accused", changes={}, told=told)
    await sitting.record(AccusedNamed(changed.id, changed.version, changed["holder"]))
    # Last: the writer may be one of those who see it no more.
    await sitting.rows(select(func.app.name_accused(sitting.root, changed.id, units)))
    return changed.id
