"""Figures that a level tightens for its line: they hold for what begins after, and never loosen."""

from datetime import date, datetime, timedelta

import psycopg
import pytest

from ledger.clocks.allowing import FIXED
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import STAGES
from ledger.clocks.replaying import replay_answered
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.figures import FIGURES
from ledger.problems.hand_down import HandDown, hand_down
from ledger.rechecks.draw_recheck_sample import DrawRecheckSample, draw_recheck_sample
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from ledger.settings.set_problem_settings import (
    FigureText,
    SetProblemSettings,
    set_problem_settings,
)
from schema.intake.types import FigureUnit
from schema.settings.figures import SettingFigure
from server.sweeping import propose
from storage.ids import printed
from tests.ledger.acting import Client
from tests.ledger.backlog import as_xlsx, many
from tests.ledger.ladder import DEADLINE, Ladder
from tests.ledger.replaying import differing
from tests.ledger.test_closing import answered, coded, evaluated
from tests.ledger.test_intake_import import taken
from tests.ledger.test_rechecks import OTHER, another_judge
from tests.world import key_of

CLOSER = "a.organisation_department"
TODAY = date(2026, 4, 15)
TRACE = """query ($p: ID!) { deadlineTrace(problem: $p) { textZh
  clocks { stage limit source dueOn } } }"""


async def tighten(stage, who: str, number: int = 0, **figures: int) -> None:
    said = tuple(FigureText(key, value) for key, value in figures.items())
    await stage.done(who, set_problem_settings, SetProblemSettings(number, figures=said))


async def loosened(stage, who: str, number: int = 0, **figures: int) -> str:
    said = tuple(FigureText(key, value) for key, value in figures.items())
    given = SetProblemSettings(number, figures=said)
    return (await stage.refused(who, set_problem_settings, given)).code


def test_what_ships_is_told_as_it_ships() -> None:
    assert [one.value for one in SettingFigure] == list(FIGURES)
    assert {one.unit for one in FIGURES.values()} == {one.value for one in FigureUnit}
    stages = set(STAGES.values()) - FIXED
    assert {f"STAGE_{stage}" for stage in stages} == {
        key for key in FIGURES if key.startswith("STAGE_")
    }
    for stage in stages:
        limit = shipped().on(Clock.LEVEL, stage, TODAY)
        one = FIGURES[f"STAGE_{stage}"]
        assert limit is not None
        assert (limit.amount, limit.unit.value) == (one.shipped, one.unit), stage
    for label in ("AT_ONCE", "SET_TIME", "STAGED"):
        limit = shipped().on(Clock.RECTIFICATION, label, TODAY)
        assert limit is not None
        assert limit.amount == FIGURES[f"CLASS_{label}"].shipped


async def test_a_figure_is_tightened_down_the_line_and_never_loosened(stage) -> None:
    await tighten(stage, "city.task_force", CLASS_SET_TIME=40, RECHECK_SHARE=20)
    for said, code in (
        ({"CLASS_SET_TIME": 41}, "setting.figure_loosened"),
        ({"RECHECK_SHARE": 19}, "setting.figure_loosened"),
        ({"CLASS_SET_TIME": 61}, "record.number_refused"),
        ({"RECHECK_SHARE": 101}, "record.number_refused"),
        ({"STAGE_ACCEPT": 1}, "setting.value_refused"),
    ):
        assert await loosened(stage, "a.task_force", **said) == code, said
    twice = (FigureText("CLASS_STAGED", 90), FigureText("CLASS_STAGED", 80))
    refusal = await stage.refused(
        "a.task_force", set_problem_settings, SetProblemSettings(0, figures=twice)
    )
    assert refusal.code == "setting.value_refused"
    assert stage.rows("select 1 from app.problem_setting where holder_slot = 3") == []
    await tighten(stage, "a.task_force", CLASS_SET_TIME=30)
    await tighten(stage, "a.task_force", 1, CLASS_SET_TIME=40)  # its own word may be taken back


async def test_the_days_of_a_class_bind_who_classes_and_who_hands_down(stage) -> None:
    early = Ladder(stage)
    await early.bank("a")
    await early.triage()
    before = early.now()["due_on"]
    await tighten(stage, "city.task_force", CLASS_SET_TIME=9)
    assert early.now()["due_on"] == before, "what runs keeps its own"
    for ladder, at, days in ((Ladder(stage), "a", 9), (Ladder(stage), "b", 9)):
        await ladder.bank(at)
        await ladder.triage()
        last = TODAY + timedelta(days=days)
        given = (key_of("tenant", f"{at}1"), key_of("post", f"{at}1.head"), DEADLINE)
        refusal = await ladder.refused(f"{at}.task_force", hand_down, HandDown, *given)
        assert (refusal.code, refusal.facts["latest"]) == ("problem.deadline_too_late", str(last))
        await ladder.down(f"{at}1", deadline=last)
        ordered = "select due_on from app.happening where problem_id = %s and act = 'hand_down'"
        assert stage.one(ordered, ladder.problem) == last
    loose = Ladder(stage)
    await loose.bank("a")
    await loose.triage("STAGED")
    await loose.down("a1")
    ordered = "select due_on from app.happening where problem_id = %s and act = 'hand_down'"
    assert stage.one(ordered, loose.problem) == DEADLINE, "the control: another class"
    assert differing(stage) == []


