"""A submission is taken back, and what the database holds of it without the acts (domain 6.3, 6.4)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.list_problem import ListProblem, list_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_submissions import ANSWER, BACK, ask, row, submitted, tighten, unchanged

# ---------------------------------------------------------------------------------- it is taken back


async def test_a_submission_is_taken_back_and_its_stage_goes_on_with_what_was_left(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    due = ladder.now()["due_on"]
    await ladder.submit()
    stage.now += timedelta(days=1)
    await ladder.do("a1x.head", *BACK)
    now = ladder.now()
    assert (now["holder"], now["state"], now["hops"]) == ("a1x", "BANKED", 0)
    assert row(ladder)[:2] == (None, None)
    assert row(ladder)[5] == 1
    # The day on which it waited is not counted, and none that was used comes back.
    assert now["due_on"] == due + timedelta(days=1)
    assert differing(stage) == []
    stage.now += timedelta(days=30)
    await ladder.submit()
    await ladder.do("a1x.head", *BACK)
    assert ladder.now()["due_on"] == due + timedelta(days=1), "what was missed stays missed"
    acts = stage.rows(
        "select act from app.happening where problem_id = %s order by happened_at, id",
        ladder.problem,
    )
    assert [one[0] for one in acts][-4:] == ["submit_up", "withdraw_submission"] * 2
    assert differing(stage) == []


async def test_it_is_taken_back_twice_and_never_once_it_was_answered(stage) -> None:
    ladder = await submitted(stage)
    await unchanged(ladder, "a1x.head", "record.text_refused", *BACK[:2], "")
    for who, code in (
        ("a1.task_force", "book.not_allowed"),
        ("a1x.handler", "book.not_allowed"),
        ("a2.head", "problem.not_found"),
    ):
        await unchanged(ladder, who, code, *BACK)
    for _ in range(2):
        await ladder.do("a1x.head", *BACK)
        await ladder.submit()
    refusal = await ladder.refused("a1x.head", *BACK)
    assert (refusal.code, refusal.facts) == ("problem.withdrawn_too_often", {"times": "2"})
    assert ladder.now()["state"] == "PENDING_UPPER", "no exchange: it did not rise by rule"
    await ladder.draw_in()
    await unchanged(ladder, "a1x.head", "book.not_allowed", *BACK)
    other = await submitted(stage)
    await tighten(stage, "a1.task_force", WITHDRAWALS=1)
    await other.do("a1x.head", *BACK)
    await other.submit()
    assert (await other.refused("a1x.head", *BACK)).code == "problem.withdrawn_too_often"


async def test_what_was_not_submitted_from_the_bank_goes_back_to_where_it_was(stage) -> None:
    listed, labelled, working = Ladder(stage), Ladder(stage), Ladder(stage)
    for one in (listed, labelled):
        await one.bank("a1")
        await one.do("a1.task_force", list_problem, ListProblem)
    await labelled.triage()
    await working.bank("a")
    await working.triage()
    await working.down("a1")
    await working.sign()
    await working.start()
    for one, state in ((listed, "LISTED"), (labelled, "TRIAGED")):
        due = one.now()["due_on"]
        await one.submit()
        await one.do("a1.head", *BACK)
        assert (one.now()["state"], one.now()["due_on"]) == (state, due)
    day = "select rectify_by from app.problem where id = %s"
    before = stage.one(day, working.problem)
    await working.do("a1.head", escalate_problem, EscalateProblem, "请县里统筹", "beyond_authority")
    stage.now += timedelta(days=2)
    await working.do("a1.head", *BACK)
    assert working.now()["state"] == "RECTIFYING"
    assert stage.one(day, working.problem) == before, "whoever owes it owes it as before"
    assert differing(stage) == []


async def test_what_had_been_returned_goes_back_to_work_and_is_returned_once(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    for _ in range(2):
        if ladder.now()["state"] == "ACCEPTED":
            await ladder.start()
        else:
            await ladder.rework()
        await ladder.finish()
        await ladder.evaluate_self()
        await ladder.answer("DISSATISFIED", by="a.organisation_department")
    await ladder.do("a1.head", escalate_problem, EscalateProblem, "请县里统筹", "repeated")
    await ladder.do("a1.head", *BACK)
    now = ladder.now()
    assert (now["state"], now["returns"]) == ("RECTIFYING", 2)
    back = "select count(*) from app.happening where after = 'RETURNED'"
    assert stage.one(back) == 2
    assert differing(stage) == []


async def test_an_escalation_says_before_which_forum_it_is_brought(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.start()
    act = (escalate_problem, EscalateProblem, "请提请县政府常务会议研究", "beyond_authority")
    await unchanged(ladder, "a1.head", "problem.forum_unknown", *act, "PARLIAMENT")
    await ladder.do("a1.head", *act, "EXECUTIVE_MEETING")
    asked = "query ($p: ID!) { problem(id: $p) { happenings(last: 2) { nodes { act forum } } } }"
    for who in ("a.task_force", "a1.handler"):
        told_ = (await client.ask(who, asked, {"p": f"Problem_{ladder.problem}"}))["data"]
        assert told_["problem"]["happenings"]["nodes"] == [
            {"act": "start_rectifying", "forum": None},
            {"act": "escalate_problem", "forum": "EXECUTIVE_MEETING"},
        ], who
    await ladder.do("a1.head", *BACK)
    await ladder.do("a1.head", *act)
    forums = "select forum from app.happening where act = 'escalate_problem' order by id"
    assert client.stage.rows(forums) == [("EXECUTIVE_MEETING",), (None,)], "it may be left out"


# ------------------------------------------------------------------------------- without the acts


@pytest.mark.parametrize(
    ("who", "change", "constraint"),
    [
        ("a1x.head", "asked_on = current_date + 3", "problem_asked_by_its_superior"),
        ("a1x.head", "state = 'RECTIFYING'", "problem_withdrawn_to_where_it_was"),
        ("a1x.head", "state = 'LISTED'", "problem_withdrawn_to_where_it_was"),
        ("a1x.head", "state = 'BANKED'", None),
        ("a1.task_force", "asked_on = current_date + 3", None),
    ],
)
async def test_the_database_holds_who_asks_and_takes_back(stage, who, change, constraint) -> None:
    """In SQL of their own, with every right that the application has."""
    ladder = await submitted(stage)
    assert await tried(stage, ladder, who, change) == constraint


async def test_the_database_holds_who_answers(stage) -> None:
    ladder = await submitted(stage)
    await ladder.do("a1.task_force", *ask(ladder))
    for who, change, constraint in (
        ("a1.task_force", "asked_on = null", "problem_asked_by_its_superior"),
        ("a1.task_force", "asked_on = asked_on + 1", "problem_asked_by_its_superior"),
        ("a1x.head", "asked_on = asked_on + 1", "problem_asked_by_its_superior"),
        ("a1x.head", "asked_on = null", None),
    ):
        assert await tried(stage, ladder, who, change) == constraint, (who, change)


async def test_the_database_counts_questions_and_what_is_taken_back(stage) -> None:
    ladder = await submitted(stage)
    for _ in range(2):
        await ladder.do("a1.task_force", *ask(ladder))
        await ladder.do("a1x.head", *ANSWER)
    more = "asked_on = current_date + 3"
    assert await tried(stage, ladder, "a1.task_force", more) == "problem_asked_within_its_rounds"
    for _ in range(2):
        await ladder.do("a1x.head", *BACK)
        await ladder.submit()
    back = "state = 'BANKED'"
    assert await tried(stage, ladder, "a1x.head", back) == "problem_withdrawn_within_its_times"


async def tried(stage: Any, ladder: Ladder, who: str, change: str) -> str | None:
    async with stage.sittings.open(await stage.viewer(who)) as sitting:
        try:
            async with sitting.connection.begin_nested():
                await sitting.connection.execute(
                    text(f"update app.problem set {change} where id = :p"), {"p": ladder.problem}
                )
        except IntegrityError as error:
            return str(error.orig.diag.constraint_name)
    return None
