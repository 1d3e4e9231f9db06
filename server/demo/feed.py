"""The demo's feed: a personnel system that may tell of everybody in the city, with its secret."""

import hashlib
import secrets
from pathlib import Path
from typing import Any, LiteralString

import psycopg

from server.demo.cast import kept
from server.demo.people import subject_of
from server.demo.places import Place, key_of

FILE = "feed.secret"
NAME = "组织部人事系统（演示）"
BUDGET = 5

_FEED: LiteralString = """
insert into app.feed (root, holder, id, name, source, kinds, budget, created_by)
values (%(root)s, %(holder)s, %(id)s, %(name)s, 'SCIM', '{PEOPLE,POSTS,UNITS}', %(budget)s,
    %(person)s)
on conflict (root, id) do nothing"""
_OPENS: LiteralString = """
insert into ctx.feed_secret (sha256, root, feed_id) values (%(sha256)s, %(root)s, %(id)s)
on conflict (sha256) do nothing"""


def standing_feed(connection: psycopg.Connection[Any], city: Place, home: Path) -> str:
    """Sets up the feed over the whole city where it is not there yet.

    Given:    a connection of the migrator; the demo's folder, where the secret stays.
    Gives:    the secret.
    """
    file = home / FILE
    if not file.exists():
        kept(file, f"lwf_{secrets.token_urlsafe(32)}\n".encode())
    secret = file.read_text(encoding="ascii").strip()
    given = {
        "root": city.root,
        "holder": city.id,
        "id": key_of("feed", city.code),
        "name": NAME,
        "budget": BUDGET,
        "person": key_of("person", subject_of(city, "security-administrator")),
        "sha256": hashlib.sha256(secret.encode()).digest(),
    }
    connection.execute(_FEED, given)
    connection.execute(_OPENS, given)
    return secret
