"""The rate of statutory acts says of every story what the replay of its clocks says."""

import uuid
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import psycopg
from sqlalchemy import Integer, create_engine, literal, select

from ledger.clocks.deadlines import State
from ledger.clocks.due import Unit
from ledger.clocks.limits import Clock, shipped
from ledger.clocks.of_problems import ENDED, in_order, traced
from ledger.clocks.statutory import ACTS, CLOCKS, RECORDED, TRACKED, TRACKS, last_track, track_of
from ledger.problems.report_problem import ReportProblem, report_problem
from ledger.problems.rules import LISTS, TRANSITIONS
from ledger.scores import timely
from ledger.scores.items import Asked
from tests.ledger.conftest import Stage

STORIES, STEPS = 60, 14
FIRST = datetime(2026, 1, 2, 1, 30, tzinfo=UTC)
PERIODS = (date(2026, 1, 1), date(2026, 4, 1), date(2026, 6, 15), date(2027, 12, 1))
Story = list[dict[str, Any]]


def told(draw: Random, list_type: str) -> tuple[Story, Story]:
    """A story along the state machine, with statutory acts, tracks and more time thrown in."""
    at, state, steps, more = FIRST + timedelta(days=draw.randint(0, 200)), None, [], []
    acts = [one.key for one in ACTS.values() if one.list_type == list_type]
    tracks = [one.key for one in TRACKS.get(list_type, ())]
    for _ in range(STEPS):
        step: dict[str, Any] = {"happened_at": at, "before": state, "reason": None, "due_on": None}
        if state is not None and draw.random() < 0.35:
            key = draw.choice(acts)
            step |= {"act": RECORDED, "reason": key, "after": state}
            if any(one.outlives and key in one.starts for one in CLOCKS):
                step["due_on"] = at.date() + timedelta(days=draw.randint(-20, 30))
        elif state is not None and tracks and draw.random() < 0.1:
            step |= {"act": TRACKED, "reason": draw.choice(tracks), "after": state}
        else:
            ways = [one for one in TRANSITIONS if one.start == state]
            if not ways:
                break
            way = draw.choice(ways)
            chosen = draw.choice([None, *tracks]) if way.act == "register_problem" else None
            step |= {"act": way.act, "reason": chosen, "after": way.end}
            state = way.end
        steps.append(step)
        if draw.random() < 0.15:
            more.append({"clock": "STATUTORY", "days": draw.randint(1, 40), "happened_at": at})
        at += timedelta(minutes=draw.choice([0, 7, 90, 700, 1440, 4000, 9000, 30000, 60000]))
    return steps, more


def expected(list_type: str, steps: Story, more: Story) -> list[tuple[date, bool]]:
    """The due day of each run that counts, and whether its act was done within it."""
    problem = {"list_type": list_type, "class": None}
    story = in_order(steps, more)
    found = []
    runs = [one for one in traced(problem, story).clocks if one.clock is Clock.STATUTORY]
    for n, one in enumerate(runs):
        assert one.due_on is not None
        if one.breached_on is not None or one.state is State.RUNNING:
            found.append((one.due_on, False))
        elif done(problem, story, n):
            found.append((one.due_on, True))
    return found


def done(problem: Mapping[str, Any], story: Story, number: int) -> bool:
    """Whether the step at which a run is first seen stopped is one of its acts."""
    said = last_track(story)
    track = track_of(problem["list_type"], said)
    for length in range(1, len(story) + 1):
        step = story[length - 1]
        # The track is the one that the whole story says last.
        last = {"act": TRACKED, "reason": said, "before": "x", "after": "x"}
        part = [*story[:length], last | {"happened_at": step["happened_at"]}]
        seen = [one for one in traced(problem, part).clocks if one.clock is Clock.STATUTORY]
        if len(seen) > number and seen[number].state is State.STOPPED:
            marks = {step["reason"] if step["act"] == RECORDED else step["act"]}
            moved = step["before"] != step["after"]
            marks |= {step["after"]} if moved else set()
            mine = [one for one in CLOCKS if one.stage == seen[number].stage]
            mine = [one for one in mine if one.is_for(problem["list_type"], track)]
            ended = moved and step["after"] in ENDED
            return not ended and any((one.until | one.reply) & marks for one in mine)
    return False


