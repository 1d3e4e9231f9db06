"""Places of the demo: every current tenant, of which sort it is, and what belongs into it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any
from uuid import UUID, uuid5

import psycopg
import yaml

NAMESPACE = UUID("d3f1c0de-5b1e-5d6e-8a11-1e5e1a15e000")
LARGE = frozenset({"education", "public_security", "health", "hospital"})
"""Trades of county departments with a hundred Party members or more (OR19 Art. 5)."""

_PLACES = """
select t.id, t.root, t.code, t.kind, t.name,
    coalesce(p.kind, ''), coalesce(p.code, ''), coalesce(t.trade, '') from app.tenant t
left join app.tenant p on p.id = t.parent_id
where t.valid_until is null and t.root = (
    select root from app.tenant where code = %s and kind = 'CITY' and valid_until is null)
order by t.slot, t.code"""


@dataclass(frozen=True)
class Place:
    """A tenant with what the demo needs to know of it."""

    id: int
    root: int
    code: str
    kind: str
    name: str
    above: str
    parent_code: str
    trade: str

    @property
    def sort(self) -> str:
        """The word of posts.yaml for places of this sort."""
        if self.kind != "DEPARTMENT":
            return self.kind.lower()
        if self.above == "COUNTY" and self.trade in LARGE:
            return "large_county_department"
        return f"{self.above.lower()}_department"

    @property
    def names(self) -> Mapping[str, str]:
        """What patterns of names may say."""
        short = self.name.removesuffix("居民委员会").removesuffix("村民委员会")
        street = self.kind == "TOWNSHIP" and self.name.endswith("街道")
        committee = "工作委员会" if street else "委员会"
        return {"name": self.name, "short": short, "committee": committee}


@dataclass(frozen=True)
class Body:
    """A body to put into places."""

    kind: str
    name: str
    at: tuple[str, ...]
    under: str | None = None


@dataclass(frozen=True)
class Post:
    """A post to put into places."""

    key: str
    zh: str
    en: str
    at: tuple[str, ...]
    actor: str | None = None
    body: str | None = None
    roles: tuple[str, ...] = ()
    heads: bool = False


def places(connection: psycopg.Connection[Any], root: str) -> list[Place]:
    """Lists the current tenants of a city, the higher ones first.

    Given: root, the city's code.
    """
    return [Place(*row) for row in connection.execute(_PLACES, [root]).fetchall()]


def key_of(kind: str, *name: str) -> UUID:
    """The id that a thing of the demo always has."""
    return uuid5(NAMESPACE, ":".join([kind, *name]))


@cache
def bodies_at(sort: str) -> tuple[Body, ...]:
    """Gives the bodies that belong into places of a sort."""
    return tuple(body for body in _patterns()[0] if sort in body.at)


@cache
def posts_at(sort: str) -> tuple[Post, ...]:
    """Gives the posts that belong into places of a sort."""
    return tuple(post for post in _patterns()[1] if sort in post.at)


def post_named(place: Place, key: str) -> Post | None:
    """Gives one post of a place by its key, if such places have it."""
    return next((post for post in posts_at(place.sort) if post.key == key), None)


@cache
def _patterns() -> tuple[Sequence[Body], Sequence[Post]]:
    text = resources.files("server.demo").joinpath("posts.yaml").read_text(encoding="utf-8")
    read = yaml.safe_load(text)
    bodies = [Body(**{**line, "at": tuple(line["at"])}) for line in read["bodies"]]
    posts = [
        Post(**{**line, "at": tuple(line["at"]), "roles": tuple(line.get("roles", ()))})
        for line in read["posts"]
    ]
    return bodies, posts
