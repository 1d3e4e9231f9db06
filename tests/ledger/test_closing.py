"""Evaluated by those served and closed with what was learned."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from sqlalchemy.exc import IntegrityError

from ledger.closing import rules
from ledger.closing.answer_by_code import AnswerByCode, answer_by_code
from ledger.closing.close_problem import CloseProblem, FollowUpText, close_problem
from ledger.closing.declare_handling_number import DeclareHandlingNumber, declare_handling_number
from ledger.closing.open_client_evaluation import OpenClientEvaluation, open_client_evaluation
from ledger.closing.override_refusal import OverrideRefusal, override_refusal
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.closing.report_follow_up import ReportFollowUp, report_follow_up
from ledger.problems.find_breach import FindBreach, find_breach
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tenants.refusals import Refusal
from tenants.viewer import NOBODY
from tests.ledger.ladder import LESSONS, PARTY, Ladder
from tests.world import checked, key_of

JUDGE = "a.organisation_department"
BUREAU = "a.petition_bureau"
NUMBER = "ab" * 32


async def evaluated(stage: Any, *, list_type: str = "AUDIT", at: str = "a1x") -> Ladder:
    """A problem of a village on its township's list that waits for those served."""
    ladder = Ladder(stage)
    await ladder.bank("a1", list_type=list_type)
    await ladder.triage()
    await ladder.down(at)
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    return ladder


async def coded(ladder: Ladder, *, number: str = "", by: str = "") -> rules.Code:
    """Opens an evaluation, by another than the one who closes, and gives the code."""
    code = rules.new_code()
    await ladder.do(
        by or ladder.caller(JUDGE),
        open_client_evaluation,
        OpenClientEvaluation,
        *opening(code, number),
    )
    return code


def opening(code: rules.Code, number: str = "") -> tuple[Any, ...]:
    channel = "MESSAGE" if number else "PAPER"
    return (channel, code.locator, hashlib.sha256(code.secret.encode()).digest(), number)


async def answered(stage: Any, code: rules.Code | str, rating: str, **given: Any) -> Any:
    """Answers by a code as nobody; gives whether it was replayed, or the code of the refusal."""
    told = code if isinstance(code, str) else code.shown
    device = given.get("device", b"a telephone of those served.....")
    said = AnswerByCode(
        given.get("key", uuid.uuid4().hex),
        told,
        rating,
        solved=given.get("solved", rating != "DISSATISFIED"),
        reason="",
        device=device,
    )
    try:
        return await answer_by_code(stage.sittings, given.get("viewer", NOBODY), said)
    except Refusal as refusal:
        return refusal.code


async def test_those_served_answer_once_by_a_code_and_without_an_account(stage) -> None:
    ladder = await evaluated(stage)
    code = await coded(ladder)
    secret = stage.rows("select * from ctx.client_code")
    assert code.secret not in str(secret), "only its hash is kept"
    assert await answered(
        stage, code.shown.lower().replace("-", " "), "SATISFIED", key="k" * 8
    ) is (False)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    row = stage.one(
        "select rating, solved, sealed, author_person from app.evaluation where party = 'CLIENT'"
    )
    assert row == ("SATISFIED", True, True, None)
    assert await answered(stage, code, "SATISFIED", key="k" * 8) is True, "the network was weak"
    assert await answered(stage, code, "DISSATISFIED") == "evaluation_code.not_open"
    assert stage.one("select count(*) from app.evaluation where party = 'CLIENT'") == 1
    assert stage.one("select act from audit.event where act = 'answer_by_code'") == "answer_by_code"
    assert stage.rows("select * from audit.verify()") == []


async def test_a_dissatisfied_answer_returns_the_problem_in_the_same_transaction(stage) -> None:
    ladder = await evaluated(stage)
    code = await coded(ladder)
    before = stage.one("select count(*) from app.outbox where kind = 'ProblemAnswered'")
    assert await answered(stage, code, "DISSATISFIED") is False
    now = ladder.now()
    assert (now["state"], now["returns"]) == ("RETURNED", 1)
    story = stage.rows(
        "select before, after, author_title from app.happening where act = 'record_dissatisfaction'"
    )
    assert story == [("SELF_EVALUATED", "RETURNED", "服务对象 Those served")]
    assert stage.one("select count(*) from app.outbox where kind = 'ProblemAnswered'") == before + 1
    xids = stage.rows(
        "select xmin from app.problem where id = %s union select xmin from app.evaluation"
        " where party = 'CLIENT'",
        ladder.problem,
    )
    assert len(xids) == 1


