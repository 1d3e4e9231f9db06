"""A small world for tests: one city down to villages, with departments, bodies and people in posts.

Everything has a name that tests use: ``city``, ``a`` and ``b`` (counties), ``a1`` … (townships),
``a1x`` … (villages), ``bureau`` (a department of the city), ``a_bureau`` (of county a). A person is
named by unit and post: ``a.head``, ``a.task_force``, ``bureau.party_group_secretary``.
"""

import dataclasses
import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.ext.asyncio import AsyncEngine

from policies.enforcer import Enforcer
from tenants.viewer import Viewer, viewer_of
from tests.conftest import KEYS

ISSUER = "https://issuer.test"
NAMESPACE = uuid.UUID("0f5f6f6e-7d0a-5b57-8a6e-6b1d7c1f9a10")
BEGAN = date(2024, 1, 1)

TENANTS: Sequence[tuple[str, str, str | None, str, str]] = (
    # key, kind, parent, code, name
    ("city", "CITY", None, "520600000000", "测试市"),
    ("a", "COUNTY", "city", "520602000000", "甲县"),
    ("b", "COUNTY", "city", "520603000000", "乙县"),
    ("a1", "TOWNSHIP", "a", "520602001000", "甲一镇"),
    ("a2", "TOWNSHIP", "a", "520602002000", "甲二镇"),
    ("b1", "TOWNSHIP", "b", "520603001000", "乙一镇"),
    ("b2", "TOWNSHIP", "b", "520603002000", "乙二镇"),
    ("a1x", "VILLAGE", "a1", "520602001201", "甲一东村"),
    ("a1y", "VILLAGE", "a1", "520602001202", "甲一西村"),
    ("a2x", "VILLAGE", "a2", "520602002201", "甲二东村"),
    ("a2y", "VILLAGE", "a2", "520602002202", "甲二西村"),
    ("b1x", "VILLAGE", "b1", "520603001201", "乙一东村"),
    ("b1y", "VILLAGE", "b1", "520603001202", "乙一西村"),
    ("b2x", "VILLAGE", "b2", "520603002201", "乙二东村"),
    ("b2y", "VILLAGE", "b2", "520603002202", "乙二西村"),
    ("bureau", "DEPARTMENT", "city", "520600-01", "测试市审计局"),
    ("a_bureau", "DEPARTMENT", "a", "520602-01", "甲县审计局"),
    ("section", "OFFICE", "bureau", "520600-01-01", "办公室"),
    ("elsewhere", "CITY", None, "410400000000", "外市"),
)
PARENT = {name: above for name, _, above, *_ in TENANTS}

BODIES: Sequence[tuple[str, str, str | None]] = (
    # tenant, kind, kind of the body above in the same tenant
    ("city", "work_committee", None),
    ("a", "work_committee", None),
    *(
        (department, kind, above)
        for department in ("bureau", "a_bureau")
        for kind, above in (
            ("party_group", None),
            ("organ_party_committee", None),
            ("organ_discipline_commission", "organ_party_committee"),
            ("general_branch", "organ_party_committee"),
            ("party_branch", "general_branch"),
        )
    ),
    ("a1x", "party_branch", None),
)

AREA_POSTS = ("head", "task_force", "handler")
ROLES: Mapping[str, Sequence[str]] = {
    "head": ["unit_head"],
    "task_force": ["task_force"],
    "handler": ["handler"],
    "organisation_department": ["organisation_department"],
    "petition_bureau": ["petition_bureau"],
    "system_administrator": ["system_administrator"],
    "security_administrator": ["security_administrator"],
    "audit_administrator": ["audit_administrator"],
}
ACTORS: Mapping[str, str] = {
    # actor type: kind of the body it belongs to
    "work_committee": "work_committee",
    "party_group": "party_group",
    "party_group_secretary": "party_group",
    "party_group_member": "party_group",
    "organ_committee_secretary": "organ_party_committee",
    "full_time_deputy_secretary": "organ_party_committee",
    "organ_discipline_secretary": "organ_discipline_commission",
    "branch_secretary": "party_branch",
}


def key_of(kind: str, name: str) -> uuid.UUID:
    """The id that a thing of this world always has."""
    return uuid.uuid5(NAMESPACE, f"{kind}:{name}")


def posts() -> Iterator[tuple[str, str, str | None, Sequence[str]]]:
    """Gives name, tenant, actor type and roles of every post."""
    for tenant, kind, *_ in TENANTS:
        for post in AREA_POSTS:
            yield f"{tenant}.{post}", tenant, None, ROLES[post]
        if kind == "COUNTY" or tenant == "city":
            for post in ("organisation_department", "petition_bureau"):
                yield f"{tenant}.{post}", tenant, None, ROLES[post]
        if kind == "VILLAGE":
            yield f"{tenant}.branch_secretary", tenant, "branch_secretary", []
        if tenant in {"city", "a"}:
            yield f"{tenant}.work_committee", tenant, "work_committee", []
        if kind == "DEPARTMENT":
            for actor in list(ACTORS)[1:]:
                yield f"{tenant}.{actor}", tenant, actor, []
    for post in ("system_administrator", "security_administrator", "audit_administrator"):
        yield f"city.{post}", "city", None, ROLES[post]


