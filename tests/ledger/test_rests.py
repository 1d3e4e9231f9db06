"""Rests: asked for by the unit at work, answered by its assigner, over by themselves (t20, t21)."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.clocks.calendar import NATIONAL, civil
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.decline_suspension import DeclineSuspension, decline_suspension
from ledger.problems.grant_suspension import GrantSuspension, grant_suspension
from ledger.problems.request_suspension import RequestSuspension, request_suspension
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from server.sweeping import sweep
from storage.files import files_at
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_notices_raised import nobody_else, swept, told

ROW = """select state, rest_asked_until, rest_ground, rectify_by, due_on from app.problem
  where id = %s"""
GRANT = (grant_suspension, GrantSuspension, "同意")
DECLINE = (decline_suspension, DeclineSuspension, "汛期已过")


def row(ladder: Ladder) -> tuple:
    return ladder.stage.one(ROW, ladder.problem)


def ask(
    ladder: Ladder, *, days: int = 30, ground: str = "STAGED", why: str = "汛期停工"
) -> tuple[Any, ...]:
    until = civil(ladder.stage.now) + timedelta(days=days)
    return request_suspension, RequestSuspension, ground, until, why


async def working(stage: Any, *, label: str = "STAGED", days: int = 40, **how: str) -> Ladder:
    """A problem of county a's list that township a1 works on."""
    ladder = Ladder(stage)
    await ladder.bank("a", **how)
    await ladder.triage(label)
    await ladder.down("a1", deadline=civil(stage.now) + timedelta(days=days))
    await ladder.sign()
    await ladder.start()
    return ladder


async def unchanged(ladder: Ladder, who: str, code: str, *act: Any) -> None:
    before = ladder.stage.everything()
    assert (await ladder.refused(who, *act)).code == code, (who, code)
    assert ladder.stage.everything() == before, code


async def over(stage: Any, tmp_path: Any) -> None:
    """What the sweep does on the day of the stage."""
    await sweep(stage.database.relay_dsn, files_at(tmp_path.as_uri()), now=stage.now)


async def test_a_rest_is_asked_for_and_no_clock_stops_until_it_is_granted(stage) -> None:
    ladder = await working(stage)
    before = row(ladder)[3:]
    await ladder.do("a1.handler", *ask(ladder))
    until = civil(stage.now) + timedelta(days=30)
    assert row(ladder) == ("RECTIFYING", until, "STAGED", *before), "asked, and nothing more"
    await unchanged(ladder, "a1.head", "problem.rest_asked_already", *ask(ladder))
    stage.now += timedelta(days=2)
    await ladder.do("a.task_force", *GRANT)
    assert row(ladder)[:4] == ("SUSPENDED", None, None, None)
    acts = stage.rows("select act, due_on from app.happening order by happened_at desc, id desc")
    assert acts[0] == ("suspend_problem", until), "one mechanism, whoever brought it about"
    assert differing(stage) == []


async def test_the_assigner_sets_another_day_or_declines(stage) -> None:
    ladder = await working(stage)
    await ladder.do("a1.handler", *ask(ladder))
    due = row(ladder)[3:]
    await unchanged(ladder, "a.head", "record.text_refused", *DECLINE[:2], "")
    await ladder.do("a.head", *DECLINE)
    assert row(ladder) == ("RECTIFYING", None, None, *due)
    await unchanged(ladder, "a.task_force", "problem.no_rest_asked", *GRANT)
    await unchanged(ladder, "a.task_force", "problem.no_rest_asked", *DECLINE)
    await ladder.do("a1.handler", *ask(ladder, ground="FORCE_MAJEURE"))
    for days in (0, 91):
        day = civil(stage.now) + timedelta(days=days)
        await unchanged(ladder, "a.task_force", "problem.suspension_refused", *GRANT, day)
    day = civil(stage.now) + timedelta(days=12)
    await ladder.do("a.task_force", *GRANT, day)
    query = "select due_on from app.happening where act = 'suspend_problem'"
    assert stage.one(query) == day