async def test_a_code_ends_by_age_by_another_code_and_by_five_wrong_tries(stage) -> None:
    ladder = await evaluated(stage)
    first, second = await coded(ladder), await coded(ladder)
    assert await answered(stage, first, "SATISFIED") == "evaluation_code.not_open"
    assert stage.rows("select state from app.evaluation_code order by opened_at, id") == [
        ("WITHDRAWN",),
        ("OPEN",),
    ]
    wrong = rules.Code(second.locator, rules.new_code().secret)
    for _ in range(5):
        assert await answered(stage, wrong, "SATISFIED") == "evaluation_code.not_open"
    assert await answered(stage, second, "SATISFIED") == "evaluation_code.not_open", "locked"
    third = await coded(ladder)
    stage.now += timedelta(days=30, seconds=1)
    assert await answered(stage, third, "SATISFIED") == "evaluation_code.not_open", "expired"
    assert ladder.now()["state"] == "SELF_EVALUATED"


async def test_a_device_that_guesses_is_stopped_and_the_guesses_stay_written_down(stage) -> None:
    ladder = await evaluated(stage)
    code = await coded(ladder)
    for _ in range(20):
        assert await answered(stage, rules.new_code(), "SATISFIED") == "evaluation_code.not_open"
    assert await answered(stage, code, "SATISFIED") == "evaluation_code.too_many_attempts"
    assert await answered(stage, "no code at all", "SATISFIED", device=b"another") == (
        "evaluation_code.not_open"
    )
    assert await answered(stage, code, "SATISFIED", device=b"the right one") is False


async def test_who_handles_answers_for_nobody_by_no_number_and_no_device(stage) -> None:
    ladder = await evaluated(stage)
    code = await coded(ladder)
    handler = await stage.viewer("a1x.handler")
    device = b"the handler's own telephone....."
    said = await answered(stage, code, "SATISFIED", viewer=handler, device=device)
    assert said == "evaluation_code.not_for_staff"
    assert await answered(stage, code, "SATISFIED", device=device) == "evaluation_code.conflict", (
        "signed out again, it is the same device"
    )
    await stage.done("a1.task_force", declare_handling_number, DeclareHandlingNumber(NUMBER))
    refusal = await ladder.refused(
        JUDGE, open_client_evaluation, OpenClientEvaluation, *opening(rules.new_code(), NUMBER)
    )
    assert refusal.code == "evaluation_code.conflict"
    refusal = await ladder.refused(
        JUDGE, record_client_answer, RecordClientAnswer, "SATISFIED", "TELEPHONE", "", True, NUMBER
    )
    assert refusal.code == "evaluation_code.conflict"
    for who in ("a1x.head", "a1x.handler", "a1.task_force", "city.organisation_department"):
        refusal = await ladder.refused(
            who, open_client_evaluation, OpenClientEvaluation, *opening(rules.new_code())
        )
        assert refusal.code in {"book.not_allowed", "problem.not_found"}, who
    assert await answered(stage, code, "SATISFIED") is False, "those served themselves"


async def test_one_number_or_device_does_not_answer_for_a_whole_unit(stage) -> None:
    first, second = await evaluated(stage), await evaluated(stage)
    code = await coded(first, number=NUMBER)
    assert await answered(stage, code, "SATISFIED") is False
    other = await coded(second, number=NUMBER)
    assert await answered(stage, other, "SATISFIED", device=b"a neighbour's") == (
        "evaluation_code.conflict"
    )
    said = ("SATISFIED", "TELEPHONE", "", True, NUMBER)
    refusal = await second.refused(JUDGE, record_client_answer, RecordClientAnswer, *said)
    assert refusal.code == "evaluation_code.conflict"
    other = await coded(second)
    assert await answered(stage, other, "SATISFIED") == "evaluation_code.conflict"
    assert await answered(stage, other, "SATISFIED", device=b"a neighbour's") is False


async def test_who_took_a_step_in_handling_does_not_take_the_answer(stage) -> None:
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "PETITION", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done("a.petition_bureau", report_problem, given)
    await ladder.do("a.petition_bureau", register_problem, RegisterProblem)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.problem set state = 'SELF_EVALUATED', holder = %s, holder_parent = %s,"
            " open_to = 3, lead_post = %s, listed_by = %s where id = %s",
            [
                stage.world.tenants["a1"],
                stage.world.tenants["a"],
                key_of("post", "a1.head"),
                stage.world.tenants["a"],
                ladder.problem,
            ],
        )
    refusal = await ladder.refused(
        BUREAU, record_client_answer, RecordClientAnswer, "SATISFIED", "VISIT", "在其家中", True
    )
    assert refusal.code == "evaluation.in_the_line"


