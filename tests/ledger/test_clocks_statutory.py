"""Each of the six lists has the statutory clocks that regulations give it, and acts that end them."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.clocks.calendar import NATIONAL, civil
from ledger.clocks.deadlines import ClockEvent, DeadlineTrace, Kind, trace
from ledger.clocks.declare_calendar_day import DeclareCalendarDay, declare_calendar_day
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import traced
from ledger.clocks.replaying import replay_declared
from ledger.clocks.statutory import ACTS, CLOCKS, TRACKS, objecting_stage
from ledger.closing.record_client_answer import RecordClientAnswer, record_client_answer
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.record_statutory import RecordStatutory, record_statutory
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.resolve_on_spot import ResolveOnSpot, resolve_on_spot
from ledger.problems.rules import LISTS
from schema.problems.enums import StatutoryTrack
from schema.problems.statutory import StatutoryActKind
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.replaying import differing
from tests.reference import clocks_model as model

GIVEN = {
    "INSPECTION": {(30, "DAY"), (60, "DAY"), (180, "DAY")},
    "AUDIT": {(10, "DAY"), (60, "DAY")},
    "SUPERVISION": {(5, "DAY"), (15, "DAY"), (30, "DAY"), (20, "DAY")},
    "PETITION": {(15, "DAY"), (60, "DAY"), (30, "DAY")},
    "HOTLINE_12345": {(0, "DAY"), (24, "HOUR"), (3, "WORKING_DAY"), (5, "WORKING_DAY")},
    "PUBLIC_OPINION": {(5, "HOUR"), (24, "HOUR"), (48, "HOUR")},
}
"""What the domain paper (section 5) gives each list."""
STAGES = list(dict.fromkeys(one.stage for one in CLOCKS))
AT = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
STATES = {"COLLECTED", "REGISTERED", "BANKED", "ASSIGNED"}
WAYS = {"ASSIGNED": ["BANKED", "ASSIGNED"]}
QUERY = """query ($p: ID!) { deadlineTrace(problem: $p) {
  textZh dueOn clocks { clock stage state dueOn source confidence } } }"""


def test_every_list_has_what_the_domain_paper_gives_it_with_its_source() -> None:
    for name in LISTS:
        mine = [shipped().on(Clock.STATUTORY, one.stage, date(2026, 1, 1)) for one in CLOCKS
                if one.list_type == name]  # fmt: skip  # one line is one thought
        assert {(one.amount, str(one.unit)) for one in mine if one} == GIVEN[name]
        assert all(one and one.source for one in mine)
    limits = {stage for clock, stage in shipped().versions if clock is Clock.STATUTORY}
    assert limits == set(STAGES), "a limit that no clock uses, or a clock without a limit"
    assert {one.list_type for one in ACTS.values()} == set(LISTS)
    assert set(StatutoryActKind.__members__) == set(ACTS)
    tracks = {one.key for known in TRACKS.values() for one in known}
    assert set(StatutoryTrack.__members__) == tracks
    known = STATES | set(ACTS) | {"claim_completion"}
    assert {name for one in CLOCKS for name in one.starts | one.until} <= known
    assert objecting_stage("HOTLINE_12345") != objecting_stage("AUDIT") == "OBJECT"


def story(*steps: tuple[str, float], track: str | None = None) -> list[dict[str, Any]]:
    """A story of states and statutory acts, each so many hours after the first."""
    told, before = [], None
    for name, hours in steps:
        at = AT + timedelta(hours=hours)
        done = name in ACTS
        act = {"REGISTERED": "register_problem"}.get(name, "record_statutory" if done else None)
        reason = name if done else track
        after = before if done else name
        told.append({"act": act, "reason": reason, "before": before, "after": after,
                     "happened_at": at, "holder": 1, "due_on": None})  # fmt: skip  # one row
        before = after
    return told


def statutory(told: DeadlineTrace) -> dict[str, str]:
    return {one.stage: str(one.state) for one in told.clocks if one.clock is Clock.STATUTORY}


@pytest.mark.parametrize("one", CLOCKS, ids=[f"{one.stage}-{n}" for n, one in enumerate(CLOCKS)])
def test_each_clock_runs_on_its_tracks_from_its_start_to_each_of_its_ends(one: Any) -> None:
    problem = {"list_type": one.list_type, "class": None}
    way: list[str] = ["REGISTERED"]
    for name in sorted(one.starts - {"REGISTERED"}):
        way += WAYS.get(name, [name])
    for track in [known.key for known in TRACKS.get(one.list_type, ())] or [None]:
        others = [other for other in CLOCKS if other.stage == one.stage and other != one]
        if any(
            other.is_for(one.list_type, track) for other in others if other.tracks != one.tracks
        ):
            continue
        steps = story(*((name, n) for n, name in enumerate(way)), track=track)
        state = statutory(traced(problem, steps)).get(one.stage)
        assert (state == "RUNNING") == (not one.tracks or track in one.tracks), track
    track = next(iter(one.tracks), None)
    for end in sorted(one.until):
        steps = story(*((name, n) for n, name in enumerate(way)), track=track)
        last = {**steps[-1], "happened_at": AT + timedelta(hours=9), "before": steps[-1]["after"]}
        if end in ACTS:
            last |= {"act": "record_statutory", "reason": end}
        elif end in STATES:
            last |= {"after": end, "act": "x"}
        else:
            last |= {"act": end, "after": "COMPLETION_CLAIMED"}
        assert statutory(traced(problem, [*steps, last]))[one.stage] == "STOPPED", end


def test_what_was_done_before_its_clock_begins_does_not_let_it_begin() -> None:
    problem = {"list_type": "HOTLINE_12345", "class": None}
    early = story(("COLLECTED", 0), ("FIRST_CONTACT", 1), ("REGISTERED", 2), ("ASSIGNED", 3))
    assert "HOTLINE_CONTACT" not in statutory(traced(problem, early))
    once = story(("REGISTERED", 0), ("FIRST_CONTACT", 1), ("BANKED", 2), ("ASSIGNED", 3))
    runs = [one for one in traced(problem, once).clocks if one.stage == "HOTLINE_CONTACT"]
    assert [str(one.state) for one in runs] == ["STOPPED"], "nobody is contacted a second time"
    late = story(("REGISTERED", 0), ("BANKED", 2), ("ASSIGNED", 3), ("FIRST_CONTACT", 30))
    runs = [one for one in traced(problem, late).clocks if one.stage == "HOTLINE_CONTACT"]
    assert [one.breached_on is None for one in runs] == [True, False], "the receiver begins anew"
    contact = traced(problem, late).of(Clock.STATUTORY, "HOTLINE_CONTACT")
    assert contact is not None
    assert contact.breached_on == civil(AT + timedelta(hours=27))


def walked(stage: str, events: Sequence[ClockEvent], *, stop: bool) -> model.Told:
    limit = shipped().on(Clock.STATUTORY, stage, date(2026, 3, 1))
    assert limit is not None
    if limit.unit is Unit.HOUR:
        return model.walk_minutes(
            events[0].at, events[1:], lambda _: limit, horizon=70 * 60, stop_counts=stop
        )
    return model.walk_days(
        events[0].at, events[1:], lambda _: limit, works=NATIONAL.works, horizon=230,
        stop_counts=stop,
    )  # fmt: skip  # columns side by side


@settings(max_examples=12, deadline=None)
@given(
    starts=st.lists(st.integers(0, 60 * 24), min_size=len(STAGES), max_size=len(STAGES)),
    lasts=st.lists(st.integers(1, 60 * 60), min_size=len(STAGES), max_size=len(STAGES)),
    more=st.integers(1, 40),
)
def test_all_statutory_clocks_beside_each_other_agree_with_walks_of_each_alone(
    starts: list[int], lasts: list[int], more: int
) -> None:
    logs: dict[str, list[ClockEvent]] = {}
    for n, (stage, start, last) in enumerate(zip(STAGES, starts, lasts, strict=True)):
        begun, ended = AT + timedelta(minutes=start), AT + timedelta(minutes=start + last)
        logs[stage] = [ClockEvent(begun, Kind.STARTED, Clock.STATUTORY, stage)]
        if n % 3 == 0:
            grant = (begun, Kind.EXTENDED, Clock.STATUTORY, stage, more)
            logs[stage].append(ClockEvent(*grant, approved=True))
        if n % 2 == 0:
            logs[stage].append(ClockEvent(ended, Kind.STOPPED, Clock.STATUTORY, stage))
    log = sorted((one for mine in logs.values() for one in mine), key=lambda one: one.at)
    told = trace(log, shipped(), NATIONAL)
    assert {one.stage for one in told.clocks} == set(STAGES)
    for one in told.clocks:
        found = walked(one.stage, logs[one.stage], stop=True)
        due = found.due if str(one.state) == "RUNNING" else None
        if due is None:
            due = walked(one.stage, logs[one.stage], stop=False).due
        assert (one.used, one.breached_on, one.due_on) == (found.used, found.breached, due), one


async def taken_in(stage: Stage, list_type: str, *, track: str | None = None) -> Ladder:
    ladder = Ladder(stage)
    found = ReportProblem(ladder.problem, list_type, "路灯不亮", "村口路灯不亮", "村口")
    await stage.done("a1x.handler", report_problem, found)
    await ladder.do("a1x.handler", register_problem, RegisterProblem, track)
    return ladder


async def record(ladder: Ladder, who: str, act: str) -> None:
    await ladder.do(who, record_statutory, RecordStatutory, act, "已办理")


@pytest.mark.parametrize(
    ("list_type", "track", "stages"),
    [
        ("SUPERVISION", "URGENT", {"SUPERVISION_URGENT"}),
        ("SUPERVISION", None, {"SUPERVISION_NORMAL"}),
        ("AUDIT", "DRAFT_REPORT", {"AUDIT_REPLY"}),
        ("AUDIT", None, {"AUDIT_RECTIFY"}),
        ("PUBLIC_OPINION", "MAJOR", {"OPINION_INFORMATION", "OPINION_CONFERENCE"}),
    ],
)
async def test_the_track_chosen_at_registration_says_which_clocks_run(
    client: Client, list_type: str, track: str | None, stages: set[str]
) -> None:
    ladder = await taken_in(client.stage, list_type, track=track)
    told = await client.ask("a1x.head", QUERY, {"p": f"Problem_{ladder.problem}"})
    clocks = told["data"]["deadlineTrace"]["clocks"]
    assert {one["stage"] for one in clocks if one["clock"] == "STATUTORY"} == stages
    assert differing(client.stage) == []


async def test_what_is_opened_again_is_notified_anew_and_once(client: Client) -> None:
    ladder = await taken_in(client.stage, "PETITION")

    async def notice() -> str:
        asked = {"p": f"Problem_{ladder.problem}"}
        told = (await client.ask("a1x.head", QUERY, asked))["data"]["deadlineTrace"]["clocks"]
        return [one["state"] for one in told if one["stage"] == "PETITION_NOTIFY"][-1]

    await record(ladder, "a1x.handler", "ACCEPTANCE_NOTIFIED")
    await ladder.do("a1x.handler", resolve_on_spot, ResolveOnSpot, "当日修好")
    answer = "DISSATISFIED", "VISIT", "又不亮了", False
    await ladder.do("a1.task_force", record_client_answer, RecordClientAnswer, *answer)
    assert ladder.now()["state"] == "REGISTERED"
    assert await notice() == "RUNNING"
    await record(ladder, "a1x.handler", "ACCEPTANCE_NOTIFIED")
    assert await notice() == "STOPPED"
    tried = RecordStatutory, "ACCEPTANCE_NOTIFIED", "再次告知"
    refusal = await ladder.refused("a1x.handler", record_statutory, *tried)
    assert refusal.code == "problem.statutory_act_done", "the control: once each time"


async def test_what_a_list_does_not_know_is_refused_and_nothing_changes(stage: Stage) -> None:
    ladder = await taken_in(stage, "AUDIT")
    before = ladder.now()
    tried = RecordStatutory, "FIRST_CONTACT", "已联系"
    refusal = await ladder.refused("a1x.handler", record_statutory, *tried)
    assert refusal.code == "problem.statutory_act_unknown"
    unsaid = RecordStatutory, "RESULT_REPORTED", " "
    refusal = await ladder.refused("a1x.head", record_statutory, *unsaid)
    assert refusal.code == "record.text_refused"
    assert ladder.now() == before
    other = Ladder(stage)
    found = ReportProblem(other.problem, "AUDIT", "账目不清", "账目不清", "村部")
    await stage.done("a1x.handler", report_problem, found)
    refusal = await other.refused("a1x.handler", register_problem, RegisterProblem, "CONSULT")
    assert refusal.code == "problem.track_unknown"
    assert other.now()["state"] == "COLLECTED"
    await record(ladder, "a1x.head", "RESULT_REPORTED")


async def test_a_declared_day_moves_statutory_days_by_the_same_story(stage: Stage) -> None:
    ladder = await taken_in(stage, "SUPERVISION", track="URGENT")
    await record(ladder, "a1x.head", "ITEM_REPORTED")
    other = await taken_in(stage, "PETITION")
    await record(other, "a1x.handler", "ACCEPTANCE_NOTIFIED")
    day = other.now()["due_on"]
    await stage.done("city.head", declare_calendar_day, DeclareCalendarDay(day, False, "防汛"))
    async with await psycopg.AsyncConnection.connect(stage.database.relay_dsn) as connection:
        await replay_declared(connection)
    assert differing(stage) == []
    assert other.now()["due_on"] > day, "the control: the petition moved"


async def test_an_assignment_is_objected_to_within_its_days(stage: Stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    await ladder.rise_to("a1")
    await ladder.triage()
    await ladder.down("a1x", deadline=civil(stage.now) + timedelta(days=50))
    stage.now += timedelta(days=9)
    before = ladder.now()
    tried = ObjectToAssignment, "not_ours", "不归我村"
    refusal = await ladder.refused("a1x.head", object_to_assignment, *tried)
    assert refusal.code == "problem.objection_too_late"
    assert ladder.now() == before
    stage.now -= timedelta(days=3)
    await ladder.do("a1x.head", object_to_assignment, *tried)
