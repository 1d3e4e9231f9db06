"""A co-handler that has not signed objects to its part, once; whoever gave it out rules on that."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.assignments.accept_part import AcceptPart, accept_part
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.object_to_part import ObjectToPart, object_to_part
from ledger.assignments.overrule_part_objection import (
    OverrulePartObjection,
    overrule_part_objection,
)
from ledger.assignments.refusals import AssignmentNotFound
from ledger.assignments.tables import assignment
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.recall_problem import RecallProblem, recall_problem
from tenants.sitting import Sitting
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.test_assignments import EARLY, handed_out, part, parts, sign, states, to
from tests.ledger.test_notices_owed import unheard
from tests.ledger.test_notices_raised import nobody_else, swept, told

GIVER = "a.task_force"


def objection(ladder: Ladder, unit: str = "a2", reason: str = "not_ours") -> ObjectToPart:
    return ObjectToPart(*part(ladder, unit), reason, "水渠不在本镇")


def ruling(ladder: Ladder, unit: str = "a2") -> OverrulePartObjection:
    return OverrulePartObjection(*part(ladder, unit), "水渠流经该镇")


async def objected(stage: Any, unit: str = "a2") -> Ladder:
    ladder = await handed_out(stage)
    await stage.done(f"{unit}.head", object_to_part, objection(ladder, unit))
    return ladder


async def unchanged(stage: Any, who: str, code: str, *act: Any) -> None:
    before = stage.everything()
    assert (await stage.refused(who, *act)).code == code, (who, code)
    assert stage.everything() == before, (who, code)


async def desk(client: Client, who: str) -> list[dict[str, Any]]:
    query = """{ partsToRuleOn { nodes { state objectionReason objectionText objectionAnswer
      tenant { name } viewerActions { act allowed } } } }"""
    found: list[dict[str, Any]] = (await client.ask(who, query))["data"]["partsToRuleOn"]["nodes"]
    return found


async def test_it_is_upheld_by_taking_the_part_back(client: Client) -> None:
    stage = client.stage
    ladder = await objected(stage)
    assert states(ladder)["a2"] == "OBJECTED"
    for who in (GIVER, "a.head"):
        assert len(await told(client, who, "PART_OBJECTED")) == 1, who
    await nobody_else(client, "PART_OBJECTED")
    (row,) = await desk(client, GIVER)
    assert [row["state"], row["objectionReason"], row["objectionText"], row["objectionAnswer"]] == [
        *("OBJECTED", "not_ours", "水渠不在本镇", None)
    ]
    offered = {one["act"] for one in row["viewerActions"] if one["allowed"]}
    assert offered == {"OVERRULE_PART_OBJECTION", "WITHDRAW_PART"}
    for who in ("a2.head", "city.task_force", "b.task_force"):
        assert await desk(client, who) == [], who
    gone = WithdrawPart(*part(ladder, "a2"), "异议成立")
    await stage.done(GIVER, withdraw_part, gone)
    assert states(ladder)["a2"] == "WITHDRAWN"
    assert await desk(client, GIVER) == []
    assert len(await told(client, "a2.head", "PART_WITHDRAWN")) == 1


async def test_it_is_overruled_once_and_then_signed_for(client: Client) -> None:
    stage = client.stage
    ladder = await objected(stage)
    await unchanged(stage, "a2.head", "assignment.wrong_state", accept_part,
                    AcceptPart(*part(ladder, "a2")))  # fmt: skip  # one line for each
    await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    assert states(ladder)["a2"] == "ASSIGNED"
    said = "select objection_reason, objection_answer from app.assignment where id = %s"
    assert stage.one(said, part(ladder, "a2")[0]) == ("not_ours", "水渠流经该镇")
    assert len(await told(client, "a2.head", "PART_STANDS")) == 1
    again = (object_to_part, objection(ladder))
    await unchanged(stage, "a2.head", "assignment.objected_already", *again)
    await sign(ladder, "a2")
    for who in (GIVER, "a.head"):
        assert len(await told(client, who, "PART_ACCEPTED")) == 1, who
    for who in ("a1.head", "a2.head", "city.task_force"):
        assert await told(client, who, "PART_ACCEPTED") == [], who


async def test_who_objects_who_rules_and_when(stage) -> None:
    ladder = await handed_out(stage)
    for who, code in (
        ("a2.handler", "book.not_allowed"),
        ("a1.head", "book.not_allowed"),
        ("a.head", "book.not_allowed"),
        ("b.head", "assignment.not_found"),
    ):
        await unchanged(stage, who, code, object_to_part, objection(ladder))
    wrong = (object_to_part, objection(ladder, reason="too_hard"))
    await unchanged(stage, "a2.head", "problem.reason_unknown", *wrong)
    main = (object_to_part, objection(ladder, "a1"))
    await unchanged(stage, "a1.head", "assignment.wrong_state", *main)
    over = (overrule_part_objection, ruling(ladder))
    await unchanged(stage, GIVER, "assignment.wrong_state", *over)
    await sign(ladder, "a_bureau")
    signed = (object_to_part, objection(ladder, "a_bureau"))
    await unchanged(stage, "a_bureau.head", "assignment.wrong_state", *signed)
    await stage.done("a2.head", object_to_part, objection(ladder))
    over = (overrule_part_objection, ruling(ladder))
    for who in ("a2.head", "a1.head", "a.handler"):
        await unchanged(stage, who, "book.not_allowed", *over)


async def test_a_claim_waits_until_it_is_ruled_on_and_a_recall_ends_it(stage) -> None:
    ladder = await handed_out(stage, "a2")
    await stage.done("a2.head", object_to_part, objection(ladder))
    await ladder.sign()
    await ladder.start()
    await ladder.do_measures()
    refusal = await ladder.refused("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    assert refusal.code == "problem.parts_open"
    other = await handed_out(stage, "a2")
    await stage.done("a2.head", object_to_part, objection(other))
    await other.do(GIVER, recall_problem, RecallProblem, "wrong_unit")
    assert states(other)["a2"] == "WITHDRAWN"


async def test_within_the_days_of_an_objection_to_an_order(stage) -> None:
    ladder = await handed_out(stage)
    stage.now += timedelta(days=7)
    await stage.done("a2.head", object_to_part, objection(ladder))
    stage.now += timedelta(days=2)
    late = (object_to_part, objection(ladder, "a_bureau"))
    await unchanged(stage, "a_bureau.head", "problem.objection_too_late", *late)


async def test_a_part_of_a_part_is_objected_to_where_it_came_from(client: Client) -> None:
    stage = client.stage
    ladder = await handed_out(stage, "a2")
    await sign(ladder, "a2")
    await stage.done("a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2x"),)))
    await stage.done("a2x.head", object_to_part, objection(ladder, "a2x"))
    assert len(await told(client, "a2.head", "PART_OBJECTED")) == 1
    assert await told(client, GIVER, "PART_OBJECTED") == []
    over = (overrule_part_objection, ruling(ladder, "a2x"))
    await unchanged(stage, GIVER, "book.not_allowed", *over)
    await stage.done("a2.task_force", overrule_part_objection, ruling(ladder, "a2x"))
    assert states(ladder)["a2x"] == "ASSIGNED"


async def test_nothing_is_late_below_while_the_superior_is_silent(client: Client) -> None:
    """The days that a ruling takes are given back, within the whole."""
    stage = client.stage
    ladder = await objected(stage)
    key = part(ladder, "a2")[0]
    stage.now += timedelta(days=3)
    await stage.done("a_bureau.head", object_to_part, objection(ladder, "a_bureau"))
    await swept(client, EARLY + timedelta(days=2))
    late = "select overdue, open_to from app.assignment where id = %s"
    assert stage.one(late, key) == (False, 3)
    await unheard(client, "PART_DUE", "a2.head", "a_bureau.head", "a1.head")
    stage.now += timedelta(days=5)
    for unit in ("a2", "a_bureau"):
        await stage.done(GIVER, overrule_part_objection, ruling(ladder, unit))
    due = {unit: said[2] for unit, said in parts(ladder).items()}
    assert due["a2"] == DEADLINE < EARLY + timedelta(days=8), "no later than the whole"
    assert due["a_bureau"] == EARLY + timedelta(days=5)
    await swept(client, DEADLINE + timedelta(days=1))
    assert stage.one(late, key) == (True, 1), "the control: now it is the unit's own"


class _Undone(Exception):
    """Takes back what was done."""


async def tried(stage: Any, who: str, change: str, key: Any) -> str | None:
    """In SQL of their own, with every right that the application has."""
    async with stage.sittings.open(await stage.viewer(who)) as sitting:
        try:
            async with sitting.connection.begin_nested():
                statement = text(f"update app.assignment set {change} where id = :key")
                await sitting.connection.execute(statement, {"key": key})
                raise _Undone
        except _Undone:
            return None
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name)


WORDS = "objection_reason = 'not_ours', objection_text = 'x', objected_on = date '2026-04-16'"
SAID = f"state = 'OBJECTED', {WORDS}"
STANDS = "state = 'ASSIGNED', objection_answer = 'x'"


async def test_the_database_holds_who_objects_once_and_who_rules(stage) -> None:
    once, ruled = "part_objected_to_once", "part_objection_ruled_on"
    ladder = await handed_out(stage)
    key = part(ladder, "a2")[0]
    assert await tried(stage, "a1.head", SAID, key) == once, "another's part"
    bare = "assignment_objected_to_with_a_reason_check"
    assert await tried(stage, "a2.head", "state = 'OBJECTED'", key) == bare
    assert await tried(stage, "a2.head", WORDS, key) == ruled
    assert await tried(stage, "a2.head", SAID, key) is None, "the control"
    await stage.done("a2.head", object_to_part, objection(ladder))
    for who, change in (
        ("a2.head", STANDS),
        ("a2.head", "state = 'ACCEPTED'"),
        ("a2.head", "state = 'WITHDRAWN'"),
        ("a2.head", "objection_text = 'y'"),
        ("a2.head", "objected_on = date '2026-04-01'"),
        ("a1.head", STANDS),
        ("a.head", "state = 'ASSIGNED'"),
        ("a.head", f"{STANDS}, objection_text = 'y'"),
    ):
        assert await tried(stage, who, change, key) == ruled, (who, change)
    after, day = "assignment_within_the_whole", f"due_on = date '{DEADLINE}'"
    assert await tried(stage, "a.head", f"{STANDS}, {day} + 1", key) == after
    assert await tried(stage, "a.head", f"{STANDS}, {day}", key) is None, "the control"
    for who in ("a.head", "a2.head"):
        assert await tried(stage, who, day, key) == after, who
    await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    assert await tried(stage, "a2.head", SAID, key) in {once, bare}, "it is said once"


@pytest.mark.parametrize(
    "change",
    [
        "objection_reason = 'beyond_us'",
        "objection_text = 'y'",
        "objection_answer = 'y'",
        "objected_on = date '2026-04-01'",
        "(objection_reason, objection_text, objected_on, objection_answer) = (null, null, null, null)",
    ],
)
async def test_what_was_objected_stays_on_record(stage, change: str) -> None:
    ladder = await objected(stage)
    key = part(ladder, "a2")[0]
    await stage.done(GIVER, overrule_part_objection, ruling(ladder))
    assert await tried(stage, "a.head", change, key) == "part_objection_ruled_on"


async def sign_all_the_same(sitting: Sitting, key: uuid.UUID) -> uuid.UUID:
    """An act that forgets what stands."""
    found = await sitting.fetch(
        assignment, key, under="assignment.read", missing=AssignmentNotFound
    )
    sitting.decide("assignment.accept", found)
    await sitting.change(found, {"state": "ACCEPTED"})
    return key


async def test_what_the_database_refuses_of_an_objection_is_said_in_words(stage) -> None:
    ladder = await objected(stage)
    key = part(ladder, "a2")[0]
    await unchanged(stage, "a2.head", "assignment.objection_kept", sign_all_the_same, key)
