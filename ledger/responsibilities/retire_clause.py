"""The act that ends a clause."""

from dataclasses import dataclass
from uuid import UUID

from ledger.responsibilities import bindings, rules
from ledger.responsibilities.clauses import with_its_list
from ledger.responsibilities.events import ClauseRetired, ObligationWithdrawn
from ledger.responsibilities.refusals import (
    ClauseNotOpenToThis,
    ClauseStale,
)
from ledger.responsibilities.withdrawing import withdraw
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RetireClause:
    """The clause and the version that was read."""

    clause: UUID
    expected_version: int


async def retire_clause(sitting: Sitting, given: RetireClause) -> UUID:
    """Ends a clause of one's own unit: from today it binds neither this list nor the next level.

    Gives:    the clause, retired; what was still owed under it is withdrawn, and lists it bound
              have a new version, to be signed again.
    Refuses:  clause.not_found, list.not_found, the rules of responsibility.amend, clause.stale,
              clause.wrong_state, for the common part the rules of responsibility.bind.
    Records:  ObligationWithdrawn, ClauseRetired.
    """
    old, owner = await with_its_list(sitting, given.clause, bound=True)
    sitting.check_version(old, given.expected_version, ClauseStale)
    end = rules.end("clause", old["state"], "retire_clause")
    if end is None:
        raise ClauseNotOpenToThis(state=old["state"])
    if old["part"] == "COMMON":
        sitting.decide(bindings.BIND, owner)
    retired = await sitting.change(old, {"state": end})
    ended = await bindings.release(sitting, [retired])
    others = await bindings.bound_lists(sitting, owner)
    lists = [owner, *others]
    bound = await bindings.bind_by_others(sitting, owner, others)
    withdrawn = await withdraw(sitting, lists, ended, act="retire_clause")
    await bindings.renew(sitting, lists, [*ended, *bound])
    if old["state"] == "DRAFT":
        await sitting.change(owner, {})
    for each in withdrawn:
        await sitting.record(ObligationWithdrawn(each.id, each.version, each["holder"]))
    await sitting.record(ClauseRetired(retired.id, retired.version, owner["holder"]))
    return retired.id
