"""Titles of posts as ledgers have them: a comma (、) stands between two of them, or within one."""

import re
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import select

from ledger.feeds.file_rows import FileRows, PersonRow
from ledger.feeds.knowing import among, inside
from tenants.sitting import Sitting
from tenants.tables import post, tenant

COMMAS = re.compile(r"[、,，]+")


async def parted(sitting: Sitting, rows: FileRows, home: str) -> FileRows:
    """Gives the rows of a file with each post that they name by itself.

    Given:    home, the code of the feed's own unit.
    Gives:    a title with a comma as one where a post of that unit has it, here or in the file; as
              several posts otherwise.
    """
    unsure = {token for row in rows.people for token in row.posts or () if COMMAS.search(token)}
    if not unsure:
        return rows
    keys = {one.key for one in rows.posts}
    titled = {(one.unit or home, one.title) for one in rows.posts}
    query = (
        select(post.c.title, tenant.c.code, tenant.c.name)
        .join(tenant, (tenant.c.root == post.c.root) & (tenant.c.id == post.c.holder))
        .where(
            post.c.root == sitting.root,
            among(post.c.title, unsure),
            inside(sitting, post),
            post.c.valid_until.is_(None),
        )
    )
    for row in await sitting.rows(query):
        titled |= {(row["code"], row["title"]), (row["name"], row["title"])}

    def named(person: PersonRow) -> Iterator[str]:
        for token in person.posts or ():
            whole = token in keys or (person.unit or home, token) in titled
            yield from [token] if whole else filter(None, map(str.strip, COMMAS.split(token)))

    people = [
        one if one.posts is None else replace(one, posts=tuple(dict.fromkeys(named(one))))
        for one in rows.people
    ]
    return replace(rows, people=tuple(people))
