"""A leader of the level above takes the lead of an item at a unit below (领衔领办)."""

import uuid

import psycopg
import pytest

from ledger.assignments.hand_over_items import HandOverItems, hand_over_items
from ledger.closing.close_problem import CloseProblem, close_problem
from ledger.problems.fail_problem import FailProblem, fail_problem
from ledger.problems.leading import ORDERED
from ledger.problems.recall_problem import RecallProblem, recall_problem
from ledger.problems.release_lead import ReleaseLead, release_lead
from ledger.problems.report_progress import ReportProgress, report_progress
from ledger.problems.take_lead import TakeLead, take_lead
from ledger.reorganisation.planning import Step
from tests.ledger.acting import Client
from tests.ledger.ladder import LESSONS, PARTY, Ladder
from tests.ledger.reorganising import administrators, done, unit
from tests.world import key_of, put_in_post

TAKE, RELEASE = (take_lead, TakeLead), (release_lead, ReleaseLead, "分工调整")
SHOWN = """query ($id: ID!) { problem(id: $id) {
  leaderInCharge { title } ledBy { name } leads { state since until text reason tenant { name } }
  viewerActions { act allowed } } }"""
MINE = "{ problemsLedByMe(first: 5) { totalCount nodes { id } } problemsLedByUs(first: 5) { totalCount } }"
HEAD = key_of("post", "a.head")
LEADS = "select state, post_id, reason from app.case_lead order by since, id"


async def handed_down(stage, *, accused: bool = False) -> Ladder:
    """County a listed it and handed it down to township a1, which signed."""
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    await ladder.down("a1")
    await ladder.sign()
    return ladder


def in_charge(stage, ladder: Ladder) -> tuple[uuid.UUID | None, str | None]:
    post, level = stage.one(
        "select leader_post, led_by from app.problem where id = %s", ladder.problem
    )
    return post, ladder.names.get(level)


async def asked(client: Client, who: str, ladder: Ladder) -> dict:
    given = {"id": f"Problem_{ladder.problem}"}
    return (await client.ask(who, SHOWN, given))["data"]["problem"]


async def test_the_head_above_takes_the_lead_and_everybody_sees_whom_to_ask(client: Client) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    before = ladder.now()
    offered = {
        one["act"]: one["allowed"]
        for one in (await asked(client, "a.head", ladder))["viewerActions"]
    }
    assert offered["TAKE_LEAD"]
    assert not offered.get("RELEASE_LEAD")
    await ladder.do("a.head", *TAKE, None, "月底前通水")
    assert in_charge(stage, ladder) == (HEAD, "a")
    now = ladder.now()
    kept = ("holder", "state", "hops", "due_on", "trail", "open_to", "returns")
    assert {name: now[name] for name in kept} == {name: before[name] for name in kept}, (
        "nothing moves"
    )
    for who in ("a.head", "a.task_force", "a1.head", "a1.handler"):
        told = await asked(client, who, ladder)
        assert told["leaderInCharge"] == {"title": "a.head"} or who.startswith("a1"), who
        assert told["ledBy"] == {"name": "甲县"}, who
        (lead,) = told["leads"]
        assert (lead["state"], lead["since"], lead["until"]) == ("ACTIVE", "2026-04-15", None)
    mine = (await client.ask("a.head", MINE))["data"]
    assert mine["problemsLedByMe"]["totalCount"] == mine["problemsLedByUs"]["totalCount"] == 1
    theirs = (await client.ask("a.task_force", MINE))["data"]
    assert theirs["problemsLedByMe"]["totalCount"] == 0
    assert theirs["problemsLedByUs"]["totalCount"] == 1
    for who in ("a1.head", "city.head", "b.head"):
        none = (await client.ask(who, MINE))["data"]
        assert (
            none["problemsLedByUs"]["totalCount"] == none["problemsLedByMe"]["totalCount"] == 0
        ), who


