"""The people who ask: 64 heads and task-force members, from the city down to villages."""

import uuid
from dataclasses import dataclass
from typing import Any

import psycopg

from server.sign_in.demo_issuer import ISSUER, DemoIssuer

NAMESPACE = uuid.UUID("3a0a4a7e-5f0c-5d5e-9a53-5f3d0c7c2b11")
PLACES = (("CITY", 4), ("COUNTY", 20), ("TOWNSHIP", 20), ("VILLAGE", 20))
ROLES = (("unit_head", "主要负责人", True), ("task_force", "专班成员", False))


@dataclass(frozen=True)
class Viewer:
    """Someone who asks, as every server needs to know them."""

    subject: str
    kind: str
    slot: int
    tenant: int
    root: int
    reach: str
    """The own tenant as it is, those of its lineage negated."""
    list_id: uuid.UUID


def settle(connection: psycopg.Connection[Any], *, seed: int) -> None:
    """Puts the 64 people into their posts, with identities of the demo's issuer."""
    number = 0
    for kind, count in PLACES:
        places = connection.execute(
            "select root, id from app.tenant where kind = %s order by md5(id::text || %s) limit %s",
            [kind, str(seed), (count + 1) // 2],
        ).fetchall()
        for at in range(count):
            root, tenant = places[at // 2 % len(places)]
            _seat(connection, number, root=root, tenant=tenant, role=ROLES[at % 2])
            number += 1


def _seat(
    connection: psycopg.Connection[Any],
    number: int,
    *,
    root: int,
    tenant: int,
    role: tuple[str, str, bool],
) -> None:
    name, (key, title, heads) = f"bench-{number:02d}", role
    person, post, appointment = (
        uuid.uuid5(NAMESPACE, f"{what}:{number}") for what in ("person", "post", "appointment")
    )
    connection.execute(
        "insert into app.person (root, id, holder, name, name_sort, synthetic)"
        " values (%s, %s, %s, %s, %s, true)",
        [root, person, tenant, name, name],
    )
    connection.execute(
        "insert into app.identity (root, issuer, subject, person_id) values (%s, %s, %s, %s)",
        [root, ISSUER, name, person],
    )
    connection.execute(
        "insert into app.post (root, id, holder, title, roles, heads) values (%s, %s, %s, %s, %s, %s)",
        [root, post, tenant, title, [key], heads],
    )
    connection.execute(
        "insert into app.appointment (root, id, holder, post_id, person_id, appointed_on)"
        " values (%s, %s, %s, %s, %s, date '2024-01-01')",
        [root, appointment, tenant, post, person],
    )


def viewers(connection: psycopg.Connection[Any]) -> list[Viewer]:
    """Gives the people in turn: city, county, township, village, city …, as they will ask."""
    rows = connection.execute(
        "select i.subject, t.kind, t.slot, t.id, t.root,"
        " array_remove(array[t.id, -t.at1, -t.at2, -t.at3, -t.at4, -t.at5, -t.at6], null)::text, l.id"
        " from app.identity i join app.person p on p.root = i.root and p.id = i.person_id"
        " join app.tenant t on t.id = p.holder"
        " join app.responsibility_list l on l.root = t.root and l.holder = t.id"
        " where i.subject like 'bench-%' order by md5(i.subject)"
    ).fetchall()
    return [Viewer(*row) for row in rows]


def token(issuer: DemoIssuer, viewer: Viewer) -> str:
    """Signs the viewer's bearer token, as for the demo's cast."""
    return issuer.token(viewer.subject)
