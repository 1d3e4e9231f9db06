"""The day of a rework (t28): the assigner sets it, once for each return, and no clock but one follows."""

import asyncio
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.assignments.give_part import GivePart, give_part
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.object_to_part import object_to_part
from ledger.assignments.overrule_part_objection import overrule_part_objection
from ledger.clocks.calendar import NATIONAL, civil
from ledger.clocks.limits import Clock
from ledger.problems.set_rework_deadline import SetReworkDeadline, set_rework_deadline
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from tenants.sitting import Sitting
from tests.ledger.acting import Client
from tests.ledger.glassing import sits_too
from tests.ledger.ladder import Ladder
from tests.ledger.reorganising import faults
from tests.ledger.replaying import differing
from tests.ledger.test_assignments import part, parts, sign, to
from tests.ledger.test_notices_raised import nobody_else, told
from tests.ledger.test_parts_objected import objection, ruling
from tests.ledger.test_problems_taken_over import JUDGE, ordered, returned

CODE = "problem.rework_day_"


def set_to(day: date, why: str = "雨季停工，宽限") -> tuple[Any, ...]:
    return set_rework_deadline, SetReworkDeadline, day, why


def row(ladder: Ladder) -> tuple:
    query = "select state, rectify_by, missed_on, overdue from app.problem where id = %s"
    return ladder.stage.one(query, ladder.problem)


def day(ladder: Ladder, days: int) -> date:
    """A working day that many days from now, or the next one after it."""
    return NATIONAL.first_worked(civil(ladder.stage.now) + timedelta(days=days))


async def unchanged(ladder: Ladder, who: str, code: str, *act: Any) -> None:
    before = ladder.stage.everything()
    assert (await ladder.refused(who, *act)).code == code, (who, code)
    assert ladder.stage.everything() == before, code