async def test_no_level_is_skipped_and_only_a_leader_leads(stage) -> None:
    ladder = await handed_down(stage)
    for who, given, code in (
        ("city.head", (), "problem.not_found"),
        ("b.head", (), "problem.not_found"),
        ("a1.head", (), "book.not_allowed"),
        ("a.handler", (), "book.not_allowed"),
        ("a.organisation_department", (), "book.not_allowed"),
        ("a.task_force", (), "problem.not_a_leader"),
        ("a.task_force", (key_of("post", "a.handler"),), "problem.not_a_leader"),
        ("a.head", (key_of("post", "a_bureau.party_group_secretary"),), "problem.not_a_leader"),
        ("a.head", (key_of("post", "a1.head"),), "problem.not_a_leader"),
        ("a.head", (key_of("post", "city.head"),), "problem.owner_not_there"),
        ("a.head", (None, "一" * 2001), "record.text_refused"),
    ):
        assert (await ladder.refused(who, *TAKE, *given)).code == code, (who, given)
    stale = TakeLead(ladder.problem, ladder.now()["version"] - 1)
    assert (await stage.refused("a.head", take_lead, stale)).code == "problem.stale"
    await ladder.do("a.task_force", *TAKE, HEAD)
    assert in_charge(stage, ladder) == (HEAD, "a"), "the task force names its leader"


