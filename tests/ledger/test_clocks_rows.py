"""What a row keeps of its clocks is what its story gives when it is replayed, whatever happened."""

from datetime import date, timedelta
from random import Random

import psycopg
import pytest

from ledger.clocks.calendar import civil, is_published, is_working_day
from ledger.clocks.declare_calendar_day import DeclareCalendarDay, declare_calendar_day
from ledger.clocks.replaying import replay_declared
from ledger.clocks.take_back_calendar_day import TakeBackCalendarDay, take_back_calendar_day
from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.object_to_assignment import ObjectToAssignment, object_to_assignment
from ledger.problems.overrule_objection import OverruleObjection, overrule_objection
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.resume_problem import ResumeProblem, resume_problem
from ledger.problems.suspend_problem import SuspendProblem, suspend_problem
from server.sweeping import sweep
from storage.files import files_at
from tests.ledger.conftest import Stage
from tests.ledger.ladder import PARENT, Ladder
from tests.ledger.replaying import differing

SWAPPED = {
    2018: "0211 0224 0408 0428 0929 0930 1229",
    2019: "0202 0203 0428 0505 0929 1012",
    2020: "0119 0426 0509 0628 0927 1010",
    2021: "0207 0220 0425 0508 0918 0926 1009",
    2022: "0129 0130 0402 0424 0507 1008 1009",
    2023: "0128 0129 0423 0506 0625 1007 1008",
    2024: "0204 0218 0407 0428 0511 0914 0929 1012",
    2025: "0126 0208 0427 0928 1011",
    2026: "0104 0214 0228 0509 0920 1010",
}
"""Weekend days worked by the yearly arrangement of the State Council (调休), month and day."""
WEEKDAYS_OFF = {2022: 18, 2023: 18, 2024: 19, 2025: 18, 2026: 19}
"""How many of Monday to Friday were free: holidays and the days swapped for weekends."""


@pytest.mark.parametrize("year", SWAPPED)
def test_the_swapped_weekends_of_each_year_are_those_that_were_published(year: int) -> None:
    days = (date(year, 1, 1) + timedelta(days=n) for n in range(366))
    every = [day for day in days if day.year == year]
    worked = [f"{day:%m%d}" for day in every if day.weekday() >= 5 and is_working_day(day)]
    assert " ".join(worked) == SWAPPED[year]
    assert is_published(year)
    off = [day for day in every if day.weekday() < 5 and not is_working_day(day)]
    assert len(off) == WEEKDAYS_OFF.get(year, len(off))


class Walk:
    """Steps that people take at random on a problem of the small world."""

    def __init__(self, stage: Stage, draw: Random) -> None:
        self.stage, self.draw, self.ladder = stage, draw, Ladder(stage)

    async def begin(self) -> None:
        kind = self.draw.choice(["AUDIT", "PETITION"])
        await self.ladder.bank("a1x", list_type=kind)
        await self.ladder.rise_to("a")
        await self.ladder.triage(self.draw.choice(["AT_ONCE", "SET_TIME", "STAGED", "STAGED"]))
        await self.down()

    async def down(self) -> None:
        label = self.stage.one("select class from app.problem where id = %s", self.ladder.problem)
        most = {"AT_ONCE": 15, "SET_TIME": 60, "STAGED": 200}[label]
        deadline = civil(self.stage.now) + timedelta(days=self.draw.randint(0, most))
        await self.ladder.down("a1", deadline=deadline)

    async def step(self) -> None:
        """Takes one of the steps that are open."""
        walk = self.ladder
        now, at = walk.now(), walk.now()["holder"]
        above = f"{PARENT[at]}.task_force"
        match now["state"]:
            case "ASSIGNED" if self.draw.random() < 0.4:
                tried = ObjectToAssignment(walk.problem, now["version"], "not_ours", "不归我镇")
                await self.stage.perform(f"{at}.head", object_to_assignment, tried)
                if walk.now()["state"] == "ASSIGNED":
                    await walk.sign()
            case "ASSIGNED":
                await walk.sign()
            case "OBJECTED" if self.draw.random() < 0.6:
                await walk.do(above, overrule_objection, OverruleObjection, "仍由你镇办理")
            case "OBJECTED":
                await walk.do(above, recall_problem, RecallProblem, "wrong_unit", "收回")
            case "LISTED":
                await walk.triage()
            case "TRIAGED":
                await self.down()
            case "RECTIFYING" if self.draw.random() < 0.5:
                await self.rest(above)
            case "SUSPENDED":
                await walk.do(above, resume_problem, ResumeProblem, "恢复办理")
            case _:
                await self.extend(at, above)

    async def rest(self, above: str) -> None:
        """Lets it rest where that is open to this class; otherwise tells of progress."""
        now = self.ladder.now()
        until = civil(self.stage.now) + timedelta(days=self.draw.randint(1, 90))
        given = SuspendProblem(self.ladder.problem, now["version"], until, "汛期")
        if (await self.stage.perform(above, suspend_problem, given)).refusal is not None:
            handler = f"{now['holder']}.handler"
            await self.ladder.do(handler, report_progress, ReportProgress, "已完成一半")

    async def extend(self, at: str, above: str) -> None:
        """Asks for more time, which may be too much, and has it granted."""
        clock = self.draw.choice(["RECTIFICATION", "STATUTORY"])
        asked = AskExtension(
            self.ladder.problem, self.ladder.now()["version"], clock,
            self.draw.randint(1, 40), "汛期",
        )  # fmt: skip  # columns side by side
        outcome = await self.stage.perform(f"{at}.handler", ask_extension, asked)
        if outcome.record is not None:
            by = above if clock == "RECTIFICATION" else f"{at}.head"
            granted = ApproveExtension(outcome.record, 1, "同意", "书面告知")
            await self.stage.done(by, approve_extension, granted)
        elif self.ladder.now()["state"] == "ACCEPTED" and not self.late():
            await self.ladder.start()

    def late(self) -> bool:
        """Says whether the day for rectification has passed: no measure can be due then."""
        query = "select rectify_by from app.problem where id = %s"
        by = self.stage.one(query, self.ladder.problem)
        return by is None or by < civil(self.stage.now)


