"""The number of a problem: made at registration, told from its slips, the same for good."""

import uuid
from itertools import combinations

import psycopg
import pytest

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.problems.number_refusals import NumberMistyped
from ledger.problems.numbers import ALPHABET, FORM, LENGTH, meant
from ledger.problems.register_problem import RegisterProblem, register_problem
from ledger.problems.report_problem import ReportProblem, report_problem
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder

FIND = "query ($number: String!) { problem(number: $number) { id number state } }"
NUMBER = "select number from app.problem where id = %s"


async def collected(stage, at: str = "a1x") -> uuid.UUID:
    key = uuid.uuid4()
    given = ReportProblem(key, "AUDIT", "水渠堵塞", "村东水渠堵塞三月", "村东")
    await stage.done(f"{at}.handler", report_problem, given)
    return key


def changed(stage, statement: str, *values: object) -> None:
    """Writes as nobody but a superuser can."""
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(statement, values)


async def registered(stage, at: str = "a1x") -> tuple[uuid.UUID, str]:
    key = await collected(stage, at)
    await stage.done(f"{at}.handler", register_problem, RegisterProblem(key, 1))
    return key, stage.one(NUMBER, key)


def slips(number: str) -> set[str]:
    """Every number that differs in one character, or in two that changed places."""
    plain = number.replace("-", "")
    found = {f"{plain[:at]}{one}{plain[at + 1 :]}" for at in range(LENGTH) for one in ALPHABET}
    for here, there in combinations(range(LENGTH), 2):
        moved = list(plain)
        moved[here], moved[there] = moved[there], moved[here]
        found.add("".join(moved))
    return found - {plain}


async def test_a_problem_is_numbered_when_it_is_registered_and_not_before(stage) -> None:
    key = await collected(stage)
    assert stage.one(NUMBER, key) is None
    await stage.done("a1x.handler", register_problem, RegisterProblem(key, 1))
    number = stage.one(NUMBER, key)
    assert number.startswith(f"{stage.now.year}-")
    assert meant(number) == number
    ladder = Ladder(stage, key)
    await ladder.do("a1x.task_force", admit_problem, AdmitProblem, "finding")
    assert stage.one(NUMBER, key) == number, "the same on its whole way"


async def test_no_slip_of_a_number_is_a_number(stage) -> None:
    wide = str.maketrans(
        "0123456789ABCDEFGHJKMNPQRSTVWXYZ-",
        "０１２３４５６７８９ＡＢＣＤＥＦＧＨＪＫＭＮＰＱＲＳＴＶＷＸＹＺ－",
    )
    query = "select app.number_of(2026, (%s * 549755813881) & 1099511627775)"
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        some = [connection.execute(query, [n]).fetchone()[0] for n in range(7, 70_000, 7_000)]
    assert len(set(some)) == len(some)
    for number in some:
        for form in (number.lower(), number.replace("-", " "), number.replace("-", ""),
                     f" {number} ", number.replace("-", "—"), number.translate(wide),
                     number.replace("0", "O").replace("1", "l")):  # fmt: skip  # columns side by side
            assert meant(form) == number
        for wrong in slips(number):
            with pytest.raises(NumberMistyped):
                meant(wrong)
    for wrong in (
        "",
        "2026",
        f"{some[0]}0",
        some[0][:-1],
        some[0].replace(some[0][-1], "U"),
        "9" * 999,
    ):
        with pytest.raises(NumberMistyped):
            meant(wrong)


async def test_a_number_finds_its_problem_for_those_who_see_it_and_nobody_else(
    client: Client,
) -> None:
    stage = client.stage
    key, number = await registered(stage)
    _, absent = await registered(stage)
    changed(stage, "alter table app.problem disable trigger number_kept")
    changed(stage, "update app.problem set number = null where number = %s", absent)
    found = await client.ask("a1x.handler", FIND, {"number": number.lower().replace("-", " ")})
    assert found["data"]["problem"] == {
        "id": f"Problem_{key}", "number": number, "state": "REGISTERED",
    }  # fmt: skip  # reads as a table
    hidden = await client.ask("b.head", FIND, {"number": number})
    assert (
        hidden
        == await client.ask("b.head", FIND, {"number": absent})
        == {"data": {"problem": None}}
    )
    for who in ("a1x.handler", "b.head"):
        for wrong in (number[:-1] + ("2" if number[-1] != "2" else "3"), "", "水渠"):
            told = await client.ask(who, FIND, {"number": wrong})
            (error,) = told["errors"]
            assert error["extensions"]["code"] == "problem.number_mistyped", wrong
    nothing = await client.ask("a1x.handler", "{ problem { id } }", {})
    assert nothing["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    both = "query ($id: ID!, $number: String!) { problem(id: $id, number: $number) { id } }"
    other = {"id": f"Problem_{uuid.uuid4()}", "number": number}
    assert (await client.ask("a1x.handler", both, other))["data"]["problem"] is None


async def test_a_number_is_written_by_the_database_and_by_nobody_else(stage) -> None:
    key, number = await registered(stage)
    unnumbered = await collected(stage)
    for of, said in ((key, "2026-000-000-000"), (key, None), (unnumbered, number)):
        with pytest.raises(psycopg.errors.CheckViolation) as refused:
            changed(stage, "update app.problem set number = %s where id = %s", said, of)
        assert refused.value.diag.constraint_name == "problem_keeps_its_number"
    grants = (
        "select count(*) from information_schema.column_privileges where table_name = 'problem'"
        " and column_name = 'number' and grantee = 'levelwise_app' and privilege_type <> 'SELECT'"
    )
    assert stage.one(grants) == 0
    # A state that was put back opens nothing.
    changed(stage, "update app.problem set state = 'COLLECTED' where id = %s", key)
    changed(stage, "update app.problem set state = 'REGISTERED' where id = %s", key)
    assert stage.one(NUMBER, key) == number


async def test_what_another_item_has_is_not_given_again(stage) -> None:
    first, number = await registered(stage)
    second = await collected(stage)
    bits = "('x' || encode(substr(sha256(uuid_send(%s) || timestamptz_send(reported_at) || int4send(0)), 1, 5), 'hex'))::bit(40)::bigint"
    taken = stage.one(f"select app.number_of(extract(year from reported_at)::int, {bits})"
                      " from app.problem where id = %s", second, second)  # fmt: skip  # one statement
    changed(stage, "alter table app.problem disable trigger number_kept")
    changed(stage, "update app.problem set number = %s where id = %s", taken, first)
    await stage.done("a1x.handler", register_problem, RegisterProblem(second, 1))
    given = stage.one(NUMBER, second)
    assert given not in {taken, number}
    assert meant(given) == given
    with pytest.raises(psycopg.errors.UniqueViolation):
        changed(stage, "update app.problem set number = %s where id = %s", given, first)


def test_the_form_is_that_of_what_is_read() -> None:
    assert FORM == "^[0-9]{4}(-[0123456789ABCDEFGHJKMNPQRSTVWXYZ]{3}){3}$"
    assert meant("2026-7K3-MQ9-XP7") == "2026-7K3-MQ9-XP7", "the number of the docs"
