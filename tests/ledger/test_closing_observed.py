"""What keeps coming back is closed once it stays away: everything later is looked at, each once."""

import uuid
from datetime import date, timedelta

import psycopg

from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.ladder import LESSONS, Ladder

JUDGE = "a.organisation_department"


def many(stage, number: int) -> None:
    """Of the last problem so many copies about something else, in front of those that are alike."""
    alike = "title like '水渠又%'"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            f"create table app.aside as select * from app.problem where {alike};"
            f" delete from app.problem where {alike};"
            " insert into app.problem select (jsonb_populate_record(null::app.problem, to_jsonb(p)"
            " || jsonb_build_object('id', gen_random_uuid(), 'title', '路灯', 'facts', '不亮'))).* from (select * from app.aside"
            f" limit 1) p, generate_series(1, {number});"
            " insert into app.problem select * from app.aside; drop table app.aside"
        )


async def test_what_keeps_coming_back_is_closed_once_it_stays_away(stage) -> None:
    ladder = await observed_one(stage)
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert refusal.code == "closing.under_observation"
    assert refusal.facts == {"until": "2026-07-15", "most": "2", "found": "0"}
    stage.now += timedelta(days=91)
    for _ in range(3):
        again = ReportProblem(
            uuid.uuid4(), "HOTLINE_12345", "水渠又堵塞", "村东水渠堵塞三月", "村东"
        )
        await stage.done("a1y.handler", report_problem, again)
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert refusal.facts["found"] == "3"
    many(stage, 600)
    refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
    assert refusal.facts["found"] == "3", "whatever else came in meanwhile"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        # No act rewrites what was reported, and no role can: not even this one.
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.problem set title = '路灯', facts = '不亮' where title like '水渠又%'"
        )
    await ladder.close(by=JUDGE)
    assert ladder.now()["state"] == "CLOSED"


async def test_what_comes_back_is_counted_by_when_it_was_found_and_joined_once(stage) -> None:
    ladder = await observed_one(stage)
    stage.now += timedelta(days=91)
    again = []
    for _ in range(4):
        key = uuid.uuid4()
        given = ReportProblem(key, "HOTLINE_12345", "水渠又堵塞", "村东水渠堵塞三月", "村东")
        await stage.done("a1y.handler", report_problem, given)
        again.append(key)

    def said(key: uuid.UUID, **columns) -> None:
        sets = ", ".join(f"{name} = %s" for name in columns)
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("set session_replication_role = replica")
            query = f"update app.problem set {sets} where id = %s"  # names above
            connection.execute(query, [*columns.values(), key])

    async def found() -> str:
        refusal = await ladder.refused(JUDGE, close_problem, CloseProblem, *LESSONS)
        return refusal.facts["found"]

    assert await found() == "3", "one too many is enough"
    said(again[0], state="REJECTED", open=False)
    assert await found() == "3", "the control: three are left"
    said(again[1], state="MERGED", open=False, merged_into=ladder.problem)
    assert await found() == "3", "joined to the old one, it came back all the same"
    said(again[1], state="REGISTERED", open=True, merged_into=None)
    said(again[2], found_on=date(2025, 1, 1))
    await ladder.close(by=JUDGE)
    assert ladder.now()["state"] == "CLOSED"


async def observed_one(stage) -> Ladder:
    """A problem of a class that is closed once it has stayed away for three months."""
    ladder = Ladder(stage)
    await ladder.bank("a1")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        connection.execute(
            "update app.problem set list_type = 'HOTLINE_12345',"
            " admission = 'HOTLINE_12345/repeated'"
        )
    await ladder.triage()
    await ladder.down("a1x")
    await ladder.sign()
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED", by=JUDGE)
    return ladder


async def test_closing_does_not_wait_for_all_that_came_in(stage) -> None:
    ladder = await observed_one(stage)
    stage.now += timedelta(days=91)
    given = ReportProblem(uuid.uuid4(), "HOTLINE_12345", "水渠又坏", "村东水渠堵塞三月", "村东")
    await stage.done("a1y.handler", report_problem, given)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        # As much again of the same title, and none of it alike; and much that shares nothing.
        connection.execute(
            "insert into app.problem select (jsonb_populate_record(null::app.problem, to_jsonb(p)"
            " || jsonb_build_object('id', gen_random_uuid(), 'title', t, 'facts', f))).*"
            " from app.problem p, (select '水渠又坏',"
            " string_agg(chr(19968 + (g * 7919 + n * 31) %% 20000), '')"
            " from generate_series(1, 100) n, generate_series(1, 300) g group by n"
            " union all select '路灯', repeat('不亮', 1000) from generate_series(1, 1000)) x (t, f)"
            " where p.id = %s",
            [given.id],
        )
        connection.execute(
            "insert into app.problem_sketch (root, id, marks)"
            " select p.root, p.id, app.marks(p.title, array[p.holder]) from app.problem p"
            " on conflict do nothing"
        )
    await ladder.close(by=JUDGE)
    assert ladder.now()["state"] == "CLOSED"
