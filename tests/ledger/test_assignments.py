"""Several units work on one problem: one leads, the others help, and the whole waits for its parts."""

import time
import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import psycopg
import pytest

from ledger.assignments.accept_part import AcceptPart, accept_part
from ledger.assignments.finish_part import FinishPart, finish_part
from ledger.assignments.giving import Receiver
from ledger.assignments.hand_on_part import HandOnPart, hand_on_part
from ledger.assignments.hand_out import HandOut, hand_out
from ledger.assignments.withdraw_part import WithdrawPart, withdraw_part
from ledger.petitioners.register_petitioner import RegisterPetitioner, register_petitioner
from ledger.problems.claim_completion import ClaimCompletion, claim_completion
from ledger.problems.recall_problem import RecallProblem, recall_problem
from policies.enforcer import Decision
from tenants.context import claims, seal
from tenants.sitting import Sitting
from tests.ledger.acting import Client
from tests.ledger.ladder import DEADLINE, Ladder
from tests.world import key_of

LATE, EARLY = date(2026, 6, 30), date(2026, 4, 22)


def to(unit: str, deadline: date = EARLY) -> Receiver:
    return Receiver(key_of("tenant", unit), key_of("post", f"{unit}.head"), deadline, "分工")


async def handed_out(stage: Any, *co: str, start: str = "a", main: str = "a1") -> Ladder:
    ladder = Ladder(stage)
    await ladder.bank(start)
    await ladder.triage()
    receivers = tuple(to(unit) for unit in co or ("a2", "a_bureau"))
    await ladder.do(f"{start}.task_force", hand_out, HandOut, to(main, DEADLINE), receivers)
    return ladder


def parts(ladder: Ladder) -> dict[str, tuple[Any, ...]]:
    """Role, state, day and open parts of each unit's part."""
    rows = ladder.stage.rows(
        "select holder, role, state, due_on, parts_open from app.assignment where problem_id = %s",
        ladder.problem,
    )
    return {ladder.names[holder]: tuple(said) for holder, *said in rows}


def states(ladder: Ladder) -> dict[str, str]:
    return {unit: said[1] for unit, said in parts(ladder).items()}


def part(ladder: Ladder, unit: str) -> tuple[uuid.UUID, int]:
    row = ladder.stage.one(
        "select id, version from app.assignment where problem_id = %s and holder = %s and open",
        ladder.problem,
        ladder.stage.world.tenants[unit],
    )
    return row[0], row[1]


async def sign(ladder: Ladder, *units: str) -> None:
    for unit in units:
        await ladder.stage.done(f"{unit}.head", accept_part, AcceptPart(*part(ladder, unit)))


async def finish(ladder: Ladder, *units: str) -> None:
    for unit in units:
        said = FinishPart(*part(ladder, unit), "已办结")
        await ladder.stage.done(f"{unit}.handler", finish_part, said)


async def test_one_leads_the_others_help_and_the_whole_waits_for_its_parts(stage) -> None:
    ladder = await handed_out(stage)
    now = ladder.now()
    assert (now["holder"], now["state"]) == ("a1", "ASSIGNED"), "it lies with the main handler"
    assert now["trail"] == {"a", "a1", "a2", "a_bureau"}
    assert parts(ladder) == {
        "a1": ("MAIN", "ASSIGNED", DEADLINE, 0),
        "a2": ("CO", "ASSIGNED", EARLY, 0),
        "a_bureau": ("CO", "ASSIGNED", EARLY, 0),
    }
    await ladder.sign()
    assert states(ladder)["a1"] == "ACCEPTED", "the main part follows the problem"
    await sign(ladder, "a2", "a_bureau")
    await finish(ladder, "a2")
    with pytest.raises(AssertionError, match="PartsOpen"):
        await ladder.work()
    refusal = await ladder.refused("a1.head", claim_completion, ClaimCompletion, "水渠已通")
    assert (refusal.code, refusal.facts["open"]) == ("problem.parts_open", "1")
    await finish(ladder, "a_bureau")
    await ladder.finish()
    assert set(states(ladder).values()) == {"FINISHED"}
    await ladder.evaluate_self()
    await ladder.answer("DISSATISFIED")
    assert states(ladder) == {"a1": "ACCEPTED", "a2": "FINISHED", "a_bureau": "FINISHED"}


