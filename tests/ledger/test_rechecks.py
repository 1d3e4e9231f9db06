"""Closed problems are looked at again: planned, drawn by a seed, held, or back."""

import random
import uuid
from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest

from ledger.rechecks import rules
from ledger.rechecks.archive_problem import ArchiveProblem, archive_problem
from ledger.rechecks.draw_recheck_sample import DrawRecheckSample, draw_recheck_sample
from ledger.rechecks.fail_recheck import FailRecheck, fail_recheck
from ledger.rechecks.open_recheck import OpenRecheck, open_recheck
from ledger.rechecks.pass_recheck import PassRecheck, pass_recheck
from ledger.rechecks.rules import Closed
from tests.ledger.asking import asked
from tests.ledger.conftest import NOW
from tests.ledger.ladder import Ladder
from tests.world import ISSUER, key_of, put

CLOSER, OTHER = "a.organisation_department", "a.second_judge"
SEEN = "现场查看，水流通畅"


def another_judge(stage: Any) -> None:
    """A second member of the county's organisation department."""
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants["a"]}
    with psycopg.connect(stage.database.migrator_dsn) as connection:
        key, post = key_of("person", OTHER), key_of("post", OTHER)
        put(connection, "person", held | {"id": key, "name": OTHER, "name_sort": OTHER})
        named = {"issuer": ISSUER, "subject": OTHER, "person_id": key}
        put(connection, "identity", {"root": held["root"], **named})
        role = {"id": post, "title": OTHER, "roles": ["organisation_department"]}
        put(connection, "post", held | role)
        since = {"leading": True, "appointed_on": date(2024, 1, 1)}
        known = {"id": key_of("appointment", OTHER), "post_id": post, "person_id": key}
        put(connection, "appointment", held | known | since)


async def closed(stage: Any, *, label: str = "AT_ONCE") -> Ladder:
    """A village's problem that the township listed and the county's department struck off."""
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


def looks(stage: Any) -> list[tuple[Any, ...]]:
    return stage.rows("select reason, state, due_on, grade from app.recheck order by due_on, state")


async def test_a_major_item_is_looked_at_three_times_and_a_small_one_waits_to_be_drawn(
    stage,
) -> None:
    await closed(stage)
    days = [NOW.date() + timedelta(days=one) for one in (30, 90, 180)]
    assert looks(stage) == [("MAJOR", "PLANNED", day, None) for day in days]
    await closed(stage, label="SET_TIME")
    assert len(looks(stage)) == 3


async def test_neither_handler_nor_leader_nor_closer_looks_again(stage) -> None:
    ladder = await closed(stage)
    refusal = await ladder.refused(CLOSER, open_recheck, OpenRecheck)
    assert refusal.code == "book.not_allowed"
    assert refusal.by_rule == "nobody-rechecks-what-they-closed"
    for who in ("a1x.handler", "a1x.head", "a1.task_force"):
        assert (await ladder.refused(who, open_recheck, OpenRecheck)).code == "book.not_allowed"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        people = [key_of("person", one) for one in ("a1x.handler", "a1x.head", CLOSER)]
        for person in people:
            connection.execute("savepoint tried")
            with pytest.raises(psycopg.errors.CheckViolation, match="recheck_by_another"):
                connection.execute("update app.recheck set rechecked_by = %s", [person])
            connection.execute("rollback to tried")


