"""Levels tighten what ships: what admits, what closes; they name who leads a list. Never looser."""

from datetime import date, timedelta

import psycopg
import pytest
from sqlalchemy import create_engine

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.confirm_step import ConfirmStep, confirm_step
from ledger.problems.list_problem import ListProblem, list_problem
from ledger.problems.reject_problem import RejectProblem, reject_problem
from ledger.problems.standards import Tightening
from ledger.problems.triage_problem import TriageProblem, triage_problem
from ledger.scores.counting import asked_itself, named
from ledger.scores.items import participation
from ledger.scores.periods import Period
from ledger.settings.set_problem_settings import (
    ClosureText,
    LeadOrgan,
    SetProblemSettings,
    set_problem_settings,
)
from tests.ledger.acting import Client
from tests.ledger.asking import tenant_id
from tests.ledger.conftest import Stage
from tests.ledger.ladder import LESSONS, Ladder
from tests.world import checked, key_of

PHOTO = Tightening("AUDIT", "photo", "附现场照片", "a photo of the site is attached")
SIGNED = Tightening("AUDIT", "signed", "经办人签字", "signed by whoever found it")
JUDGE = "a.organisation_department"
QUERY = """query ($t: ID!) { admissionStandards(tenant: $t) { admission { listType
  added { key zh by } closureTests { admission months most } lead { zh en unit name }
  guards { zh } tracks { key } statutoryActs { key }
  statutoryClocks { stage amount unit source confidence tracks } } } }"""


async def tighten(stage: Stage, who: str, number: int = 0, **said: object) -> None:
    await stage.done(who, set_problem_settings, SetProblemSettings(number, **said))


async def test_what_a_level_adds_must_be_met_in_its_line_and_the_trace_names_it(
    stage: Stage,
) -> None:
    await tighten(stage, "city.task_force", admission_lines=(PHOTO,))
    await tighten(stage, "a.task_force", admission_lines=(SIGNED,))
    ladder = Ladder(stage)
    await ladder.report("a1x")
    for met in ((), ("photo",)):
        refusal = await ladder.refused(
            "a1x.task_force", admit_problem, AdmitProblem, "finding", met
        )
        assert refusal.code == "problem.tightening_unmet"
        assert "signed" in refusal.facts["unmet"]
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "finding", ("photo", "signed"))
    admitted = stage.one(
        "select concat_ws(chr(10), admission, admission_zh, admission_en) from app.problem where id = %s",
        ladder.problem,
    )
    assert "附现场照片（测试市）" in admitted
    assert "经办人签字（甲县）" in admitted
    other = Ladder(stage)
    await other.report("b1x")
    refusal = await other.refused("b1x.task_force", admit_problem, AdmitProblem, "finding")
    assert refusal.facts["unmet"] == "photo", "the other county added nothing"
    rejected = Ladder(stage)
    await rejected.report("a1x")
    await rejected.do("a1x.task_force", reject_problem, RejectProblem, "not_met", "无照片")
    await rejected.do("a1x.head", confirm_step, ConfirmStep)
    told = stage.one(
        "select concat_ws(chr(10), admission, admission_zh, admission_en) from app.problem where id = %s",
        rejected.problem,
    )
    assert "AUDIT/photo [测试市]" in told
    petition = Ladder(stage)
    await petition.bank("a1x", list_type="PETITION")


async def test_the_same_key_further_down_does_not_undo_what_was_asked_further_up(
    stage: Stage,
) -> None:
    none = Tightening("AUDIT", "photo", "可不附照片", "a photo is not needed")
    await tighten(stage, "city.task_force", admission_lines=(PHOTO,))
    await tighten(stage, "a1.task_force", admission_lines=(none,))
    ladder = Ladder(stage)
    await ladder.report("a1x")
    refusal = await ladder.refused("a1x.task_force", admit_problem, AdmitProblem, "finding")
    assert refusal.facts["unmet"] == "photo"
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "finding", ("photo",))
    admitted = stage.one(
        "select concat_ws(chr(10), admission, admission_zh, admission_en) from app.problem where id = %s",
        ladder.problem,
    )
    assert "附现场照片（测试市）" in admitted
    assert "可不附照片（甲一镇）" in admitted


