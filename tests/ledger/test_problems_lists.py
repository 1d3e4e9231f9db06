"""On whose list a problem is: a level below that takes it home takes neither list nor deadline."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from ledger.clocks.calendar import civil
from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.submit_up import SubmitUp, submit_up
from ledger.problems.take_over import TakeOver, take_over
from ledger.problems.triage_problem import TriageProblem, triage_problem
from tests.ledger.ladder import LESSONS, Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_problems_guards import as_app
from tests.world import key_of

ORDERED = date(2026, 4, 28)
LATER = date(2026, 6, 30)


def kept(ladder: Ladder) -> tuple[str | None, str | None, date | None]:
    """Whose list it is on, its class, and by which day it is to be solved."""
    by, label, day = ladder.stage.one(
        "select listed_by, class, rectify_by from app.problem where id = %s", ladder.problem
    )
    return ladder.names.get(by), label, day


async def ordered(stage: Any, *, listed: str = "city", to: str = "a") -> Ladder:
    """Listed by the city, to be corrected at once, and signed for by the county."""
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.rise_to(listed)
    await ladder.triage("AT_ONCE")
    await ladder.down(to)
    await ladder.sign()
    assert kept(ladder) == (listed, "AT_ONCE", ORDERED)
    return ladder


async def recalled(ladder: Ladder, wait: int = 0) -> None:
    await ladder.down("a1", deadline=date(2026, 4, 20))
    ladder.stage.now += timedelta(days=wait)
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")


async def taken_over(ladder: Ladder, wait: int = 0) -> None:
    await ladder.down("a1", deadline=date(2026, 4, 20))
    await ladder.sign()
    await ladder.start()
    ladder.stage.now += timedelta(days=wait)
    await ladder.do("a.task_force", take_over, TakeOver, "wrong_unit")


async def drawn_in(ladder: Ladder, wait: int = 0) -> None:
    await ladder.down("a1", deadline=date(2026, 4, 20))
    await ladder.sign()
    await ladder.start()
    ladder.stage.now += timedelta(days=wait)
    await ladder.do("a1.head", escalate_problem, EscalateProblem, "请接办", "beyond_authority")
    await ladder.draw_in()


async def listed_still(ladder: Ladder, wait: int = 0) -> None:
    """Taken home, submitted, and handed back onto the list."""
    await recalled(ladder, wait)
    await ladder.submit()
    await ladder.back()


WAYS_HOME = (recalled, taken_over, drawn_in, listed_still)


@pytest.mark.parametrize("home", WAYS_HOME)
async def test_what_a_level_above_listed_stays_its_own_however_it_is_taken_home(
    stage, home
) -> None:
    ladder = await ordered(stage)
    await home(ladder)
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a", "LISTED")
    assert kept(ladder) == ("city", "AT_ONCE", ORDERED), "the order goes on"
    refusal = await ladder.refused("a.task_force", triage_problem, TriageProblem, "STAGED")
    assert refusal.code == "problem.classed_above"
    await ladder.triage("AT_ONCE")
    given = (key_of("tenant", "a1"), key_of("post", "a1.head"))
    late = ORDERED + timedelta(days=1)
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, *given, late)
    assert (refusal.code, refusal.facts) == (
        "problem.deadline_too_late",
        {"deadline": str(late), "latest": str(ORDERED)},
    ), "no later than the county's own day"
    await ladder.down("a1", deadline=ORDERED)
    assert kept(ladder) == ("city", "AT_ONCE", ORDERED)
    judge = "a.organisation_department"
    refusal = await ladder.refused(judge, close_problem, CloseProblem, *LESSONS)
    assert refusal.code == "book.not_allowed", "it is closed for the city"


def swept(ladder: Ladder) -> tuple[date, date, bool, str]:
    """What the sweep of the day leaves of a problem that was overdue."""
    with psycopg.connect(ladder.stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set overdue = true")
        connection.execute("select app.sweep_lights(%s)", [civil(ladder.stage.now)])
    found: tuple[date, date, bool, str] = ladder.stage.one(
        "select due_on, rectify_by, overdue, alert from app.problem where id = %s", ladder.problem
    )
    return found


@pytest.mark.parametrize("home", WAYS_HOME)
async def test_to_take_home_what_was_missed_gives_no_day_back(stage, home) -> None:
    ladder = await ordered(stage)
    await home(ladder, 15)
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a", "LISTED")
    assert civil(stage.now) > ORDERED
    assert swept(ladder) == (ORDERED, ORDERED, True, "RED"), "as overdue as before"
    assert differing(stage) == []
    asked = AskExtension(ladder.problem, now["version"], "RECTIFICATION", 10, "汛期")
    made = (await stage.perform("a.handler", ask_extension, asked)).record
    await stage.done("city.task_force", approve_extension, ApproveExtension(made, 1, "同意"))
    missed = stage.one("select rectify_by, missed_on from app.problem")
    assert missed == (ORDERED + timedelta(days=10), ORDERED + timedelta(days=1)), "it was missed"


async def test_what_a_level_listed_itself_is_overdue_no_longer_when_it_takes_it_home(stage) -> None:
    ladder = await ordered(stage, listed="a", to="a1")
    await ladder.start()
    stage.now += timedelta(days=40)
    await ladder.do("a.task_force", take_over, TakeOver, "wrong_unit")
    assert swept(ladder)[1:3] == (None, False), "the control: it owes nobody a day"


async def test_what_a_level_listed_itself_it_classes_and_orders_anew(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage("AT_ONCE")
    await ladder.down("a1")
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert kept(ladder) == ("a", "AT_ONCE", None)
    await ladder.triage("STAGED")
    await ladder.down("a2", deadline=LATER)
    assert kept(ladder) == ("a", "STAGED", LATER)


async def test_a_day_that_was_extended_binds_as_extended_and_one_gone_by_hands_nothing_on(
    stage,
) -> None:
    ladder = await ordered(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            """insert into app.extension (root, id, holder, problem_id, clock, days, reason, state,
                asked_by, asked_at, decided_by, decided_at)
              select root, gen_random_uuid(), holder, id, 'RECTIFICATION', 9, 'x', 'APPROVED',
                reported_by, %s, %s, %s from app.problem""",
            [stage.now, stage.world.person("city.head"), stage.now],
        )
    stage.now += timedelta(minutes=1)
    await recalled(ladder)
    await ladder.triage("AT_ONCE")
    extended = ORDERED + timedelta(days=9)
    assert kept(ladder) == ("city", "AT_ONCE", extended)
    stage.now += timedelta(days=30)
    given = (key_of("tenant", "a1"), key_of("post", "a1.head"), LATER)
    assert civil(stage.now) > extended
    refusal = await ladder.refused("a.task_force", hand_down, HandDown, *given)
    assert (refusal.code, refusal.facts) == ("problem.deadline_passed", {"deadline": str(extended)})
    await ladder.do("a.head", submit_up, SubmitUp, "请市里接办", "beyond_authority")
    await ladder.draw_in()
    assert kept(ladder)[0] == "city"
    assert ladder.now()["holder"] == "city"


async def test_a_level_above_takes_a_list_over(stage) -> None:
    ladder = await ordered(stage, listed="a", to="a1")
    await ladder.start()
    await ladder.do("a.task_force", take_over, TakeOver, "wrong_unit")
    await ladder.submit()
    await ladder.draw_in()
    assert kept(ladder)[0] == "city"


MOVED = "update app.problem set listed_by = %s, listed_parent = %s"


def listed_by_hand(stage: Any, who: str, lister: str, parent: str) -> None:
    numbers = stage.world.tenants
    as_app(stage, who, MOVED, numbers[lister], numbers[parent])


@pytest.mark.parametrize("lister", ["a", "b"])
async def test_no_statement_takes_a_problem_off_the_list_of_a_level_above(stage, lister) -> None:
    ladder = await ordered(stage)
    viewer = await stage.viewer("a.head")
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        listed_by_hand(stage, viewer, lister, "city")
    assert caught.value.diag.constraint_name == "problem_keeps_its_list"
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute("update app.problem set listed_by = null, listed_parent = null")
    as_app(stage, viewer, "update app.problem set listed_parent = %s", stage.world.tenants["b"])
    assert kept(ladder)[0] == "city"
    assert stage.one("select listed_parent from app.problem") is None, "it follows from the list"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("drop trigger list_kept on app.problem")
    listed_by_hand(stage, viewer, lister, "city")
    assert kept(ladder)[0] == lister, "it was the trigger that held it"


async def test_nobody_lists_what_lies_with_another_unit_by_a_statement(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    viewer = await stage.viewer("a.head")
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        listed_by_hand(stage, viewer, "a", "city")
    assert caught.value.diag.constraint_name == "problem_listed_by_its_level"
    assert kept(ladder)[0] is None


async def test_a_village_has_no_list_and_whoever_labelled_without_units_below_submits(
    stage,
) -> None:
    village = Ladder(stage)
    await village.bank("a1x")
    refusal = await village.refused("a1x.task_force", list_problem, ListProblem)
    assert refusal.code == "book.not_allowed"
    refusal = await village.refused(
        "a1x.task_force",
        hand_down,
        HandDown,
        key_of("tenant", "a1"),
        key_of("post", "a1.head"),
        LATER,
    )
    assert refusal.code == "problem.listed_nowhere"
    assert village.now()["state"] == "BANKED"
    # What came back to it from above after it had drawn it in itself is on nobody's list either.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set listed_by = holder")
    again = (key_of("tenant", "a1"), key_of("post", "a1.head"), LATER)
    refusal = await village.refused("a1x.task_force", hand_down, HandDown, *again)
    assert refusal.code == "problem.listed_nowhere"
    bureau = Ladder(stage)
    await bureau.bank("a_bureau")
    await bureau.triage()
    await bureau.submit()
    await bureau.draw_in()
    assert bureau.now()["holder"] == "a"
    assert kept(bureau)[0] == "a"