async def test_who_found_a_breach_judges_and_takes_the_answer(stage) -> None:
    ladder = await evaluated(stage)
    found = (key_of("tenant", "a1"), "identity_leak", "组织部决定〔2026〕1号")
    await ladder.do(JUDGE, find_breach, FindBreach, *found)
    await ladder.answer("SATISFIED", by=JUDGE)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"


async def test_no_answer_is_not_consent(stage) -> None:
    ladder = await evaluated(stage)
    silent = ("NO_ANSWER", None, "现场已核查")
    stage.now += timedelta(days=31)
    refusal = await ladder.refused(JUDGE, record_client_answer, RecordClientAnswer, *silent)
    assert refusal.code == "problem.no_answer_is_no_consent", "nobody was asked"
    await coded(ladder)
    stage.now += timedelta(days=29)
    refusal = await ladder.refused(JUDGE, record_client_answer, RecordClientAnswer, *silent)
    assert refusal.code == "problem.no_answer_is_no_consent", "they were asked 29 days ago"
    stage.now += timedelta(days=1)
    refusal = await ladder.refused(BUREAU, record_client_answer, RecordClientAnswer, *silent)
    assert refusal.code == "problem.not_found", "only petitions are the petition bureau's"
    refusal = await ladder.refused(
        JUDGE, record_client_answer, RecordClientAnswer, "NO_ANSWER", None, ""
    )
    assert refusal.code == "problem.no_answer_is_no_consent", "without an on-site check"
    refusal = await ladder.refused(JUDGE, record_client_answer, RecordClientAnswer, *silent, True)
    assert refusal.code == "evaluation.solved_unsaid"
    await ladder.answer("NO_ANSWER", by=JUDGE)
    assert stage.one("select rating from app.evaluation where party = 'CLIENT'") == "NO_ANSWER"
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS, **PARTY)
    assert refusal.code == "closing.by_who_waived"
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        another = checked(connection, stage.world, "a")
    await ladder.close(by=another)


async def test_they_are_asked_from_the_code_on_that_was_given_last(stage, monkeypatch) -> None:
    ladder = await evaluated(stage)
    await coded(ladder)
    stage.now += timedelta(days=30)
    code = await coded(ladder)
    stage.now += timedelta(minutes=5)
    silent = ("NO_ANSWER", None, "现场已核查")
    refusal = await ladder.refused(JUDGE, record_client_answer, RecordClientAnswer, *silent)
    assert refusal.code == "problem.no_answer_is_no_consent", "the first went to a wrong number"
    with monkeypatch.context() as without:
        without.setattr("ledger.closing.record_client_answer.WAIT", timedelta())
        with pytest.raises(IntegrityError, match="nobody was asked thirty days ago"):
            await ladder.answer("NO_ANSWER", by=JUDGE)
    assert ladder.now()["state"] == "SELF_EVALUATED"
    assert await answered(stage, code, "SATISFIED") is False, "the code is good still"


async def test_a_code_of_an_earlier_round_asks_nobody_of_this_one(stage) -> None:
    ladder = await evaluated(stage)
    await answered(stage, await coded(ladder), "DISSATISFIED")
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    stage.now += timedelta(days=31)
    silent = ("NO_ANSWER", None, "现场已核查")
    refusal = await ladder.refused(JUDGE, record_client_answer, RecordClientAnswer, *silent)
    assert refusal.code == "problem.no_answer_is_no_consent"


