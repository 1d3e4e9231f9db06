"""Days are told to whoever owes them: the step of another, parts, measures, follow-ups, re-checks."""

from datetime import date, timedelta
from typing import Any

import psycopg

from ledger.assignments.hand_out import HandOut, hand_out
from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import STAGES
from ledger.clocks.owing import OWED_ELSEWHERE
from ledger.closing.close_problem import CloseProblem, FollowUpText, close_problem
from ledger.notices.kinds import OWED
from ledger.problems.copy_upward import CopyUpward, copy_upward
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.reject_problem import RejectProblem, reject_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, LESSONS, PARTY, Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_assignments import EARLY, finish, handed_out, part, sign, to
from tests.ledger.test_notices import kinds
from tests.ledger.test_notices_raised import STRANGERS, swept, told
from tests.ledger.test_rechecks import closed
from tests.world import key_of

LADDER = ("DUE_SOON", "DUE", "OVERDUE_1", "OVERDUE_2", "OVERDUE_3")


async def of_days(client: Client, who: str) -> set[str]:
    """The reminders of the ladder that somebody has."""
    return {one for one in await kinds(client, who) if one in LADDER}


async def unheard(client: Client, kind: str, *also: str) -> None:
    for who in (*STRANGERS, *also):
        assert await told(client, who, kind) == [], who


def waits(ladder: Ladder) -> list[date]:
    return ladder.stage.one("select waits_on from app.problem where id = %s", ladder.problem)


