"""Likeness: what says much the same is suggested, of what the viewer may read and nothing else."""

from datetime import timedelta

import psycopg
import pytest
from uuid_utils.compat import uuid7

from ledger.clocks.calendar import civil
from ledger.problems import rules
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.asking import Asking, asked
from tests.ledger.ladder import Ladder
from tests.ledger.test_petitioners_sealed import acting
from tests.world import key_of

CHOSEN = "{ likeness titleLikeness placeLikeness nearness problem { id title tenant { name } } }"
KINDS = {"text": "String", "place": "String", "foundOn": "Date", "problem": "ID", "limit": "Int"}


def query(*names: str) -> str:
    declared = ", ".join(f"${name}: {KINDS[name]}" for name in names)
    given = ", ".join(f"{name}: ${name}" for name in names)
    head, arguments = (f"query ({declared})", f"({given})") if names else ("", "")
    return f"{head} {{ duplicateSuggestions{arguments} {CHOSEN} }}"


async def report(stage, who: str, title: str, place: str = "") -> str:
    given = ReportProblem(uuid7(), "AUDIT", title, "事实", place)
    await stage.done(who, report_problem, given)
    return f"Problem_{given.id}"


async def suggested(stage, who: str | None, **given: object) -> list[dict]:
    return (await asked(stage, who, query(*given), **given))["duplicateSuggestions"]


async def test_what_is_alike_comes_first_and_what_is_not_never(stage) -> None:
    near = await report(stage, "a1x.handler", "村东水渠堵塞三个月", "村东")
    far = await report(stage, "a1x.handler", "村西水渠堵塞三个月", "村西")
    await report(stage, "a1x.handler", "路灯不亮", "村东")
    found = await suggested(stage, "a1x.handler", text="村东水渠堵塞，三个月无人管", place="村东")
    assert [one["problem"]["id"] for one in found] == [near, far]
    assert found[0]["likeness"] > found[1]["likeness"]
    assert found[0]["placeLikeness"] == 100
    assert len(await suggested(stage, "a1x.handler", text="村东水渠堵塞", limit=1)) == 1
    assert await suggested(stage, "a1x.handler", text="村东水渠堵塞", limit=-3) == []
    for nothing in ({}, {"text": ""}, {"text": "，。"}, {"text": "渠"}):
        assert await suggested(stage, "a1x.handler", **nothing) == []


async def test_what_lies_a_year_apart_is_less_alike(stage) -> None:
    await report(stage, "a1x.handler", "村东水渠堵塞三个月")
    day = civil(stage.now)
    told = [
        (one["likeness"], one["nearness"])
        for on in (None, day, day - timedelta(days=73), day - timedelta(days=365))
        for one in await suggested(
            stage, "a1x.handler", text="村东水渠堵塞三个月", foundOn=on and on.isoformat()
        )
    ]
    assert told == [(100, None), (100, 100), (96, 80), (80, 0)]


async def test_a_problem_is_compared_with_others_and_not_with_itself(stage) -> None:
    one = await report(stage, "a1x.handler", "村东水渠堵塞三个月", "村东")
    other = await report(stage, "a1x.handler", "村东的水渠堵塞三个月", "村东")
    found = await suggested(stage, "a1x.handler", problem=one)
    assert [each["problem"]["id"] for each in found] == [other]
    assert await suggested(stage, "b1x.handler", problem=one) == []


async def test_nobody_learns_of_a_likeness_to_what_they_may_not_read(stage) -> None:
    theirs = await report(stage, "a1x.handler", "村东水渠堵塞三个月", "村东")
    said = {"text": "村东水渠堵塞三个月", "place": "村东"}
    for reader in ("a1x.head", "a1.task_force"):
        assert [one["problem"]["id"] for one in await suggested(stage, reader, **said)] == [theirs]
    hidden = ("a1y.handler", "b1.task_force", "a.task_force", "city.task_force", "a1.handler",
              "city.system_administrator", None)  # fmt: skip  # reads as a table
    for stranger in hidden:
        assert await suggested(stage, stranger, **said) == [], stranger


