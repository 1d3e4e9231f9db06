"""Which clauses bind which lists: common ones go from a level to its own lists and to the lists of
its direct subordinates, never further by themselves.

The common part is the unit's, whichever body has it in its list: it stands in one list of an actor and
a year, binds the unit's other ones as well, and each list below once.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Uuid, and_, func, literal, or_, select, tuple_

from ledger.responsibilities import rules
from ledger.responsibilities.tables import binding, clause, responsibility_list
from tenants.records import Record
from tenants.sitting import Sitting

BIND = "responsibility.bind"


async def in_turn(sitting: Sitting, made: UUID) -> None:
    """Locks a list of one's own unit and those that its common part binds besides, all in one order.

    Whatever changes several lists asks this first: at once, they wait for one another in turn.
    """
    table, asked = responsibility_list, responsibility_list.alias()
    bound = or_(table.c.holder == asked.c.holder, table.c.holder_parent == asked.c.holder)
    alike = (table.c[name] == asked.c[name] for name in ("root", "actor_type", "year"))
    query = (
        select(table.c.id)
        .join(asked, and_(bound, *alike))
        .where(
            asked.c.root == sitting.root,
            asked.c.id == made,
            asked.c.holder == sitting.tenant,
            table.c.state.not_in(rules.ENDED),
        )
        .order_by(table.c.id)
    )
    await sitting.rows(query.with_for_update(of=table))


async def bound_lists(sitting: Sitting, owner: Record) -> list[Record]:
    """Fetches the lists of the same actor and year that a common part binds besides its own.

    Gives:    those of the unit's other bodies, and those of its direct subordinates.
    """
    table = responsibility_list
    beside = and_(table.c.holder == owner["holder"], table.c.id != owner.id)
    return await sitting.allowed(
        table,
        or_(table.c.holder_parent == owner["holder"], beside),
        table.c.actor_type == owner["actor_type"],
        table.c.year == owner["year"],
        table.c.state.not_in(rules.ENDED),
        action=BIND,
    )


async def said_beside(sitting: Sitting, owner: Record) -> list[Record]:
    """Fetches the common part where it stands in another list of the unit, drafts included."""
    query = (
        select(clause)
        .where(
            clause.c.root == sitting.root,
            clause.c.holder == owner["holder"],
            clause.c.list_id != owner.id,
            clause.c.actor_type == owner["actor_type"],
            clause.c.year == owner["year"],
            clause.c.part == "COMMON",
            clause.c.state.in_(rules.STANDING),
        )
        .order_by(clause.c.position, clause.c.id)
    )
    return [Record(clause, row) for row in await sitting.rows(query)]


def binding_beside(clauses: Iterable[Record]) -> list[Record]:
    """Those of a common part that bind the unit's other lists: what was handed on does by itself."""
    return [
        each for each in clauses if each["state"] == "PUBLISHED" and each["handed_on_from"] is None
    ]


async def clauses_from_above(sitting: Sitting, owner: Record) -> list[Record]:
    """Fetches the common clauses that the level directly above has in force for such a list.

    They bind whether or not the viewer reads that level's list itself: a published clause is
    readable on the whole line below it.
    """
    query = (
        select(clause)
        .where(
            clause.c.root == sitting.root,
            clause.c.holder == owner["holder_parent"],
            clause.c.actor_type == owner["actor_type"],
            clause.c.year == owner["year"],
            clause.c.part == "COMMON",
            clause.c.state == "PUBLISHED",
            sitting.readable(clause, "clause.read"),
        )
        .order_by(clause.c.position, clause.c.id)
    )
    return [Record(clause, row) for row in await sitting.rows(query)]


async def bind(
    sitting: Sitting, lists: Sequence[Record], clauses: Iterable[Record]
) -> list[Record]:
    """Binds lists by clauses, from today on, where the same duty does not bind them already.

    Gives:    the new bindings, those of one list in the order of the clauses; before them those that
              begin again. What bound a list that moved since, of the level above that it had, ends.
    """
    wanted = list(clauses)
    if not lists or not wanted:
        return []
    duty = await duties_of(sitting, [each.id for each in wanted])
    bound = await _bound(sitting, lists)
    had = {(row["list"], row["duty"]) for row in bound if row["speaks"]}
    lacking: dict[tuple[UUID, UUID], tuple[Record, Record]] = {}
    for owner in lists:
        for said in wanted:
            if (one := (owner.id, duty[said.id])) not in had:
                lacking.setdefault(one, (owner, said))
    if strange := [row["binding"] for row in bound if (row["list"], row["duty"]) in lacking]:
        await _end(
            sitting,
            select(binding).where(binding.c.root == sitting.root, binding.c.id.in_(strange)),
        )
    return await _begin(sitting, list(lacking.values()))


