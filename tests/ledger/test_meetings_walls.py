"""What SQL of the application role can and cannot do to a meeting, and what lasts when a unit ends."""

import time
from typing import Any

import psycopg
import pytest

from ledger.reorganisation.planning import Step
from ledger.reorganisation.reverse_reorganisation import (
    ReverseReorganisation,
    reverse_reorganisation,
)
from tenants.context import claims, seal
from tests.ledger.acting import Client
from tests.ledger.reorganising import administrators, done, faults, unit
from tests.ledger.test_meetings import agenda, below, conclude, convene, minute, put, room

SEAT = """insert into app.meeting_party (root, id, holder, meeting_id, edge, child, parent)
  select m.root, gen_random_uuid(), m.holder, m.id, e.id, e.child, e.parent
  from app.meeting m, app.tenant_edge e where m.id = %(meeting)s and e.child = %(child)s
    and e.valid_until is null"""
SEAT_BLINDLY = """insert into app.meeting_party (root, id, holder, meeting_id, edge, child, parent)
  values (%(root)s, gen_random_uuid(), %(holder)s, %(meeting)s, %(edge)s, %(child)s, %(holder)s)"""
PUT = """insert into app.meeting_item (root, id, holder, problem_id, meeting_id, author_tenant)
  select root, gen_random_uuid(), holder, id, %(meeting)s, %(holder)s from app.problem
  where id = %(problem)s"""
MINUTE = """insert into app.meeting_minutes (root, id, holder, meeting_id, text, kept_by, kept_title)
  select root, gen_random_uuid(), holder, id, 'x', convened_by, 'x' from app.meeting
  where id = %(meeting)s"""
HOLD = "update app.meeting set held_on = held_on + 1 where id = %(meeting)s"
CALL_OFF = """update app.meeting set state = 'CALLED_OFF', called_off_for = 'POSTPONED',
  called_off_title = 'x', called_off_at = now() where id = %(meeting)s"""
SAY = "update app.meeting_item set text = 'x' where meeting_id = %(meeting)s"


async def as_app(client: Client, who: str, statement: str, values: Any) -> Any:
    """Runs a statement as the application's own role; gives the rows it met, or what stood against it."""
    stage = client.stage
    viewer = await stage.viewer(who)
    said = claims(
        viewer.person,
        viewer.post,
        root=viewer.root,
        lineage=viewer.lineage,
        tenants=viewer.tenants,
    )
    with psycopg.connect(stage.database.app_dsn) as connection:
        token = seal(stage.database.keys, said, pid=connection.info.backend_pid, now=time.time())
        connection.execute("select set_config('levelwise.context', %s, false)", [token])
        try:
            met = connection.execute(statement, values).rowcount
        except psycopg.Error as failed:
            met = failed.diag.constraint_name or failed.sqlstate
        connection.rollback()
    return met


async def test_nobody_but_the_convener_invites_puts_concludes_and_keeps_minutes(
    client: Client,
) -> None:
    stage = client.stage
    told = await convene(client, "a.task_force", "a1")
    mine, other = await below(client, "a1"), await below(client, "a1")
    await put(client, told, mine)
    tenants = stage.world.tenants
    edge = stage.one(
        "select id from app.tenant_edge where child = %s and valid_until is null", tenants["a2"]
    )
    named = {
        "root": tenants["city"],
        "meeting": told["meeting"]["id"].partition("_")[2],
        "problem": other.problem,
        "holder": tenants["a"],
        "child": tenants["a2"],
        "edge": edge,
    }
    by = "meeting_by_its_convener"
    for who, statement, stands in (
        ("a2.head", SEAT_BLINDLY, by),
        ("a1.head", PUT, by),
        ("a1.head", HOLD, by),
        ("a1.head", SAY, by),
        ("a1.head", CALL_OFF, by),
        ("a1.head", MINUTE, "42501"),
        # The control: the level that convened does all of it.
        ("a.head", SEAT, 1),
        ("a.head", PUT, 1),
        ("a.head", HOLD, 1),
        ("a.head", SAY, 1),
        ("a.head", CALL_OFF, 1),
        ("a.head", MINUTE, 1),
    ):
        assert await as_app(client, who, statement, named) == stands, (who, statement)


async def test_minutes_stand_behind_the_wall_of_the_convener_alone(client: Client) -> None:
    told = await convene(client, "a.task_force", "a1")
    await minute(client, told)
    for who, met in (("a1.head", 0), ("a.head", 1)):
        assert await as_app(client, who, "select from app.meeting_minutes", []) == met, who
    assert await as_app(client, "a1.head", "select from app.meeting", []) == 1, "the control"


async def test_minutes_taken_from_sight_look_like_minutes_that_were_never_kept(
    client: Client,
) -> None:
    """An item turns against the county that convened: nothing of the meeting says so."""
    stage = client.stage
    bare, gone = await convene(client, "a.task_force"), await convene(client, "a.task_force")
    assert (await minute(client, bare, text=" "))["code"] == "record.text_refused"
    assert stage.one("select count(*) from app.meeting_minutes") == 0
    bare = await minute(client, bare, text=None)
    assert (await minute(client, bare))["code"] == "meeting.held", "once: nothing is added later"
    ladder = await below(client, "a1")
    await put(client, gone, ladder)
    gone = await minute(client, gone)
    shown = [one["meeting"]["state"] for one in (bare, gone)]
    assert shown == ["HELD", "HELD"]
    assert (await agenda(client, "a.head", gone))["minutes"] is not None, "the control"
    await ladder.rise_to("city")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a"]], ladder.problem],
        )
    for who in ("a.head", "a.task_force"):
        one, other = [await agenda(client, who, told) for told in (bare, gone)]
        assert one["minutes"] is None
        assert {**one, "id": ""} == {**other, "id": ""}, who


async def test_an_accusation_and_minutes_wait_for_each_other(client: Client) -> None:
    """Whichever is first: minutes never come to stand open to whom one of their items is against."""
    stage = client.stage
    told = await convene(client, "a.task_force")
    ladder = await below(client, "a1")
    await put(client, told, ladder)
    named = {"meeting": told["meeting"]["id"].partition("_")[2]}
    dsn = stage.database.migrator_dsn
    with psycopg.connect(dsn) as accusing, psycopg.connect(dsn) as minuting:
        accusing.execute(
            "update app.problem set accused = %s where id = %s",
            [[stage.world.tenants["a2"]], ladder.problem],
        )
        minuting.execute("set lock_timeout = '200ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            minuting.execute(MINUTE, named)
        minuting.rollback()
        accusing.commit()
        minuting.execute(MINUTE, named)
    assert stage.one("select accused from app.meeting_minutes") == [stage.world.tenants["a2"]]


async def test_what_an_ended_unit_convened_goes_on_with_its_successor(client: Client) -> None:
    stage = client.stage
    administrators(stage)
    told = await convene(client, "a2.task_force")
    item = await put(client, told, await below(client, "a2"), who="a2.task_force")
    whose = "select author_tenant from app.meeting_item"
    found = await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))
    assert faults(stage) == []
    assert stage.one(whose) == stage.world.tenants["a1"]
    assert (await room(client, "a1.head"))["undecided"]["totalCount"] == 1
    await found.do("a.administrator", reverse_reorganisation, ReverseReorganisation, "时机未到")
    assert stage.one(whose) == stage.world.tenants["a2"]
    assert faults(stage) == []
    assert "item" in await conclude(client, item, who="a2.head")
