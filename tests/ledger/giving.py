"""Levels with administrators, and how tests let them appoint, give and take back."""

from typing import Any

import psycopg
import pytest

from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage

GROUND = {"reason": "工作需要", "documentNo": "测组〔2026〕1号"}
APPOINTMENT = (
    "appointment { id kind appointedOn relievedOn suspendedOn resumedOn version documentNo }"
)
GRANT = "grant { id role customRole { id title } givenFrom givenUntil version }"
ROLE = "customRole { id title permissions state version }"
CLERKS = (
    "appointment.appoint", "appointment.relieve", "appointment.read", "person.read", "post.read",
    "post.grant", "post.manage", "post_group.read", "post_group.keep", "post_group.give",
    "group_member.read", "group_member.end", "custom_role.read", "custom_role.define",
    "role_grant.read", "role_grant.take_back",
)  # fmt: skip  # columns side by side
"""The acts of an administrator, without what one holds in trust."""
ADMINISTRATED = ("city", "a", "b", "a1", "a2", "b1", "a1x", "bureau")


class Giving:
    """A stage whose levels have administrators, and people with posts that carry nothing."""

    def __init__(self, client: Client) -> None:
        self.client, self.stage = client, client.stage

    def people(self) -> None:
        with psycopg.connect(self.stage.database.superuser_dsn) as connection:
            numbers = self.stage.world.tenants
            roots = dict(connection.execute("select id, root from app.tenant").fetchall())
            for unit in ADMINISTRATED:
                held = {"root": roots[numbers[unit]], "holder": numbers[unit]}
                world.put_in_post(
                    connection, held, f"{unit}.administrator", roles=["level_administrator"]
                )
                world.put_in_post(connection, held, f"{unit}.spare")
                world.put_in_post(connection, held, f"{unit}.desk")

    async def appoint(self, who: str, post: str, person: str, **given: Any) -> dict[str, Any]:
        return await self.client.act(
            who,
            "appointPerson",
            APPOINTMENT,
            post=f"Post_{self.stage.world.post(post)}",
            person=f"Person_{self.stage.world.person(person)}",
            **{**GROUND, **given},
        )

    async def grant(self, who: str, post: str, role: str | None = None, **given: Any) -> Any:
        said = {"post": f"Post_{self.stage.world.post(post)}", "role": role, **GROUND, **given}
        return await self.client.act(who, "grantRole", GRANT, **said)

    async def define(self, who: str, title: str, *permissions: str, **given: Any) -> Any:
        said = {"title": title, "permissions": list(permissions), **GROUND, **given}
        return await self.client.act(who, "defineRole", ROLE, **said)

    async def clerk(self, name: str) -> dict[str, Any]:
        """Lets somebody of county a act as an administrator who has nothing to give."""
        permissions = (f"level_administrator:{act}" for act in CLERKS)
        role: dict[str, Any] = (await self.define("a.administrator", "任免员", *permissions))[
            "customRole"
        ]
        told = await self.grant("a.administrator", name, customRole=role["id"])
        assert "grant" in told, told
        return role

    def held_by(self, person: str) -> list[str]:
        """The posts that somebody holds on the day of the stage."""
        rows = self.stage.rows(
            "select p.title from app.appointment a join app.post p on p.id = a.post_id"
            " where a.person_id = %s and (a.relieved_on is null or a.relieved_on > %s)"
            " order by 1",
            self.stage.world.person(person),
            self.stage.now.date(),
        )
        return [title for (title,) in rows]


@pytest.fixture
async def giving(stage: Stage, client: Client) -> Giving:
    made = Giving(client)
    made.people()
    return made