async def test_with_the_act_silent_the_database_keeps_the_whole_waiting(stage) -> None:
    ladder = await handed_out(stage)
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation) as caught,
    ):
        connection.execute("update app.problem set state = 'COMPLETION_CLAIMED'")
    assert caught.value.diag.constraint_name == "problem_parts_finished_check"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("alter table app.problem drop constraint problem_parts_finished_check")
        connection.execute("update app.problem set state = 'COMPLETION_CLAIMED'")
    assert ladder.now()["state"] == "COMPLETION_CLAIMED", "the control: nothing else held it"


async def test_a_co_handler_gives_its_part_on_one_level_and_stays_responsible(stage) -> None:
    ladder = await handed_out(stage)
    key, _ = part(ladder, "a2")
    await sign(ladder, "a2")
    given = HandOnPart(key, part(ladder, "a2")[1], (to("a2x", LATE), to("a2y")))
    refusal = await stage.refused("a2.task_force", hand_on_part, given)
    assert (refusal.code, refusal.facts["latest"]) == ("problem.deadline_too_late", str(EARLY))
    given = replace(given, receivers=(to("a2x"), to("a2y")))
    await stage.done("a2.task_force", hand_on_part, given)
    told = parts(ladder)
    assert told["a2"][1:] == ("HANDED_ON", EARLY, 2)
    assert told["a2x"] == ("CO", "ASSIGNED", EARLY, 0)
    version = part(ladder, "a2")[1]
    refusal = await stage.refused("a2.head", finish_part, FinishPart(key, version, "已办结"))
    assert (refusal.code, refusal.facts["open"]) == ("assignment.parts_open", "2")
    await sign(ladder, "a2x", "a2y")
    await finish(ladder, "a2x")
    assert states(ladder)["a2"] == "HANDED_ON"
    await finish(ladder, "a2y")
    assert states(ladder)["a2"] == "ACCEPTED", "its state is derived from its parts"
    await finish(ladder, "a2")
    skip = HandOnPart(*part(ladder, "a_bureau"), (to("a2x"),))
    refusal = await stage.refused("a_bureau.head", hand_on_part, skip)
    assert refusal.code == "assignment.wrong_state", "it has not signed yet"
    await sign(ladder, "a_bureau")
    skip = HandOnPart(*part(ladder, "a_bureau"), (to("a1x"),))
    refusal = await stage.refused("a_bureau.head", hand_on_part, skip)
    assert (refusal.code, refusal.facts["act"]) == ("book.not_allowed", "assignment.hand_on_to")


async def test_an_order_that_is_recalled_takes_its_parts_along(stage) -> None:
    ladder = await handed_out(stage, "a2")
    await sign(ladder, "a2")
    await stage.done(
        "a2.head", hand_on_part, HandOnPart(*part(ladder, "a2"), (to("a2x"), to("a2y")))
    )
    await ladder.do("a.task_force", recall_problem, RecallProblem, "wrong_unit")
    assert set(states(ladder).values()) == {"WITHDRAWN"}
    assert ladder.stage.one("select parts_open from app.problem") == 0


async def test_the_main_handler_hands_on_and_its_part_says_so(stage) -> None:
    ladder = await handed_out(stage, "b", "bureau", start="city", main="a")
    await ladder.sign()
    late = (to("a1", LATE), (to("a2", LATE),))
    refusal = await ladder.refused("a.task_force", hand_out, HandOut, *late)
    assert (refusal.code, refusal.facts["latest"]) == ("problem.deadline_too_late", str(DEADLINE))
    await ladder.do("a.task_force", hand_out, HandOut, to("a1", DEADLINE), (to("a2", DEADLINE),))
    assert parts(ladder)["a"][1] == "HANDED_ON"
    assert parts(ladder)["a1"] == ("MAIN", "ASSIGNED", DEADLINE, 0), "within the upper deadline"
    assert parts(ladder)["a2"][2] == DEADLINE
    assert stage.one("select parts_open from app.problem") == 3
    assert ladder.now()["hops"] == 2