async def test_what_was_not_handed_down_is_not_led(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a1")
    assert (await ladder.refused("a.head", *TAKE)).code == "book.not_allowed", "it never had it"
    await ladder.submit()
    await ladder.back()
    assert (await ladder.refused("a.head", *TAKE)).code == "book.not_allowed"
    await ladder.submit()
    await ladder.draw_in()
    assert (await ladder.refused("a.head", *TAKE)).code == "book.not_allowed", "it has it itself"


async def test_one_leader_leads_however_deep_it_is_handed_on_and_until_it_comes_home(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("city")
    await ladder.triage()
    await ladder.down("a")
    await ladder.sign()
    await ladder.do("city.head", *TAKE)
    await ladder.down("a1")
    assert in_charge(stage, ladder) == (key_of("post", "city.head"), "city")
    assert (await ladder.refused("a.head", *TAKE)).code == "problem.led_already"
    assert (await ladder.refused("a.head", *RELEASE)).code == "book.not_allowed"
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert in_charge(stage, ladder)[1] == "city", "it came home one level below the leader's"
    await ladder.submit()
    await ladder.draw_in()
    assert in_charge(stage, ladder) == (None, None)
    assert stage.rows(LEADS) == [("RELEASED", key_of("post", "city.head"), "moved")]


async def test_the_lead_ends_with_a_reason_and_stays_on_record(client: Client) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    assert (await ladder.refused("a.head", *RELEASE)).code == "book.not_allowed", "nobody leads"
    await ladder.do("a.head", *TAKE)
    for who, code in (
        ("a1.head", "book.not_allowed"),
        ("a.handler", "book.not_allowed"),
        ("b.head", "problem.not_found"),
    ):
        assert (await ladder.refused(who, *RELEASE)).code == code, who
    no_reason = (release_lead, ReleaseLead, "")
    assert (await ladder.refused("a.head", *no_reason)).code == "record.text_refused"
    await ladder.do("a.task_force", *RELEASE)
    told = await asked(client, "a1.head", ladder)
    assert (told["leaderInCharge"], told["ledBy"]) == (None, None)
    (lead,) = told["leads"]
    assert (lead["state"], lead["until"], lead["reason"]) == ("RELEASED", "2026-04-15", "分工调整")
    await ladder.do("a.head", *TAKE)
    assert in_charge(stage, ladder) == (HEAD, "a"), "it may be taken again"


async def test_whoever_led_it_neither_closes_nor_fails_it(stage) -> None:
    """In another post, too, and after the lead has ended."""
    ladder = Ladder(stage)
    await ladder.bank("city")
    await ladder.triage()
    await ladder.down("a")
    await ladder.sign()
    root, city = stage.one(
        "select root, holder from app.post where id = %s", key_of("post", "city.head")
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            'insert into app.appointment (root, id, holder, post_id, person_id, appointed_on, "leading")'
            " values (%s, gen_random_uuid(), %s, %s, %s, '2024-01-01', false)",
            [
                root,
                city,
                key_of("post", "city.organisation_department"),
                key_of("person", "city.head"),
            ],
        )
    await ladder.do("city.head", *TAKE)
    await ladder.do("city.head", *RELEASE)
    await ladder.work()
    await ladder.evaluate_self()
    await ladder.answer("SATISFIED")
    judge = await stage.viewer("city.head", post="city.organisation_department")
    for act, kind, said in (
        (close_problem, CloseProblem, (*LESSONS,)),
        (fail_problem, FailProblem, ("证据不足",)),
    ):
        named = PARTY if act is close_problem else {}
        given = kind(ladder.problem, ladder.now()["version"], *said, **named)
        assert (await stage.refused(judge, act, given)).code == "closing.by_handler"
    await ladder.close()
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute(
            "insert into app.recheck (root, id, holder, problem_id, closing_id, reason, state, due_on,"
            " rechecked_by) select root, gen_random_uuid(), holder, problem_id, id, 'MAJOR', 'OPEN',"
            " current_date, %s from app.closing",
            [key_of("person", "city.head")],
        )
    assert caught.value.diag.constraint_name == "recheck_by_another_check"


async def test_leaving_the_post_hands_the_lead_over(client: Client) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    await ladder.do("a.head", *TAKE)
    query = "query ($post: ID!) { handover(post: $post) { nodes { kind problem { title } } } }"
    told = (await client.ask("a.head", query, {"post": f"Post_{HEAD}"}))["data"]["handover"][
        "nodes"
    ]
    assert [one["kind"] for one in told] == ["LEAD"]
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute(
            "update app.appointment set relieved_on = '2026-04-15' where id = %s",
            [key_of("appointment", "a.head:a.head")],
        )
    assert caught.value.diag.constraint_name == "handover_emptied"
    given = HandOverItems(HEAD, key_of("post", "a.task_force"))
    assert (await stage.refused("a.head", hand_over_items, given)).code == "problem.not_a_leader"
    deputy = a_deputy(stage)
    await stage.done("a.head", hand_over_items, HandOverItems(HEAD, deputy))
    assert in_charge(stage, ladder) == (deputy, "a")
    assert stage.rows(LEADS) == [("RELEASED", HEAD, "replaced"), ("ACTIVE", deputy, None)]
    assert (await client.ask("a.head", query, {"post": f"Post_{HEAD}"}))["data"]["handover"][
        "nodes"
    ] == []


def a_deputy(stage) -> uuid.UUID:
    """A member of the leading group of county a, who is not its head."""
    root, county = stage.one("select root, holder from app.post where id = %s", HEAD)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        put_in_post(connection, {"root": root, "holder": county}, "a.deputy", roles=["handler"])
        connection.execute(
            "insert into app.body (root, id, holder, kind, name, name_sort)"
            " values (%s, %s, %s, 'leading_group', '领导小组', 'l')",
            [root, key_of("body", "a.leading_group"), county],
        )
        connection.execute(
            "update app.post set body_id = %s where id = %s",
            [key_of("body", "a.leading_group"), key_of("post", "a.deputy")],
        )
    return key_of("post", "a.deputy")


async def test_they_are_told_what_moves(client: Client) -> None:
    stage = client.stage
    ladder = await handed_down(stage)
    await ladder.do("a.task_force", *TAKE, HEAD)
    query = "{ notices(first: 50) { nodes { kind problem { id } } } }"

    async def kinds(who: str) -> list[str]:
        told = (await client.ask(who, query))["data"]["notices"]["nodes"]
        return [one["kind"] for one in told if one["kind"].startswith(("LEAD_", "LED_"))]

    assert await kinds("a.head") == ["LEAD_TAKEN"]
    assert await kinds("a1.head") == ["LEAD_TAKEN"]
    await ladder.start()
    await ladder.do("a1.handler", report_progress, ReportProgress, "已完成一半")
    assert set(await kinds("a.head")) == {"LEAD_TAKEN", "LED_MOVED"}
    assert await kinds("a1.handler") == ["LEAD_TAKEN"]
    assert await kinds("a.task_force") == []
    await ladder.do("a.head", *RELEASE)
    assert "LEAD_RELEASED" in await kinds("a1.head")


@pytest.mark.parametrize(
    ("kind", "step", "left"),
    [
        ("MERGE", Step("MERGE", unit("a"), to=unit("b")), "b"),
        ("MOVE", Step("MOVE", unit("a1"), to=unit("b")), None),
        ("MERGE", Step("MERGE", unit("a1"), to=unit("a2")), "a"),
    ],
)
async def test_the_lead_goes_with_the_leaders_post_and_ends_where_it_is_not_above(
    stage, kind: str, step: Step, left: str | None
) -> None:
    administrators(stage)
    ladder = await handed_down(stage)
    await ladder.do("a.head", *TAKE)
    by = "a" if left == "a" else "city"
    await done(stage, by, kind, step)
    assert in_charge(stage, ladder) == ((HEAD, left) if left else (None, None))
    names = {number: name for name, number in stage.world.tenants.items()}
    (lead,) = stage.rows("select state, reason, level from app.case_lead")
    assert lead[:2] == (("ACTIVE", None) if left else ("RELEASED", "moved"))
    assert names[lead[2]] == (left or "a")


async def test_nobody_leads_what_is_against_their_own_unit(stage) -> None:
    ladder = await handed_down(stage)
    a_deputy(stage)
    root, bureau = stage.one(
        "select root, holder from app.post where id = %s", key_of("post", "a_bureau.head")
    )
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            'insert into app.appointment (root, id, holder, post_id, person_id, appointed_on, "leading")'
            " values (%s, gen_random_uuid(), %s, %s, %s, '2024-01-01', false)",
            [root, bureau, key_of("post", "a_bureau.handler"), key_of("person", "a.deputy")],
        )
    deputy = key_of("post", "a.deputy")
    await ladder.do("a.head", *TAKE, deputy)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.problem set accused = %s where id = %s", [[bureau], ladder.problem]
        )
    assert in_charge(stage, ladder) == (None, None), "who leads is found to be with the accused"
    assert stage.rows(LEADS) == [("RELEASED", deputy, "accused")]
    assert (await ladder.refused("a.head", *TAKE, deputy)).code == "problem.with_the_accused"
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute(*_written(ladder, deputy))
    assert caught.value.diag.constraint_name == "lead_apart_from_the_accused"


