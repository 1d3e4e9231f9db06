"""A co-handler hears of its part as it comes, changes and goes; the problem lies elsewhere."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import psycopg
import pytest

from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.object_to_part import ObjectToPart, object_to_part
from ledger.assignments.overrule_part_objection import (
    OverrulePartObjection,
    overrule_part_objection,
)
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.live.following import Kind, Told
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_assignments import finish, handed_out, part, sign, to
from tests.ledger.test_live_changes import begun, since
from tests.ledger.test_live_following import following, heard


async def silent(events: AsyncIterator[Told]) -> None:
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(events), 0.5)


async def told(events: AsyncIterator[Told], ladder: Ladder, *, present: bool) -> None:
    """Hears of the problem until it lies as said: what went on meanwhile may be told before."""
    one = await heard(events)
    while one.present is not present:
        one = await heard(events)
    assert (one.kind, one.id, one.present) == (Kind.CHANGED, f"Problem_{ladder.problem}", present)


async def test_a_part_comes_into_the_inbox_is_signed_for_and_goes_when_it_is_done(stage) -> None:
    async with following(stage, "a2.head") as one:
        events = one.inbox()
        assert (await heard(events)).kind is Kind.LISTENING
        ladder = await handed_out(stage)
        await told(events, ladder, present=True)
        await sign(ladder, "a2")
        await told(events, ladder, present=True)
        await finish(ladder, "a2")
        await told(events, ladder, present=False)
        await sign(ladder, "a_bureau")
        await silent(events)


async def test_a_part_that_is_withdrawn_leaves_the_inbox_of_all_that_had_it(stage) -> None:
    ladder = await handed_out(stage)
    await sign(ladder, "a2")
    async with following(stage, "a2.head") as one, following(stage, "a2x.head") as below:
        events, further = one.inbox(), below.inbox()
        await heard(events)
        await heard(further)
        given = HandOnPart(*part(ladder, "a2"), (to("a2x"),))
        await stage.done("a2.head", hand_on_part, given)
        await told(events, ladder, present=True)
        await told(further, ladder, present=True)
        taken = WithdrawPart(*part(ladder, "a2"), "改由他单位协办")
        await stage.done("a.head", withdraw_part, taken)
        await told(events, ladder, present=False)
        await told(further, ladder, present=False)


async def test_a_sweep_that_makes_a_part_late_is_told_and_its_new_leader_too(stage) -> None:
    ladder = await handed_out(stage)
    async with following(stage, "a2.head") as one:
        events = one.inbox()
        await heard(events)
        for change in ("overdue = true", "lead_post = (select id from app.post where holder = %s)"):
            with psycopg.connect(stage.database.superuser_dsn) as connection:
                values = [stage.world.tenants["a2"]] * (1 + change.count("%s"))
                change = change.replace("= %s)", "= %s order by heads limit 1)")
                connection.execute(
                    f"update app.assignment set {change} where holder = %s and role = 'CO'", values
                )
            await told(events, ladder, present=True)


async def test_whoever_rules_on_a_part_hears_that_it_is_objected_to_and_ruled_on(stage) -> None:
    ladder = await handed_out(stage)
    async with following(stage, "a.task_force") as one:
        events = one.inbox()
        await heard(events)
        objection = ObjectToPart(*part(ladder, "a2"), "not_ours", "水渠不在本镇")
        await stage.done("a2.head", object_to_part, objection)
        await told(events, ladder, present=True)
        stands = OverrulePartObjection(*part(ladder, "a2"), "水渠流经该镇")
        await stage.done("a.task_force", overrule_part_objection, stands)
        await told(events, ladder, present=False)
        await sign(ladder, "a2")
        await silent(events)


async def test_those_who_have_no_part_hear_nothing_of_one(stage) -> None:
    async with following(stage, "b1.head") as other, following(stage, "a2x.head") as below:
        listeners = [other.inbox(), below.inbox()]
        for events in listeners:
            await heard(events)
        ladder = await handed_out(stage)
        await sign(ladder, "a2")
        for events in listeners:
            await silent(events)


async def test_whoever_also_sits_in_an_accused_unit_hears_nothing_of_the_part(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # The handler of a2 sits in county b, too, which the problem is against.
        connection.execute(
            "update app.appointment set person_id = %s where post_id = %s",
            [stage.world.person("a2.handler"), stage.world.post("b.head")],
        )
        connection.execute("update app.problem set accused = array[%s]", [stage.world.tenants["b"]])
    async with (
        following(stage, "a2.handler", post="a2.handler") as one,
        following(stage, "a2.head") as other,
    ):
        events, control = one.inbox(), other.inbox()
        await heard(events)
        await heard(control)
        await ladder.do("a.task_force", hand_out, HandOut, to("a1", DEADLINE), (to("a2"),))
        await told(control, ladder, present=True)
        await sign(ladder, "a2")
        await told(control, ladder, present=True)
        given = ReportProblem(uuid.uuid4(), "AUDIT", "水渠堵塞", "村东水渠堵塞", "村东")
        own = await stage.done("a2.head", report_problem, given)
        assert (await heard(events)).id == f"Problem_{own}", "the first that they hear of"


async def test_who_was_away_catches_up_with_what_happened_to_a_part_alone(client: Client) -> None:
    ladder = await handed_out(client.stage)
    cursors = await begun(client, "a2.head", "b1.head")
    version = ladder.now()["version"]
    await sign(ladder, "a2")
    assert ladder.now()["version"] == version, "the problem itself stays as it is"
    (seen,) = (await since(client, "a2.head", cursors["a2.head"]))["changes"]
    assert (seen["id"], seen["version"], seen["revoked"]) == (
        f"Problem_{ladder.problem}",
        version,
        False,
    )
    assert (await since(client, "b1.head", cursors["b1.head"]))["changes"] == []
