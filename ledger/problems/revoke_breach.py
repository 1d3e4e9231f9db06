"""The act that takes a finding of a breach back (撤销认定)."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.problems.events import BreachRevoked
from ledger.problems.find_breach import REVOKED, charged, standing
from ledger.problems.refusals import ProblemStale
from ledger.problems.statutory_refusals import (
    BreachFoundAbove,
    BreachNotFound,
    BreachRevokedByItsFinder,
)
from ledger.problems.stepping import Told, reasoned, rows_of, stepped
from ledger.problems.tables import happening
from tenants.columns import SLOTS
from tenants.sitting import Sitting
from tenants.tables import tenant
from tenants.wording import worded


@dataclass(frozen=True)
class RevokeBreach:
    """The problem, the version that was read, the unit, what was found of it, the decision."""

    problem: UUID
    expected_version: int
    about: UUID
    reason: str
    text: str


async def revoke_breach(sitting: Sitting, given: RevokeBreach) -> UUID:
    """Takes back the last finding of a breach that stands; both steps stay in the story.

    Given:    about, the unit that was charged; reason, what was found of it; text, by which decision
              and why, 1 to 4,000 characters, without a name.
    Gives:    the problem where it stands; the unit's index counts again for a period not yet frozen.
    Refuses:  problem.not_found, problem.unit_not_found, the rules of problem.find_breach,
              problem.stale, problem.reason_unknown, problem.breach_not_found,
              problem.breach_by_finder, problem.breach_found_above, record.text_refused.
    Records:  BreachRevoked.
    Source:   domain 9.3, by decision: what a decision set another takes back, by another person.
    """
    found, about = await charged(sitting, given.problem, given.about)
    sitting.check_version(found, given.expected_version, ProblemStale)
    reason = reasoned("breach", given.reason)
    text = worded("text", given.text, most=4000)
    last = standing(await rows_of(sitting, happening, found), about, reason)
    if last is None:
        raise BreachNotFound(reason=reason)
    if last["author_person"] == sitting.viewer.person:
        raise BreachRevokedByItsFinder
    if sitting.tenant not in await _line(sitting, last["author_tenant"]):
        raise BreachFoundAbove
    told = Told(text, reason, "NONE", about=about)
    changed = await stepped(sitting, found, REVOKED, changes={}, told=told)
    await sitting.record(BreachRevoked(changed.id, changed.version, sitting.tenant))
    return changed.id


async def _line(sitting: Sitting, unit: int) -> set[int]:
    """Gives a unit and those above it: whoever may undo what it decided."""
    query = select(tenant).where(tenant.c.root == sitting.root, tenant.c.id == unit)
    return {unit, *(row[f"at{slot}"] for row in await sitting.rows(query) for slot in SLOTS)}