async def test_what_may_be_asked_for_and_by_whom(stage) -> None:
    ladder = await working(stage, label="SET_TIME")
    for given in (
        ask(ladder),
        ask(ladder, ground="FORCE_MAJEURE", days=0),
        ask(ladder, ground="FORCE_MAJEURE", days=91),
        ask(ladder, ground="TIRED"),
    ):
        await unchanged(ladder, "a1.handler", "problem.suspension_refused", *given)
    ground = {"ground": "FORCE_MAJEURE"}
    await unchanged(ladder, "a1.handler", "record.text_refused", *ask(ladder, why="", **ground))
    for who, code in (
        ("a1.task_force", "book.not_allowed"),
        ("a.task_force", "book.not_allowed"),
        ("a2.handler", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *ask(ladder, **ground))
    await ladder.do("a1.handler", *ask(ladder, **ground))
    for who, code in (
        ("a1.head", "book.not_allowed"),
        ("a1.task_force", "book.not_allowed"),
        ("b.task_force", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *GRANT)
        await unchanged(ladder, who, code, *DECLINE)


async def test_what_ends_the_work_ends_the_request_and_so_does_a_rest_of_the_own_motion(
    stage,
) -> None:
    claimed, rested = await working(stage), await working(stage)
    for one in (claimed, rested):
        await one.do("a1.handler", *ask(one))
    await claimed.do_measures()
    await claimed.do("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    assert row(claimed)[1:3] == (None, None)
    day = civil(stage.now) + timedelta(days=9)
    await rested.do("a.task_force", suspend_problem, SuspendProblem, day, "汛期")
    assert row(rested)[:3] == ("SUSPENDED", None, None)
    assert differing(stage) == []


async def test_a_rest_of_the_superiors_own_motion_is_told_to_the_unit(client: Client) -> None:
    ladder = await working(client.stage)
    day = civil(client.stage.now) + timedelta(days=9)
    await ladder.do("a.task_force", suspend_problem, SuspendProblem, day, "汛期")
    for who in ("a1.handler", "a1.head"):
        assert await told(client, who, "SUSPENDED"), who
    await nobody_else(client, "SUSPENDED")
    granted = await working(client.stage)
    await granted.do("a1.handler", *ask(granted))
    await granted.do("a.task_force", *GRANT)
    assert len(await told(client, "a1.handler", "SUSPENDED")) == 1, "what was asked for is answered"


async def test_nobody_allows_the_rest_that_they_asked_for_in_another_post(stage) -> None:
    """Who asked has gone to the superior since; the book knows only where they sit now."""
    ladder = await working(stage)
    await ladder.do("a1.handler", *ask(ladder))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set rest_asked_by = %s", [stage.world.person("a.task_force")]
        )
    await unchanged(ladder, "a.task_force", "problem.rest_of_ones_own", *GRANT)
    day = civil(stage.now) + timedelta(days=9)
    own = (suspend_problem, SuspendProblem, day, "汛期")
    await unchanged(ladder, "a.task_force", "problem.rest_of_ones_own", *own)
    await ladder.do("a.head", *GRANT)


# ------------------------------------------------------------------------------- it is over by itself


@pytest.mark.parametrize("kind", ["AUDIT", "PETITION"])
async def test_on_the_review_date_the_work_goes_on_by_itself(stage, tmp_path, kind: str) -> None:
    ladder = await working(stage, list_type=kind)
    due = row(ladder)[3]
    statutory = "select due_days from app.problem"
    days = set(stage.one(statutory)) - {due}
    stage.now += timedelta(days=5)
    await ladder.do("a1.handler", *ask(ladder, days=30))
    await ladder.do("a.task_force", *GRANT)
    assert set(stage.one(statutory)) & days == days, "nobody stops those"
    version = ladder.now()["version"]
    stage.now += timedelta(days=29)
    await over(stage, tmp_path)
    assert row(ladder)[0] == "SUSPENDED", "the control: the day before"
    stage.now += timedelta(days=1)
    await over(stage, tmp_path)
    assert row(ladder)[0] == "RECTIFYING"
    assert (ladder.now()["version"], ladder.now()["holder"]) == (version + 1, "a1")
    # Granted on a day that counts still, ended on one that counts no more: thirty days in all.
    assert row(ladder)[3] == worked(due + timedelta(days=30))
    assert set(stage.one(statutory)) & days == days
    assert differing(stage) == []
    before = stage.everything()
    await over(stage, tmp_path)
    assert stage.everything() == before, "the second time nothing happens"
    (step,) = stage.rows(
        "select author_person, author_post, due_on, shown from app.happening"
        " where act = 'resume_problem'"
    )
    assert step == (None, None, row(ladder)[3], "ALL")


def worked(day: date) -> date:
    return NATIONAL.first_worked(day)


async def test_a_rest_that_was_ended_before_or_prolonged_is_left_alone(stage, tmp_path) -> None:
    ladder = await working(stage, days=80)
    await ladder.do("a1.handler", *ask(ladder, days=10))
    await ladder.do("a.task_force", *GRANT)
    stage.now += timedelta(days=4)
    await ladder.do("a.task_force", resume_problem, ResumeProblem, "水退了")
    await ladder.do("a1.handler", *ask(ladder, days=20))
    await ladder.do("a.task_force", *GRANT)
    stage.now += timedelta(days=10)
    await over(stage, tmp_path)
    assert row(ladder)[0] == "SUSPENDED", "its day is that of the last step"
    stage.now += timedelta(days=15)
    await over(stage, tmp_path)
    assert row(ladder)[0] == "RECTIFYING"
    assert differing(stage) == []


async def test_who_asked_and_who_answers_are_told_and_see_it_on_their_desks(
    client: Client, tmp_path
) -> None:
    stage = client.stage
    ladder = await working(stage)
    desk = "{ problemsToLetRest { totalCount nodes { restAskedUntil restGround } } }"

    async def waits(who: str) -> list[Any]:
        said = (await client.ask(who, desk))["data"]["problemsToLetRest"]
        assert said["totalCount"] == len(said["nodes"])
        return said["nodes"]

    assert await waits("a.task_force") == []
    await ladder.do("a1.handler", *ask(ladder))
    until = str(civil(stage.now) + timedelta(days=30))
    assert await waits("a.task_force") == [{"restAskedUntil": until, "restGround": "STAGED"}]
    for who in ("a1.head", "a.handler", "b.task_force", "city.task_force"):
        assert await waits(who) == [], who
    assert len(await told(client, "a.task_force", "SUSPENSION_ASKED")) == 1
    await nobody_else(client, "SUSPENSION_ASKED")
    done = await client.act(
        "a.task_force",
        "grantSuspension",
        "problem { state restAskedUntil }",
        problem=f"Problem_{ladder.problem}",
        expectedVersion=ladder.now()["version"],
        text="同意",
    )
    assert done["problem"] == {"state": "SUSPENDED", "restAskedUntil": None}
    assert len(await told(client, "a1.handler", "SUSPENSION_DECIDED")) == 1
    await nobody_else(client, "SUSPENSION_DECIDED")
    stage.now += timedelta(days=30)
    await over(stage, tmp_path)
    for _ in range(2):
        await swept(client, civil(stage.now))
    for who in ("a.task_force", "a.head", "a1.head", "a1.handler"):
        assert len(await told(client, who, "REVIEW_DUE")) == 1, who
    await nobody_else(client, "REVIEW_DUE")


# ------------------------------------------------------------------------------- without the acts


class _Undone(Exception):
    """Takes back what was done."""


async def tried(stage: Any, ladder: Ladder, who: str, change: str, by: Any = None) -> str | None:
    """In SQL of their own, with every right that the application has."""
    async with stage.sittings.open(await stage.viewer(who)) as sitting:
        try:
            async with sitting.connection.begin_nested():
                await sitting.connection.execute(
                    text(f"update app.problem set {change} where id = :p"),
                    {"p": ladder.problem} | ({"by": by} if by else {}),
                )
                raise _Undone
        except _Undone:
            return None
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name)


async def test_the_database_holds_who_asks_for_a_rest_and_who_answers(stage) -> None:
    ladder = await working(stage)
    asks = "rest_asked_until = current_date, rest_ground = 'STAGED', rest_asked_by = :by"
    takes_back = "rest_asked_until = null, rest_ground = null, rest_asked_by = null"
    handler, force = stage.world.person("a1.handler"), stage.world.person("a.task_force")
    not_theirs = "problem_rest_asked_by_its_unit"
    assert await tried(stage, ladder, "a.task_force", asks, by=force) == not_theirs
    assert await tried(stage, ladder, "a1.handler", asks, by=force) == not_theirs
    assert await tried(stage, ladder, "a1.handler", asks, by=handler) is None, "the control"
    await ladder.do("a1.handler", *ask(ladder))
    assert await tried(stage, ladder, "a1.handler", takes_back) == not_theirs
    assert await tried(stage, ladder, "a1.head", "rest_asked_until = current_date") == not_theirs
    assert await tried(stage, ladder, "a.task_force", takes_back) is None, "the control"
    rests = "state = 'SUSPENDED'"
    own = "problem_rest_allowed_by_another"
    assert await tried(stage, ladder, "a1.handler", rests) == own
    assert await tried(stage, ladder, "a.task_force", rests) is None, "the control"
