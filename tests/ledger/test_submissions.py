"""While a submission waits: the superior asks for more, the sender answers or takes it back (6.4)."""

from datetime import timedelta
from typing import Any

import psycopg

from ledger.clocks.calendar import civil
from ledger.problems.answer_about_submission import AnswerAboutSubmission, answer_about_submission
from ledger.problems.ask_about_submission import AskAboutSubmission, ask_about_submission
from ledger.problems.withdraw_submission import WithdrawSubmission, withdraw_submission
from ledger.settings.set_problem_settings import (
    FigureText,
    SetProblemSettings,
    set_problem_settings,
)
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_notices_raised import swept, told

ANSWER = (answer_about_submission, AnswerAboutSubmission, "涉及十二户，已逐户核实")
BACK = (withdraw_submission, WithdrawSubmission, "本镇已协调水务站，可自行解决")
ROW = """select t.name, p.owed_on, p.owed_late, p.overdue, p.state, p.withdrawals
  from app.problem p left join app.tenant t on t.id = p.owed_by where p.id = %s"""


def ask(ladder: Ladder, *, days: int = 3, question: str = "涉及几户？") -> tuple[Any, ...]:
    day = civil(ladder.stage.now) + timedelta(days=days)
    return ask_about_submission, AskAboutSubmission, question, day


def row(ladder: Ladder) -> tuple:
    """Who owes the step, until when, whether they are late; and where it stands."""
    return ladder.stage.one(ROW, ladder.problem)


def name(stage: Any, unit: str) -> str:
    return stage.one("select name from app.tenant where id = %s", stage.world.tenants[unit])


async def submitted(stage: Any) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.submit()
    return ladder


async def tighten(stage: Any, who: str, **figures: int) -> None:
    said = tuple(FigureText(key, value) for key, value in figures.items())
    await stage.done(who, set_problem_settings, SetProblemSettings(0, figures=said))


async def unchanged(ladder: Ladder, who: str, code: str, *act: Any) -> None:
    before = ladder.stage.everything()
    assert (await ladder.refused(who, *act)).code == code, (who, code)
    assert ladder.stage.everything() == before, code


# ------------------------------------------------------------------------- more is asked and told


async def test_while_more_is_asked_the_sender_owes_and_the_superiors_time_rests(stage) -> None:
    ladder = await submitted(stage)
    superior, sender = name(stage, "a1"), name(stage, "a1x")
    due = row(ladder)[1]
    assert row(ladder)[0] == superior, "the control"
    stage.now += timedelta(days=1)
    left = 4  # of five working days from Wednesday, 15 April; Thursday is used
    await ladder.do("a1.task_force", *ask(ladder))
    asked = civil(stage.now) + timedelta(days=3)
    now = ladder.now()
    assert (now["holder"], now["state"], now["hops"]) == ("a1x", "PENDING_UPPER", 0)
    # 19 April is a Sunday: the last day moves to Monday.
    assert row(ladder)[:3] == (sender, asked + timedelta(days=1), False)
    assert differing(stage) == []
    stage.now += timedelta(days=4)
    await ladder.do("a1x.head", *ANSWER)
    assert row(ladder)[0] == superior
    # From Monday, 20 April, on: four working days more, and no fifth.
    assert row(ladder)[1] == civil(stage.now) + timedelta(days=left)
    assert row(ladder)[1] > due
    assert differing(stage) == []


async def test_a_superior_that_was_late_is_late_again_with_the_answer(stage) -> None:
    ladder = await submitted(stage)
    due = row(ladder)[1]
    stage.now += timedelta(days=20)
    await ladder.do("a1.head", *ask(ladder))
    await ladder.do("a1x.head", *ANSWER)
    assert row(ladder)[1] == due, "nothing is given back"
    await swept_at(stage)
    assert row(ladder)[2:4] == (True, False), "it is theirs, and the sender is not overdue"


async def swept_at(stage: Any) -> None:
    with psycopg.connect(stage.database.migrator_dsn, autocommit=True) as connection:
        today = civil(stage.now)
        connection.execute("select app.sweep_overdue(%s), app.sweep_lights(%s)", [today] * 2)


async def test_a_sender_that_does_not_answer_is_late_itself(stage) -> None:
    ladder = await submitted(stage)
    await ladder.do("a1.task_force", *ask(ladder, days=1))
    stage.now += timedelta(days=6)
    await swept_at(stage)
    assert row(ladder)[0] == name(stage, "a1x")
    assert row(ladder)[2:4] == (True, True)
    await ladder.do("a1x.head", *ANSWER)
    await swept_at(stage)
    assert row(ladder)[:1] + row(ladder)[2:4] == (name(stage, "a1"), False, False)
    assert differing(stage) == []


