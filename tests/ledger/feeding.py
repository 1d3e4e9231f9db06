"""Feeds for tests: set up without an administrator, and called as their storage is called."""

import hashlib
import secrets
import uuid
from collections.abc import Sequence
from typing import Any

import psycopg

from ledger.feeds.viewing import FeedViewer, feed_viewer
from server.scim.storing import Caller, Entries
from tests.conftest import Database
from tests.ledger.acting import VAULT

PEOPLE_AND_POSTS = ("PEOPLE", "POSTS", "UNITS")


def made_feed(
    database: Database,
    world: Any,
    tenant: str,
    *,
    kinds: Sequence[str] = PEOPLE_AND_POSTS,
    budget: int = 100,
    rights_from: str = "OFFICE",
) -> str:
    """Sets up a feed and gives its secret."""
    secret = f"lwf_{secrets.token_urlsafe(32)}"
    with psycopg.connect(database.migrator_dsn) as connection:
        number = world.tenants[tenant]
        (root,) = connection.execute(
            "select root from app.tenant where id = %s", [number]
        ).fetchone()
        feed = uuid.uuid4()
        connection.execute(
            "insert into app.feed (root, holder, id, name, kinds, budget, rights_from, created_by)"
            " values (%s, %s, %s, %s, %s, %s, %s, %s)",
            [root, number, feed, f"feed of {tenant}", list(kinds), budget, rights_from,
             world.person("city.security_administrator")],
        )  # fmt: skip  # columns side by side
        connection.execute(
            "insert into ctx.feed_secret (sha256, root, feed_id) values (%s, %s, %s)",
            [hashlib.sha256(secret.encode()).digest(), root, feed],
        )
    return secret


async def calling(stage: Any, secret: str) -> FeedViewer:
    """Gives the feed that a secret opens."""
    found = await feed_viewer(
        stage.engine, secret, keys=stage.database.keys, enforcer=stage.reach.enforcer
    )
    assert found is not None
    return found


async def entries(stage: Any, secret: str) -> Entries:
    """Gives the storage of a feed."""
    found = await calling(stage, secret)
    return Entries(Caller(found.viewer, stage.sittings, VAULT, "test"))
