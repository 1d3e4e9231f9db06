"""What a unit and its superior exchanged counts on when the unit goes up in another one."""

from datetime import timedelta

import psycopg
import pytest

from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.reorganisation.planning import Step
from server.sweeping import propose
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.reorganising import administrators, done, unit
from tests.ledger.test_problems_guards import as_app
from tests.world import key_of

SEVERAL = pytest.mark.parametrize("merged", [True, False])


async def joined(stage) -> None:
    """Township a2 goes up in a1."""
    await done(stage, "a", "MERGE", Step("MERGE", unit("a2"), to=unit("a1")))


@SEVERAL
async def test_the_third_submission_rises_by_rule_after_a_merger_too(stage, merged: bool) -> None:
    administrators(stage)
    ladder = Ladder(stage)
    await ladder.bank("a2")
    for _ in range(2):
        await ladder.submit()
        await ladder.back()
    if merged:
        await joined(stage)
    assert ladder.now()["holder"] == ("a1" if merged else "a2")
    await ladder.submit()
    now = ladder.now()
    assert (now["holder"], now["state"], now["hops"]) == ("a", "LISTED", 1)
    # It is the step of whoever rose by it, not of the unit above; a way by leave is that one's.
    author = stage.one("select by_rule, author_tenant from app.hop")
    assert author == (True, stage.world.tenants["a1" if merged else "a2"])
    await ladder.triage()
    await ladder.down("a_bureau")
    by_leave = "select by_rule, author_tenant from app.hop where seq = 2"
    assert stage.one(by_leave) == (False, stage.world.tenants["a"])


@SEVERAL
async def test_the_successor_is_not_handed_it_a_third_time(stage, merged: bool) -> None:
    administrators(stage)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    for _ in range(2):
        await ladder.down("a2")
        objection = (object_to_assignment, ObjectToAssignment, "not_ours", "不属本镇")
        await ladder.do("a2.head", *objection)
        await ladder.do("a.task_force", recall_problem, RecallProblem, "objection_upheld")
        await ladder.triage()
    if merged:
        await joined(stage)
    to = "a1" if merged else "a2"
    given = (key_of("tenant", to), key_of("post", f"{to}.head"), DEADLINE)
    before = ladder.now()
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, *given)
    assert (refusal.code, ladder.now()) == ("problem.exchanges_used_up", before)
    await ladder.down("a_bureau")


@SEVERAL
async def test_a_tie_is_one_after_a_merger_too(stage, merged: bool) -> None:
    administrators(stage)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    for n in range(2):
        await ladder.down("a2")
        await ladder.do("a2.head", object_to_assignment, ObjectToAssignment, "not_ours", "不属")
        if not n:
            await ladder.do("a.task_force", recall_problem, RecallProblem, "objection_upheld")
            await ladder.triage()
    await ladder.do("a.task_force", overrule_objection, OverruleObjection, "维持")
    if merged:
        await joined(stage)
    await propose(stage.database.relay_dsn, today=stage.now.date())
    kinds = stage.rows("select kind, holder from app.escalation")
    assert kinds == [("TIE", stage.world.tenants["city"])]


async def test_the_application_role_lets_it_rise_by_what_was_exchanged_and_by_nothing_less(
    stage,
) -> None:
    """Its own former exchanges let it rise; without them the database refuses the same hop."""
    administrators(stage)
    ladder = Ladder(stage)
    await ladder.bank("a2")
    rise = """insert into app.hop (root, id, holder, problem_id, direction, edge, child, parent,
        made_by, by_rule, made_at)
      select p.root, gen_random_uuid(), p.holder, p.id, 'UP', e.id, e.child, e.parent, 'x', true, %s
      from app.problem p join app.tenant_edge e on e.child = p.holder and e.valid_until is null
      where p.id = %s"""
    await joined(stage)
    viewer = await stage.viewer("a1.head")
    with pytest.raises(psycopg.errors.CheckViolation):
        as_app(stage, viewer, rise, stage.now, ladder.problem)
    assert ladder.now()["hops"] == 0
    for _ in range(2):
        await ladder.submit()
        await ladder.back()
    # As if they had been those of the unit that ended.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        names = stage.world.tenants
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.happening set other_end = %s where act = 'hand_back'", [names["a2"]]
        )
    as_app(stage, viewer, rise, stage.now + timedelta(minutes=1), ladder.problem)
    assert ladder.now()["holder"] == "a"