async def test_who_signs_finishes_and_takes_back(stage) -> None:
    ladder = await handed_out(stage)
    key, version = part(ladder, "a2")
    for who, code in (
        ("a2.handler", "book.not_allowed"),
        ("a1.head", "book.not_allowed"),
        ("a.head", "book.not_allowed"),
        ("b.head", "assignment.not_found"),
        ("b1.head", "assignment.not_found"),
        ("a2x.head", "assignment.not_found"),
    ):
        refusal = await stage.refused(who, accept_part, AcceptPart(key, version))
        assert refusal.code == code, who
    refusal = await stage.refused("a2.head", accept_part, AcceptPart(key, version + 1))
    assert refusal.code == "assignment.stale"
    refusal = await stage.refused("a1.head", accept_part, AcceptPart(*part(ladder, "a1")))
    assert refusal.code == "assignment.wrong_state", "the main part follows the problem"
    refusal = await stage.refused("a2.head", withdraw_part, WithdrawPart(key, version, "不办"))
    assert refusal.code == "book.not_allowed"
    await stage.done("a.task_force", withdraw_part, WithdrawPart(key, version, "不再需要"))
    assert states(ladder)["a2"] == "WITHDRAWN"
    assert stage.one("select parts_open from app.problem") == 1


async def test_whom_it_turns_out_to_be_against_works_on_no_part_of_it(stage) -> None:
    ladder = await handed_out(stage)
    against = RegisterPetitioner(
        ladder.problem, "ANONYMOUS", "REQUEST", "LETTER", accused=(key_of("tenant", "a2"),)
    )
    refusal = await stage.refused("a1.handler", register_petitioner, against)
    assert refusal.code == "assignment.with_the_accused"
    assert stage.one("select count(*) from app.petitioner") == 0
    assert stage.one("select accused from app.problem") == []
    said = WithdrawPart(*part(ladder, "a2"), "另行安排")
    await stage.done("a.task_force", withdraw_part, said)
    await stage.done("a1.handler", register_petitioner, against)
    assert states(ladder)["a2"] == "WITHDRAWN", "it stays on record"
    names = stage.rows("select accused from app.assignment where problem_id = %s", ladder.problem)
    assert {tuple(row[0]) for row in names} == {(stage.world.tenants["a2"],)}


@pytest.mark.parametrize(
    ("co", "deadline", "code"),
    [
        ((), EARLY, "assignment.nobody_named"),
        (("a1",), EARLY, "assignment.nobody_named"),
        (("a2", "a2"), EARLY, "assignment.nobody_named"),
        (("b1",), EARLY, "book.not_allowed"),
        (("a2x",), EARLY, "book.not_allowed"),
        (("a2",), date(2026, 4, 1), "problem.deadline_passed"),
        (("a2",), LATE, "problem.deadline_too_late"),
    ],
)
async def test_what_is_no_order_to_several_is_refused_whole(stage, co, deadline, code) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    receivers = tuple(to(unit, deadline) for unit in co)
    refusal = await ladder.refused("a.head", hand_out, HandOut, to("a1", DEADLINE), receivers)
    assert refusal.code == code
    assert ladder.now()["holder"] == "a"


