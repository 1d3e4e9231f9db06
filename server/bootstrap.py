"""The first two people of a tree: the system and the security administrator of its topmost unit.

A deployment may have several trees, each with its own; all other administrators are made by them.
They are two persons in two posts, each invited by a code that works once. Whoever signs in at the
deployment's identity provider and sends the code to ``POST /invitations`` is that person from then
on.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb
from uuid_utils.compat import uuid7

from ledger.clocks.calendar import civil
from policies.book import Book
from server.mendable import Mendable
from tenants.names import person_sort_key
from tenants.refusals import Invalid
from tenants.wording import worded

ROLES = ("system_administrator", "security_administrator")
OPEN_FOR = timedelta(days=7)
LONGEST_NAME = 60
_ONE_AT_A_TIME = 7_205_759_403_792_811

_TENANT = """
select t.id, t.root, t.uid, t.kind, t.name, (
    select p.code from app.tenant p
    where p.id = coalesce(t.at1, t.at2, t.at3, t.at4, t.at5, t.at6) and p.id <> t.id) as top
from app.tenant t where t.code = %s and t.valid_until is null order by t.slot limit 1"""
_KNOWN = "select from app.post where root = %s and holder = %s and roles && %s limit 1"
_PERSON = """
insert into app.person (root, holder, id, name, name_sort) values (%s, %s, %s, %s, %s)"""
_POST = """
insert into app.post (root, holder, id, title, title_en, roles) values (%s, %s, %s, %s, %s, %s)"""
_APPOINTMENT = """
insert into app.appointment (root, holder, id, post_id, person_id, appointed_on)
values (%s, %s, %s, %s, %s, %s)"""
_INVITATION = """
insert into ctx.invitation (code_sha256, root, person_id, expires_at) values (%s, %s, %s, %s)"""


class BootstrapRefused(Mendable):
    """The first administrators cannot be made; the message says why."""


@dataclass(frozen=True)
class Invitation:
    """What is handed, once, to the person it is for."""

    name: str
    role: str
    code: str
    expires_at: datetime


def bootstrap(
    dsn: str, book: Book, *, code: str, names: dict[str, str], now: datetime | None = None
) -> list[Invitation]:
    """Makes the first system and the first security administrator of a tree.

    Given:   dsn of the migrator; code of the topmost unit, to which they belong; names, by role.
    Gives:   an invitation for each; the codes are kept nowhere.
    Refuses: BootstrapRefused when a name is none, when there is no such tenant, when it cannot have
             such posts, when another is above it, when one person shall be both, and when it has
             such posts already.
    Records: deployment.bootstrap.
    """
    now = now or datetime.now(UTC)
    names = {role: _named(role, name) for role, name in names.items()}
    if len(set(names.values())) != len(ROLES):
        raise BootstrapRefused("These are two persons, never one. 两员须由两人分任。")
    with psycopg.connect(dsn) as connection:
        connection.execute("select pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        tenant, root, uid, kind, place, top = _tenant(connection, code)
        for role in ROLES:
            if kind not in book.roles[role].kinds:
                raise BootstrapRefused(
                    f"{place} ({kind.lower()}) cannot have a {role}. 该类单位不设此职务。"
                )
        if top is not None:
            raise BootstrapRefused(
                f"{place} is not the topmost unit: its first administrators are made at {top}."
                f" 首任管理员设在最上级单位（{top}）。"
            )
        # A unit that came above later has its own: nobody below may appoint there.
        if connection.execute(_KNOWN, [root, tenant, list(ROLES)]).fetchone() is not None:
            raise BootstrapRefused(
                f"{place} has its first administrators already. {place}已有首任管理员。"
            )
        made = [
            _appoint(connection, book, (root, tenant), role=role, name=names[role], now=now)
            for role in ROLES
        ]
        facts = {"tenant": code, "roles": list(ROLES)}
        connection.execute(
            "select audit.append_system('deployment.bootstrap', 'tenant', %s, %s)",
            [uid, Jsonb(facts)],
        )
    return made


def _named(role: str, name: str) -> str:
    """Gives a name as acts keep it; a variable that is not set is none, and bootstrap works once."""
    try:
        return worded(role, name, most=LONGEST_NAME)
    except Invalid as refused:
        raise BootstrapRefused(f"{refused.message('en')} {refused.message('zh')}") from None


def _tenant(
    connection: psycopg.Connection[Any], code: str
) -> tuple[int, int, UUID, str, str, str | None]:
    found = connection.execute(_TENANT, [code]).fetchone()
    if found is None:
        raise BootstrapRefused(
            f"There is no tenant with the code {code}. 没有代码为 {code} 的单位。"
        )
    tenant, root, uid, kind, name, top = found
    return tenant, root, uid, kind, name, top


def _appoint(
    connection: psycopg.Connection[Any],
    book: Book,
    place: tuple[int, int],
    *,
    role: str,
    name: str,
    now: datetime,
) -> Invitation:
    person, post, shown = uuid7(), uuid7(), book.roles[role]
    connection.execute(_PERSON, [*place, person, name, person_sort_key(name)])
    connection.execute(_POST, [*place, post, shown.zh, shown.en, [role]])
    connection.execute(_APPOINTMENT, [*place, uuid7(), post, person, civil(now)])
    made = Invitation(name, role, secrets.token_urlsafe(24), now + OPEN_FOR)
    digest = hashlib.sha256(made.code.encode()).digest()
    connection.execute(_INVITATION, [digest, place[0], person, made.expires_at])
    return made