def _written(ladder: Ladder, post: uuid.UUID) -> tuple[str, list]:
    return (
        (
            "insert into app.case_lead (root, id, holder, problem_id, post_id, level, person_id)"
            " select root, gen_random_uuid(), holder, id, %s, 0, gen_random_uuid()"
            " from app.problem where id = %s"
        ),
        [post, ladder.problem],
    )


async def test_what_must_not_be_written_cannot_be_written(stage) -> None:
    """By a superuser, without the book and the act."""
    ladder = await handed_down(stage)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        for post, constraint in (
            ("city.head", "lead_from_the_level_above"),
            ("b.head", "lead_from_the_level_above"),
            ("a1.head", "lead_from_the_level_above"),
            ("a.handler", "lead_by_a_leader"),
        ):
            with pytest.raises(psycopg.errors.CheckViolation) as caught, connection.transaction():
                connection.execute(*_written(ladder, key_of("post", post)))
            assert caught.value.diag.constraint_name == constraint, post
    banked = Ladder(stage)
    await banked.bank("a1")
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        with pytest.raises(psycopg.errors.CheckViolation) as caught, connection.transaction():
            connection.execute(*_written(banked, HEAD))
        assert caught.value.diag.constraint_name == "lead_of_what_was_handed_down"
        connection.execute(*_written(ladder, HEAD))
        connection.execute("update app.case_lead set state = 'RELEASED', until = since")
        with pytest.raises(psycopg.errors.CheckViolation) as caught, connection.transaction():
            connection.execute("update app.case_lead set state = 'ACTIVE', until = null")
        assert caught.value.diag.constraint_name == "lead_ends_once"


def test_the_gate_knows_the_states_of_the_act(stage) -> None:
    source = stage.one("select prosrc from pg_proc where proname = 'start_lead'")
    assert all(f"'{state}'" in source for state in ORDERED)
