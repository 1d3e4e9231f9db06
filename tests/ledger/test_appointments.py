"""Administrators appoint, relieve and give roles, and what they give they hold."""

import asyncio
from datetime import timedelta

import psycopg

from tests.ledger.acting import Client
from tests.ledger.giving import APPOINTMENT, GROUND, ROLE, Giving, giving
from tests.ledger.ladder import Ladder

__all__ = ["giving"]


async def test_a_county_administrator_appoints_in_the_county_and_in_its_townships_only(
    giving: Giving,
) -> None:
    client: Client = giving.client
    for where in ("a.handler", "a1.handler"):
        told = await giving.appoint("a.administrator", where, "a.spare")
        assert told["appointment"]["kind"] == "REGULAR", told
    for where in ("a1x.handler", "b.handler", "b1.handler", "city.handler"):
        told = await giving.appoint("a.administrator", where, "a.spare")
        assert told["code"] == "post.not_found", (where, told)
    assert giving.held_by("a.spare") == ["a.handler", "a.spare", "a1.handler"]
    viewer = await client.stage.viewer("a.spare", post="a1.handler")
    assert ("handler", "*") in viewer.roles


async def test_relieving_ends_it_and_the_rights_with_it(giving: Giving) -> None:
    made = (await giving.appoint("a.administrator", "a1.handler", "a.spare"))["appointment"]
    told = await giving.client.act(
        "a.administrator", "relievePerson", APPOINTMENT,
        appointment=made["id"], expectedVersion=1, **GROUND,
    )  # fmt: skip  # columns side by side
    assert told["appointment"]["relievedOn"] == "2026-04-15"
    assert giving.held_by("a.spare") == ["a.spare"]


async def test_a_custom_role_is_read_alike_by_both_readings_and_ends_with_its_grant(
    giving: Giving,
) -> None:
    client, stage = giving.client, giving.stage
    told = await giving.define(
        "a.administrator", "值班员", "handler:problem.read", "handler:post.read"
    )
    role = told["customRole"]
    assert role["permissions"] == ["handler:post.read", "handler:problem.read"]
    query = "{ posts { nodes { title } } people { totalCount } }"
    before = (await client.ask("a1.spare", query))["data"]
    given = {"customRole": role["id"], "givenUntil": "2026-04-20"}
    assert "grant" in await giving.grant("a.administrator", "a1.spare", **given)
    viewer = await stage.viewer("a1.spare")
    assert ("handler", "problem.read") in viewer.roles
    assert ("handler", "*") not in viewer.roles
    after = (await client.ask("a1.spare", query))["data"]
    assert len(after["posts"]["nodes"]) > len(before["posts"]["nodes"]) == 1
    assert after["people"] == before["people"], "one action was permitted, not the other"
    # Only below where it was defined.
    refused = await giving.grant("city.administrator", "b.spare", customRole=role["id"])
    assert refused["code"] in {"custom_role.not_found", "grant.not_below_the_role"}
    stage.now += timedelta(days=5)
    viewer = await stage.viewer("a1.spare")
    assert ("handler", "problem.read") not in viewer.roles


async def test_a_retired_role_gives_nothing_at_once(giving: Giving) -> None:
    role = (await giving.define("a.administrator", "值班员", "handler:post.read"))["customRole"]
    await giving.grant("a.administrator", "a1.spare", customRole=role["id"])
    stage = giving.stage
    before = (await stage.viewer("a1.spare")).standing
    said = {"customRole": role["id"], "expectedVersion": 1, **GROUND}
    told = await giving.client.act("a.administrator", "retireRole", ROLE, **said)
    assert told["customRole"]["state"] == "RETIRED"
    viewer = await stage.viewer("a1.spare")
    assert viewer.standing > before
    assert ("handler", "post.read") not in viewer.roles
    again = await giving.client.act(
        "a.administrator", "retireRole", ROLE, **{**said, "expectedVersion": 2}
    )
    assert again["code"] == "custom_role.retired"


