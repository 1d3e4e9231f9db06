"""Why a viewer may or may not do an act on a record they can see."""

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Table, select

from ledger.shelves import CATALOGUE
from policies.enforcer import Enforcer
from policies.explain import Explanation, explain
from policies.facts import Row
from policies.reach import Reach
from storage.ids import parsed
from storage.paging import BadInput
from storage.shelf import Key
from tenants.marks import Reads
from tenants.sitting import Sittings
from tenants.viewer import CHINA, Viewer


async def explained(
    sittings: Sittings, viewer: Viewer, act: str, public_id: str
) -> Explanation | None:
    """Explains the verdict of the rule book.

    Given:   act, an action of the book such as ``obligation.accept``; the record's public id.
    Gives:   None when the record is absent or invisible, or the act not about such records: nothing
             forbidden is hinted at. Of a prohibition ``post`` is the one that brings it, which
             need not be the one acted in.
    Refuses: an act that the book does not have, for it is open to all.
    """
    book = sittings.reach().enforcer.book
    if act not in book.actions:
        raise BadInput("act", "is no act of the rule book", zh="不是规则手册里的事项")
    found = parsed(public_id)
    shelf = CATALOGUE.shelves.get(found[0]) if found else None
    if found is None or shelf is None or not isinstance(shelf.source, Table):
        return None
    row, reach = await _row(sittings, viewer, shelf.name, found[1])
    noun = book.noun_of(act)
    if row is None or not {noun.column(name) for name in noun.fields} <= row.keys():
        return None
    key = str(viewer.post)
    told = explain(reach.enforcer, {key: viewer}, action=act, row=row, today=_today())
    if viewer.post is None:
        return replace(told, post=None)
    rule = book.rules.get(told.rule or "")
    if told.allowed or rule is None or rule.effect == "allow":
        return told
    return replace(told, post=_brings(reach.enforcer, viewer, rule.key, act=act, row=row))


def _brings(enforcer: Enforcer, viewer: Viewer, rule: str, *, act: str, row: Row) -> str | None:
    """The post that brings a prohibition: the acting one, or which of the others beside it does."""
    acting = [one for one in viewer.posts if one.post == viewer.post]
    others = [one for one in viewer.posts if one.post != viewer.post]
    for held in [*acting, *others]:
        fewer = viewer.holding(*acting, *(() if held in acting else (held,)))
        if enforcer.decide(fewer, act, row, today=_today()).rule == rule:
            return str(held.post)
    return None


async def _row(
    sittings: Sittings, viewer: Viewer, name: str, key: UUID
) -> tuple[dict[str, object] | None, Reach]:
    shelf = CATALOGUE.shelves[name]
    table, field = shelf.source, shelf.fields["id"]
    assert isinstance(table, Table), "explained only asks for stored rows"
    assert isinstance(field, Key), "a record's id is its key"
    async with sittings.open(viewer, reads=Reads(("explain",), (key,))) as sitting:
        query = select(table).where(table.c[field.column] == key)
        if shelf.action is not None:
            query = query.where(sitting.readable(table, shelf.action))
        rows = await sitting.rows(query)
    return (rows[0] if rows else None), sitting.reach


def _today() -> date:
    return (datetime.now(UTC) + CHINA).date()
