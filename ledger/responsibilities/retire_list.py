"""The act that ends a list."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from ledger.responsibilities import bindings, rules
from ledger.responsibilities.events import ListRetired, ObligationWithdrawn
from ledger.responsibilities.refusals import ListNotFound, ListNotOpenToThis, ListStale
from ledger.responsibilities.tables import binding, clause, responsibility_list
from ledger.responsibilities.withdrawing import withdraw
from tenants.records import Record
from tenants.sitting import Sitting


@dataclass(frozen=True)
class RetireList:
    """The list and the version that was read."""

    list: UUID
    expected_version: int


async def retire_list(sitting: Sitting, given: RetireList) -> UUID:
    """Ends a list of one's own unit with every clause in it; a new one may then be drafted.

    Gives:    the list, retired; nothing it said binds anyone any more, and what was still owed
              under it is withdrawn, but for what another list of the unit hands on as well.
    Refuses:  list.not_found, the rules of responsibility.retire, list.stale, list.wrong_state.
    Records:  ObligationWithdrawn, ListRetired.
    """
    await bindings.in_turn(sitting, given.list)
    old = await sitting.fetch(
        responsibility_list, given.list, under="responsibility.read", missing=ListNotFound
    )
    sitting.decide("responsibility.retire", old)
    sitting.check_version(old, given.expected_version, ListStale)
    end = rules.end("list", old["state"], "retire_list")
    if end is None:
        raise ListNotOpenToThis(state=old["state"])
    ended, from_above = await _silence(sitting, old)
    below = await bindings.bound_lists(sitting, old)
    bound = await bindings.bind_by_others(sitting, old, below)
    withdrawn = await withdraw(sitting, [old, *below], [*ended, *from_above], act="retire_list")
    await bindings.renew(sitting, below, [*ended, *bound])
    retired = await sitting.change(old, {"state": end})
    for each in withdrawn:
        await sitting.record(ObligationWithdrawn(each.id, each.version, each["holder"]))
    await sitting.record(ListRetired(retired.id, retired.version, old["holder"]))
    return retired.id


async def _silence(sitting: Sitting, old: Record) -> tuple[list[Record], list[Record]]:
    """Retires the clauses of a list and ends what they bind, and what binds the list: both."""
    query = select(clause).where(
        clause.c.root == sitting.root,
        clause.c.list_id == old.id,
        clause.c.state.not_in(rules.ENDED),
    )
    said = [Record(clause, row) for row in await sitting.rows(query.with_for_update())]
    for each in said:
        await sitting.change(each, {"state": rules.end("clause", each["state"], "retire_clause")})
    ended = await bindings.release(sitting, said)
    from_above = select(binding).where(
        binding.c.root == sitting.root, binding.c.list_id == old.id, binding.c.until.is_(None)
    )
    rest = [Record(binding, row) for row in await sitting.rows(from_above.with_for_update())]
    for each in rest:
        await sitting.change(each, {"until": sitting.today})
    return ended, rest
