"""Break-glass: nobody opens a window quietly, what is done under it is marked, and what it never opens."""

import psycopg
import pytest

from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.glass.tables import ALONE, MOST
from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from policies.book import load
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.glassing import (
    PROBLEM,
    THREE,
    WHY_NOT_CALLED,
    Glass,
    glass,
    sits_too,
    told,
)
from tests.ledger.ladder import Ladder
from tests.ledger.test_access import of
from tests.ledger.test_petitioners_sealed import acting
from tests.ledger.test_problems_accused import complained

__all__ = ["glass"]


ROW = (
    "insert into app.glass_window (root, id, holder, covers, minutes, reason, state, opened_by,"
    " post_id, asked_at) select ctx.root(), gen_random_uuid(), ctx.tenant(), {covers}, {minutes},"
    " 'quietly', 'OPEN', ctx.person(), ctx.post(), now() from app.tenant t where t.id = ctx.tenant()"
)
REVIEWED = "state = 'REVIEWED', reviewed_by = ctx.person(), finding = 'JUSTIFIED'"
QUIETLY = (
    # By itself: nothing in audit and outbox.
    (ROW.format(covers="t.id", minutes=30), "announced in audit and events"),
    # For longer than anybody may, and alone for longer than one may.
    (ROW.format(covers="t.id", minutes=MOST + 1), "glass_window_minutes"),
    (ROW.format(covers="t.id", minutes=ALONE + 1), "glass_window_takes_two"),
    # Over what is not below.
    (ROW.format(covers="t.parent_id", minutes=30), "the own unit or one below it"),
    # A window that is there: longer, again, or as somebody else.
    ("update app.glass_window set minutes = 240", "permission denied"),
    ("update app.glass_window set ends_at = ends_at + interval '1 hour'", "permission denied"),
    (f"update app.glass_window set {REVIEWED}", "step by step"),
    ("update app.glass_window set closed_by = ctx.person()", "step by step"),
    ("delete from app.glass_window", "permission denied"),
    # What was told.
    ("delete from app.notice", "permission denied"),
    ("update app.notice set glass_window_id = null", "permission denied"),
    ("delete from app.outbox", "permission denied"),
    ("update audit.event set facts = '{}'", "permission denied"),
    ("update app.person set glass_until = now() + interval '1 day'", "permission denied"),
    ("alter table app.glass_window disable trigger all", "must be owner"),
    ("set session_replication_role = replica", "permission denied"),
)


def tried(stage: Stage, who: str, statement: str) -> None:
    with acting(stage, who) as connection:
        connection.execute(statement)
        connection.commit()


async def test_not_even_sql_as_the_application_opens_one_quietly(glass: Glass) -> None:
    stage, window = glass.stage, await glass.opened()
    before = stage.rows("select w::text from app.glass_window w"), told(glass, window)
    for statement, why in QUIETLY:
        with pytest.raises(psycopg.Error, match=why):
            tried(stage, "a.task_force" if "insert" in statement else "a.head", statement)
        after = stage.rows("select w::text from app.glass_window w"), told(glass, window)
        assert after == before, statement
    # Whoever it names, a window is theirs who writes it; and where nobody hears, none is opened.
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment a set relieved_on = '2026-01-01' from app.post p"
            " where p.id = a.post_id and p.holder = %s",
            [stage.world.tenants["city"]],
        )
    refusal = await stage.refused("b.head", break_glass, BreakGlass(None, 30, WHY_NOT_CALLED))
    assert refusal.code == "glass.nobody_hears"


async def test_what_is_read_and_done_under_it_says_so_in_the_audit(glass: Glass) -> None:
    stage = glass.stage
    marked = "select act, noun, record, said from audit.event where glass = %s order by at"
    assert not await glass.reads("a.head")
    window = await glass.opened()
    assert [one[0] for one in stage.rows(marked, window)] == ["break_glass"]
    assert await glass.reads("a.head")
    seen = stage.rows(marked, window)[1:]
    assert ("read", "glass_reading", glass.ladder.problem, "EmergencyRead") in seen
    assert ("read", "glass_reading", window, "EmergencyRead") in seen, "a list names nothing"
    # An act in the same while, and a refusal, are marked alike; somebody else's are not.
    deeper = Ladder(stage)
    await deeper.report("a2x")
    await stage.refused("a.head", break_glass, BreakGlass(None, 30, WHY_NOT_CALLED))
    acts = [one[0] for one in stage.rows(marked, window)]
    assert acts.count("break_glass") == 2
    assert "report_problem" not in acts
    await stage.done("a.head", close_glass, CloseGlass(window, 1))
    marks = len(stage.rows(marked, window))
    assert not await glass.reads("a.head")
    assert len(stage.rows(marked, window)) == marks, "outside nothing is marked"
    assert stage.rows("select * from audit.verify()") == []
    query = (
        "query ($w: ID) { auditEvents(first: 20, filter: {glassWindow: $w}) {"
        " nodes { act person { name } glassWindow { id } } } }"
    )
    shown = await glass.client.ask(
        "city.audit_administrator", query, {"w": f"GlassWindow_{window}"}
    )
    nodes = shown["data"]["auditEvents"]["nodes"]
    assert len(nodes) == marks
    assert {one["glassWindow"]["id"] for one in nodes} == {f"GlassWindow_{window}"}


