"""An objection names the unit that should have it; the assigner upholds it and hands on in one step (t15, t33c)."""

import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.assignments.uphold_objection import UpholdObjection, uphold_objection
from ledger.clocks.calendar import civil
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_notices_raised import told
from tests.ledger.test_rework_days import day, unchanged
from tests.world import key_of

OWNER = """select t.code from app.problem p join app.tenant t on t.id = p.proposed_owner
  where p.id = %s"""
QUERY = "query ($p: ID!) { problem(id: $p) { state proposedOwner { id } } }"


async def assigned(stage: Any) -> Ladder:
    """A problem of county a's list that township a1 has not signed for."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("SET_TIME")
    await ladder.down("a1")
    return ladder


def objection(to: str | None) -> tuple[Any, ...]:
    owner = key_of("tenant", to) if to else None
    return object_to_assignment, ObjectToAssignment, "not_ours", "水渠在邻镇", owner


def upheld(to: str = "a2", days: int = 20) -> tuple[Any, ...]:
    return uphold_objection, UpholdObjection, key_of("post", f"{to}.head"), days, "水渠确在该镇"


async def uphold(ladder: Ladder, to: str = "a2", *, by: str = "a.task_force") -> None:
    act, kind, post, days, why = upheld(to)
    await ladder.do(by, act, kind, post, day(ladder, days), why)


@pytest.mark.parametrize("to", ["a2", "a_bureau", "a"])
async def test_a_sibling_a_department_of_the_level_or_the_assigner_is_named_and_shown(
    client: Client, to: str
) -> None:
    stage = client.stage
    ladder = await assigned(stage)
    await ladder.do("a1.head", *objection(to))
    said = await client.ask("a.task_force", QUERY, {"p": f"Problem_{ladder.problem}"})
    found = said["data"]["problem"]
    assert found == {"state": "OBJECTED", "proposedOwner": {"id": f"Tenant_{key_of('tenant', to)}"}}
    kept = "select about is not null from app.happening where act = 'object_to_assignment'"
    assert stage.one(kept) is True
    await ladder.do("a.task_force", overrule_objection, OverruleObjection, "仍由你镇承办")
    query = "select proposed_owner from app.problem where id = %s"
    assert stage.one(query, ladder.problem) is None, "it ends with the objection"


async def test_upheld_and_handed_on_in_one_step(client: Client) -> None:
    stage = client.stage
    ladder = await assigned(stage)
    await ladder.do("a1.head", *objection("a2"))
    stage.now += timedelta(days=1)
    await uphold(ladder)
    now = ladder.now()
    assert (now["state"], now["holder"], now["hops"]) == ("ASSIGNED", "a2", 3)
    steps = stage.rows("select act, before, after from app.happening order by happened_at, id")
    assert steps[-2:] == [
        ("uphold_objection", "OBJECTED", "TRIAGED"),
        ("hand_down", "TRIAGED", "ASSIGNED"),
    ]
    query = "select rectify_by, lead_post, class from app.problem where id = %s"
    assert stage.one(query, ladder.problem) == (
        day(ladder, 20),
        key_of("post", "a2.head"),
        "SET_TIME",
    )
    assert await told(client, "a1.head", "RECALLED"), "the unit that objected is told"
    assert await told(client, "a2.head", "ASSIGNED"), "and the one that has it now"
    await ladder.sign()
    assert differing(stage) == []


@pytest.mark.parametrize("to", ["a1", "b", "a2x", "a1x", "city", None])
async def test_no_other_unit_may_be_named_and_none_is_hinted_at(stage, to: str | None) -> None:
    ladder = await assigned(stage)
    owner = key_of("tenant", to) if to else uuid.uuid4()
    tried = (object_to_assignment, ObjectToAssignment, "not_ours", "水渠在邻镇", owner)
    await unchanged(ladder, "a1.head", "problem.unit_not_found", *tried)


async def test_the_rules_of_the_ladder_still_decide(stage) -> None:
    ladder = await assigned(stage)
    await unchanged(ladder, "a.head", "problem.wrong_state", *tried_on(ladder))
    await ladder.do("a1.head", *objection("a2"))
    for who, code in (
        ("a1.head", "book.not_allowed"),
        ("a.handler", "book.not_allowed"),
        ("a2.head", "problem.not_found"),
        ("city.task_force", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *tried_on(ladder))
    past = tried_on(ladder, days=-1)
    await unchanged(ladder, "a.head", "problem.deadline_passed", *past)
    await unchanged(ladder, "a.head", "problem.post_not_there", *tried_on(ladder, to="a1"))
    await unchanged(ladder, "a.head", "record.text_refused", *tried_on(ladder)[:-1], "")
    await uphold(ladder, by="a.head")


def tried_on(ladder: Ladder, *, to: str = "a2", days: int = 20) -> tuple[Any, ...]:
    act, kind, post, _, why = upheld(to)
    return act, kind, post, civil(ladder.stage.now) + timedelta(days=days), why


@pytest.mark.parametrize("to", ["a", None])
async def test_where_it_names_no_unit_below_it_is_taken_home(stage, to: str | None) -> None:
    ladder = await assigned(stage)
    await ladder.do("a1.head", *objection(to))
    await unchanged(ladder, "a.head", "problem.no_owner_proposed", *tried_on(ladder))
    await ladder.do("a.head", recall_problem, RecallProblem, "objection_upheld")
    assert ladder.now()["holder"] == "a"


async def test_a_unit_that_it_is_against_is_not_handed_it(stage) -> None:
    """Whoever objects is not told of whom it is against; the gate of the ladder refuses what is handed on."""
    ladder = await assigned(stage)
    await ladder.do("a1.head", *objection("a2"))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        against = "update app.problem set accused = array[%s] where id = %s"
        connection.execute(against, [stage.world.tenants["a2"], ladder.problem])
    before = stage.everything()
    refusal = await ladder.refused("a.head", *tried_on(ladder))
    assert refusal.code in {"problem.with_the_accused", "book.not_allowed"}, refusal.code
    assert stage.everything() == before


async def test_it_ends_no_later_than_the_order_of_whoever_hands_on(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to("city")
    await ladder.triage("SET_TIME")
    await ladder.down("a", deadline=DEADLINE)
    await ladder.sign()
    await ladder.down("a1", deadline=day(ladder, 3))
    await ladder.do("a1.head", *objection("a2"))
    act, kind, post, _, why = upheld()
    late = (act, kind, post, DEADLINE + timedelta(days=1), why)
    await unchanged(ladder, "a.task_force", "problem.deadline_too_late", *late)
    await ladder.do("a.task_force", act, kind, post, DEADLINE, why)
    query = "select rectify_by from app.problem where id = %s"
    assert stage.one(query, ladder.problem) == DEADLINE
    assert differing(stage) == []


class _Undone(Exception):
    """Takes back what was done."""


async def tried(ladder: Ladder, who: str, change: str, unit: str) -> str | None:
    """In SQL of their own, with every right that the application has."""
    number = ladder.stage.world.tenants[unit]
    async with ladder.stage.sittings.open(await ladder.stage.viewer(who)) as sitting:
        try:
            async with sitting.connection.begin_nested():
                await sitting.connection.execute(
                    text(f"update app.problem set {change} where id = :p"),
                    {"p": ladder.problem, "unit": number},
                )
                raise _Undone
        except _Undone:
            return None
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name)


async def test_the_database_holds_who_names_whom(stage) -> None:
    ladder = await assigned(stage)
    names = "state = 'OBJECTED', proposed_owner = :unit"
    nearby = "problem_owner_proposed_nearby"
    for who, unit in (
        ("a1.head", "b"), ("a1.head", "a1"), ("a1.head", "a2x"), ("a.head", "a2"),
    ):  # fmt: skip  # one line for each
        assert await tried(ladder, who, names, unit) == nearby, (who, unit)
    for unit in ("a2", "a"):
        assert await tried(ladder, "a1.head", names, unit) is None, "the control"
    await ladder.do("a1.head", *objection("a2"))
    later = "proposed_owner = :unit"
    for who in ("a1.head", "a.head"):
        assert await tried(ladder, who, later, "a_bureau") == nearby, "it is said once"
