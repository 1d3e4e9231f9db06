"""Two guards keep a problem on the ladder: the rule book, and the database. Each holds alone."""

import time
import uuid
from typing import Any

import psycopg
import pytest

from ledger.problems.hand_down import HandDown, hand_down
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from policies.enforcer import Decision
from tenants.context import claims, seal
from tenants.sitting import Sitting
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

SKIP = ("a1x", "b1", "bureau")
"""From county a: a grandchild, another county's township, a department of the city."""


async def banked(stage) -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    return ladder


def down_to(to: str) -> tuple[Any, ...]:
    return key_of("tenant", to), key_of("post", f"{to}.head"), DEADLINE


def silence_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    def always(self: Sitting, action: str, record: Any) -> Decision:
        self._covered.add(record.id)
        return Decision(True, "silenced")

    monkeypatch.setattr(Sitting, "decide", always)


def open_the_database(stage) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.hop drop constraint hop_along_an_edge")
        connection.execute("alter table app.hop disable trigger hop_starts")
        connection.execute(
            "create function app.loose() returns trigger language plpgsql as $$ begin"
            " new.seq := 1; new.starts := new.parent; new.ends := new.child;"
            " new.author_tenant := new.parent; return new; end $$"
        )
        connection.execute(
            "create trigger loose before insert on app.hop for each row execute function app.loose()"
        )


