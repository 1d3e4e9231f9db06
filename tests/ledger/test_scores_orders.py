"""The rates of what was handed down say of every story what the replay of its clocks says."""

import uuid
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Integer, create_engine, literal, select

from ledger.clocks.calendar import civil
from ledger.clocks.of_problems import traced
from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from ledger.problems.take_over import TakeOver, take_over
from ledger.scores import orders
from ledger.scores.items import Asked
from ledger.scores.story import WRONGLY_SENT
from tests.ledger.conftest import Stage
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.ordered_stories import Told, drawn
from tests.ledger.replaying import differing
from tests.ledger.test_scores import JUDGE, counts

STORIES = 240
PERIODS = (date(2025, 1, 1), date(2026, 3, 1), date(2026, 5, 1), date(2026, 7, 1), date(2029, 1, 1))
QUARTER = "2026-Q2"


def wrongly(steps: Sequence[dict[str, Any]], at: int) -> bool:
    """Whether the order at a place in a story was taken back as sent to the wrong unit."""
    unit = steps[at]["other_end"]
    for one in steps[at + 1 :]:
        if one["other_end"] == unit and one["act"] == "hand_down":
            return False
        if one["other_end"] == unit and one["reason"] in WRONGLY_SENT:
            return True
    return False


def expected(told: Told, unit: int) -> tuple[date, bool] | None:
    """The day of the first order that a unit was rightly given, and whether it kept it."""
    steps, story = told.steps, told.story
    given = [
        one
        for at, one in enumerate(steps)
        if one["act"] == "hand_down" and one["other_end"] == unit and not wrongly(steps, at)
    ]
    if not given:
        return None
    begun = given[0]["happened_at"]
    for length in range(1, len(story) + 1):
        runs = [
            one
            for one in traced(told.problem, story[:length]).clocks
            if one.clock == "RECTIFICATION" and one.started_at == begun
        ]
        if runs and runs[0].state == "STOPPED":
            break
    (run,) = runs
    claims = [
        civil(one["happened_at"])
        for one in steps
        if one["act"] == "claim_completion" and one["author"] == unit
    ]
    later = [day for day in claims if day >= civil(begun)]
    if run.due_on is None:
        return None
    return run.due_on, run.breached_on is None and any(day <= run.due_on for day in later)


async def written(stage: Stage, stories: Sequence[Told]) -> list[uuid.UUID]:
    """Reports a problem for each story and puts the story in the place of its own."""
    keys = []
    for _ in stories:
        key = uuid.uuid4()
        found = ReportProblem(key, "AUDIT", "路灯不亮", "村口路灯不亮", "村口")
        keys.append(await stage.done("a1x.handler", report_problem, found))
    ids = (uuid.UUID(int=n) for n in range(1, 100_000))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from app.happening")
        for key, told in zip(keys, stories, strict=True):
            label = told.problem["class"]
            connection.execute("update app.problem set class = %s where id = %s", [label, key])
        connection.execute("set session_replication_role = origin")
        # A story drawn at random lies at one unit from end to end, whatever its steps say.
        connection.execute("alter table app.happening disable trigger rework_day_kept")
        for key, told in zip(keys, stories, strict=True):
            for step in told.steps:
                connection.execute(
                    "insert into app.happening (root, id, holder, problem_id, act, before, after,"
                    " reason, due_on, other_end, author_tenant, author_person, author_post,"
                    " author_title, happened_at) select root, %(id)s, holder, id, %(act)s,"
                    " %(before)s, %(after)s, %(reason)s, %(due_on)s, %(other_end)s,"
                    " coalesce(%(author)s, %(above)s),"
                    " reported_by, holder_post, '', %(happened_at)s from app.problem"
                    " where id = %(key)s",
                    {"key": key, "id": next(ids), "above": stage.world.tenants["a1"], **step},
                )
    return keys


def counted(stage: Stage, begins: date, ends: date) -> Counter[tuple[uuid.UUID, bool]]:
    unit = select(literal(stage.world.tenants["a1x"], Integer()))
    asked = Asked.among(unit, literal(begins), literal(ends))
    dsn = stage.database.superuser_dsn
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.connect() as connection:
        rows = connection.execute(orders.on_time(asked)).all()
    engine.dispose()
    return Counter((row.problem_id, row.counted) for row in rows)


async def test_the_rate_counts_what_the_replay_of_each_story_says(stage: Stage) -> None:
    draw = Random(20260419)
    units = (stage.world.tenants["a1x"], stage.world.tenants["a1y"])
    stories = [drawn(draw, units) for _ in range(STORIES)]
    keys = await written(stage, stories)
    wanted = {key: expected(told, units[0]) for key, told in zip(keys, stories, strict=True)}
    seen: Counter[bool] = Counter()
    for begins, ends in pairwise(PERIODS):
        mine = Counter(
            (key, one[1]) for key, one in wanted.items() if one and begins <= one[0] < ends
        )
        found = counted(stage, begins, ends)
        wrong = (found - mine) + (mine - found)
        told_of = [(wanted[key], stories[keys.index(key)]) for key, _ in wrong]
        assert not wrong, (begins, found - mine, mine - found, told_of[:1])
        seen.update(good for _, good in mine)
    assert min(seen[True], seen[False]) > 10, "the control: some in time, some not"
    acts = Counter(step["act"] for told in stories for step in told.steps)
    assert min(acts["approve_extension"], acts["resume_problem"], acts["recall_problem"]) > 10


