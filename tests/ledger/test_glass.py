"""Break-glass: what a window gives, to whom, for how long; and that nobody opens one quietly."""

import asyncio
import uuid
from dataclasses import replace
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.glass.break_glass import BreakGlass, break_glass
from ledger.glass.close_glass import CloseGlass, close_glass
from ledger.glass.confirm_glass import ConfirmGlass, confirm_glass
from ledger.glass.review_glass import ReviewGlass, review_glass
from ledger.glass.tables import ALONE, MOST
from ledger.petitioners.ask_identity import AskIdentity, ask_identity
from policies.book import load
from tenants.refusals import DatabaseBusy
from tenants.sitting import Outdated
from tenants.viewer import Viewer
from tests import world
from tests.ledger.acting import Client
from tests.ledger.conftest import Stage
from tests.ledger.ladder import Ladder
from tests.ledger.test_access import of
from tests.ledger.test_petitioners_sealed import acting
from tests.ledger.test_problems_accused import complained
from tests.world import key_of

PROBLEM = "query ($id: ID!) { problem(id: $id) { id title } }"
PROBLEMS = "{ problems(first: 20) { nodes { id } } }"
WINDOW = (
    "glassWindow { id state isOpen minutes reason version endsAt openedBy { name }"
    " covers { id } viewerActions { act allowed } }"
)
TO_REVIEW = "{ glassWindowsToReview { nodes { id } } }"
THREE = ("system", "security", "audit")
SECURITY_AND_AUDIT = ("city.security_administrator", "city.audit_administrator")
WHY_NOT_CALLED = "山洪致多村失联，须即时掌握各村情况"


class Glass:
    """A stage with a problem deep below county a, and how tests open windows there."""

    def __init__(self, client: Client, ladder: Ladder) -> None:
        self.client, self.stage, self.ladder = client, client.stage, ladder
        self.problem = f"Problem_{ladder.problem}"

    async def opened(self, who: str = "a.head", minutes: int = 30, **given: Any) -> uuid.UUID:
        said = BreakGlass(given.pop("tenant", None), minutes, WHY_NOT_CALLED, **given)
        return await self.stage.done(who, break_glass, said)

    async def reads(self, who: str | Viewer) -> bool:
        """Whether somebody reads the problem, by its id and in the list alike."""
        one = (await self.client.ask(who, PROBLEM, {"id": self.problem}))["data"]["problem"]
        listed = (await self.client.ask(who, PROBLEMS))["data"]["problems"]["nodes"]
        assert (one is not None) == (self.problem in [row["id"] for row in listed])
        return one is not None

    def passes(self, window: uuid.UUID, by: timedelta) -> None:
        """Lets time pass for a window: what it says of times is so much longer ago."""
        with psycopg.connect(self.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.glass_window set asked_at = asked_at - %(by)s,"
                " opened_at = opened_at - %(by)s, ends_at = ends_at - %(by)s where id = %(id)s",
                {"by": by, "id": window},
            )
            connection.execute("update app.person set glass_until = glass_until - %s", [by])

    def version(self, window: uuid.UUID) -> int:
        found: int = self.stage.one("select version from app.glass_window where id = %s", window)
        return found


@pytest.fixture
async def glass(stage: Stage, client: Client) -> Glass:
    ladder = Ladder(stage)
    await ladder.bank()
    return Glass(client, ladder)


async def test_a_window_shows_what_lies_deeper_and_its_end_hides_it_by_the_clock_alone(
    glass: Glass,
) -> None:
    assert not await glass.reads("a.head"), "the problem lies two levels down"
    told = await glass.client.act("a.head", "breakGlass", WINDOW, minutes=30, reason=WHY_NOT_CALLED)
    window = told["glassWindow"]
    assert (window["state"], window["isOpen"], window["minutes"]) == ("OPEN", True, 30)
    assert await glass.reads("a.head"), "the control: inside the window the same read works"
    assert not await glass.reads("a.task_force"), "the window is its holder's"
    inside = await glass.stage.viewer("a.head")
    assert ("emergency_reader", "*") in inside.roles
    standing = glass.stage.one("select standing from app.person where id = %s", inside.person)
    glass.passes(uuid.UUID(window["id"].partition("_")[2]), timedelta(minutes=30))
    assert not await glass.reads("a.head")
    after = await glass.stage.viewer("a.head")
    assert ("emergency_reader", "*") not in after.roles
    # Nothing was written when it ended: only the clock moved, and with it how they stand.
    assert (
        glass.stage.one("select standing from app.person where id = %s", inside.person) == standing
    )
    assert after.standing == inside.standing + 1