@pytest.mark.parametrize("to", SKIP)
async def test_with_the_book_silenced_the_database_refuses_the_skip(
    stage, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    ladder = await banked(stage)
    silence_the_book(monkeypatch)
    refusal = await ladder.refused("a.head", hand_down, HandDown, *down_to(to))
    assert refusal.code == "problem.skips_a_level"


@pytest.mark.parametrize("to", SKIP)
async def test_with_the_database_open_the_book_refuses_the_skip(stage, to: str) -> None:
    ladder = await banked(stage)
    open_the_database(stage)
    refusal = await ladder.refused("a.head", hand_down, HandDown, *down_to(to))
    assert (refusal.code, refusal.facts["act"]) == ("book.not_allowed", "problem.hand_down_to")


async def test_with_both_off_the_skip_goes_through(stage, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: the two tests above would notice a missing guard."""
    ladder = await banked(stage)
    silence_the_book(monkeypatch)
    open_the_database(stage)
    await ladder.do("a.head", hand_down, HandDown, *down_to("a1x"))
    assert ladder.now()["holder"] == "a1x"


def as_app(stage, viewer: Any, statement: str, *values: Any) -> None:
    """Runs SQL as the application's own role, in a person's signed context."""
    with psycopg.connect(stage.database.app_dsn) as connection:
        said = claims(
            viewer.person,
            viewer.post,
            root=viewer.root,
            lineage=viewer.lineage,
            tenants=viewer.tenants,
        )
        token = seal(stage.database.keys, said, pid=connection.info.backend_pid, now=time.time())
        connection.execute("select set_config('levelwise.context', %s, false)", [token])
        connection.execute(statement, values)


HOP = """insert into app.hop (root, id, holder, problem_id, direction, edge, child, parent, made_by)
    select p.root, %s, p.holder, p.id, %s, coalesce(e.id, 0), %s, %s, 'x'
    from app.problem p left join app.tenant_edge e on e.child = %s where p.id = %s"""


@pytest.mark.parametrize(
    ("who", "direction", "child", "parent", "constraint"),
    [
        ("a", "DOWN", "a1x", "a", "hop_along_an_edge"),
        ("a", "UP", "a", "city", "hop_made_by_the_upper_end"),
        ("a", "DOWN", "a1x", "a1", "hop_starts_where_it_lies"),
        ("city", "DOWN", "b", "city", "hop_starts_where_it_lies"),
    ],
)
async def test_sql_of_the_application_role_cannot_write_what_is_no_step(
    stage, who: str, direction: str, child: str, parent: str, constraint: str
) -> None:
    ladder = await banked(stage)
    numbers = stage.world.tenants
    viewer = await stage.viewer(f"{who}.head")
    with pytest.raises(psycopg.errors.IntegrityError) as caught:
        as_app(
            stage,
            viewer,
            HOP,
            uuid.uuid4(),
            direction,
            numbers[child],
            numbers[parent],
            numbers[child],
            ladder.problem,
        )
    assert caught.value.diag.constraint_name == constraint
    assert ladder.now()["holder"] == "a"


async def test_the_application_role_cannot_move_a_problem_by_hand(stage) -> None:
    ladder = await banked(stage)
    viewer = await stage.viewer("a.head")
    for column in ("holder", "hops", "trail", "open_to", "holder_post"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_app(stage, viewer, f"update app.problem set {column} = {column}")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        as_app(stage, viewer, "update app.hop set note = note")
    assert ladder.now()["holder"] == "a"


REPORTED = {
    "list_type": ("'HOTLINE_12345'", "'AUDIT'"),
    "field": ("'PARTY'", "'OTHER'"),
    "title": ("'更正 Corrected'", "title || '!'"),
    "facts": ("'更正 Corrected'", "facts || '!'"),
    "place": ("'更正 Corrected'", "place || '!'"),
    "source": ("'更正 Corrected'", "source || '!'"),
    "found_on": ("'2026-03-01'", "found_on - 1"),
}
"""Facts of origin: how they are corrected while it is only collected, and what a forger would say."""
NEVER = ("channel", "channel_no", "origin", "reported_by", "reported_at", "accused")
PUT_BACK = "update app.problem set state = 'COLLECTED'"


def rewritten(stage, viewer: Any, column: str) -> str:
    """Rewrites one fact of origin as the application; gives which guard refused it."""
    with pytest.raises(psycopg.errors.CheckViolation) as caught:
        as_app(stage, viewer, f"update app.problem set {column} = {REPORTED[column][1]}")
    return str(caught.value.diag.constraint_name)


async def test_nobody_rewrites_what_was_reported_once_it_is_registered(stage) -> None:
    viewer = await stage.viewer("a.handler")
    ladder = Ladder(stage)
    given = ReportProblem(ladder.problem, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done("a.handler", report_problem, given)
    for column, (corrects, _) in REPORTED.items():
        as_app(stage, viewer, f"update app.problem set {column} = {corrects}")
    corrected = stage.one(KEPT, ladder.problem)
    said = tuple(corrects.strip("'") for corrects, _ in REPORTED.values())
    assert tuple(map(str, corrected[: len(said)])) == said, (
        "the control: while it is only collected it may be"
    )
    await ladder.do("a.handler", register_problem, RegisterProblem)
    # What says the same again changes nothing, and what was learnt later is written beside it.
    as_app(stage, viewer, "update app.problem set title = title, root_cause = '井盖 A lid'")
    assert stage.one("select root_cause from app.problem") == "井盖 A lid"
    for state in ("as it is", "put back by hand"):
        for column in REPORTED:
            assert rewritten(stage, viewer, column) == "problem_keeps_its_origin", (state, column)
        as_app(stage, viewer, PUT_BACK)
    for column in NEVER:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            as_app(stage, viewer, f"update app.problem set {column} = {column}")
    assert stage.one(KEPT, ladder.problem) == corrected


KEPT = f"select {', '.join((*REPORTED, *NEVER))} from app.problem where id = %s"


async def test_nobody_moves_a_problem_without_a_hop_not_even_a_superuser(stage) -> None:
    ladder = await banked(stage)
    numbers = stage.world.tenants
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute(
            "update app.problem set holder = %s, holder_post = %s where id = %s",
            [numbers["a1x"], key_of("post", "a1x.head"), ladder.problem],
        )
    assert caught.value.diag.constraint_name == "problem_moves_by_hop"


async def test_what_a_hop_costs_in_rows(stage, record_property) -> None:
    ladder = await banked(stage)
    tables = ("hop", "happening", "problem_trail", "outbox")
    counted = ", ".join(f"(select count(*) from app.{name})" for name in tables)
    before = stage.one(f"select {counted}, (select count(*) from audit.event)")
    await ladder.down("a1")
    after = stage.one(f"select {counted}, (select count(*) from audit.event)")
    cost = dict(
        zip((*tables, "audit"), (b - a for a, b in zip(before, after, strict=True)), strict=True)
    )
    print("a hop costs in rows:", cost)
    assert cost == {"hop": 1, "happening": 1, "problem_trail": 1, "outbox": 1, "audit": 1}
