"""An objection to an order of several is upheld: another unit leads, and those who help go on helping."""

from datetime import date
from typing import Any

import pytest

from ledger.assignments.finish_part import FinishPart, finish_part
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.uphold_objection import UpholdObjection, uphold_objection
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.recall_problem import RecallProblem, recall_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_assignments import EARLY, handed_out, part, parts, sign, states, to
from tests.ledger.test_notices_raised import told
from tests.world import key_of

SOON = date(2026, 4, 21)


async def objected(stage: Any, *co: str, owner: str) -> Ladder:
    ladder = await handed_out(stage, *co)
    said = ("not_ours", "水渠在邻镇", key_of("tenant", owner))
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, *said)
    return ladder


async def uphold(ladder: Ladder, owner: str, day: date = DEADLINE) -> None:
    said = (key_of("post", f"{owner}.head"), day, "水渠确在该镇")
    await ladder.do("a.task_force", uphold_objection, UpholdObjection, *said)


async def test_a_co_handler_leads_and_the_others_go_on_helping(client: Client) -> None:
    stage = client.stage
    ladder = await handed_out(stage, "a2", "a_bureau")
    await sign(ladder, "a_bureau")
    said = ("not_ours", "水渠在邻镇", key_of("tenant", "a2"))
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, *said)
    await uphold(ladder, "a2")
    assert (ladder.now()["holder"], ladder.now()["state"]) == ("a2", "ASSIGNED")
    rows = stage.rows(
        "select holder, role, state, result from app.assignment where problem_id = %s",
        ladder.problem,
    )
    assert sorted((ladder.names[unit], *said) for unit, *said in rows) == [
        ("a1", "MAIN", "WITHDRAWN", None),
        ("a2", "CO", "WITHDRAWN", "水渠确在该镇"),
        ("a2", "MAIN", "ASSIGNED", None),
        ("a_bureau", "CO", "ACCEPTED", None),
    ]
    assert stage.one("select parts_open from app.problem") == 1
    assert len(await told(client, "a2.head", "PART_WITHDRAWN")) == 1
    assert await told(client, "a_bureau.head", "PART_WITHDRAWN") == []
    await ladder.sign()
    assert part(ladder, "a2") == stage.one(
        "select id, version from app.assignment where role = 'MAIN' and state = 'ACCEPTED'"
    )
    assert differing(stage) == []


async def test_another_unit_leads_and_no_part_is_due_after_its_order(client: Client) -> None:
    stage = client.stage
    ladder = await handed_out(stage, "a2")
    await sign(ladder, "a2")
    receivers = (to("a2x"), to("a2y", SOON))
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), receivers))
    said = ("not_ours", "应由局里办理", key_of("tenant", "a_bureau"))
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, *said)
    await uphold(ladder, "a_bureau", SOON)
    assert parts(ladder) == {
        "a1": ("MAIN", "WITHDRAWN", DEADLINE, 0),
        "a_bureau": ("MAIN", "ASSIGNED", SOON, 0),
        "a2": ("CO", "HANDED_ON", SOON, 2),
        "a2x": ("CO", "ASSIGNED", SOON, 0),
        "a2y": ("CO", "ASSIGNED", SOON, 0),
    }, EARLY
    assert stage.one("select parts_open from app.problem") == 1
    for who in ("a2.head", "a2x.head"):
        assert len(await told(client, who, "PART_BROUGHT_FORWARD")) == 1, who
    for who in ("a2y.head", "a_bureau.head", "a1.head", "a.task_force"):
        assert await told(client, who, "PART_BROUGHT_FORWARD") == [], who
    told_of = "select count(*) from audit.event where act = 'uphold_objection' and record = %s"
    assert stage.one(told_of, part(ladder, "a2")[0]) == 1


async def test_an_order_to_one_alone_has_no_parts_when_it_goes_to_another(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    said = ("not_ours", "水渠在邻镇", key_of("tenant", "a2"))
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, *said)
    await uphold(ladder, "a2")
    assert stage.one("select count(*) from app.assignment") == 0


async def test_what_is_taken_home_on_an_objection_ends_its_parts_as_before(stage) -> None:
    ladder = await objected(stage, "a2", "a_bureau", owner="a")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "objection_upheld")
    assert set(states(ladder).values()) == {"WITHDRAWN"}
    assert stage.one("select parts_open from app.problem") == 0


# ------------------------------------------------------------------------------------------- told


@pytest.mark.parametrize("recalled", [True, False])
async def test_a_part_that_is_withdrawn_is_told_to_whom_it_was_given(
    client: Client, recalled: bool
) -> None:
    """In whatever way it ends; what was given on of it, too."""
    stage = client.stage
    ladder = await handed_out(stage, "a2", "a_bureau")
    await sign(ladder, "a2")
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2x"),)))
    if recalled:
        await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    else:
        given = WithdrawPart(*part(ladder, "a2"), "不再需要")
        await stage.done("a.task_force", withdraw_part, given)
    for who in ("a2.head", "a2x.head"):
        assert len(await told(client, who, "PART_WITHDRAWN")) == 1, who
    assert len(await told(client, "a_bureau.head", "PART_WITHDRAWN")) == recalled
    for who in ("a1.head", "a.task_force", "a2.handler", "a2y.head"):
        assert await told(client, who, "PART_WITHDRAWN") == [], who


async def test_a_part_that_is_done_is_told_to_whoever_waits_for_it(client: Client) -> None:
    stage = client.stage
    ladder = await handed_out(stage, "a2")
    await sign(ladder, "a2")
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2x"),)))
    await sign(ladder, "a2x")
    done = FinishPart(*part(ladder, "a2x"), "已清淤")
    await stage.done("a2x.handler", finish_part, done)
    assert len(await told(client, "a2.head", "PART_FINISHED")) == 1
    for who in ("a1.head", "a.task_force", "a2x.head"):
        assert await told(client, who, "PART_FINISHED") == [], (who, "a part of a part")
    await stage.done("a2.handler", finish_part, FinishPart(*part(ladder, "a2"), "已办结"))
    for who in ("a1.head", "a1.handler", "a.task_force", "a.head"):
        assert len(await told(client, who, "PART_FINISHED")) == 1, who
    for who in ("a2x.head", "a_bureau.head", "city.task_force"):
        assert await told(client, who, "PART_FINISHED") == [], who