async def written(stage: Stage, stories: Sequence[tuple[str, Story, Story]]) -> list[uuid.UUID]:
    """Reports a problem for each story and puts the story in the place of its own."""
    keys = []
    for list_type, _, _ in stories:
        key = uuid.uuid4()
        found = ReportProblem(key, list_type, "路灯不亮", "村口路灯不亮", "村口")
        keys.append(await stage.done("a1x.handler", report_problem, found))
    ids = (uuid.UUID(int=n) for n in range(1, 100_000))
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from app.happening")
        connection.execute("set session_replication_role = origin")
        # A story drawn at random lies at one unit from end to end, whatever its steps say.
        connection.execute("alter table app.happening disable trigger rework_day_kept")
        for key, (_, steps, more) in zip(keys, stories, strict=True):
            for step in steps:
                given = {"key": key, "id": next(ids), **step}
                connection.execute(
                    "insert into app.happening (root, id, holder, problem_id, act, before, after,"
                    " reason, due_on, author_tenant, author_person, author_post, author_title,"
                    " happened_at) select root, %(id)s, holder, id, %(act)s, %(before)s, %(after)s,"
                    " %(reason)s, %(due_on)s, holder, reported_by, holder_post, '', %(happened_at)s"
                    " from app.problem where id = %(key)s",
                    given,
                )
            for one in more:
                connection.execute(
                    "insert into app.extension (root, id, holder, problem_id, clock, days, reason,"
                    " state, asked_by, asked_at, decided_by, decided_at, petitioner_told) select"
                    " root, %s, holder, id, 'STATUTORY', %s, '勘察', 'APPROVED', reported_by, %s,"
                    " reported_by, %s, '书面告知' from app.problem where id = %s",
                    [next(ids), one["days"], one["happened_at"], one["happened_at"], key],
                )
    return keys


def counted(stage: Stage, begins: date, ends: date) -> Counter[tuple[uuid.UUID, bool]]:
    unit = select(literal(stage.world.tenants["a1x"], Integer()))
    asked = Asked.among(unit, literal(begins), literal(ends))
    dsn = stage.database.superuser_dsn
    engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(dsn))
    with engine.connect() as connection:
        rows = connection.execute(timely.statutory(asked)).all()
    engine.dispose()
    assert len({row.item_id for row in rows}) == len(rows), "a key of its own for each run"
    return Counter((row.problem_id, row.counted) for row in rows)


def test_no_clock_runs_longer_than_the_rate_looks_back() -> None:
    for one in CLOCKS:
        for limit in shipped().versions[Clock.STATUTORY, one.stage]:
            # A working day is one of at most three; what rolls moves over a long holiday at most.
            days = limit.amount * (3 if limit.unit is Unit.WORKING_DAY else 1)
            assert days + limit.extension_most + 30 < timely.LONGEST


async def test_the_rate_counts_what_the_replay_of_each_story_says(stage: Stage) -> None:
    draw = Random(20260302)
    stories = []
    for n in range(STORIES):
        list_type = LISTS[n % len(LISTS)]
        stories.append((list_type, *told(draw, list_type)))
    keys = await written(stage, stories)
    seen: Counter[bool] = Counter()
    for begins, ends in pairwise(PERIODS):
        wanted: Counter[tuple[uuid.UUID, bool]] = Counter()
        for key, (list_type, steps, more) in zip(keys, stories, strict=True):
            mine = expected(list_type, steps, more)
            wanted.update((key, good) for due, good in mine if begins <= due < ends)
        found = counted(stage, begins, ends)
        wrong = (found - wanted) + (wanted - found)
        told_of = [stories[keys.index(key)][1] for key, _ in wrong]
        assert not wrong, (begins, found - wanted, wanted - found, told_of)
        for (_, good), times in wanted.items():
            seen[good] += times
    assert min(seen[True], seen[False]) > 10, "the control: some in time, some not"