async def test_who_may_ask_and_answer_and_when(stage) -> None:
    ladder = await submitted(stage)
    for who, code in (
        ("a1x.head", "book.not_allowed"),
        ("a1.handler", "problem.not_found"),
        ("a.task_force", "problem.not_found"),
        ("a2.task_force", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *ask(ladder))
    for act, code in (
        (ask(ladder, days=0), "problem.asking_day_refused"),
        (ask(ladder, days=16), "problem.asking_day_refused"),
        (ask(ladder, question=""), "record.text_refused"),
    ):
        await unchanged(ladder, "a1.task_force", code, *act)
    await unchanged(ladder, "a1x.head", "problem.nothing_asked", *ANSWER)
    await ladder.do("a1.task_force", *ask(ladder))
    await unchanged(ladder, "a1.head", "problem.asked_before", *ask(ladder))
    for who, code in (
        ("a1.task_force", "book.not_allowed"),
        ("a1x.handler", "book.not_allowed"),
        ("a2.head", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *ANSWER)
    await unchanged(ladder, "a1x.head", "record.text_refused", *ANSWER[:2], "")


async def test_more_is_asked_twice_of_one_submission_and_fewer_times_where_a_level_says_so(
    stage,
) -> None:
    ladder = await submitted(stage)
    for _ in range(2):
        await ladder.do("a1.task_force", *ask(ladder))
        await ladder.do("a1x.head", *ANSWER)
    await unchanged(ladder, "a1.task_force", "problem.asked_too_often", *ask(ladder))
    await ladder.back()
    await ladder.submit()
    await ladder.do("a1.task_force", *ask(ladder))  # another submission
    await ladder.do("a1x.head", *ANSWER)
    await tighten(stage, "a1.task_force", ASK_ROUNDS=1)
    refusal = await ladder.refused("a1.task_force", *ask(ladder))
    assert (refusal.code, refusal.facts) == ("problem.asked_too_often", {"times": "1"})


async def test_to_take_it_up_or_hand_it_back_ends_the_question(stage) -> None:
    for decided in (Ladder.back, Ladder.draw_in):
        ladder = await submitted(stage)
        await ladder.do("a1.task_force", *ask(ladder))
        await decided(ladder)
        assert row(ladder)[0] is None
        assert stage.one("select asked_on from app.problem where id = %s", ladder.problem) is None
        await unchanged(ladder, f"{ladder.now()['holder']}.head", "problem.wrong_state", *ANSWER)
    assert differing(stage) == []


# ------------------------------------------------------------------- desks, notices, what is shown


DESKS = "{ problemsToAnswer { totalCount } problemsAskedAbout { totalCount } }"


async def desks(client: Client, who: str) -> tuple[int, int]:
    told_ = (await client.ask(who, DESKS))["data"]
    return told_["problemsToAnswer"]["totalCount"], told_["problemsAskedAbout"]["totalCount"]


async def test_it_stands_on_the_desk_of_whoever_owes_the_step_and_is_told_to_them(
    client: Client,
) -> None:
    ladder = await submitted(client.stage)
    assert await desks(client, "a1.task_force") == (1, 0)
    await ladder.do("a1.task_force", *ask(ladder, days=5))
    assert await desks(client, "a1.task_force") == (0, 0)
    assert await desks(client, "a1x.head") == (0, 1)
    assert await desks(client, "a1x.handler") == (0, 0)
    assert len(await told(client, "a1x.head", "SUBMISSION_ASKED_ABOUT")) == 1
    assert await told(client, "a1.head", "SUBMISSION_ASKED_ABOUT") == []
    day = row(ladder)[1]
    await swept(client, day)
    assert len(await told(client, "a1x.head", "DUE")) == 1
    assert await told(client, "a1.task_force", "DUE") == []
    await ladder.do("a1x.head", *ANSWER)
    assert (await desks(client, "a1.task_force"), await desks(client, "a1x.head")) == (
        (1, 0),
        (0, 0),
    )
    assert len(await told(client, "a1.task_force", "SUBMISSION_ANSWERED_ABOUT")) == 1
    await ladder.do("a1x.head", *BACK)
    assert len(await told(client, "a1.task_force", "SUBMISSION_WITHDRAWN")) == 1
    assert await told(client, "a.head", "SUBMISSION_WITHDRAWN") == []


STORY = "query ($p: ID!) { problem(id: $p) { happenings(first: 50) { nodes { act by text } } } }"


async def test_those_below_see_of_the_question_what_the_line_shows(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1x")
    await ladder.submit()
    await ladder.draw_in()
    await ladder.submit()
    await ladder.do("a.task_force", *ask(ladder))

    async def seen(who: str) -> Any:
        story = (await client.ask(who, STORY, {"p": f"Problem_{ladder.problem}"}))["data"][
            "problem"
        ]
        return [
            (bool(one["by"]), one["text"])
            for one in story["happenings"]["nodes"]
            if one["act"] == "ask_about_submission"
        ]

    assert await seen("a1.head") == await seen("a.head") == [(True, "涉及几户？")]
    assert await seen("a1x.head") == [(True, None)], "as shipped: by whom, and not what was said"


async def test_the_acts_are_offered_to_whom_they_are_open(client: Client) -> None:
    ladder = await submitted(client.stage)
    asked = "query ($p: ID!) { problem(id: $p) { withdrawalCount viewerActions { act allowed } } }"

    async def may(who: str) -> set[str]:
        told_ = (await client.ask(who, asked, {"p": f"Problem_{ladder.problem}"}))["data"]
        offered = told_["problem"]["viewerActions"]
        return {one["act"] for one in offered if one["allowed"] and "SUBMISSION" in one["act"]}

    assert await may("a1.task_force") == {"ASK_ABOUT_SUBMISSION"}
    # Nothing was asked yet, so there is nothing to answer.
    assert await may("a1x.head") == {"WITHDRAW_SUBMISSION"}
    assert await may("a1x.handler") == set()
    version = ladder.now()["version"]
    done = await client.act(
        "a1x.head",
        "withdrawSubmission",
        "problem { state withdrawalCount }",
        problem=f"Problem_{ladder.problem}",
        expectedVersion=version,
        text="自行解决",
    )
    assert done["problem"] == {"state": "BANKED", "withdrawalCount": 1}
