"""Who calls: a secret becomes the viewer of its feed, anew with each call.

A feed is a viewer of its own kind. It stands in the unit it was set up for, holds the one role
``feed`` and no post, and is known to the database by its own id, signed like any person's.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from policies.enforcer import Enforcer
from storage.engine import transaction
from tenants.context import KeySet, asking, seal
from tenants.viewer import Viewer

ISSUER = "levelwise:feed"
ROLE = "feed"
SECRET = re.compile(r"lwf_[A-Za-z0-9_-]{43}")

_FEED_IN = text("select ctx.feed_in(:secret)")


@dataclass(frozen=True)
class FeedViewer:
    """A feed that calls, as what it may act, and how it stands."""

    viewer: Viewer
    feed: UUID
    state: str
    kinds: frozenset[str]
    unit_code: str


async def feed_viewer(
    engine: AsyncEngine, secret: str, *, keys: KeySet, enforcer: Enforcer
) -> FeedViewer | None:
    """Gives the feed that a secret opens; None for every other text.

    Given:    keys, which sign the question, so that injected SQL cannot ask it.
    """
    if not SECRET.fullmatch(secret):
        return None
    asked = asking(ISSUER, secret)

    def question(pid: int) -> str:
        return seal(keys, asked, pid=pid, now=time.time())

    async with transaction(engine, question, read_only=True) as connection:
        found: Mapping[str, Any] | None = (
            await connection.execute(_FEED_IN, {"secret": secret})
        ).scalar_one()
    if found is None or found["suspended"]:
        return None
    return _viewer(found, enforcer)


def _viewer(found: Mapping[str, Any], enforcer: Enforcer) -> FeedViewer:
    at1, at2, at3, at4, at5, at6 = found["lineage"]
    lineage = (at1, at2, at3, at4, at5, at6)
    roles = enforcer.closed(frozenset({(ROLE, "*")}))
    viewer = Viewer(
        person=UUID(found["feed_id"]),
        tenant=found["tenant_id"],
        parent=found["parent"],
        root=found["root"],
        slot=found["slot"],
        lineage=lineage,
        kind=found["kind"],
        tenants=(found["tenant_id"],),
        units=tuple(sorted(at for at in lineage if at is not None)),
        roles=roles,
        all_roles=roles,
        issuer=ISSUER,
        subject=found["feed_id"],
        name=found["name"],
        policy_version=found["policy_version"],
    )
    return FeedViewer(
        viewer=viewer,
        feed=UUID(found["feed_id"]),
        state=found["state"],
        kinds=frozenset(found["kinds"]),
        unit_code=found["tenant_code"],
    )