async def test_whoever_was_signed_in_before_the_end_reads_nothing_after_it(glass: Glass) -> None:
    """Really by the clock: a second passes, and a viewer made inside the window is thrown away."""
    window = await glass.opened()
    inside = await glass.stage.viewer("a.head")
    left = glass.stage.one(
        "select ends_at - clock_timestamp() from app.glass_window where id = %s", window
    )
    glass.passes(window, left - timedelta(seconds=1))
    asked = {"id": glass.problem}
    control = await glass.client.ask(inside, PROBLEM, asked)
    assert control["data"]["problem"] is not None
    await asyncio.sleep(1.1)
    told = await glass.client.ask("a.head", PROBLEM, asked)
    assert told["data"]["problem"] is None
    # Nobody made the viewer anew: what was read for it is thrown away, and so is what it would do.
    with pytest.raises(DatabaseBusy):
        await glass.client.ask(inside, PROBLEM, asked)
    with pytest.raises(Outdated):
        async with glass.stage.sittings.open(inside):
            pass


async def test_what_is_refused_changes_nothing(glass: Glass) -> None:
    def said(minutes: int = 30, tenant: str = "", reason: str = WHY_NOT_CALLED) -> BreakGlass:
        return BreakGlass(key_of("tenant", tenant) if tenant else None, minutes, reason)

    both = await sits_too(glass.stage, "a.head", "city", "audit_administrator")
    lately = await glass.stage.viewer("b.head")
    unsaid = replace(lately, signed_in_at=None)
    weak, old = replace(lately, level=1), replace(lately, signed_in_at=lately.signed_in_at - 901)
    for who, given, code in (
        ("a.handler", said(), "book.not_allowed"),
        ("a.organisation_department", said(), "book.not_allowed"),
        *((f"city.{one}_administrator", said(), "book.not_allowed") for one in THREE),
        (both, said(), "book.not_allowed"),
        (weak, said(), "viewer.step_up"),
        (old, said(), "viewer.step_up"),
        (unsaid, said(), "viewer.step_up"),
        ("b.head", said(minutes=0), "glass.too_long"),
        ("b.head", said(minutes=MOST + 1), "glass.too_long"),
        ("b.head", said(tenant="a"), "glass.scope_not_found"),
        ("b.head", said(tenant="a1x"), "glass.scope_not_found"),
        ("b.head", said(tenant="city"), "glass.scope_not_found"),
        ("b.head", said(reason="急"), "record.text_refused"),
    ):
        refusal = await glass.stage.refused(who, break_glass, given)
        assert refusal.code == code, (who, given)
        if code == "viewer.step_up":
            assert refusal.facts == {"max_age": "900", "level": "2", "acr_values": ""}
    assert glass.stage.one("select count(*) from app.glass_window") == 0
    assert await glass.opened("b.head", MOST), "the control: what is asked well is done"
    again = await glass.stage.refused("b.task_force", confirm_glass, ConfirmGlass(uuid.uuid4(), 1))
    assert again.code == "glass.not_found"


async def sits_too(stage: Stage, who: str, unit: str, role: str) -> Viewer:
    """Puts somebody into another post besides, and signs them in anew in their own."""
    held = {"root": stage.world.tenants["city"], "holder": stage.world.tenants[unit]}
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        name = f"{unit}.{role}_too"
        world.put_in_post(connection, held, name, roles=[role], person=who, leading=False)
    return await stage.viewer(who, post=who)


async def test_one_window_at_a_time_and_each_over_its_own_part_of_the_tree(glass: Glass) -> None:
    await glass.opened("a.head", tenant=key_of("tenant", "a2"))
    assert not await glass.reads("a.head"), "the problem lies in a1"
    again = BreakGlass(None, 30, WHY_NOT_CALLED)
    assert (await glass.stage.refused("a.head", break_glass, again)).code == "glass.open_already"
    window = glass.stage.one("select id from app.glass_window")
    await glass.stage.done("a.head", close_glass, CloseGlass(window, 1))
    await glass.opened("a.head", tenant=key_of("tenant", "a1x"))
    assert await glass.reads("a.head")
    assert not await glass.reads("b.head")
    await glass.opened("b.head")
    assert not await glass.reads("b.head"), "a window lies within one's own unit"


async def test_a_longer_window_takes_a_second_person_who_is_another(glass: Glass) -> None:
    stage, window = glass.stage, await glass.opened("a.head", ALONE + 1)
    assert stage.one("select state from app.glass_window") == "ASKED"
    assert not await glass.reads("a.head")
    for who, code in (
        ("a.head", "book.not_allowed"),
        ("city.security_administrator", "book.not_allowed"),
        ("b.head", "glass.not_found"),
        (replace(await stage.viewer("city.head"), level=1), "viewer.step_up"),
    ):
        refusal = await stage.refused(who, confirm_glass, ConfirmGlass(window, 1))
        assert refusal.code == code, who
    assert told(glass, window) == {
        "GLASS_ASKED": {"a.task_force", "city.head", "city.task_force", *SECURITY_AND_AUDIT}
    }
    await stage.done("a.task_force", confirm_glass, ConfirmGlass(window, 1))
    assert await glass.reads("a.head")
    assert not await glass.reads("a.task_force"), "whoever confirms reads no more than before"
    later = await glass.opened("b.head", ALONE + 1)
    glass.passes(later, timedelta(minutes=61))
    refusal = await stage.refused("city.head", confirm_glass, ConfirmGlass(later, 1))
    assert refusal.code == "glass.asked_too_long_ago"