async def _begin(sitting: Sitting, pairs: Sequence[tuple[Record, Record]]) -> list[Record]:
    query = select(binding).where(
        binding.c.root == sitting.root,
        tuple_(binding.c.list_id, binding.c.clause_id).in_(
            [(owner.id, said.id) for owner, said in pairs]
        ),
    )
    rows = [Record(binding, row) for row in await sitting.rows(query)]
    known = {(each["list_id"], each["clause_id"]) for each in rows}
    again = {"since": sitting.today, "until": None}
    begun = [await sitting.change(each, again) for each in rows]
    return begun + await sitting.insert_many(
        binding,
        [
            {
                "holder": owner["holder"],
                "list_id": owner.id,
                "clause_id": said.id,
                "part": said["part"],
                "position": said["position"],
                "since": sitting.today,
            }
            for owner, said in pairs
            if (owner.id, said.id) not in known
        ],
    )


async def duties_of(sitting: Sitting, clauses: Iterable[UUID]) -> dict[UUID, UUID]:
    """Gives the clause by which each one's duty was first said, also where another unit's copy is
    between them."""
    asked = func.app.duties_of(literal(sorted(clauses), ARRAY(Uuid))).table_valued("clause", "duty")
    return {
        row["clause"]: row["duty"]
        for row in await sitting.rows(select(asked.c.clause, asked.c.duty))
    }


async def bound_duties(sitting: Sitting, lists: Iterable[Record]) -> set[tuple[UUID, UUID]]:
    """Gives the duties that bind lists now, each with its list."""
    return {(row["list"], row["duty"]) for row in await _bound(sitting, lists) if row["speaks"]}


async def _bound(sitting: Sitting, lists: Iterable[Record]) -> list[dict[str, Any]]:
    asked = func.app.bound_duties(literal(sorted(each.id for each in lists), ARRAY(Uuid)))
    table = asked.table_valued("list", "binding", "duty", "speaks")
    return await sitting.rows(select(*table.c))


async def bind_others(
    sitting: Sitting, owner: Record, lists: Sequence[Record], common: Sequence[Record]
) -> list[Record]:
    """Binds the unit's other lists, and those below, by the common part that stands in one."""
    beside = [each for each in lists if each["holder"] == owner["holder"]]
    below = [each for each in lists if each["holder"] != owner["holder"]]
    return [
        *await bind(sitting, beside, binding_beside(common)),
        *await bind(sitting, below, common),
    ]


async def bind_by_others(sitting: Sitting, owner: Record, lists: Sequence[Record]) -> list[Record]:
    """Binds lists by what another list of the unit has in force, where this one's binds no more."""
    beside = await said_beside(sitting, owner)
    return await bind_others(
        sitting, owner, lists, [each for each in beside if each["state"] == "PUBLISHED"]
    )


async def release(sitting: Sitting, clauses: Sequence[Record]) -> list[Record]:
    """Ends every binding by these clauses as of today. Gives the bindings that ended."""
    if not clauses:
        return []
    query = select(binding).where(
        binding.c.root == sitting.root,
        binding.c.clause_id.in_([each.id for each in clauses]),
        binding.c.until.is_(None),
    )
    return await _end(sitting, query)


async def _end(sitting: Sitting, query: Select[Any]) -> list[Record]:
    ended = [Record(binding, row) for row in await sitting.rows(query.with_for_update())]
    for each in ended:
        await sitting.change(each, {"until": sitting.today})
    return ended


async def renew(sitting: Sitting, lists: Iterable[Record], changed: Sequence[Record]) -> None:
    """Raises the version of each list that gained or lost a binding: who signed it signs again."""
    touched = {each["list_id"]: each for each in changed}
    for bound in lists:
        if bound.id in touched:
            edition = {"edition": bound.version + 1}
            await sitting.change(bound, edition, through=touched[bound.id])