async def test_a_role_that_is_being_changed_is_given_as_it_becomes(giving: Giving) -> None:
    """Neither would be weighed with the other: the grant waits for whoever changes the role."""
    role = (await giving.define("a.administrator", "值班员", "handler:post.read"))["customRole"]
    key = role["id"].partition("_")[2]
    with psycopg.connect(giving.stage.database.superuser_dsn) as beside:
        beside.execute("set session_replication_role = replica")
        beside.execute("update app.custom_role set state = 'RETIRED' where id = %s", [key])
        waiting = asyncio.create_task(
            giving.grant("a.administrator", "a1.spare", customRole=role["id"])
        )
        await giving.stage.held_up(waiting)  # It does not go on with the role as it was.
        beside.commit()
    assert (await waiting)["code"] in {"custom_role.retired", "custom_role.not_found"}
    assert giving.stage.rows("select from app.role_grant where custom_role_id = %s", key) == []


async def test_who_leaves_with_items_in_hand_is_not_let_go(giving: Giving) -> None:
    ladder = Ladder(giving.stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    stage = giving.stage
    post_id = stage.one("select holder_post from app.problem where id = %s", ladder.problem)
    whose = stage.one("select id from app.appointment where post_id = %s", post_id)
    said = {"appointment": f"Appointment_{whose}", "expectedVersion": 1, **GROUND}
    told = await giving.client.act("a.administrator", "relievePerson", APPOINTMENT, **said)
    assert told["code"] == "handover.not_emptied"
    assert stage.one("select relieved_on from app.appointment where id = %s", whose) is None


async def test_a_substitute_acts_for_a_while_and_a_suspended_person_does_not(
    giving: Giving,
) -> None:
    client, stage = giving.client, giving.stage
    whose = stage.one(
        "select id from app.appointment where person_id = %s", stage.world.person("a1.handler")
    )
    said = {"appointment": f"Appointment_{whose}", "expectedVersion": 1, **GROUND}
    told = await client.act("a.administrator", "suspendPerson", APPOINTMENT, **said)
    assert told["appointment"]["suspendedOn"] == "2026-04-15"
    assert (await stage.viewer("a1.handler")).notice == "viewer.no_current_post"
    said["expectedVersion"] = 2
    acting = {"person": f"Person_{stage.world.person('a1.spare')}", "until": "2026-05-01"}
    told = await client.act("a.administrator", "appointSubstitute", APPOINTMENT, **said, **acting)
    assert told["appointment"]["kind"] == "SUBSTITUTE"
    made = {"appointment": told["appointment"]["id"], "expectedVersion": 1, **GROUND}
    assert (await stage.viewer("a1.spare", post="a1.handler")).actor_type is None
    told = await client.act(
        "a.administrator", "extendAppointment", APPOINTMENT, until="2026-06-01", **made
    )
    assert told["appointment"]["relievedOn"] == "2026-06-01"
    told = await client.act("a.administrator", "reinstatePerson", APPOINTMENT, **said)
    assert told["appointment"]["resumedOn"] == "2026-04-15"
    assert (await stage.viewer("a1.handler")).notice is None


async def test_grantable_roles_names_also_what_cannot_be_given_and_why(giving: Giving) -> None:
    stage = giving.stage
    unit = stage.one("select uid from app.tenant where id = %s", stage.world.tenants["a1"])
    query = "query ($t: ID!) { grantableRoles(tenant: $t) { role titleZh grantable code message } }"

    async def offers(who: str) -> dict[str, str | None]:
        told = await giving.client.ask(who, query, {"t": f"Tenant_{unit}"})
        found = told["data"]["grantableRoles"]
        assert all(one["grantable"] == (one["code"] is None) for one in found)
        return {one["role"]: one["code"] for one in found if one["role"]}

    mine = await offers("a.administrator")
    assert mine["handler"] is None
    assert mine["level_administrator"] is None
    assert mine["security_administrator"] == "grant.role_not_here"
    assert mine["grid_worker"] == "grant.role_not_here"
    assert set((await offers("b.administrator")).values()) <= {
        "book.not_allowed",
        "grant.role_not_here",
    }
    assert (await giving.client.ask("a.administrator", query, {"t": "Tenant_x"}))["data"] == {
        "grantableRoles": None
    }
