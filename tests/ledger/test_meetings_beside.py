"""A meeting is called off while somebody concludes an item of it: one of the two waits and is told."""

import asyncio

import psycopg

from tests.ledger.acting import Client
from tests.ledger.test_meetings import below, call_off, convene, put


async def test_what_is_being_concluded_is_waited_for_before_a_meeting_is_called_off(
    client: Client,
) -> None:
    told = await convene(client, "a.task_force", "a1")
    await put(client, told, await below(client, "a1"))
    with psycopg.connect(client.stage.database.superuser_dsn) as other:
        other.execute(
            "update app.meeting_item set state = 'DECIDED', version = version + 1,"
            " conclusion = 'JOINTLY', text = '联合整治', decided_at = now()"
        )
        waiting = asyncio.create_task(call_off(client, told))
        await client.stage.held_up(waiting)  # The control: by whoever concludes.
        other.commit()
        assert (await waiting)["code"] == "meeting.concluded"
    states = "select m.state, i.state from app.meeting m, app.meeting_item i"
    assert client.stage.rows(states) == [("PLANNED", "DECIDED")]