async def declared(stage: Stage, draw: Random) -> None:
    """Declares a day ahead, worked or free, for a line; sometimes takes it back again."""
    who = draw.choice(["city.head", "a.head", "a1.head"])
    day = civil(stage.now) + timedelta(days=draw.randint(1, 120))
    given = DeclareCalendarDay(day, draw.random() < 0.5, "防汛")
    made = (await stage.perform(who, declare_calendar_day, given)).record
    if made is not None and draw.random() < 0.3:
        await stage.done(who, take_back_calendar_day, TakeBackCalendarDay(made, 1))


async def replayed(stage: Stage) -> None:
    dsn = stage.database.relay_dsn
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        await replay_declared(connection)


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_rows_say_what_their_stories_say_after_every_step_of_a_walk(
    stage: Stage, seed: int
) -> None:
    draw = Random(seed)
    walks = [Walk(stage, draw) for _ in range(2)]
    for one in walks:
        await one.begin()
    for _ in range(14):
        await draw.choice(walks).step()
        assert differing(stage) == []
        stage.now += timedelta(days=draw.choice([0, 0, 1, 3, 9, 30]), minutes=draw.randint(0, 900))
        if draw.random() < 0.4:
            await declared(stage, draw)
            await replayed(stage)
            assert differing(stage) == [], "a declared day moves what lies below it"


async def test_a_declared_day_moves_what_lies_below_and_nothing_beside_it(stage: Stage) -> None:
    ladder, beside = Ladder(stage), Ladder(stage)
    await ladder.report("a1x", list_type="PETITION")
    await beside.report("b1x", list_type="PETITION")
    snow = ladder.now()["due_on"]
    await stage.done("a.head", declare_calendar_day, DeclareCalendarDay(snow, False, "防汛"))
    assert differing(stage) != [], "the control: until the relay has replayed it"
    await replayed(stage)
    assert differing(stage) == []
    assert (ladder.now()["due_on"] > snow, beside.now()["due_on"]) == (True, snow)


async def test_to_object_stops_no_clock_and_gives_no_day_back(stage: Stage) -> None:
    walk = Walk(stage, Random(1))
    await walk.begin()
    ladder = walk.ladder
    before = stage.one("select rectify_by from app.problem")
    stage.now += timedelta(days=1)
    await ladder.do("a1.head", object_to_assignment, ObjectToAssignment, "not_ours", "不归我镇")
    stage.now += timedelta(days=2)
    await ladder.do("a.task_force", overrule_objection, OverruleObjection, "仍由你镇办理")
    assert stage.one("select rectify_by from app.problem") == before


async def test_the_sweep_sets_and_takes_back_what_is_late_and_turns_the_light(
    stage: Stage, tmp_path
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1x")
    files = files_at(tmp_path.as_uri())
    yellow, due = stage.rows("select yellow_on, due_on from app.problem")[0]

    async def swept(day: date) -> tuple:
        now = stage.now.replace(month=day.month, day=day.day)
        await sweep(stage.database.relay_dsn, files, now=now)
        return stage.rows("select overdue, alert, open_to from app.problem")[0]

    assert await swept(yellow - timedelta(days=1)) == (False, "GREEN", 4)
    assert await swept(yellow) == (False, "YELLOW", 4)
    assert await swept(due) == (False, "YELLOW", 4)
    late = due + timedelta(days=1)
    assert await swept(late) == (True, "RED", 1)
    stage.now = stage.now.replace(month=late.month, day=late.day)
    await ladder.submit()
    # The time to submit is over and has ended; that to answer begins.
    assert await swept(late) == (False, "GREEN", 4)