async def test_an_emergency_copy_is_told_to_its_end_and_to_those_between(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    assert await told(client, "city.head", "COPIED") == [], "the control"
    await ladder.do("a1x.head", copy_upward, CopyUpward, key_of("tenant", "a"), "山体滑坡")
    for who in ("a1.head", "a1.task_force", "a.head", "a.task_force"):
        assert len(await told(client, who, "COPIED")) == 1, who
    await unheard(client, "COPIED", "city.head", "a1x.handler", "a1.handler", "a2.head")
    await ladder.do("a1x.head", copy_upward, CopyUpward, key_of("tenant", "city"), "危及县城")
    assert len(await told(client, "city.task_force", "COPIED")) == 1
    assert len(await told(client, "a.head", "COPIED")) == 1, "one unread of a kind is enough"
    assert ladder.now()["holder"] == "a1x"


async def test_a_proposed_step_is_told_to_the_others_who_may_confirm_it(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.report("a1")
    assert await told(client, "a1.head", "STEP_PROPOSED") == [], "the control"
    await ladder.do("a1.task_force", reject_problem, RejectProblem, "no_facts", "查无此事")
    assert len(await told(client, "a1.head", "STEP_PROPOSED")) == 1
    await unheard(client, "STEP_PROPOSED", "a1.task_force", "a1.handler", "a.head")


async def test_what_waits_for_the_superior_is_the_superiors_to_be_reminded_of(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    assert waits(ladder) == [], "the control: what a unit does itself"
    await ladder.submit()
    due = ladder.now()["due_on"]
    assert due in waits(ladder)
    assert differing(client.stage) == []
    for day, owing, above in (
        (min(waits(ladder)), {"DUE_SOON"}, set()),
        (due, {"DUE"}, set()),
        (due + timedelta(days=1), {"OVERDUE_1"}, set()),
        (due + timedelta(days=5), {"OVERDUE_2"}, {"OVERDUE_2"}),
        (due + timedelta(days=15), {"OVERDUE_3"}, {"OVERDUE_3"}),
    ):
        before = {who: await of_days(client, who) for who in ("a1.head", "a.task_force")}
        await swept(client, day)
        assert await swept(client, day) == 0, "nothing is told twice"
        assert await of_days(client, "a1.head") - before["a1.head"] == owing, day
        assert await of_days(client, "a.task_force") - before["a.task_force"] == above, day
    for who in ("a1x.head", "a1x.handler", "city.task_force", *STRANGERS):
        assert await of_days(client, who) == set(), who


async def test_a_day_of_the_holders_own_is_still_the_holders(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x", list_type="PETITION")
    await ladder.submit()
    days = client.stage.one("select due_days from app.problem")
    own = [day for day in days if day not in waits(ladder)]
    assert own, "statutory clocks and the whole time"
    await swept(client, own[-1])
    assert "DUE" in await of_days(client, "a1x.head")


async def test_an_objection_is_the_assigners_to_rule_on(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, "not_ours", "不归我镇")
    due = ladder.now()["due_on"]
    await swept(client, due)
    assert "DUE" in await of_days(client, "a.task_force")
    assert await of_days(client, "a1.head") == set()


async def test_what_is_judged_is_the_organisation_departments_to_be_reminded_of(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    for answered in (False, True):
        if answered:
            await ladder.answer("SATISFIED", by="a.organisation_department")
        due = ladder.now()["due_on"]
        await swept(client, due)
        # A township has no organisation department: that of its county judges.
        found = await told(client, "a.organisation_department", "DUE")
        assert len(found) == 1 + answered, answered
        assert await of_days(client, "a1x.head") == set(), answered
    assert await told(client, "city.organisation_department", "DUE") == []


def test_whose_step_it_is_is_said_once_of_each_stage_that_another_owes() -> None:
    states = [state for one in OWED for state in one.states]
    assert len(states) == len(set(states))
    assert {STAGES[state] for state in states} == OWED_ELSEWHERE


async def test_a_part_is_told_to_whom_it_is_given_and_its_days_too(client: Client) -> None:
    ladder = await handed_out(client.stage)
    for who in ("a2.head", "a2.handler", "a_bureau.head"):
        assert len(await told(client, who, "PART_GIVEN")) == 1, who
    await unheard(client, "PART_GIVEN", "a1.head", "a.task_force", "a2x.head")
    await sign(ladder, "a2", "a_bureau")
    await finish(ladder, "a_bureau")
    await swept(client, EARLY - timedelta(days=4))
    assert await told(client, "a2.head", "PART_DUE") == [], "the control: not yet"
    for days, count, above in ((-3, 1, 0), (0, 2, 0), (1, 3, 0), (5, 4, 1), (15, 5, 2)):
        await swept(client, EARLY + timedelta(days=days))
        assert len(await told(client, "a2.head", "PART_DUE")) == count, days
        assert len(await told(client, "a.task_force", "PART_DUE")) == above, days
    assert await swept(client, EARLY + timedelta(days=15)) == 0, "nothing is told twice"
    late = "select overdue, open_to from app.assignment where id = %s"
    key = part(ladder, "a2")[0]
    assert client.stage.one(late, key) == (True, 1), "the sweep does not stumble over a late part"
    await finish(ladder, "a2")
    assert client.stage.one(late, key) == (False, 3), "what is done is late no more"
    await unheard(client, "PART_DUE", "a_bureau.head", "a1.head")


async def test_a_node_of_a_measure_is_told_to_its_owner(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    day = civil(client.stage.now) + timedelta(days=8)
    await ladder.start(due=day)
    for days, mine, heads in ((-4, 0, 0), (-3, 1, 0), (0, 2, 0), (1, 3, 1)):
        await swept(client, day + timedelta(days=days))
        assert len(await told(client, "a1.handler", "MEASURE_DUE")) == mine, days
        assert len(await told(client, "a1.head", "MEASURE_DUE")) == heads, days
    await ladder.finish()
    await swept(client, day + timedelta(days=5))
    assert len(await told(client, "a1.handler", "MEASURE_DUE")) == 3, "what is done is told no more"
    await unheard(client, "MEASURE_DUE", "a2.head")


async def test_what_is_to_be_made_public_is_told_before_and_after_its_day(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    day = client.stage.one("select due_on from app.publicity_duty where kind = 'PROGRESS'")
    await swept(client, day - timedelta(days=2))
    found = [one["problem"] for one in await told(client, "a1.head", "PUBLICITY_DUE")]
    assert len(found) == 1
    await swept(client, day + timedelta(days=5))
    assert len(await told(client, "a.task_force", "PUBLICITY_DUE")) >= 1
    await unheard(client, "PUBLICITY_DUE", "a2.head")


async def test_a_planned_recheck_and_a_follow_up_are_told_to_who_owes_them(client: Client) -> None:
    stage = client.stage
    await closed(stage)
    day = civil(stage.now) + timedelta(days=30)
    await swept(client, day - timedelta(days=6))
    assert await told(client, "a.organisation_department", "RECHECK_DUE") == [], "the control"
    for days, count in ((-5, 1), (0, 2), (5, 3)):
        await swept(client, day + timedelta(days=days))
        found = await told(client, "a.organisation_department", "RECHECK_DUE")
        assert len(found) == count, days
    await unheard(client, "RECHECK_DUE", "a1x.head", "city.organisation_department")


async def test_a_follow_up_is_told_to_its_unit_and_later_to_who_ordered_it(client: Client) -> None:
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by="a.organisation_department")
    day = civil(stage.now) + timedelta(days=40)
    more: dict[str, Any] = {"follow_ups": (FollowUpText("SWEEP", "排查水渠", day),)}
    judge = "a.organisation_department"
    await ladder.do(judge, close_problem, CloseProblem, *LESSONS, **PARTY, **more)
    for days, mine, ordered in ((-6, 0, 0), (-5, 1, 0), (0, 2, 0), (5, 3, 1)):
        await swept(client, day + timedelta(days=days))
        assert len(await told(client, "a1x.head", "FOLLOW_UP_DUE")) == mine, days
        assert len(await told(client, judge, "FOLLOW_UP_DUE")) == ordered, days
    await unheard(client, "FOLLOW_UP_DUE", "a1y.head")


async def test_whoever_also_sits_in_an_accused_unit_is_told_none_of_it(client: Client) -> None:
    stage = client.stage
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # The handler of a2 sits in county b, too.
        connection.execute(
            "update app.appointment set person_id = %s where post_id = %s",
            [stage.world.person("a2.handler"), stage.world.post("b.head")],
        )
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set accused = array[%s]", [stage.world.tenants["b"]])
    await ladder.do("a.task_force", hand_out, HandOut, to("a1", DEADLINE), (to("a2"),))
    await swept(client, EARLY)
    for kind in ("PART_GIVEN", "PART_DUE"):
        query = "select count(*) from app.notice where kind = %s and person_id = %s"
        assert stage.one(query, kind, stage.world.person("a2.head")) == 1, "the control"
        assert stage.one(query, kind, stage.world.person("a2.handler")) == 0, kind