async def test_a_stage_that_begins_later_is_shorter_and_the_trace_reads_what_stood_then(
    client: Client,
) -> None:
    stage = client.stage
    await tighten(stage, "a.task_force", STAGE_SUBMIT=2, STAGE_ANSWER=1)
    first, beside = Ladder(stage), Ladder(stage)
    await first.bank("a1")
    await beside.bank("b1")
    await tighten(stage, "a.task_force", 1, STAGE_SUBMIT=1)
    second = Ladder(stage)
    await second.bank("a1")
    # Nor does taking it back give a day to what began under it.
    await tighten(stage, "a.task_force", 2)

    async def clock(ladder: Ladder, stage_name: str) -> tuple[int, str, str]:
        asked = {"p": printed("Problem", ladder.problem)}
        who = f"{ladder.now()['holder']}.head"
        told = (await client.ask(who, TRACE, asked))["data"]["deadlineTrace"]
        one = [one for one in told["clocks"] if one["stage"] == stage_name][-1]
        return one["limit"], one["source"], one["dueOn"]

    assert await clock(first, "SUBMIT") == (2, "各级设定", "2026-04-17")
    assert await clock(second, "SUBMIT") == (1, "各级设定", "2026-04-16")
    assert await clock(beside, "SUBMIT") == (
        5,
        "本系统规则：各环节时限，各级可缩短",
        "2026-04-22",
    ), "the control"
    assert first.now()["due_on"] == date(2026, 4, 17)
    allowed = "select allowed from app.happening where problem_id = %s and act = 'admit_problem'"
    assert [stage.one(allowed, one.problem) for one in (first, second, beside)] == [2, 1, None]
    assert differing(stage) == [], "a replay apart from the acts reads it, too"


async def test_nobody_shortens_the_time_of_a_level_above(stage) -> None:
    await tighten(stage, "a1.task_force", STAGE_ANSWER=1, STAGE_SUBMIT=1)
    await tighten(stage, "b.task_force", STAGE_ANSWER=1)
    for at, days in (("a1", 5), ("b1", 1)):
        ladder = Ladder(stage)
        await ladder.bank(at)
        await ladder.submit()
        waits = "select allowed from app.happening where problem_id = %s and after = %s"
        assert stage.one(waits, ladder.problem, "PENDING_UPPER") == (None if days == 5 else 1)
        own = stage.one(waits, ladder.problem, "BANKED")
        assert own == (1 if at == "a1" else None), "its own time it may"


async def test_the_superior_says_after_how_much_it_is_proposed_to_and_asked(stage) -> None:
    late = Ladder(stage)
    await late.bank("a1")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set returns = 1, overdue = true")
    day = stage.one("select due_on from app.problem") + timedelta(days=4)
    relay = stage.database.relay_dsn
    await tighten(stage, "a1.task_force", PROPOSE_OVERDUE=1, ESCALATE_RETURNS=1)
    assert await propose(relay, today=day) == 0, "the control: whoever is late says nothing of it"
    await tighten(stage, "a.task_force", PROPOSE_OVERDUE=3)
    assert await propose(relay, today=day) == 1
    await tighten(stage, "a.task_force", 1, PROPOSE_OVERDUE=3, ESCALATE_RETURNS=1)
    assert await propose(relay, today=day) == 1
    kinds = "select kind from app.escalation order by kind"
    assert stage.rows(kinds) == [("OVERDUE",), ("RETURNED",)]


async def test_what_is_widespread_is_what_the_level_says(stage) -> None:
    for at in ("a1", "a2"):
        await Ladder(stage).bank(at)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set category = 'construction'")
    relay = stage.database.relay_dsn
    assert await propose(relay, today=TODAY) == 0, "the control: five in three ship"
    await tighten(stage, "a.task_force", PROPOSE_ITEMS=2, PROPOSE_UNITS=2)
    assert await propose(relay, today=TODAY + timedelta(days=91)) == 0
    assert await propose(relay, today=TODAY) == 1
    seen = stage.one("select kind, items, units, holder from app.escalation")
    assert seen == ("WIDESPREAD", 2, 2, stage.world.tenants["a"])
    await tighten(stage, "city.task_force", PROPOSE_DAYS=120)
    assert await propose(relay, today=TODAY + timedelta(days=91)) == 1, "another quarter"


@pytest.mark.parametrize("least", [2, 1])
async def test_after_how_many_returns_a_handler_asks_is_said_above(stage, least: int) -> None:
    await tighten(stage, "a1.task_force", ESCALATE_RETURNS=1)
    if least == 1:
        await tighten(stage, "a.task_force", ESCALATE_RETURNS=1)
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    asked = (escalate_problem, EscalateProblem, "请上级统筹", "beyond_authority")
    if least == 1:
        await ladder.do("a1.head", *asked)
        assert ladder.now()["state"] == "PENDING_UPPER"
    else:
        refusal = await ladder.refused("a1.head", *asked)
        assert (refusal.code, refusal.facts["returns"]) == ("problem.too_early_to_escalate", "2")


