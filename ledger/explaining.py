"""Why a viewer may or may not do an act on a record they can see."""

from datetime import UTC, date, datetime
from uuid import UUID

from sqlalchemy import Table, select

from ledger.shelves import CATALOGUE
from policies.explain import Explanation, explain
from policies.reach import Reach
from storage.ids import parsed
from storage.shelf import Key
from tenants.marks import Reads
from tenants.sitting import Sittings
from tenants.viewer import CHINA, Viewer


async def explained(
    sittings: Sittings, viewer: Viewer, act: str, public_id: str
) -> Explanation | None:
    """Explains the verdict of the rule book.

    Given:   act, an action of the book such as ``obligation.accept``; the record's public id.
    Gives:   None when the record is absent or invisible, the act unknown, or not about such records:
             nothing forbidden is hinted at.
    """
    found = parsed(public_id)
    shelf = CATALOGUE.shelves.get(found[0]) if found else None
    book = sittings.reach().enforcer.book
    if found is None or shelf is None or not isinstance(shelf.source, Table):
        return None
    if act not in book.actions:
        return None
    row, reach = await _row(sittings, viewer, shelf.name, found[1])
    noun = book.noun_of(act)
    if row is None or not {noun.column(name) for name in noun.fields} <= row.keys():
        return None
    posts = {str(viewer.post): viewer}
    return explain(reach.enforcer, posts, action=act, row=row, today=_today())


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