async def test_a_closure_test_is_tightened_and_never_loosened(stage: Stage) -> None:
    longer = ClosureText("AUDIT", "finding", 2, 0)
    await tighten(stage, "city.task_force", closure_tests=(longer,))
    for looser in ((1, 0), (2, 1)):
        given = SetProblemSettings(0, closure_tests=(ClosureText("AUDIT", "finding", *looser),))
        refusal = await stage.refused("a.task_force", set_problem_settings, given)
        assert refusal.code == "setting.not_tighter", looser
    shipped = SetProblemSettings(0, closure_tests=(ClosureText("PETITION", "joint", 3, 0),))
    refusal = await stage.refused("a.task_force", set_problem_settings, shipped)
    assert refusal.code == "setting.not_tighter", "six months ship"
    await tighten(stage, "a.task_force", closure_tests=(ClosureText("AUDIT", "finding", 3, 0),))
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    stage.now += timedelta(days=70)
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert refusal.code == "closing.under_observation"
    stage.now += timedelta(days=30)
    await ladder.close(by=JUDGE)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"admission_lines": (PHOTO, PHOTO)}, "setting.value_refused"),
        (
            {"admission_lines": (Tightening("AUDIT", "finding", "一", "a"),)},
            "setting.value_refused",
        ),
        ({"admission_lines": (Tightening("AUDIT", "a b", "一", "a"),)}, "setting.value_refused"),
        ({"admission_lines": (Tightening("AUDIT", "x", "一; 二", "a"),)}, "setting.value_refused"),
        ({"admission_lines": (Tightening("AUDIT", "x", " ", "a"),)}, "record.text_refused"),
        ({"closure_tests": (ClosureText("AUDIT", "nothing", 3, 0),)}, "setting.value_refused"),
        ({"closure_tests": (ClosureText("AUDIT", "finding", 0, 0),)}, "record.number_refused"),
        ({"lead_organs": (LeadOrgan("AUDIT", key_of("tenant", "b")),)}, "problem.unit_not_found"),
        ({"lead_organs": (LeadOrgan("AUDIT", key_of("tenant", "a1x")),)}, "problem.unit_not_found"),
    ],
)
async def test_what_cannot_be_meant_is_refused_and_nothing_changes(
    stage: Stage, said: dict[str, object], code: str
) -> None:
    given = SetProblemSettings(0, **said)
    assert (await stage.refused("a.task_force", set_problem_settings, given)).code == code


async def test_the_six_lists_are_read_with_lead_clocks_acts_and_what_was_added(
    client: Client,
) -> None:
    stage = client.stage
    line = {"listType": "PETITION", "key": "visited", "zh": "已入户核实", "en": "visited"}
    named = {"listType": "PETITION", "unit": tenant_id("a1")}
    test = {"listType": "PETITION", "admission": "joint", "months": 9, "most": 0}
    told = await client.act(
        "a.task_force", "setProblemSettings", "problemSetting { admissionLines closureTests }",
        expectedNumber=0, admissionLines=[line], closureTests=[test], leadOrgans=[named],
    )  # fmt: skip  # columns side by side
    assert told["problemSetting"] == {
        "admissionLines": ["PETITION/visited: 已入户核实 / visited"],
        "closureTests": ["PETITION/joint=9,0"],
    }
    found = (await client.ask("a1x.head", QUERY, {"t": tenant_id("a1x")}))["data"]
    lists = {one["listType"]: one for one in found["admissionStandards"]["admission"]}
    assert len(lists) == 6
    assert all(one["lead"]["zh"] and one["guards"]["zh"] for one in lists.values())
    assert all(one["statutoryClocks"] and one["statutoryActs"] for one in lists.values())
    petition = lists["PETITION"]
    assert petition["added"] == [{"key": "visited", "zh": "已入户核实", "by": "甲县"}]
    assert petition["closureTests"] == [{"admission": "joint", "months": 9, "most": 0}]
    assert (petition["lead"]["unit"], petition["lead"]["name"]) == (tenant_id("a1"), "甲一镇")
    assert lists["AUDIT"]["lead"]["unit"] is None
    elsewhere = (await client.ask("b.head", QUERY, {"t": tenant_id("b")}))["data"]
    other = {one["listType"]: one for one in elsewhere["admissionStandards"]["admission"]}
    assert other["PETITION"]["added"] == []
    assert other["PETITION"]["closureTests"] == [{"admission": "joint", "months": 6, "most": 0}]
    assert stage.one("select count(*) from app.problem_setting") == 1


