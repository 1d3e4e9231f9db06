"""What the rule book sees: a viewer, and a row by its fields.

These are the only two things a rule may look at. Whoever acts is a :class:`Viewer`; ``tenants``
makes the real ones. A row is a mapping, or any object whose attributes are the fields that the
book's page names. Nothing here knows a database or a request.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

ANYONE = ("anyone", "*")
"""The role that everybody holds, nobody included; ``*`` is the domain of the book."""

Held = frozenset[tuple[str, str]]
"""Roles with their domain: ``*`` for a role of the book, a tenant's id for a custom role that is a
link in Casbin, and an action for a permission: what a role of the book may do, for that action only.
Custom roles that levels define are sets of such permissions."""

Lineage = tuple[int | None, int | None, int | None, int | None, int | None, int | None]

Row = object
"""A mapping or an object with attributes, by the field names of the book's page."""


class Viewer(Protocol):
    """Someone who acts, in one post, in one tenant."""

    @property
    def person(self) -> UUID | None: ...
    @property
    def post(self) -> UUID | None: ...
    @property
    def tenant(self) -> int | None: ...
    @property
    def parent(self) -> int | None: ...
    @property
    def slot(self) -> int | None: ...
    @property
    def lineage(self) -> Lineage: ...
    @property
    def kind(self) -> str | None: ...
    @property
    def tenants(self) -> tuple[int, ...]: ...
    @property
    def units(self) -> tuple[int, ...]: ...
    @property
    def body(self) -> UUID | None: ...
    @property
    def actor_type(self) -> str | None: ...
    @property
    def roles(self) -> Held: ...
    @property
    def all_roles(self) -> Held: ...
    @property
    def window(self) -> int | None: ...
    @property
    def elsewhere(self) -> bool: ...


def stands_elsewhere(units: Iterable[int], lineage: Lineage) -> bool:
    """Says whether some of the units on the lines of all posts are not on the acting unit's own line.

    Whoever stands there may be somebody from whom an item of the acting unit is kept; whoever does
    not is kept from nothing but what is against that unit itself, or one above it.
    """
    return not set(units) <= set(lineage)


@dataclass(frozen=True)
class Facts:
    """A viewer as plain facts: what *nobody* is, and what tables of truth and probes are made of.

    ``roles`` are those of the acting post; ``all_roles`` and ``tenants`` are those of every post;
    ``units`` are these tenants and all that lie above them; ``window`` is the unit over which an
    emergency window of the acting post is open.
    """

    person: UUID | None = None
    post: UUID | None = None
    tenant: int | None = None
    parent: int | None = None
    slot: int | None = None
    lineage: Lineage = (None, None, None, None, None, None)
    kind: str | None = None
    tenants: tuple[int, ...] = ()
    units: tuple[int, ...] = ()
    body: UUID | None = None
    actor_type: str | None = None
    roles: Held = frozenset({ANYONE})
    all_roles: Held = frozenset({ANYONE})
    window: int | None = None

    @property
    def elsewhere(self) -> bool:
        """Whether some post of theirs is outside the acting unit and all above it."""
        return stands_elsewhere(self.units, self.lineage)


NOBODY: Viewer = Facts()
"""No current post, or no person at all: sees what is open to anyone."""


class UnknownField(LookupError):
    """A row lacks a field that the rule book reads: a bug of whoever made the row."""

    def __init__(self, name: str) -> None:
        super().__init__(f"The row lacks the field {name!r} that the rule book reads.")


def field(row: Row, name: str) -> object:
    """Gives one field of a row.

    Refuses: :class:`UnknownField` when the row has no such field; a null is an answer, not a lack.
    """
    if isinstance(row, Mapping):
        if name not in row:
            raise UnknownField(name)
        return row[name]
    try:
        return getattr(row, name)
    except AttributeError:
        raise UnknownField(name) from None


def bindings(viewer: Viewer, today: date | None = None) -> dict[str, object]:
    """Gives the value of every parameter that a narrow may name.

    Gives: ``viewer_tenant, viewer_parent, viewer_person, viewer_post, viewer_body,
           viewer_actor_type, viewer_tenants, viewer_units, viewer_window, viewer_elsewhere``, ``viewer_at1`` to
           ``viewer_at6``, and ``viewer_today``, which no rule for reading asks for.
    """
    values: dict[str, object] = {
        "viewer_tenant": viewer.tenant,
        "viewer_parent": viewer.parent,
        "viewer_person": viewer.person,
        "viewer_post": viewer.post,
        "viewer_body": viewer.body,
        "viewer_actor_type": viewer.actor_type,
        "viewer_tenants": list(viewer.tenants),
        "viewer_units": list(viewer.units),
        "viewer_window": viewer.window,
        "viewer_elsewhere": viewer.elsewhere,
        "viewer_today": today,
    }
    values |= {f"viewer_at{slot}": at for slot, at in enumerate(viewer.lineage, start=1)}
    return values