async def test_a_recheck_that_holds_leaves_it_closed_and_a_poor_one_asks_for_another(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    stage.now += timedelta(days=30)
    await ladder.do(OTHER, open_recheck, OpenRecheck, "DOCUMENTS")
    assert ladder.now()["state"] == "RECHECKING"
    query = "{ rechecks { nodes { state form } } }"
    below = (await asked(stage, "a1x.head", query))["rechecks"]["nodes"]
    assert below == [], "the unit is not warned"
    above = (await asked(stage, "a.head", query))["rechecks"]["nodes"]
    assert [one["state"] for one in above].count("OPEN") == 0, "deeper than the next level"
    refusal = await ladder.refused(OTHER, pass_recheck, PassRecheck, "SPLENDID", SEEN)
    assert refusal.code == "problem.ground_unknown"
    await ladder.do(OTHER, pass_recheck, PassRecheck, "ORDINARY", SEEN)
    assert ladder.now()["state"] == "CLOSED"
    found = looks(stage)
    assert found[0][:2] == ("MAJOR", "HELD")
    assert ("SECOND", "PLANNED", stage.now.date() + timedelta(days=30), None) in found
    below = (await asked(stage, "a1x.head", query))["rechecks"]["nodes"]
    assert below == [{"state": "HELD", "form": "DOCUMENTS"}]


async def test_a_look_before_its_days_is_one_besides_and_leaves_the_plan(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    looking = (OTHER, open_recheck, OpenRecheck)
    holding = (OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    for days in (0, 22):
        stage.now += timedelta(days=days)
        await ladder.do(*looking)
        await ladder.do(*holding)
        assert [row[1] for row in looks(stage) if row[0] == "MAJOR"] == ["PLANNED"] * 3
        assert (await ladder.refused(OTHER, archive_problem, ArchiveProblem)).code == (
            "problem.too_early_to_archive"
        )
    assert [row[:2] for row in looks(stage) if row[0] == "ORDERED"] == [("ORDERED", "HELD")] * 2
    stage.now += timedelta(days=1)
    await ladder.do(*looking)
    await ladder.do(*holding)
    states = [row[1] for row in looks(stage) if row[0] == "MAJOR"]
    assert states == ["HELD", "PLANNED", "PLANNED"], "seven days before its own"
    early = "update app.recheck set state = 'HELD', done_at = %s where state = 'PLANNED'"
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation, match="recheck_not_before_its_days"),
    ):
        connection.execute(early, [stage.now])


async def test_a_rebound_returns_it_charged_to_the_level_that_closed_and_told_the_same_day(
    stage,
) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, fail_recheck, FailRecheck, "又堵了", True)
    now = stage.one("select state, recurrences, returns from app.problem")
    assert now == ("RETURNED", 1, 1)
    told = stage.one("select level, alerted, times, proposal, found_on from app.rebound")
    tenants = stage.world.tenants
    assert told == (tenants["a1"], tenants["a"], 1, "NONE", stage.now.date())
    assert stage.one("select holder from app.outbox where kind = 'ReboundFound'") == tenants["a"]
    assert stage.one("select cancelled_at = %s and false_closing from app.closing", stage.now)
    assert {state for _, state, *_ in looks(stage)} == {"REBOUND", "LAPSED"}
    seen = await asked(stage, "a.head", "{ rebounds { nodes { times chargedTo { name } } } }")
    assert seen["rebounds"]["nodes"] == [{"times": 1, "chargedTo": {"name": "甲一镇"}}]


async def test_the_second_rebound_proposes_a_summons(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, fail_recheck, FailRecheck, "又堵了")
    await ladder.rework()
    await ladder.finish()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=CLOSER)
    await ladder.close(by=CLOSER)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, fail_recheck, FailRecheck, "再次堵塞")
    assert stage.rows("select times, proposal from app.rebound order by times") == [
        (1, "NONE"),
        (2, "SUMMONS"),
    ]
    assert stage.one("select count(*) from app.outbox where kind = 'SummonsProposed'") == 1
    assert stage.one("select count(*) from app.closing") == 2, "each closing keeps its sheet"


def population(size: int) -> list[Closed]:
    draw = random.Random(7)
    lists = ("AUDIT", "PETITION", "HOTLINE_12345")
    return [Closed(uuid.UUID(int=n), draw.randrange(6), draw.choice(lists)) for n in range(size)]