async def evaluated(stage: Stage, list_type: str) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a", list_type=list_type)
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    return ladder


async def test_what_served_nobody_is_waived_with_a_reason_and_counted_nowhere(
    stage: Stage,
) -> None:
    ladder = await evaluated(stage, "AUDIT")
    tried = RecordClientAnswer, "NO_CLIENT", None
    for who, said, code in (
        (JUDGE, ("", None), "record.text_refused"),
        (JUDGE, ("审计问题", True), "evaluation.solved_unsaid"),
        ("a.petition_bureau", ("审计问题", None), "book.not_allowed"),
    ):
        refusal = await ladder.refused(who, record_client_answer, *tried, *said)
        assert refusal.code == code, who
    await ladder.do(JUDGE, record_client_answer, *tried, "审计问题，无服务对象", None)
    assert ladder.now()["state"] == "CLIENT_EVALUATED"
    rated = "select rating from app.evaluation where party = 'CLIENT'"
    assert stage.one(rated) == "NO_CLIENT"
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert refusal.code == "closing.by_who_waived"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        another = checked(connection, stage.world, "a")
    await ladder.close(by=another)
    quarter = Period("2026-Q2", date(2026, 4, 1), date(2026, 7, 1))
    said = named(stage.world.tenants["a1"], quarter)
    engine = create_engine(
        "postgresql+psycopg://", creator=lambda: psycopg.connect(stage.database.superuser_dsn)
    )
    with engine.connect() as found:
        assert found.execute(participation(asked_itself()), said).all() == [], (
            "nobody could take part"
        )
    engine.dispose()
    petition = await evaluated(stage, "PETITION")
    said = "匿名来信", None
    refusal = await petition.refused(JUDGE, record_client_answer, *tried, *said)
    assert refusal.code == "evaluation.client_known", "nothing says that it is anonymous"
    query = (
        "insert into app.petitioner (root, id, holder, problem_id, kind, matter, channel,"
        " author_tenant, author_person) select root, gen_random_uuid(), holder, id, %s, 'REQUEST',"
        " 'LETTER', holder, reported_by from app.problem where id = %s"
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(query, ["ANONYMOUS", petition.problem])
    await petition.do(JUDGE, record_client_answer, *tried, *said)
    assert petition.now()["state"] == "CLIENT_EVALUATED"


async def test_a_problem_says_how_it_is_rectified_and_a_measure_of_which_kind_it_is(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.do("a.task_force", list_problem, ListProblem)
    odd = TriageProblem, "SET_TIME", "", "ALONE"
    refusal = await ladder.refused("a.task_force", triage_problem, *odd)
    assert refusal.code == "problem.ground_unknown"
    given = {"problem": f"Problem_{ladder.problem}", "label": "SET_TIME", "mode": "JOINT"}
    version = ladder.now()["version"]
    told = await client.act(
        "a.task_force", "triageProblem", "problem { mode }", expectedVersion=version, **given
    )
    assert told["problem"] == {"mode": "JOINT"}
    await ladder.down("a1")
    await ladder.sign()
    measure = {
        "text": "清淤",
        "ownerPost": f"Post_{key_of('post', 'a1.handler')}",
        "dueOn": "2026-04-20",
        "approach": "PREVENT",
    }
    told = await client.act(
        "a1.handler",
        "startRectifyingProblem",
        "problem { measures { approach } }",
        problem=f"Problem_{ladder.problem}",
        expectedVersion=ladder.now()["version"],
        measures=[measure],
    )
    assert told["problem"]["measures"] == [{"approach": "PREVENT"}]
