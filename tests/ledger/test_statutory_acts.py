"""Who records a statutory act, and that nobody reviews what they answered (信访复查复核)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from ledger.clocks.calendar import civil
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.stepping import fetched
from ledger.problems.tables import share
from ledger.problems.take_up import TakeUp, take_up
from ledger.problems.tracking import loosened
from ledger.problems.triage_problem import TriageProblem, triage_problem
from tenants.sitting import Sitting
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing

QUERY = """query ($p: ID!) { deadlineTrace(problem: $p) {
  textZh clocks { clock stage state dueOn source confidence } } }"""


BREACHED = """query ($p: ID!) { deadlineTrace(problem: $p) {
  clocks { stage state breachedOn } } }"""


async def collected(stage: Stage, list_type: str = "PETITION", at: str = "a1x") -> Ladder:
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, list_type, "路灯不亮", "村口路灯不亮", "村口")
    await stage.done(f"{at}.handler", report_problem, found)
    return ladder


async def registered(stage: Stage, list_type: str = "PETITION", at: str = "a1x") -> Ladder:
    ladder = await collected(stage, list_type, at)
    await ladder.do(f"{at}.handler", register_problem, RegisterProblem)
    return ladder


def act(key: str, received: date | None = None) -> tuple[Any, ...]:
    return record_statutory, RecordStatutory, key, "已办理", received


async def clock(client: Client, ladder: Ladder, stage: str, who: str = "a1x.head") -> Any:
    """The last run of a statutory clock: its state and due day."""
    told = await client.ask(who, QUERY, {"p": f"Problem_{ladder.problem}"})
    rows = told["data"]["deadlineTrace"]["clocks"]
    mine = [(one["state"], one["dueOn"]) for one in rows if one["stage"] == stage]
    return mine[-1] if mine else None


@pytest.mark.parametrize(
    ("list_type", "key", "may", "may_not"),
    [
        # 意见、报告只由主要负责人。An opinion and a report are the unit's own.
        ("PETITION", "OPINION_GIVEN", ["a1x.head"], ["a1x.handler", "a1.task_force", "a1.head"]),
        ("AUDIT", "RESULT_REPORTED", ["a1x.head"], ["a1x.handler", "a1x.task_force"]),
        ("HOTLINE_12345", "FIRST_CONTACT", ["a1x.handler", "a1x.head"], ["a1x.task_force"]),
        ("PETITION", "ACCEPTANCE_NOTIFIED", ["a1x.handler"], ["a1x.task_force", "a1.handler"]),
    ],
)
async def test_each_act_is_recorded_by_whose_it_is(
    stage: Stage, list_type: str, key: str, may: Sequence[str], may_not: Sequence[str]
) -> None:
    for who in may_not:
        ladder = await registered(stage, list_type)
        refusal = await ladder.refused(who, *act(key))
        assert refusal.code in {"book.not_allowed", "problem.not_found"}, who
    for who in may:
        ladder = await registered(stage, list_type)
        await ladder.do(who, *act(key))


async def test_the_petition_bureau_records_on_what_its_level_sees(stage: Stage) -> None:
    ladder = await registered(stage, at="a")
    for key in ("ACCEPTANCE_NOTIFIED", "OPINION_GIVEN"):
        await ladder.do("a.petition_bureau", *act(key))
    below = await registered(stage, "HOTLINE_12345", at="a1")
    await below.do("a.petition_bureau", *act("FIRST_CONTACT"))
    deep = await registered(stage, "HOTLINE_12345")
    assert (await deep.refused("a.petition_bureau", *act("FIRST_CONTACT"))).code == (
        "problem.not_found"
    )
    audit = await registered(stage, "AUDIT", at="a")
    refusal = await audit.refused("a.petition_bureau", *act("RESULT_REPORTED"))
    assert refusal.code == "book.not_allowed", "the control: its lists alone"


async def test_nothing_is_answered_that_is_not_registered(stage: Stage) -> None:
    ladder = await collected(stage)
    assert (await ladder.refused("a1x.head", *act("OPINION_GIVEN"))).code == "problem.wrong_state"
    await ladder.do("a1x.handler", *act("ACCEPTANCE_NOTIFIED"))


async def test_a_review_is_for_the_superior_of_whoever_answered(client: Client) -> None:
    stage = client.stage
    ladder = await registered(stage)
    asked = act("REVIEW_REQUESTED")
    assert (await ladder.refused("a1.head", *asked)).code == "problem.statutory_act_out_of_order"
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    for who, code in (
        ("a1x.head", "book.not_allowed"),
        ("a1.task_force", "book.not_allowed"),
        ("a.head", "problem.not_found"),
        ("b.head", "problem.not_found"),
    ):
        before = ladder.now()
        assert (await ladder.refused(who, *asked)).code == code, who
        assert ladder.now() == before
    await ladder.do("a1.head", *asked)
    assert (await clock(client, ladder, "PETITION_REVIEW"))[0] == "RUNNING"
    assert (await ladder.refused("a1.head", *asked)).code == "problem.statutory_act_done"
    await ladder.do("a1.head", *act("REVIEW_ANSWERED"))
    assert (await clock(client, ladder, "PETITION_REVIEW"))[0] == "STOPPED"
    # Whoever reviewed passes the request on, and never examines their own review.
    assert (await ladder.refused("a.head", *act("RECHECK_REQUESTED"))).code == "problem.not_found"
    await ladder.do("a1.head", *act("RECHECK_REQUESTED"))
    refusal = await ladder.refused("a1.head", *act("RECHECK_ANSWERED"))
    assert refusal.code.startswith("book."), refusal.code
    assert "a" in ladder.now()["trail"]
    await ladder.do("a.petition_bureau", *act("RECHECK_ANSWERED"))
    assert (await clock(client, ladder, "PETITION_RECHECK"))[0] == "STOPPED"
    about = stage.rows(
        "select reason, about from app.happening where act = 'record_statutory' order by id"
    )
    names = [(reason, ladder.names[unit]) for reason, unit in about]
    assert names == [
        ("OPINION_GIVEN", "a1x"), ("REVIEW_REQUESTED", "a1"), ("REVIEW_ANSWERED", "a1"),
        ("RECHECK_REQUESTED", "a"), ("RECHECK_ANSWERED", "a"),
    ]  # fmt: skip  # reads as a table
    assert differing(stage) == []


async def test_who_answered_and_handed_on_does_not_review_itself(stage: Stage) -> None:
    ladder = await registered(stage, at="a1")
    await ladder.do("a1.head", *act("OPINION_GIVEN"))
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "repeated")
    await ladder.down("a1x", deadline=civil(stage.now) + timedelta(days=20))
    assert ladder.now()["holder"] == "a1x"
    refusal = await ladder.refused("a1.head", *act("REVIEW_REQUESTED"))
    assert refusal.code.startswith("book."), refusal.code


async def test_a_request_counts_from_the_day_it_came_in_also_after_the_end(
    client: Client,
) -> None:
    stage = client.stage
    ladder = await registered(stage)
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日修好")
    answered = civil(stage.now)
    assert answered == date(2026, 4, 15)
    # Thirty days from 15 April end on Friday, 15 May.
    stage.now += timedelta(days=33)
    for day in (answered - timedelta(days=1), civil(stage.now) + timedelta(days=1)):
        refusal = await ladder.refused("a1.head", *act("REVIEW_REQUESTED", day))
        assert refusal.code == "problem.statutory_day_refused"
    for late in (None, date(2026, 5, 16)):
        refusal = await ladder.refused("a1.head", *act("REVIEW_REQUESTED", late))
        assert refusal.code == "problem.statutory_act_too_late", late
    await ladder.do("a1.head", *act("REVIEW_REQUESTED", date(2026, 5, 14)))
    # Thirty days from 14 May end on a Saturday: the next working day is Monday, 15 June.
    assert await clock(client, ladder, "PETITION_REVIEW") == ("RUNNING", "2026-06-15")
    await ladder.do("a1.head", *act("REVIEW_ANSWERED"))
    assert (await clock(client, ladder, "PETITION_REVIEW"))[0] == "STOPPED"


async def test_the_window_of_a_request_ends_on_a_working_day(stage: Stage) -> None:
    stage.now -= timedelta(days=4)
    ladder = await registered(stage)
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    assert civil(stage.now) == date(2026, 4, 11)
    # Thirty days from 11 April end on Monday, 11 May; from 10 April they would on Sunday.
    stage.now += timedelta(days=31)
    late = await ladder.refused("a1.head", *act("REVIEW_REQUESTED"))
    assert late.code == "problem.statutory_act_too_late"
    stage.now -= timedelta(days=32)
    other = await registered(stage)
    await other.do("a1x.head", *act("OPINION_GIVEN"))
    stage.now += timedelta(days=31)
    assert civil(stage.now) == date(2026, 5, 11)
    await other.do("a1.head", *act("REVIEW_REQUESTED"))


OFFERS = """query ($id: ID!) { node(id: $id) { ... on Problem { viewerActions { act allowed missing } } } }"""


async def test_viewer_actions_know_who_records_reviews_and_finds(client: Client) -> None:
    ladder = await registered(client.stage)

    async def offered(who: str) -> set[str]:
        told = await client.ask(who, OFFERS, {"id": f"Problem_{ladder.problem}"})
        known = {one["act"]: one for one in told["data"]["node"]["viewerActions"]}
        mine = ("RECORD_CONTACT", "RECORD_STATUTORY_ACT", "RECORD_REVIEW", "FIND_BREACH")
        return {name for name in mine if known[name]["allowed"]}

    assert await offered("a1x.handler") == {"RECORD_CONTACT"}
    assert await offered("a1x.head") == {"RECORD_CONTACT", "RECORD_STATUTORY_ACT"}
    assert await offered("a1.head") == {"RECORD_REVIEW"}
    assert await offered("a1.task_force") == set()
    # 复查只用于信访；下级的处理意见，信访局不代记。What is offered is what works.
    ladder = await registered(client.stage, at="a1")
    assert await offered("a.petition_bureau") == {"RECORD_CONTACT", "RECORD_REVIEW"}
    ladder = await registered(client.stage, at="a")
    assert await offered("a.petition_bureau") == {"RECORD_CONTACT", "RECORD_STATUTORY_ACT"}
    for list_type in ("HOTLINE_12345", "AUDIT"):
        ladder = await registered(client.stage, list_type, at="a1")
        assert "RECORD_REVIEW" not in await offered("a.head"), list_type
        refusal = await ladder.refused("a.head", *act("REVIEW_REQUESTED"))
        assert refusal.code == "book.not_allowed", list_type


async def test_a_wrong_track_is_corrected_from_above_and_shortened_by_whoever_chose_it(
    client: Client,
) -> None:
    stage = client.stage
    ladder = await collected(stage, "SUPERVISION", at="a1")
    await ladder.do("a1.handler", register_problem, RegisterProblem, "NORMAL")
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "item")
    await ladder.do("a1.task_force", list_problem, ListProblem)
    for track, code in (("HARD", "problem.track_loosened"), ("CONSULT", "problem.track_unknown")):
        refusal = await ladder.refused(
            "a1.task_force", triage_problem, TriageProblem, "SET_TIME", track=track
        )
        assert refusal.code == code
    stage.now += timedelta(days=3)
    await ladder.do("a1.task_force", triage_problem, TriageProblem, "SET_TIME", track="URGENT")
    # Five days from 15 April, as if it had been urgent at once.
    assert await clock(client, ladder, "SUPERVISION_URGENT", "a1.head") == ("RUNNING", "2026-04-20")
    assert await clock(client, ladder, "SUPERVISION_NORMAL", "a1.head") is None
    assert differing(stage) == []
    other = await collected(stage, "SUPERVISION")
    await other.do("a1x.handler", register_problem, RegisterProblem, "URGENT")
    await other.do("a1x.task_force", admit_problem, AdmitProblem, "item")
    await other.submit()
    await other.do("a1.task_force", take_up, TakeUp, "LAGGING", track="HARD")
    assert (await clock(client, other, "SUPERVISION_HARD", "a1.head"))[0] == "RUNNING"
    told = stage.rows("select reason from app.happening where act = 'set_track' order by id")
    assert told == [("URGENT",), ("HARD",)]


@pytest.mark.parametrize(
    ("list_type", "now", "wanted", "lost"),
    [
        ("SUPERVISION", "NORMAL", "URGENT", set()),
        ("SUPERVISION", "NORMAL", "HARD", {"SUPERVISION_NORMAL"}),
        # 草稿类别没有整改时限，或自回复起才算。A draft has no such clock, or begins it with the reply.
        ("AUDIT", "FINDING", "DRAFT_REPORT", {"AUDIT_RECTIFY"}),
        ("AUDIT", "FINDING", "DRAFT_CONFIRMED", {"AUDIT_RECTIFY"}),
        ("AUDIT", "DRAFT_REPORT", "DRAFT_CONFIRMED", set()),
        ("AUDIT", "DRAFT_CONFIRMED", "DRAFT_REPORT", {"AUDIT_RECTIFY"}),
        ("HOTLINE_12345", "HANDLE", "CONSULT", set()),
        ("HOTLINE_12345", "CONSULT", "HANDLE", {"HOTLINE_CONSULT"}),
        ("PUBLIC_OPINION", "MAJOR", "ORDINARY", {"OPINION_INFORMATION", "OPINION_CONFERENCE"}),
    ],
)
def test_a_track_is_looser_where_a_clock_is_missing_or_later_or_longer(
    list_type: str, now: str, wanted: str, lost: set[str]
) -> None:
    assert loosened(list_type, now, wanted) == lost


async def test_whoever_registered_a_finding_does_not_call_it_a_draft(client: Client) -> None:
    stage = client.stage
    ladder = await collected(stage, "AUDIT", at="a1")
    await ladder.do("a1.handler", register_problem, RegisterProblem, "FINDING")
    await ladder.do("a1.task_force", admit_problem, AdmitProblem, "finding")
    await ladder.do("a1.task_force", list_problem, ListProblem)
    for track in ("DRAFT_REPORT", "DRAFT_CONFIRMED"):
        refusal = await ladder.refused(
            "a1.task_force", triage_problem, TriageProblem, "SET_TIME", track=track
        )
        assert refusal.code == "problem.track_loosened", track
    assert (await clock(client, ladder, "AUDIT_RECTIFY", "a1.head"))[0] == "RUNNING"


async def test_no_superior_undoes_a_miss_by_another_track(client: Client) -> None:
    stage = client.stage
    ladder = await collected(stage, "SUPERVISION")
    await ladder.do("a1x.handler", register_problem, RegisterProblem, "NORMAL")
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "item")
    await ladder.submit()
    stage.now += timedelta(days=16)
    refusal = await ladder.refused("a1.task_force", take_up, TakeUp, "LAGGING", track="HARD")
    assert refusal.code == "problem.track_missed"
    await ladder.do("a1.task_force", take_up, TakeUp, "LAGGING", track="URGENT")


async def test_no_bureau_writes_the_opinion_that_it_would_review(stage: Stage) -> None:
    ladder = await registered(stage, at="a1")
    refusal = await ladder.refused("a.petition_bureau", *act("OPINION_GIVEN"))
    assert refusal.code == "book.not_allowed", "the control: what was contacted may be said"
    await ladder.do("a.petition_bureau", *act("ACCEPTANCE_NOTIFIED"))
    await ladder.do("a1.head", *act("OPINION_GIVEN"))
    await ladder.do("a.petition_bureau", *act("REVIEW_REQUESTED"))
    # Whoever sits in both units answered: the same person does not review it.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.happening set author_person = %s where reason = 'OPINION_GIVEN'",
            [stage.world.person("a.petition_bureau")],
        )
    refusal = await ladder.refused("a.petition_bureau", *act("REVIEW_ANSWERED"))
    assert refusal.code == "problem.review_of_own_answer"
    await ladder.do("a.head", *act("REVIEW_ANSWERED"))


async def test_no_request_is_recorded_that_nobody_can_answer(client: Client) -> None:
    stage = client.stage
    ladder = await registered(stage, at="a")
    await ladder.do("a.head", *act("OPINION_GIVEN"))
    await ladder.do("city.petition_bureau", *act("REVIEW_REQUESTED"))
    await ladder.do("city.petition_bureau", *act("REVIEW_ANSWERED"))
    refusal = await ladder.refused("city.petition_bureau", *act("RECHECK_REQUESTED"))
    assert refusal.code == "problem.nobody_reviews_above"
    assert await clock(client, ladder, "PETITION_RECHECK", "a.head") is None


async def test_a_request_written_down_after_its_answer_was_due_was_missed(client: Client) -> None:
    stage = client.stage
    ladder = await registered(stage)
    await ladder.do("a1x.head", *act("OPINION_GIVEN"))
    came = civil(stage.now) + timedelta(days=1)
    stage.now += timedelta(days=60)
    await ladder.do("a1.head", *act("REVIEW_REQUESTED", came))
    # Thirty days from 16 April end on a Saturday: Monday, 18 May, was the last one.
    assert await clock(client, ladder, "PETITION_REVIEW") == ("RUNNING", "2026-05-18")
    await ladder.do("a1.head", *act("REVIEW_ANSWERED"))
    told = await client.ask("a1x.head", BREACHED, {"p": f"Problem_{ladder.problem}"})
    rows = told["data"]["deadlineTrace"]["clocks"]
    mine = [one for one in rows if one["stage"] == "PETITION_REVIEW"]
    assert [(one["state"], one["breachedOn"]) for one in mine] == [("STOPPED", "2026-05-19")]
    assert differing(stage) == []


@dataclass(frozen=True)
class Shared:
    """A problem that somebody would put in the sight of a unit by way of a review."""

    problem: UUID
    expected_version: int
    unit: int


async def shared(sitting: Sitting, given: Shared) -> UUID:
    found = await fetched(sitting, given.problem)
    sitting.decide("problem.record_statutory", found)
    row = {"kind": "REVIEW", "with_tenant": given.unit, "shared_at": sitting.now}
    await sitting.insert(share, {"holder": found["holder"], "problem_id": found.id, **row})
    return found.id


async def test_the_table_shares_a_review_with_the_direct_superior_alone(stage: Stage) -> None:
    ladder = await registered(stage)
    for unit in ("b", "city", "a", "a2"):
        given = Shared(ladder.problem, 2, stage.world.tenants[unit])
        with pytest.raises(IntegrityError, match="the superior of whoever answered"):
            await stage.perform("a1x.head", shared, given)
        assert unit not in ladder.now()["trail"]
    await stage.done("a1x.head", shared, Shared(ladder.problem, 2, stage.world.tenants["a1"]))
    assert "a1" in ladder.now()["trail"]
