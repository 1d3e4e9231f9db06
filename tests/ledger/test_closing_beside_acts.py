"""What those served answer by a code passes no act: the relay does what an act would have done."""

import psycopg
import pytest

from ledger.clocks.replaying import replay_answered
from ledger.notices.reminding import tell_answers
from tests.ledger.acting import Client
from tests.ledger.replaying import differing
from tests.ledger.test_closing import JUDGE, answered, coded, evaluated
from tests.ledger.test_notices import kinds, written


async def reckoned(client: Client) -> int:
    dsn = client.stage.database.relay_dsn
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await replay_answered(connection)


async def told(client: Client) -> int:
    dsn = client.stage.database.relay_dsn
    async with await psycopg.AsyncConnection.connect(dsn) as connection:
        return await tell_answers(connection, client.stage.reach.enforcer)


async def test_the_clocks_go_on_after_an_answer_by_code(client: Client) -> None:
    stage = client.stage
    ladder = await evaluated(stage)
    assert differing(stage) == []
    await answered(stage, await coded(ladder), "SATISFIED")
    assert differing(stage) != [], "the control: until the relay has replayed it"
    assert await reckoned(client) == 1
    assert differing(stage) == []
    assert await reckoned(client) == 0


async def test_an_act_taken_meanwhile_has_reckoned_the_answer_too(client: Client) -> None:
    stage = client.stage
    ladder = await evaluated(stage)
    await answered(stage, await coded(ladder), "SATISFIED")
    await ladder.close(by=JUDGE)
    before = stage.one("select version from app.problem")
    await reckoned(client)
    assert differing(stage) == []
    assert stage.one("select version from app.problem") == before


async def test_whom_a_dissatisfied_answer_concerns_is_told_once_and_nobody_else(
    client: Client,
) -> None:
    stage = client.stage
    ladder = await evaluated(stage)
    await answered(stage, await coded(ladder), "DISSATISFIED")
    assert "RETURNED" not in await kinds(client, "a1x.head"), "the control: nobody was told yet"
    assert await told(client) > 0
    assert "RETURNED" in await kinds(client, "a1x.head")
    before = written(client, "a1x.head")
    assert await told(client) == 0
    assert written(client, "a1x.head") == before
    for nobody in ("b.head", "a1y.head", "city.audit_administrator"):
        assert written(client, nobody) == 0


async def test_only_the_relay_does_this(client: Client) -> None:
    with psycopg.connect(client.stage.database.app_dsn) as connection:
        for call in ("answers_to_reckon()", "tell_answers('[]')"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
                connection.execute(f"select app.{call}".encode())