async def test_it_announces_itself_and_is_reviewed_by_the_level_above(glass: Glass) -> None:
    stage, window = glass.stage, await glass.opened()
    above = {"city.head", "city.task_force", *SECURITY_AND_AUDIT}
    assert told(glass, window) == {"GLASS_OPENED": above}
    notices = "{ notices(first: 5) { nodes { kind glassWindow { id reason } } } unreadNotices }"
    seen = (await glass.client.ask("city.head", notices))["data"]
    (notice,) = seen["notices"]["nodes"]
    assert notice["kind"] == "GLASS_OPENED"
    assert notice["glassWindow"]["reason"] == WHY_NOT_CALLED
    assert seen["unreadNotices"] == 1
    audited = "select act, said, glass from audit.event where record = %s"
    assert stage.rows(audited, window) == [("break_glass", "GlassWindowOpened", window)]
    assert stage.rows("select kind, noun from app.outbox where record_id = %s", window) == [
        ("GlassWindowOpened", "glass_window")
    ]
    finding = ("JUSTIFIED", "确属紧急，范围恰当")
    still = await stage.refused("city.head", review_glass, ReviewGlass(window, 1, *finding))
    assert still.code == "glass.still_open"
    assert await to_review(glass, "city.head") == []
    glass.passes(window, timedelta(minutes=31))
    assert await to_review(glass, "city.head") == [f"GlassWindow_{window}"]
    assert await to_review(glass, "a.head") == []
    sitting = await sits_too(stage, "city.head", "a", "handler")
    for who in ("a.head", "a.task_force", "city.security_administrator", sitting):
        refusal = await stage.refused(who, review_glass, ReviewGlass(window, 1, *finding))
        assert refusal.code == "book.not_allowed", who
    again = await stage.refused("b.head", review_glass, ReviewGlass(window, 1, *finding))
    assert again.code == "glass.not_found"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set relieved_on = '2026-01-01' where not \"leading\""
        )
    done = await glass.client.act(
        "city.head", "reviewGlass", "glassWindow { state finding review reviewedBy { name } }",
        window=f"GlassWindow_{window}", expectedVersion=1, finding=finding[0], text=finding[1],
    )  # fmt: skip  # columns side by side
    assert done["glassWindow"]["state"] == "REVIEWED"
    assert done["glassWindow"]["reviewedBy"] == {"name": "city.head"}
    assert await to_review(glass, "city.head") == []
    refusal = await stage.refused("city.head", review_glass, ReviewGlass(window, 2, *finding))
    assert refusal.code == "glass.wrong_state"


def told(glass: Glass, window: uuid.UUID) -> dict[str, set[str]]:
    """Whom the database has told of a window, by kind."""
    found: dict[str, set[str]] = {}
    for kind, name in glass.stage.rows(
        "select n.kind, p.name from app.notice n join app.person p on p.id = n.person_id"
        " where n.glass_window_id = %s",
        window,
    ):
        found.setdefault(kind, set()).add(name)
    return found


async def to_review(glass: Glass, who: str) -> list[str]:
    nodes = (await glass.client.ask(who, TO_REVIEW))["data"]["glassWindowsToReview"]["nodes"]
    return [one["id"] for one in nodes]


async def test_it_is_ended_early_by_its_unit_or_by_whoever_watches(glass: Glass) -> None:
    for who in ("a.task_force", "city.security_administrator"):
        window = await glass.opened()
        assert await glass.reads("a.head")
        for other in ("a.handler", "b.head"):
            refusal = await glass.stage.refused(other, close_glass, CloseGlass(window, 1))
            assert refusal.code in {"glass.not_found", "book.not_allowed"}, other
        await glass.stage.done(who, close_glass, CloseGlass(window, 1))
        assert not await glass.reads("a.head"), who
        again = await glass.stage.refused(who, close_glass, CloseGlass(window, 1))
        assert again.code == "glass.stale"
        assert to_whom(glass, window, "GLASS_ENDED") >= {"city.task_force"}


def to_whom(glass: Glass, window: uuid.UUID, kind: str) -> set[str]:
    return told(glass, window).get(kind, set())


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