def test_the_same_seed_draws_the_same_whoever_draws_and_in_whatever_order() -> None:
    whole = population(500)
    first = rules.drawn(whole, "seed")
    shuffled = random.Random(1).sample(whole, len(whole))
    assert rules.drawn(shuffled, "seed") == first
    assert rules.digest(shuffled) == rules.digest(whole)
    assert rules.drawn(whole, "another seed") != first
    strata = {(one.about, one.list_type) for one in whole}
    assert {(one.about, one.list_type) for one in first} == strata, "no stratum is left out"
    for stratum in strata:
        size = sum((one.about, one.list_type) == stratum for one in whole)
        taken = sum((one.about, one.list_type) == stratum for one in first)
        assert taken == -(-size // 10)


def test_every_item_has_the_same_chance_over_many_seeds() -> None:
    whole = [Closed(uuid.UUID(int=n), 1, "AUDIT") for n in range(50)]
    times = {one.closing: 0 for one in whole}
    for seed in range(2000):
        for one in rules.drawn(whole, str(seed)):
            times[one.closing] += 1
    assert all(150 < one < 250 for one in times.values()), "200 each, give or take"


async def test_a_quarter_is_drawn_once_it_is_over_from_a_stored_seed(stage) -> None:
    ladder = await closed(stage, label="SET_TIME")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.closing set level = %s, level_parent = %s",
            [stage.world.tenants["a"], stage.world.tenants["city"]],
        )
    refusal = await stage.refused(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    assert refusal.code == "recheck_sample.quarter_not_over"
    assert (await stage.refused(CLOSER, draw_recheck_sample, DrawRecheckSample("2026"))).code == (
        "recheck_sample.quarter_unknown"
    )
    stage.now = datetime(2026, 7, 1, 2, tzinfo=NOW.tzinfo)
    for who in ("a.head", "a1.head", "city.head"):
        refused = await stage.refused(who, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
        assert refused.code == "book.not_allowed"
    key = await stage.done(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    seed, size, digest = stage.one(
        "select seed, population, population_sha256 from app.recheck_sample where id = %s", key
    )
    rows = stage.rows(
        "select id, about, list_type from app.closing where level = %s", stage.world.tenants["a"]
    )
    again = [Closed(*row) for row in rows]
    assert (size, digest) == (1, rules.digest(again)), "anyone can draw it again"
    drawn = stage.rows("select closing_id from app.recheck where reason = 'SAMPLE'")
    assert drawn == [(one.closing,) for one in rules.drawn(again, seed)]
    refusal = await stage.refused(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    assert refusal.code == "recheck_sample.drawn_already"
    assert ladder.now()["state"] == "CLOSED", "drawn is planned, not opened"


async def test_a_major_item_is_filed_away_after_its_third_look_however_late(stage) -> None:
    another_judge(stage)
    ladder = await closed(stage)
    archive = (archive_problem, ArchiveProblem)
    for days in (30, 60, 400):
        stage.now += timedelta(days=days)
        assert (await ladder.refused(CLOSER, *archive)).code == "problem.too_early_to_archive"
        await ladder.do(OTHER, open_recheck, OpenRecheck)
        await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    await ladder.do(CLOSER, *archive)
    assert ladder.now()["state"] == "ARCHIVED"


async def test_a_small_item_is_filed_away_once_its_quarter_was_drawn_without_it(stage) -> None:
    ladder = await closed(stage, label="SET_TIME")
    archive = (archive_problem, ArchiveProblem)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("update app.closing set level = %s", [stage.world.tenants["a"]])
    stage.now = datetime(2026, 7, 1, 2, tzinfo=NOW.tzinfo)
    assert (await ladder.refused(CLOSER, *archive)).code == "problem.too_early_to_archive"
    await stage.done(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    refusal = await ladder.refused(CLOSER, *archive)
    assert refusal.code == "problem.too_early_to_archive", "it was drawn, and waits to be looked at"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute("delete from app.recheck")
    for who in ("a1.task_force", "a1x.head", "a1x.handler"):
        assert (await ladder.refused(who, *archive)).code == "book.not_allowed", who
    await ladder.do(CLOSER, *archive)
    assert ladder.now()["state"] == "ARCHIVED"


async def of_the_county(stage: Any) -> Ladder:
    """A township's problem that the county listed and struck off."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=CLOSER)
    await ladder.close(by=CLOSER)
    return ladder


async def test_what_was_looked_at_besides_is_drawn_all_the_same(stage) -> None:
    another_judge(stage)
    ladder = await of_the_county(stage)
    await ladder.do(OTHER, open_recheck, OpenRecheck, "DOCUMENTS")
    await ladder.do(OTHER, pass_recheck, PassRecheck, "ORDINARY", "看过材料")
    stage.now += timedelta(days=20)
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    assert {row[:2] for row in looks(stage)} == {("ORDERED", "HELD"), ("SECOND", "HELD")}
    refusal = await ladder.refused(CLOSER, archive_problem, ArchiveProblem)
    assert refusal.code == "problem.too_early_to_archive", "it may still be drawn"
    stage.now = datetime(2026, 7, 2, 2, tzinfo=NOW.tzinfo)
    await stage.done(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    assert stage.one("select population, drawn from app.recheck_sample") == (1, 1)
    assert looks(stage)[-1][:2] == ("SAMPLE", "PLANNED")
    await ladder.do(OTHER, open_recheck, OpenRecheck)
    await ladder.do(OTHER, pass_recheck, PassRecheck, "GOOD", SEEN)
    await ladder.do(CLOSER, archive_problem, ArchiveProblem)


async def test_what_is_filed_away_is_not_drawn(stage) -> None:
    ladder = await of_the_county(stage)
    stands = await of_the_county(stage)
    stage.now += timedelta(days=181)
    await ladder.do(CLOSER, archive_problem, ArchiveProblem)
    await stage.done(CLOSER, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
    assert stage.one("select population, drawn from app.recheck_sample") == (1, 1)
    assert stage.one("select problem_id from app.recheck") == stands.problem


async def test_a_townships_list_is_drawn_from_by_its_county_and_a_countys_by_itself(stage) -> None:
    ladders = [await closed(stage, label="SET_TIME") for _ in range(2)]
    assert stage.one("select distinct level from app.closing") == stage.world.tenants["a1"]
    await of_the_county(stage)
    stage.now = datetime(2026, 7, 2, 2, tzinfo=NOW.tzinfo)
    drawn = "select population, drawn from app.recheck_sample where holder = %s"
    for who, unit, found in (
        ("city.organisation_department", "city", (0, 0)),
        ("b.organisation_department", "b", (0, 0)),
        (CLOSER, "a", (3, 2)),
    ):
        await stage.done(who, draw_recheck_sample, DrawRecheckSample("2026-Q2"))
        assert stage.one(drawn, stage.world.tenants[unit]) == found, unit
    taken = {key for (key,) in stage.rows("select problem_id from app.recheck")}
    for ladder in ladders:
        if ladder.problem in taken:
            refusal = await ladder.refused(CLOSER, archive_problem, ArchiveProblem)
            assert refusal.code == "problem.too_early_to_archive"
        else:
            await ladder.do(CLOSER, archive_problem, ArchiveProblem)
