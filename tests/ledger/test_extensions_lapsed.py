"""A request for more time ends with the order under which it was asked."""

import uuid

import psycopg
import pytest

from ledger.extensions.approve_extension import ApproveExtension, approve_extension
from ledger.extensions.ask_extension import AskExtension, ask_extension
from ledger.problems.escalate_problem import EscalateProblem, escalate_problem
from ledger.problems.take_over import TakeOver, take_over
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_notices_raised import nobody_else, told

STANDS = "select state, version, decided_by is null, decided_at is null from app.extension"


async def asks(ladder: Ladder, who: str, days: int) -> uuid.UUID:
    version = ladder.now()["version"]
    given = AskExtension(ladder.problem, version, "RECTIFICATION", days, "汛期")
    return await ladder.stage.done(who, ask_extension, given)


async def working(ladder: Ladder, unit: str) -> None:
    await ladder.triage("SET_TIME")
    await ladder.down(unit)
    await ladder.sign()
    await ladder.start()


async def test_whoever_asked_is_told_that_it_lapsed_and_nobody_else(client: Client) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a")
    await working(ladder, "a1")
    await asks(ladder, "a1.handler", 20)
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    assert len(await told(client, "a1.handler", "EXTENSION_LAPSED")) == 1
    count = "select count(*) from app.notice where kind = 'EXTENSION_LAPSED'"
    assert client.stage.one(count) == 1
    await nobody_else(client, "EXTENSION_LAPSED")


async def test_of_a_unit_that_it_is_against_nobody_is_told(client: Client) -> None:
    """Whoever asked has since come to stand with those whom it accuses."""
    stage = client.stage
    ladder = Ladder(stage)
    await ladder.bank("a")
    await working(ladder, "a1")
    await asks(ladder, "a1.handler", 20)
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.appointment set at3 = (select at3 from app.tenant where id = %s)"
            " where person_id = %s",
            [stage.world.tenants["b"], stage.world.person("a1.handler")],
        )
        against = "update app.problem set accused = array[%s]"
        connection.execute(against, [stage.world.tenants["b"]])
    await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    assert stage.one("select state from app.extension") == "LAPSED"
    count = "select count(*) from app.notice where kind = 'EXTENSION_LAPSED'"
    assert stage.one(count) == 0


@pytest.mark.parametrize("asked_up", [False, True])
async def test_what_one_unit_asked_gives_the_next_one_nothing(stage, asked_up: bool) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await working(ladder, "a1")
    first = await asks(ladder, "a1.handler", 20)
    if asked_up:
        await ladder.do("a1.head", escalate_problem, EscalateProblem, "请上级接办", "repeated")
        assert stage.one(STANDS)[0] == "ASKED", "it lies with them until it is taken up"
        await ladder.draw_in()
    else:
        await ladder.do("a.task_force", take_over, TakeOver, "deadline_missed")
    assert stage.rows(STANDS) == [("LAPSED", 2, True, False)]
    await working(ladder, "a2")
    second = await asks(ladder, "a2.handler", 5)
    before = stage.one("select rectify_by from app.problem")
    given = ApproveExtension(first, 2, "同意")
    refusal = await stage.refused("a.task_force", approve_extension, given)
    assert (refusal.code, refusal.facts) == ("extension.wrong_state", {"state": "LAPSED"})
    assert stage.one("select rectify_by from app.problem") == before
    await stage.done("a.task_force", approve_extension, ApproveExtension(second, 1, "同意"))
    assert stage.one("select rectify_by from app.problem") > before, "the control: their own"


async def test_a_request_that_lapsed_says_when(stage) -> None:
    ladder = Ladder(stage)
    await ladder.bank("a")
    await working(ladder, "a1")
    await asks(ladder, "a1.handler", 20)
    with (
        psycopg.connect(stage.database.superuser_dsn) as connection,
        pytest.raises(psycopg.errors.CheckViolation),
    ):
        connection.execute("update app.extension set state = 'LAPSED'")