async def test_nothing_is_read_when_it_cannot_be_marked(glass: Glass) -> None:
    """The mark comes first: without it there is no answer, and the control answers."""
    await glass.opened()
    assert await glass.reads("a.head")
    with psycopg.connect(glass.stage.database.superuser_dsn) as connection:
        connection.execute("revoke execute on function app.mark_reading from levelwise_app")
    with pytest.raises(Exception, match="permission denied"):
        await glass.client.ask("a.head", PROBLEM, {"id": glass.problem})
    control = await glass.client.ask("city.head", PROBLEM, {"id": glass.problem})
    assert "errors" not in control


async def test_a_window_opens_neither_the_vault_nor_the_eyes_of_the_accused(
    stage: Stage, client: Client
) -> None:
    ladder = await complained(stage)
    glass = Glass(client, ladder)
    petitioner = stage.one("select id from app.petitioner")
    await glass.opened("a1.head")
    await glass.opened("city.head")
    assert await glass.reads("city.head"), "the control: above the accused it is read"
    assert not await glass.reads("a1.head"), "the accused never learn"
    vault = "select count(*) from audit.ticket"
    given = AskIdentity(petitioner, "需要核实诉求")
    before = stage.one(vault)
    refusal = await stage.refused("city.head", ask_identity, given)
    assert refusal.code == "petitioner.not_found"
    # Whoever may ask by their own office does not while their window is open.
    control = await stage.perform("a.head", ask_identity, given)
    assert control.refusal is None or control.refusal.code == "petitioner.nothing_sealed"
    await glass.opened("a.head")
    refusal = await stage.refused("a.head", ask_identity, given)
    assert refusal.code == "petitioner.not_found"
    assert stage.one(vault) == before


async def test_three_offices_stay_apart_whatever_the_emergency(glass: Glass) -> None:
    """Somebody who comes to be one of the three while a window is open reads nothing by it."""
    window = await glass.opened()
    assert await glass.reads("a.head")
    await sits_too(glass.stage, "a.head", "a", "audit_administrator")
    assert not await glass.reads("a.head")
    book = load()
    for one in THREE:
        pair = book.incompatible(["emergency_reader", f"{one}_administrator"])
        assert pair is not None
    assert glass.stage.one("select state from app.glass_window where id = %s", window) == "OPEN"


def test_the_numbers_of_the_database_are_those_of_the_book() -> None:
    limits = load().actions["glass_window.open"].window
    assert limits is not None
    assert (limits.minutes, limits.alone, limits.role) == (MOST, ALONE, "emergency_reader")


async def test_salesforce_why_is_not_blind_to_what_goes_round_the_grants(glass: Glass) -> None:
    """Its “Why?” names grants alone. Here a window is a reason like any other, while it is open."""
    why = (
        'query ($p: ID!, $id: ID!) { explainAccess(person: $p, action: "problem.read", id: $id)'
        " { allowed grants { title role rule { key } } } }"
    )
    who = "query ($id: ID!) { whoCanSee(id: $id) { nodes { name grants { rule { key } } } } }"
    what = (
        'query ($p: ID!) { whatCanSee(person: $p, of: "Problem")'
        " { nodes { record grants { rule { key } } } } }"
    )
    rule = "in-an-emergency-the-whole-window-is-read"
    mine = {"p": of("a.head"), "id": glass.problem}
    assert (await glass.client.ask("a.head", why, mine))["data"]["explainAccess"] is None
    window = await glass.opened()
    told = (await glass.client.ask("a.head", why, mine))["data"]["explainAccess"]
    assert told["allowed"]
    assert told["grants"] == [
        {"title": "a.head", "role": "emergency_reader", "rule": {"key": rule}}
    ]
    listed = (await glass.client.ask("a.head", who, {"id": glass.problem}))["data"]["whoCanSee"]
    by_window = [
        one["name"]
        for one in listed["nodes"]
        if rule in [grant["rule"]["key"] for grant in one["grants"]]
    ]
    assert by_window == ["a.head"]
    sees = (await glass.client.ask("a.head", what, {"p": of("a.head")}))["data"]["whatCanSee"]
    assert [one["grants"][0]["rule"]["key"] for one in sees["nodes"]] == [rule]
    # The control: over, it explains nothing any more.
    await glass.stage.done("a.head", close_glass, CloseGlass(window, 1))
    assert (await glass.client.ask("a.head", why, mine))["data"]["explainAccess"] is None