async def test_a_panel_passes_over_a_dissatisfied_answer_that_stays_one(stage) -> None:
    ladder = await evaluated(stage)
    await ladder.answer("DISSATISFIED", by=JUDGE)
    people = [key_of("post", f"a1.{post}") for post in ("head", "task_force", "handler")]
    reasons = "诉求于法无据，复查复核程序均已终结，合议不予支持。"
    for panel, code in (
        (people[:2], "problem.panel_refused"),
        ([*people[:2], people[1]], "problem.panel_refused"),
        ([*people[:2], key_of("post", "a1x.head")], "problem.panel_refused"),
    ):
        given = ("steps_used_up", reasons, tuple(panel))
        refusal = await ladder.refused(JUDGE, override_refusal, OverrideRefusal, *given)
        assert refusal.code == code
    given = ("steps_used_up", reasons, tuple(people))
    refusal = await ladder.refused("a1x.head", override_refusal, OverrideRefusal, *given)
    assert refusal.code == "book.not_allowed"
    await ladder.do(JUDGE, override_refusal, OverrideRefusal, *given)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    await ladder.close(by=JUDGE)
    assert stage.rows(
        "select party, rating from app.evaluation where party in ('CLIENT', 'PANEL') order by party"
    ) == [("CLIENT", "DISSATISFIED"), ("PANEL", "PASS")]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"root_cause": "WEATHER"}, "problem.ground_unknown"),
        ({"party_building_reason": " "}, "record.text_refused"),
        ({"mechanism": ""}, "closing.lesson_missing"),
        ({"follow_ups": (FollowUpText("NONE_NEEDED", "个案"),)}, "closing.lesson_missing"),
        (
            {"mechanism": "", "follow_ups": (FollowUpText("NONE_NEEDED", ""),)},
            "record.text_refused",
        ),
        ({"follow_ups": (FollowUpText("PARTY", "排查"),)}, "problem.ground_unknown"),
        ({"team_problem_control": 101}, "record.number_refused"),
    ],
)
async def test_nothing_closes_without_what_was_learned(stage, given, code) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.problem set state = 'CLIENT_EVALUATED', listed_by = %s, listed_parent = %s,"
            " holder = %s, holder_parent = %s",
            [stage.world.tenants[name] for name in ("a1", "a", "a1x", "a1")],
        )
    names = list(CloseProblem.__dataclass_fields__)[2:]
    asked = dict(zip(names, LESSONS, strict=False)) | given
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, **asked)
    assert refusal.code == code


async def test_a_closing_orders_what_outlasts_it_and_the_unit_reports_it(stage) -> None:
    ladder = await evaluated(stage)
    await ladder.answer("BASICALLY_SATISFIED", by=JUDGE)
    orders = (
        FollowUpText("SWEEP", "排查全镇水渠", stage.now.date() + timedelta(days=30)),
        FollowUpText("PREVENTION", "汛前清淤"),
    )
    lessons = (*LESSONS[:-1], "", orders)
    await ladder.do(JUDGE, close_problem, CloseProblem, *lessons, **PARTY)
    sheet = stage.one("select level, about, handled_by, lead_person, closed_by from app.closing")
    assert sheet == (
        stage.world.tenants["a1"],
        stage.world.tenants["a1x"],
        key_of("person", "a1x.handler"),
        key_of("person", "a1x.head"),
        key_of("person", JUDGE),
    )
    sweep, version = stage.one("select id, version from app.follow_up where kind = 'SWEEP'")
    given = ReportFollowUp(sweep, version, "排查十二条，整治三条")
    assert (await stage.refused("a1y.head", report_follow_up, given)).code == "follow_up.not_found"
    assert (await stage.refused("a1.head", report_follow_up, given)).code == "book.not_allowed"
    await stage.done("a1x.head", report_follow_up, given)
    again = ReportFollowUp(sweep, version + 1, "再报")
    assert (await stage.refused("a1x.head", report_follow_up, again)).code == "follow_up.not_open"


async def test_the_database_holds_the_closer_apart_from_handler_and_leader(stage) -> None:
    ladder = await evaluated(stage)
    await ladder.answer("SATISFIED", by=JUDGE)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for column in ("handled_by", "lead_post"):
            held = key_of("person", JUDGE) if column == "handled_by" else key_of("post", JUDGE)
            connection.execute("savepoint tried")
            connection.execute("set session_replication_role = replica")
            connection.execute(f"update app.problem set {column} = %s", [held])
            connection.execute("set session_replication_role = origin")
            with pytest.raises(psycopg.errors.CheckViolation, match="closing_by_another_check"):
                connection.execute(
                    "insert into app.closing (root, id, holder, problem_id, closed_by, root_cause,"
                    " party_building_reason, team_problem_control, chief_duty_bearing,"
                    " cadre_work_drive, author_tenant, author_person) select root,"
                    " gen_random_uuid(), holder, id, %s, 'STYLE', 'x', 1, 1, 1, holder, %s"
                    " from app.problem",
                    [key_of("person", JUDGE)] * 2,
                )
            connection.execute("rollback to tried")