async def test_what_a_part_costs_in_rows(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()
    tables = ("hop", "happening", "problem_trail", "outbox", "assignment")
    counted = ", ".join(f"(select count(*) from app.{name})" for name in tables)
    counted += ", (select count(*) from audit.event)"
    before = stage.one(f"select {counted}")
    given = (to("a1", DEADLINE), (to("a2"), to("a_bureau")))
    await ladder.do("a.task_force", hand_out, HandOut, *given)
    after = stage.one(f"select {counted}")
    cost = dict(zip((*tables, "audit"), map(int.__sub__, after, before), strict=True))
    print("a hop to a main handler and two co-handlers costs in rows:", cost)
    assert cost == {
        "hop": 1, "happening": 1, "problem_trail": 3, "outbox": 4, "assignment": 3, "audit": 4,
    }  # fmt: skip  # reads as a table


# ------------------------------------------------------------------- each guard by itself

PART = """insert into app.assignment (root, id, holder, problem_id, role, edge, child, parent,
    lead_post, due_on, made_by)
  select p.root, %(id)s, %(child)s, p.id, 'CO', coalesce(e.id, 0), %(child)s, %(parent)s, %(post)s,
    %(due)s, 'x' from app.problem p left join app.tenant_edge e on e.child = %(child)s"""


def as_app(stage: Any, viewer: Any, child: str, parent: str, due: date = EARLY) -> str | None:
    """Writes a part as the application's own role; gives the constraint that stood against it."""
    numbers = stage.world.tenants
    named = {"id": uuid.uuid4(), "child": numbers[child], "parent": numbers[parent], "due": due}
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
        try:
            connection.execute(PART, named | {"post": key_of("post", f"{child}.head")})
        except psycopg.errors.IntegrityError as failed:
            return failed.diag.constraint_name
    return None


async def test_sql_of_the_application_role_cannot_write_a_part_that_is_none(stage) -> None:
    await handed_out(stage, "a_bureau")
    head, below = await stage.viewer("a.head"), await stage.viewer("a1.head")
    assert as_app(stage, head, "a2x", "a") == "assignment_along_an_edge"
    assert as_app(stage, head, "a2x", "a2") == "assignment_of_the_whole"
    assert as_app(stage, below, "a1x", "a1") == "assignment_of_the_whole"
    assert as_app(stage, head, "a2", "a", LATE) == "assignment_within_the_whole"
    assert as_app(stage, head, "a_bureau", "a") == "assignment_once"
    assert as_app(stage, head, "a2", "a") is None, "the control: a real part is written"


async def test_with_the_book_silenced_the_database_refuses_a_part_that_skips(
    stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await ladder.triage()

    def always(self: Sitting, action: str, record: Any) -> Decision:
        self._covered.add(record.id)
        return Decision(True, "silenced")

    monkeypatch.setattr(Sitting, "decide", always)
    given = (to("a1", DEADLINE), (to("a2x"),))
    refusal = await ladder.refused("a.head", hand_out, HandOut, *given)
    assert refusal.code == "assignment.skips_a_level"


# ------------------------------------------------------------------- as clients see it

INBOX = """{ assignmentInbox { nodes { role state dueOn tenant { name } problem { title openParts }
  viewerActions { act allowed } } } }"""


async def test_an_order_to_several_is_given_and_read_through_graphql(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await ladder.triage()
    units = {unit: {"unit": f"Tenant_{key_of('tenant', unit)}",
                    "leadPost": f"Post_{key_of('post', f'{unit}.head')}", "deadline": "2026-04-22"}
             for unit in ("a1", "a2")}  # fmt: skip  # reads as a table
    told = await client.act(
        "a.task_force",
        "handOutProblem",
        "problem { openParts assignments { role state tenant { name } } }",
        problem=f"Problem_{ladder.problem}",
        expectedVersion=ladder.now()["version"],
        main=units["a1"],
        coHandlers=[units["a2"]],
    )
    assert told["problem"] == {
        "openParts": 1,
        "assignments": [
            {"role": "MAIN", "state": "ASSIGNED", "tenant": {"name": "甲一镇"}},
            {"role": "CO", "state": "ASSIGNED", "tenant": {"name": "甲二镇"}},
        ],
    }
    (seen,) = (await client.ask("a2.head", INBOX))["data"]["assignmentInbox"]["nodes"]
    assert seen["problem"] == {"title": "水渠堵塞", "openParts": 1}
    offered = {one["act"] for one in seen["viewerActions"] if one["allowed"]}
    assert offered == {"ACCEPT_PART", "OBJECT_TO_PART"}
    for who in ("b.head", "a2x.head", "city.system_administrator"):
        assert (await client.ask(who, INBOX))["data"]["assignmentInbox"]["nodes"] == [], who