async def test_a_sketch_follows_the_problem_up_and_into_another_line(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank()
    await ladder.submit()
    await ladder.draw_in()
    async with Asking(stage) as asking:
        for reader, found in (("a1.task_force", 1), ("a.task_force", 1), ("a1x.handler", 0)):
            told = await asking.ask(reader, query("text"), text="水渠堵塞")
            assert len(told["duplicateSuggestions"]) == found, reader
    stage.rows("update app.problem set overdue = true returning 1")
    assert len(await suggested(stage, "city.task_force", text="水渠堵塞")) == 1


async def test_those_who_stand_in_an_accused_unit_are_suggested_nothing(stage) -> None:
    await report(stage, "a1x.handler", "村东水渠堵塞三个月")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("update app.problem set accused = array[%s]", [stage.world.tenants["b"]])
    rows = "select count(*) from app.alike('村东水渠堵塞三个月')"
    for also, count in (((), 1), (("b",), 0)):
        with acting(stage, "a1x.handler", also=also) as connection:
            assert connection.execute(rows).fetchone() == (count,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("村东水渠堵塞", "村东水渠，堵塞！"),
        ("村东水渠堵塞", "村西水渠不通"),
        ("Ａ栋12345热线", "a栋 12345 热线"),
        ("渠", "渠"),
        ("", "水渠"),
        ("𠮷野家门前积水", "𠮷野家门前堵塞"),
    ],
)
def test_postgresql_and_python_measure_likeness_alike(standing, one: str, other: str) -> None:
    with psycopg.connect(standing.superuser_dsn) as connection:
        (told,) = connection.execute("select app.likeness(%s, %s)", [one, other]).fetchone()
    if "Ａ" in one:
        assert told > 50
    else:
        assert told == round(100 * rules.likeness(one, other))


def fill(connection: psycopg.Connection, count: int, tenants: dict[str, int]) -> None:
    """Problems of one township's villages, as they stand, and their sketches."""
    connection.execute("set session_replication_role = replica")
    connection.execute(
        """insert into app.problem (root, id, holder, holder_parent, holder_slot, at2, at3, at4, at5,
             open_to, trail, holder_post, list_type, state, title, facts, origin, reported_by, due_on)
           select %(city)s, gen_random_uuid(), v, %(a1)s, 5, %(city)s, %(a)s, %(a1)s, v, 4, array[v],
             %(post)s, 'AUDIT', 'REGISTERED', w.what, '事实', v,
             %(person)s, date '2026-05-01'
           from generate_series(1, %(count)s) n,
             lateral (select (array[%(a1x)s, %(a1y)s])[1 + n %% 2] as v) h,
             lateral (select string_agg(chr(20000 + abs(hashint4(n * 31 + k)) %% 1000), '') as what
               from generate_series(1, 9) k) w
        """,
        {
            "count": count,
            "post": key_of("post", "a1x.head"),
            "person": key_of("person", "a1x.head"),
            **{name: tenants[name] for name in ("city", "a", "a1", "a1x", "a1y")},
        },
    )
    connection.execute(
        "insert into app.problem_sketch (root, id, marks)"
        " select root, id, app.marks(title, app.readers(p)) from app.problem p"
    )
    connection.execute("set session_replication_role = origin")
    connection.execute("analyze app.problem, app.problem_sketch")


SCANS = """select sum(seq_scan), sum(idx_scan) from pg_stat_xact_all_tables
where relname = 'problem_sketch'"""


async def test_what_is_alike_is_found_by_an_index_not_by_reading_every_problem(
    stage,
) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        fill(connection, 4000, stage.world.tenants)
        (title,) = connection.execute("select title from app.problem limit 1").fetchone()
    async with stage.sittings.open(await stage.viewer("a1.task_force")) as sitting:
        found = await sitting.connection.exec_driver_sql("select * from app.alike(%s)", (title,))
        assert len(found.all()) == 1
        assert (await sitting.connection.exec_driver_sql(SCANS)).one() == (0, 1)
    assert len(await suggested(stage, "a1.task_force", text=title[1:])) == 1