async def closed(stage, label: str) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    await ladder.triage(label)
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=CLOSER)
    await ladder.close(by=CLOSER)
    return ladder


async def test_what_a_line_closes_from_then_on_is_looked_at_as_it_has_set(stage) -> None:
    looks = "select due_on from app.recheck where problem_id = %s order by due_on"
    early = await closed(stage, "AT_ONCE")
    await tighten(stage, "a.task_force", RECHECK_FIRST=10, RECHECK_LAST=365, RECHECK_AFTER_POOR=5)
    late = await closed(stage, "AT_ONCE")
    for ladder, days in ((early, (30, 90, 180)), (late, (10, 90, 365))):
        due = [(TODAY + timedelta(days=n),) for n in days]
        assert stage.rows(looks, ladder.problem) == due, days
    another_judge(stage)
    stage.now += timedelta(days=10)
    await late.do(OTHER, open_recheck, OpenRecheck, "ON_SITE")
    await late.do(OTHER, pass_recheck, PassRecheck, "POOR", "水流不畅")
    second = "select due_on from app.recheck where reason = 'SECOND'"
    assert stage.one(second) == TODAY + timedelta(days=15)
    assert differing(stage) == []


async def test_a_sample_is_as_large_as_the_line_has_set(stage) -> None:
    for _ in range(3):
        await closed(stage, "SET_TIME")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        held = [stage.world.tenants["a"], stage.world.tenants["city"]]
        connection.execute("update app.closing set level = %s, level_parent = %s", held)
    await tighten(stage, "city.task_force", RECHECK_SHARE=50)
    stage.now = datetime(2026, 7, 1, 2, tzinfo=stage.now.tzinfo)
    await stage.done(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    drawn = stage.one("select share_percent, population, drawn from app.recheck_sample")
    assert drawn == (50, 3, 2), "a tenth of three would be one"


async def test_the_organisation_department_has_the_days_that_its_own_levels_set(stage) -> None:
    waits = "select allowed from app.happening where problem_id = %s and after = 'CLIENT_EVALUATED'"
    await tighten(stage, "a1.task_force", STAGE_ORGANISATION_EVALUATE=1)
    first = await closed(stage, "SET_TIME")
    assert stage.one(waits, first.problem) is None, "a township sets no time of the county's"
    await tighten(stage, "a.task_force", STAGE_ORGANISATION_EVALUATE=4)
    second = await closed(stage, "SET_TIME")
    assert stage.one(waits, second.problem) == 4


@pytest.mark.parametrize(("rating", "days"), [("SATISFIED", 4), ("DISSATISFIED", 2)])
async def test_an_answer_by_code_reads_them_and_the_relay_replays_them(
    stage, rating: str, days: int
) -> None:
    await tighten(stage, "a.task_force", STAGE_ORGANISATION_EVALUATE=4, STAGE_REWORK=2)
    ladder = await evaluated(stage)
    await answered(stage, await coded(ladder), rating)
    told = "select allowed from app.happening where author_person is null"
    assert stage.one(told) == days
    async with await psycopg.AsyncConnection.connect(stage.database.relay_dsn) as connection:
        assert await replay_answered(connection) == 1
    assert differing(stage) == []


async def test_what_is_imported_has_the_time_that_the_line_has_set(stage, tmp_path) -> None:
    await tighten(stage, "a.task_force", STAGE_SCREEN=4)
    await taken(stage, as_xlsx(tmp_path / "backlog.xlsx", list(many(2))), register=True)
    told = "select distinct after, allowed from app.happening order by after"
    assert stage.rows(told) == [("COLLECTED", None), ("REGISTERED", 4)]
    assert differing(stage) == []


async def test_figures_are_set_and_read_through_graphql(client: Client) -> None:
    told = await client.act(
        "a.task_force",
        "setProblemSettings",
        "problemSetting { figures }",
        expectedNumber=0,
        figures=[{"figure": "STAGE_PLEDGE", "value": 3}, {"figure": "RECHECK_LAST", "value": 365}],
    )
    assert told["problemSetting"] == {"figures": ["STAGE_PLEDGE=3", "RECHECK_LAST=365"]}
    query = """query ($t: ID!) { admissionStandards(tenant: $t) {
        figures { figure zh en value shipped bound unit } } }"""
    for unit, value in (("a1", 3), ("b1", 5)):
        asked = {"t": printed("Tenant", key_of("tenant", unit))}
        seen = (await client.ask(f"{unit}.head", query, asked))["data"]["admissionStandards"]
        assert len(seen["figures"]) == len(FIGURES)
        (one,) = [one for one in seen["figures"] if one["figure"] == "STAGE_PLEDGE"]
        assert one["value"] == value, unit
        assert (one["zh"], one["shipped"], one["bound"], one["unit"]) == (
            "亮承诺时限",
            5,
            1,
            "WORKING_DAY",
        )