async def at_once(stage) -> Ladder:
    """A problem to be rectified at once, returned after all its fifteen days."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("AT_ONCE")
    await ladder.down("a1", deadline=civil(stage.now) + timedelta(days=15))
    await ladder.sign()
    await ladder.start()
    stage.now += timedelta(days=15)
    await ladder.finish()
    return ladder


async def again(ladder: Ladder) -> None:
    """The next return, after the work was claimed to be done."""
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED", by=JUDGE)


async def test_the_second_return_of_what_is_to_be_done_at_once_can_be_in_time(stage) -> None:
    """Without a day of its own it is due on the day of the return, and late from the next."""
    ladder = await at_once(stage)
    stage.now += timedelta(days=20)
    await again(ladder)
    assert row(ladder)[1] <= day(ladder, 1), "nothing was left"
    for _ in range(2):
        wanted = day(ladder, 10)
        await ladder.do("a.task_force", *set_to(wanted))
        assert row(ladder)[:3] == ("RETURNED", wanted, None)
        stage.now += timedelta(days=2)
        await ladder.rework()
        stage.now += timedelta(days=7)
        await ladder.finish()
        assert row(ladder)[2] is None, "claimed in time"
        stage.now += timedelta(days=30)
        await again(ladder)
    assert differing(stage) == []


async def test_it_is_told_in_the_trace_and_to_the_unit_and_touches_no_other_clock(
    client,
) -> None:
    stage = client.stage
    ladder = await returned(stage)
    query = "select due_days from app.problem where id = %s"
    before = set(stage.one(query, ladder.problem))
    wanted = day(ladder, 20)
    was = row(ladder)[1]
    await ladder.do("a.head", *set_to(wanted))
    assert set(stage.one(query, ladder.problem)) == (before - {was}) | {wanted}
    for who in ("a1.handler", "a1.head"):
        assert await told(client, who, "REWORK_DEADLINE_SET"), who
    await nobody_else(client, "REWORK_DEADLINE_SET")
    step = "select act, due_on from app.happening order by happened_at desc, id desc limit 1"
    assert stage.one(step) == ("set_rework_deadline", wanted)
    lines = await traced(client, ladder)
    assert any("the assigner set the day of the rework" in one for one in lines), lines
    assert lines[-1].startswith("due at the end"), lines


async def traced(client: Client, ladder: Ladder) -> list[str]:
    query = "query($p: ID!) { deadlineTrace(problem: $p) { clocks { clock lines { textEn } } } }"
    said = await client.ask("a.task_force", query, {"p": f"Problem_{ladder.problem}"})
    clocks = said["data"]["deadlineTrace"]["clocks"]
    mine = [one for one in clocks if one["clock"] == Clock.RECTIFICATION.value]
    return [line["textEn"] for one in mine for line in one["lines"]]


async def test_what_may_be_set_and_by_whom(stage) -> None:
    ladder = await returned(stage)
    today = civil(stage.now)
    await unchanged(ladder, "a.head", "record.text_refused", *set_to(day(ladder, 9), ""))
    past = set_to(today - timedelta(days=1))
    await unchanged(ladder, "a.head", "problem.deadline_passed", *past)
    for who, code in (
        ("a1.head", "book.not_allowed"),
        ("a.handler", "book.not_allowed"),
        ("a2.head", "problem.not_found"),
        ("b.task_force", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *set_to(day(ladder, 9)))
    # Of a class with sixty days no more than sixty; a slip is refused, for it is set once.
    late = "problem.deadline_too_late"
    await unchanged(ladder, "a.task_force", late, *set_to(today + timedelta(days=61)))
    await ladder.do("a.task_force", *set_to(today + timedelta(days=60)))
    query = "select due_on from app.happening where act = 'set_rework_deadline'"
    assert stage.one(query) == today + timedelta(days=60)
    await unchanged(ladder, "a.task_force", CODE + "set_already", *set_to(day(ladder, 9)))
    await ladder.rework()
    await unchanged(ladder, "a.task_force", CODE + "set_already", *set_to(day(ladder, 9)))


async def test_what_was_not_returned_keeps_the_day_of_its_order(stage) -> None:
    ladder = await ordered(stage)
    await unchanged(ladder, "a.task_force", "problem.wrong_state", *set_to(day(ladder, 9)))
    await ladder.start()
    await unchanged(ladder, "a.task_force", "problem.nothing_returned", *set_to(day(ladder, 9)))


async def test_soon_after_the_rework_began_and_no_later(stage) -> None:
    ladder = await returned(stage)
    await ladder.rework()
    stage.now += timedelta(days=3)
    other = await returned(stage)
    await other.rework()
    await other.do("a.task_force", *set_to(day(other, 9)))
    assert row(other)[:2] == ("RECTIFYING", day(other, 9))
    rest = (suspend_problem, SuspendProblem, day(other, 20), "汛期")
    await other.do("a.task_force", *rest, force_majeure=True)
    await unchanged(other, "a.task_force", "problem.wrong_state", *set_to(day(other, 9)))
    stage.now += timedelta(days=12)
    await unchanged(ladder, "a.task_force", CODE + "too_late", *set_to(day(ladder, 9)))
    assert differing(stage) == []


async def test_it_ends_no_later_than_the_order_of_whoever_sets_it(stage) -> None:
    """County a has it under an order of the city; its own day binds what it grants township a1."""
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to("city")
    await ladder.triage("SET_TIME")
    own = day(ladder, 30)
    await ladder.down("a", deadline=own)
    await ladder.sign()
    await ladder.down("a1", deadline=day(ladder, 10))
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    after = set_to(own + timedelta(days=1))
    await unchanged(ladder, "a.task_force", "problem.deadline_too_late", *after)
    await ladder.do("a.task_force", *set_to(own))
    assert row(ladder)[1] == own
    stage.now += timedelta(days=45)
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    late = set_to(day(ladder, 9))
    await unchanged(ladder, "a.task_force", "problem.deadline_passed", *late)


async def test_no_part_is_due_after_the_day_that_is_set(client) -> None:
    """Nor what was given on of it; whoever leads one is told, and a part that is due sooner stays."""
    stage = client.stage
    ladder = await returned(stage)
    last = row(ladder)[1]
    early, soon = civil(stage.now) + timedelta(days=1), day(ladder, 3)
    helping = (to("a2", last), to("a_bureau", early))
    await ladder.do("a.task_force", give_part, GivePart, helping)
    await sign(ladder, "a2")
    given_on = HandOnPart(*part(ladder, "a2"), (to("a2x", last), to("a2y", early)))
    await stage.done("a2.head", hand_on_part, given_on)
    before = part(ladder, "a2")
    await ladder.do("a.task_force", *set_to(soon))
    due = {unit: said[2] for unit, said in parts(ladder).items()}
    assert due == {"a2": soon, "a_bureau": early, "a2x": soon, "a2y": early}
    assert part(ladder, "a2") == (before[0], before[1] + 1)
    for who in ("a2.head", "a2x.head"):
        assert len(await told(client, who, "PART_BROUGHT_FORWARD")) == 1, who
    for who in ("a_bureau.head", "a2y.head", "a1.head", "a.task_force"):
        assert await told(client, who, "PART_BROUGHT_FORWARD") == [], who
    query = "select holder, record_version from app.outbox where kind = 'PartBroughtForward'"
    told_of = {ladder.names[at]: version for at, version in stage.rows(query)}
    assert told_of == {unit: part(ladder, unit)[1] for unit in ("a2", "a2x")}


@pytest.mark.parametrize("on", [False, True])
async def test_whoever_rules_at_once_waits_for_the_day_that_is_set(stage, on: bool) -> None:
    """The day of the whole is read under a lock; also for what was given on of a part."""
    ladder = await returned(stage)
    early = day(ladder, 3)
    who, unit = ("a2.head", "a2x") if on else ("a.task_force", "a2")
    last = row(ladder)[1]
    await ladder.do("a.task_force", give_part, GivePart, (to("a2", last if on else early),))
    if on:
        await sign(ladder, "a2")
        given_on = HandOnPart(*part(ladder, "a2"), (to("a2x", early),))
        await stage.done(who, hand_on_part, given_on)
    await stage.done(f"{unit}.head", object_to_part, objection(ladder, unit))
    stage.now += timedelta(days=5)
    wanted, read = day(ladder, 1), asyncio.Event()

    async def slowly(sitting: Sitting, given: SetReworkDeadline) -> Any:
        done = await set_rework_deadline(sitting, given)
        read.set()
        await asyncio.sleep(0.5)
        return done

    given = SetReworkDeadline(ladder.problem, ladder.now()["version"], wanted, "雨季停工，宽限")
    setting = asyncio.create_task(stage.done("a.head", slowly, given))
    await read.wait()
    await stage.done(who, overrule_part_objection, ruling(ladder, unit))
    await setting
    due = {one: said[2] for one, said in parts(ladder).items()}
    assert row(ladder)[1] == wanted < early + timedelta(days=5)
    assert due == {"a2": wanted, unit: wanted}
    assert faults(stage) == []


class _Undone(Exception):
    """Takes back what was done."""


STEP = """insert into app.happening (root, id, holder, problem_id, act, before, after, author_tenant,
    author_person, author_post, author_title, due_on, happened_at)
  select root, gen_random_uuid(), holder, id, 'set_rework_deadline', state, state, {unit}, :person,
    :post, 'x', {due}, timestamptz '2026-04-16' from app.problem where id = :problem"""


async def tried(ladder: Ladder, who: str, due: str) -> str | None:
    """In SQL of their own, with every right that the application has."""
    async with ladder.stage.sittings.open(await ladder.stage.viewer(who)) as sitting:
        step = STEP.format(unit=sitting.tenant, due=due)
        given = {"person": sitting.viewer.person, "post": sitting.viewer.post}
        try:
            async with sitting.connection.begin_nested():
                await sitting.connection.execute(text(step), {"problem": ladder.problem} | given)
                raise _Undone
        except _Undone:
            return None
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name)


async def test_the_database_holds_who_sets_a_day_and_how_often(stage) -> None:
    ladder, worked = await returned(stage), await ordered(stage)
    ahead, not_theirs = "date '2099-01-01'", "rework_day_set_by_its_assigner"
    assert await tried(ladder, "a1.head", ahead) == not_theirs
    assert await tried(worked, "a.task_force", ahead) == not_theirs
    for due in ("null::date", "date '2020-01-01'"):
        assert await tried(ladder, "a.task_force", due) == not_theirs, due
    assert await tried(ladder, "a.task_force", ahead) is None, "the control"
    await ladder.do("a.task_force", *set_to(day(ladder, 9)))
    assert await tried(ladder, "a.task_force", ahead) == "rework_day_set_once"


async def test_nobody_sets_the_day_of_a_rework_of_their_own(stage) -> None:
    """Whoever leads at county a and has any post in township a1, too, for which they do not act."""
    await sits_too(stage, "a.task_force", "a1", "handler")
    await sits_too(stage, "a.head", "a2", "handler")
    ladder = await returned(stage)
    await unchanged(ladder, "a.task_force", "book.not_allowed", *set_to(day(ladder, 9)))
    ahead = "date '2099-01-01'"
    assert await tried(ladder, "a.task_force", ahead) == "rework_day_set_by_its_assigner"
    assert await tried(ladder, "a.head", ahead) is None, "the control: of another unit"
    await ladder.do("a.head", *set_to(day(ladder, 9)))
