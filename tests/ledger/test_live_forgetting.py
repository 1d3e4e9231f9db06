"""Changes are forgotten once no cursor leads to them; what is revoked stays exact."""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import psycopg

from ledger.live import cursors
from ledger.live.cursors import GOOD_DAYS, Cursor
from ledger.live.feed import Place
from ledger.live.tables import KEPT_DAYS
from server.sweeping import forget_changes
from tenants.context import KeySet
from tenants.viewer import NOBODY
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.test_live_changes import begun, since


def aged(stage: Any, days: int) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(
            "update app.change set changed_at = now() - make_interval(days => %s)", [days]
        )


def kept(stage: Any, problem: uuid.UUID) -> int:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        row = connection.execute(
            "select count(*) from app.change where record_id = %s", [problem]
        ).fetchone()
    assert row is not None
    return int(row[0])


async def test_the_last_change_before_the_day_stays_and_says_who_could_read(
    client: Client,
) -> None:
    ladder = Ladder(client.stage)
    await ladder.bank("a1")
    await ladder.triage()
    dsn, now = client.stage.database.relay_dsn, datetime.now(UTC)
    before = kept(client.stage, ladder.problem)
    assert before > 1
    aged(client.stage, KEPT_DAYS - 1)
    assert await forget_changes(dsn, now=now) == 0, "the control: nothing is old enough"
    aged(client.stage, KEPT_DAYS + 1)
    assert await forget_changes(dsn, now=now) >= before - 1
    assert kept(client.stage, ladder.problem) == 1
    begin = await begun(client, "a.head", "b.head")
    await ladder.down("a1x")
    (told,) = (await since(client, "a.head", begin["a.head"]))["changes"]
    assert told["revoked"] is True
    assert (await since(client, "b.head", begin["b.head"]))["changes"] == []


def test_a_cursor_goes_out_of_date_before_its_changes_do() -> None:
    keys = KeySet({"k": b"k" * 32})
    given = cursors.written(keys, NOBODY, Cursor(Place(7), date(2026, 1, 1)))
    last = date(2026, 1, 1) + timedelta(days=GOOD_DAYS)
    assert cursors.read(keys, NOBODY, given, today=last) == Cursor(Place(7), date(2026, 1, 1))
    assert cursors.read(keys, NOBODY, given, today=last + timedelta(days=1)) is None
    assert GOOD_DAYS < KEPT_DAYS