@dataclasses.dataclass(frozen=True)
class World:
    """What was built: tenant numbers, and how to become one of its people."""

    tenants: Mapping[str, int]

    def post(self, name: str) -> uuid.UUID:
        return key_of("post", name)

    def person(self, name: str) -> uuid.UUID:
        return key_of("person", name)

    async def viewer(
        self,
        engine: AsyncEngine,
        name: str,
        *,
        enforcer: Enforcer,
        post: str | None = None,
        now: datetime | None = None,
    ) -> Viewer:
        """Signs a person in: just now, and with a second factor."""
        chosen = None if post is None else self.post(post)
        found = await viewer_of(
            engine, ISSUER, name, keys=KEYS, post=chosen, enforcer=enforcer, now=now
        )
        at = (now or datetime.now(UTC)).timestamp()
        return dataclasses.replace(found, signed_in_at=at, level=2)


def build(connection: psycopg.Connection[Any]) -> World:
    """Builds the world over a loaded catalogue, as the migrator."""
    numbers: dict[str, int] = {}
    for tenant, kind, parent, code, name in TENANTS:
        row = put(
            connection,
            "tenant",
            {
                "uid": key_of("tenant", tenant),
                "kind": kind,
                "code": code,
                "name": name,
                "name_sort": tenant,
                "initials": tenant,
                "parent_id": None if parent is None else numbers[parent],
                "synthetic": True,
            },
            gives="id",
        )
        numbers[tenant] = row
    roots = dict(connection.execute("select id, root from app.tenant").fetchall())
    for tenant, kind, above in BODIES:
        held = {"root": roots[numbers[tenant]], "holder": numbers[tenant]}
        upper = None if above is None else key_of("body", f"{tenant}.{above}")
        put(
            connection,
            "body",
            held
            | {
                "id": key_of("body", f"{tenant}.{kind}"),
                "kind": kind,
                "name": f"{tenant} {kind}",
                "name_sort": kind,
                "parent_body_id": upper,
            },
        )
    for name, tenant, actor, roles in posts():
        held = {"root": roots[numbers[tenant]], "holder": numbers[tenant]}
        put_in_post(connection, held, name, actor=actor, roles=roles)
    return World(numbers)


def put_in_post(
    connection: psycopg.Connection[Any],
    held: Mapping[str, int],
    name: str,
    *,
    actor: str | None = None,
    roles: Sequence[str] = (),
    person: str | None = None,
    relieved_on: date | None = None,
    leading: bool = True,
) -> None:
    """Makes a post and puts someone into it: a new person unless one is named."""
    tenant = name.partition(".")[0]
    kind = ACTORS.get(actor or "")
    body = None if kind is None else key_of("body", f"{tenant}.{kind}")
    known = {(one, its) for one, its, _ in BODIES}
    put(
        connection,
        "post",
        {
            **held,
            "id": key_of("post", name),
            "actor_type": actor,
            "body_id": body if (tenant, kind) in known else None,
            "title": name,
            "roles": list(roles),
            "heads": name.endswith(".head"),
        },
    )
    if person is None:
        person = name
        row = {**held, "id": key_of("person", person), "name": person, "name_sort": person}
        put(connection, "person", row | {"synthetic": True})
        put(
            connection,
            "identity",
            {
                "root": held["root"],
                "issuer": ISSUER,
                "subject": person,
                "person_id": key_of("person", person),
            },
        )
    put(
        connection,
        "appointment",
        {
            **held,
            "id": key_of("appointment", f"{name}:{person}"),
            "post_id": key_of("post", name),
            "person_id": key_of("person", person),
            "leading": leading,
            "appointed_on": BEGAN,
            "relieved_on": relieved_on,
        },
    )


def put(
    connection: psycopg.Connection[Any], table: str, row: Mapping[str, Any], *, gives: str = ""
) -> Any:
    """Inserts one row and gives one of its columns back."""
    statement = sql.SQL("insert into app.{} ({}) values ({}) returning {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join(map(sql.Placeholder, row)),
        sql.Identifier(gives) if gives else sql.SQL("null"),
    )
    found = connection.execute(statement, dict(row)).fetchone()
    assert found is not None
    return found[0]


def checked(
    connection: psycopg.Connection[Any], built: World, tenant: str, post: str = "checker"
) -> str:
    """Adds somebody else to a unit's organisation department: who took the answer does not close, who
    closed does not look again.

    Gives: the name under which they sign in.
    """
    name = f"{tenant}.organisation_{post}"
    held = {"root": built.tenants["city"], "holder": built.tenants[tenant]}
    person, key = built.person(name), built.post(name)
    put(connection, "person", held | {"id": person, "name": name, "name_sort": name})
    named = {"issuer": ISSUER, "subject": name, "person_id": person}
    put(connection, "identity", {"root": held["root"], **named})
    put(
        connection,
        "post",
        held | {"id": key, "title": name, "roles": ROLES["organisation_department"]},
    )
    since = {"leading": True, "appointed_on": date(2024, 1, 1)}
    known = {"id": key_of("appointment", name), "post_id": key, "person_id": person}
    put(connection, "appointment", held | known | since)
    return name
