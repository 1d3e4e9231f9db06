"""What acts on grants share: which role is meant, and how posts stand with or without it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select

from ledger.appointments.refusals import (
    GrantOver,
    PermissionUnknown,
    RoleNotFound,
    RoleNotHere,
    RoleRetired,
    RoleUnknown,
)
from ledger.appointments.standings import People, Post, changed
from ledger.appointments.tables import custom_role, group_member, role_grant
from ledger.appointments.widening import SEPARATED
from policies.book import Book
from tenants.records import Record
from tenants.sitting import Sitting

NEVER_GIVEN = ("anyone", "unit_member", "overseer", "duty_bearer", SEPARATED)
"""Roles that others bring along; no post is given them by themselves."""


def never_given(book: Book) -> frozenset[str]:
    """Gives the roles that nobody gives: brought along by others, or by an emergency window."""
    return book.window_roles | set(NEVER_GIVEN)


async def named_role(
    sitting: Sitting, role: str | None, custom: UUID | None
) -> tuple[Record | None, Sequence[str]]:
    """Gives the custom role that is meant, if one is, and what a grant of it says.

    The role is locked: who amends it meanwhile would not weigh this grant, nor it the amendment.
    Refuses:  custom_role.not_found, custom_role.retired, grant.role_unknown.
    """
    book = sitting.reach.enforcer.book
    if custom is None or role is not None:
        if custom is not None or role not in book.roles or role in never_given(book):
            raise RoleUnknown(role=str(role)[:40])
        return None, [f"{role}:*"]
    found = await sitting.fetch(custom_role, custom, under="custom_role.read", missing=RoleNotFound)
    if found["state"] != "PUBLISHED":
        raise RoleRetired
    return found, found["permissions"]


def fits(book: Book, role: str, kind: str) -> None:
    """Holds that a role of the book may be held at a kind of unit. Refuses: grant.role_not_here."""
    if kind not in book.roles[role].kinds:
        raise RoleNotHere(role=role, kind=kind)


def permitted(book: Book, permissions: Sequence[str]) -> list[str]:
    """Gives permissions, each once and in order, of which the book knows every one.

    Refuses:  custom_role.permission_unknown, also for those of the separated administrators and for
              what anyone may do.
    """
    for one in permissions:
        role, _, action = one.partition(":")
        known = role in book.roles and role not in never_given(book) and action in book.actions
        if not known or SEPARATED in book.with_included(role) or not _allows(book, role, action):
            raise PermissionUnknown(permission=one[:80])
    if not permissions:
        raise PermissionUnknown(permission="")
    return sorted(set(permissions))


def _allows(book: Book, role: str, action: str) -> bool:
    brought = book.with_included(role) - {"anyone"}
    return any(
        rule.effect == "allow" and action in rule.actions and brought & set(rule.roles)
        for rule in book.rules.values()
    )


def with_grant(
    people: People, posts: Sequence[UUID], says: Sequence[str], *, began: date, until: date | None
) -> dict[UUID, tuple[Post, ...]]:
    """Gives the people as they stand when these posts are given something besides."""
    wanted = set(map(str, posts))
    more = {
        "grant_id": None,
        "group_id": None,
        "role": None,
        "permissions": list(says),
        "given_from": str(began),
        "given_until": None if until is None else str(until),
    }

    def given(post: Post) -> Post:
        return {**post, "grants": [*post["grants"], more]} if post["post_id"] in wanted else post

    return changed(people, given)


def without(
    people: People, match: Mapping[str, str], *, post: UUID | None = None
) -> dict[UUID, tuple[Post, ...]]:
    """Gives the people as they stand without the grants that match."""

    def left(one: Post) -> Post:
        if post is not None and one["post_id"] != str(post):
            return one
        kept = [
            grant
            for grant in one["grants"]
            if any(grant.get(name) != value for name, value in match.items())
        ]
        return {**one, "grants": kept}

    return changed(people, left)


async def posts_in(sitting: Sitting, group: UUID) -> list[UUID]:
    """Gives the posts that a group holds now or later."""
    member = group_member.c
    query = select(member.post_id).where(member.root == sitting.root, member.group_id == group)
    query = query.where((member.given_until.is_(None)) | (member.given_until > sitting.today))
    return [row["post_id"] for row in await sitting.rows(query)]


async def grants_of(sitting: Sitting, **columns: UUID) -> list[Record]:
    """Gives the grants of a group or of a custom role that are not over."""
    query = select(role_grant).where(role_grant.c.root == sitting.root)
    for name, value in columns.items():
        query = query.where(role_grant.c[name] == value)
    query = query.where(
        (role_grant.c.given_until.is_(None)) | (role_grant.c.given_until > sitting.today)
    )
    return [Record(role_grant, row) for row in await sitting.rows(query)]


def still(record: Record, today: date) -> None:
    """Holds that something given is not over. Refuses: grant.over."""
    end: Any = record["given_until"]
    if end is not None and end <= today:
        raise GrantOver(day=end)