async def working(stage: Stage, label: str = "SET_TIME") -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage(label)
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.start()
    return ladder


async def on_time(stage: Stage) -> Any:
    return (await counts(stage, "a1x.head", "a1x", QUARTER))["r_on_time"]


async def test_more_time_that_was_granted_moves_the_day_of_the_rate(stage: Stage) -> None:
    plain, ladder = await working(stage), await working(stage)
    asked = AskExtension(ladder.problem, ladder.now()["version"], "RECTIFICATION", 30, "汛期")
    made = (await stage.perform("a1x.handler", ask_extension, asked)).record
    await stage.done("a1.task_force", approve_extension, ApproveExtension(made, 1, "同意"))
    assert differing(stage) == []
    stage.now = datetime(2026, 5, 20, 2, tzinfo=UTC)
    await ladder.finish()
    assert await on_time(stage) == (1, 2)
    await plain.finish()
    assert await on_time(stage) == (1, 2), "the control: nobody granted it more"
    stage.now = datetime(2026, 6, 15, 2, tzinfo=UTC)
    viewed = await counts(stage, "a1x.head", "a1x", QUARTER)
    assert viewed["r_settle"] == (0, 2)


async def test_what_rests_is_due_on_no_day_and_then_by_as_many_days_later(stage: Stage) -> None:
    ladder, late = await working(stage, "STAGED"), await working(stage, "STAGED")
    stage.now = datetime(2026, 4, 20, 2, tzinfo=UTC)
    for one in (ladder, late):
        until = date(2026, 5, 20)
        await one.do("a1.task_force", suspend_problem, SuspendProblem, until, "汛期")
    assert await on_time(stage) == (0, 0)
    stage.now = datetime(2026, 5, 11, 2, tzinfo=UTC)
    for one in (ladder, late):
        await one.do("a1.task_force", resume_problem, ResumeProblem, "恢复办理")
    assert await on_time(stage) == (0, 2)
    stage.now = datetime.combine(DEADLINE + timedelta(days=21), stage.now.timetz())
    await ladder.finish()
    assert await on_time(stage) == (1, 2)
    stage.now += timedelta(days=1)
    await late.finish()
    assert await on_time(stage) == (1, 2), "the control: a day too late"


async def test_an_order_wrongly_sent_takes_no_other_order_out_of_the_rates(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.down("a1x")
    await ladder.do("a1.task_force", recall_problem, RecallProblem, "wrong_unit", "交错了")
    above = await counts(stage, "a.head", "a1", QUARTER)
    assert (above["r_accept"], above["r_on_time"]) == ((1, 1), (0, 1))
    sent = await counts(stage, "a1x.head", "a1x", QUARTER)
    assert (sent["r_accept"], sent["r_on_time"]) == ((0, 0), (0, 0)), "the control"
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    sent = await counts(stage, "a1x.head", "a1x", QUARTER)
    assert (sent["r_accept"], sent["r_on_time"]) == ((1, 1), (0, 1)), "rightly, the second time"


async def test_what_was_handed_back_and_then_handed_down_counts_as_any_order(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    await ladder.back()
    await ladder.rise_to("a1")
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    found = await counts(stage, "a1x.head", "a1x", QUARTER)
    assert (found["r_accept"], found["r_on_time"]) == ((1, 1), (0, 1))


async def test_nobody_is_credited_with_what_the_next_one_did(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "deadline_missed")
    await ladder.triage()
    await ladder.down("a2")
    await ladder.sign()
    await ladder.work()
    for unit, done in (("a1", 0), ("a2", 1)):
        found = await counts(stage, "a.head", unit, QUARTER)
        assert (found["r_accept"], found["r_on_time"]) == ((done, 1), (done, 1)), unit


async def test_a_false_claim_is_charged_to_whoever_made_it(stage: Stage) -> None:
    """a1 claims in time and is returned twice; the county takes over, and a2 claims falsely."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED", by=JUDGE)
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED", by=JUDGE)
    await ladder.do("a.task_force", take_over, TakeOver, "returned_often")
    await ladder.triage()
    await ladder.down("a2")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    before = (await counts(stage, "a.head", "a1", QUARTER))["r_on_time"]
    assert before == (1, 1)
    await ladder.do(JUDGE, fail_problem, FailProblem, "现场未整改", True)
    for unit, done in (("a1", 1), ("a2", 0)):
        found = await counts(stage, "a.head", unit, QUARTER)
        assert found["r_on_time"] == (done, 1), unit
