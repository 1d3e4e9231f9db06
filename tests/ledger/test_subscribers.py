"""Events go out: signed, in order, at least once, and only to those whose post may see them."""

import asyncio
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import psycopg
import pytest
from standardwebhooks import Webhook

from ledger.subscribers.addresses import Outward
from server.outgoing.relaying import CHANCE, PAUSES
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.receiving import ADMIN, House, Receiver, housed, receiving, reported
from tests.patience import PATIENCE

REPORTED = "problem.reported"
STEPS = (
    REPORTED, "problem.screened", "problem.submitted", "problem.taken_up", "problem.listed",
    "problem.handed_down", "problem.changed",
)  # fmt: skip  # columns side by side


async def test_a_subscriber_is_told_of_a_real_act_signed_and_thin(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        await house.subscribe(receiver, "a.task_force", *STEPS)
        (problem,) = await reported(client, 1)
        assert await house.sent() == 2
        assert receiver.types == [REPORTED, "problem.screened"]
        assert receiver.forged == 0
        said = receiver.taken[0].event
        assert said["data"] == {"id": problem, "kind": "Problem", "version": 1}
        assert "水渠" not in receiver.taken[0].body.decode()
        assert await house.sent() == 0


async def test_a_subscriber_hears_only_what_its_post_may_see(client: Client) -> None:
    async with receiving() as mine, receiving() as beside, housed(client) as house:
        await house.subscribe(mine, "a.task_force", *STEPS)
        await house.subscribe(beside, "b.task_force", *STEPS)
        await reported(client, 1, at="a1")
        await reported(client, 1, at="a1x")
        await house.sent()
        assert mine.types == [REPORTED, "problem.screened"], "of a1, and nothing deeper"
        assert beside.taken == []
        assert [row[0] for row in house.deliveries()] == [
            "levelwise.problem.reported.v1",
            "levelwise.problem.screened.v1",
        ], "of what is not seen not even a delivery is kept"


async def test_who_sees_a_problem_and_not_its_steps_hears_that_it_changed(client: Client) -> None:
    """What lies with the level above is seen by whom it came from; what was done there is not."""
    async with receiving() as receiver, housed(client) as house:
        await house.subscribe(receiver, "a.handler", *STEPS)
        ladder = Ladder(client.stage)
        await ladder.bank("a")
        await house.sent()
        assert set(receiver.types) == {REPORTED, "problem.screened"}, "the control: its own"
        before = len(receiver.taken)
        await ladder.rise_to("city")
        await ladder.triage()
        await house.sent()
        later = receiver.types[before:]
        assert later[0] == "problem.changed"
        assert "problem.listed" not in later


async def test_it_is_asked_again_at_each_attempt_what_a_post_may_see(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        receiver.status = "503 Later"
        await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 2)
        await house.sent()
        assert len(receiver.refused) == 1
        with psycopg.connect(client.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.post set roles = '{system_administrator}' where id = %s",
                [client.stage.world.post("a.task_force")],
            )
        receiver.status = "204 Well"
        house.passed += PAUSES[0] * 2
        assert await house.sent() == 2
        assert (receiver.taken, house.deliveries()) == ([], [])


async def test_a_receiver_that_was_down_misses_nothing_and_can_tell_what_came_twice(
    client: Client,
) -> None:
    receiver = Receiver()
    async with housed(client) as house:
        async with receiving(receiver):
            await house.subscribe(receiver, "a.task_force", REPORTED)
            first = await reported(client, 2)
            await house.sent()
        assert len(receiver.taken) == 2
        second = await reported(client, 3)
        for pause in PAUSES[:3]:
            await house.sent()
            house.passed += pause * 1.2
        assert [row[1:] for row in house.deliveries()[2:]] == [
            ("WAITING", 3, "ConnectionRefusedError")
        ] + [("WAITING", 0, None)] * 2, "one knocks, the others wait behind it"
        async with receiving(receiver):
            third = await reported(client, 1)
            house.passed += PAUSES[3] * 1.2
            # The reply of the first is lost on its way: it comes again, under the same id.
            assert await house.sent() == 4
            receiver.status = "500 Oops"
            (lost,) = await reported(client, 1)
            await house.sent()
            receiver.status = "204 Well"
            house.passed += PAUSES[0] * 1.2
            await house.sent()
    told = [one.event["subject"] for one in receiver.taken]
    assert told == [*first, *second, *third, lost], "none lost, in order"
    assert receiver.refused[-1].headers["webhook-id"] == receiver.taken[-1].headers["webhook-id"]
    assert receiver.refused[-1].body == receiver.taken[-1].body
    attempts = [
        (one.headers["levelwise-delivery"], one.headers["levelwise-attempt"])
        for one in (receiver.refused[-1], receiver.taken[-1])
    ]
    assert attempts[0][0] == attempts[1][0]
    assert (attempts[0][1], attempts[1][1]) == ("1", "2")


async def test_a_relay_that_dies_after_sending_sends_again_under_the_same_id(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with receiving() as receiver, housed(client) as house:
        await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 1)
        send = type(house.relay.post).send

        async def dying(post: object, url: str, message: object) -> str:
            await send(post, url, message)
            raise RuntimeError("the power went")

        monkeypatch.setattr(type(house.relay.post), "send", dying)
        with pytest.raises(RuntimeError):
            await house.sent()
        monkeypatch.undo()
        await house.sent()
        assert len(receiver.ids) == 2
        assert len(set(receiver.ids)) == 1
        assert len({one.headers["levelwise-delivery"] for one in receiver.taken}) == 1


async def test_two_relays_side_by_side_keep_the_order_of_each_subscriber(client: Client) -> None:
    async with receiving() as one, receiving() as other, housed(client) as house:
        await house.subscribe(one, "a.task_force", REPORTED)
        await house.subscribe(other, "a.head", REPORTED)
        problems = await reported(client, 6)
        async with housed(client) as beside:
            await asyncio.gather(house.sent(), beside.sent(), house_of(beside).sent())
        for receiver in (one, other):
            assert [taken.event["subject"] for taken in receiver.taken] == problems


def house_of(house: House) -> House:
    return replace(house)


async def test_after_three_days_it_is_a_dead_letter_that_can_be_seen_and_replayed(
    client: Client,
) -> None:
    async with receiving() as receiver, housed(client) as house:
        receiver.status = "500 Oops"
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        problems = await reported(client, 3)
        knocks = await house.sent()
        while any(row[1] == "WAITING" for row in house.deliveries()):
            knocks += await house.sent()
            house.passed += timedelta(hours=3)
            assert house.passed < CHANCE * 2
        assert knocks < 40
        query = (
            "query ($id: ID!) { subscriber(id: $id) { deliveries(state: DEAD) {"
            " nodes { id event type state attempts code } totalCount } } }"
        )
        told = await client.ask(ADMIN, query, {"id": subscriber["id"]})
        dead = told["data"]["subscriber"]["deliveries"]
        assert dead["totalCount"] == 3
        assert {one["code"] for one in dead["nodes"]} == {"500"}
        receiver.status = "204 Well"
        assert await house.sent() == 0, "what is dead stays dead until somebody wants it"
        await house.do("replayEvents", subscriber, delivery=dead["nodes"][-1]["id"])
        assert await house.sent() == 1
        await house.do(
            "replayEvents", subscriber, since="2020-01-01T00:00:00Z", until="2100-01-01T00:00:00Z"
        )
        assert await house.sent() == 2
        assert [one.event["subject"] for one in receiver.taken] == problems
        await house.do(
            "replayEvents", subscriber, since="2020-01-01T00:00:00Z",
            until="2100-01-01T00:00:00Z", alsoDelivered=True,
        )  # fmt: skip  # columns side by side
        assert await house.sent() == 3
        assert receiver.ids[:3] == receiver.ids[3:], "known again by their ids"


async def test_a_ping_goes_the_way_of_all_events_and_to_one_subscriber_alone(
    client: Client,
) -> None:
    async with receiving() as one, receiving() as other, housed(client) as house:
        mine = await house.subscribe(one, "a.task_force", REPORTED)
        await house.subscribe(other, "a.head", REPORTED)
        await house.do("pingSubscriber", mine)
        await house.sent()
        assert one.types == ["ping"]
        assert one.taken[0].event["data"] == {"id": mine["id"], "kind": "Subscriber", "version": 2}
        assert other.taken == []


async def test_two_secrets_sign_while_one_takes_the_place_of_the_other(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        old = receiver.secret
        client.stage.now = datetime.now(UTC)
        new = (await house.do("rotateSubscriberSecret", subscriber, bothHours=24))["secret"]
        assert new != old
        await reported(client, 1)
        await house.sent()
        (taken,) = receiver.taken
        for secret in (old, new):
            Webhook(secret).verify(taken.body, taken.headers)
        house.passed += timedelta(hours=25)
        receiver.secret = new
        await reported(client, 1)
        await house.sent()
        with pytest.raises(Exception, match="signature"):
            Webhook(old).verify(receiver.taken[1].body, receiver.taken[1].headers)


async def test_a_paused_subscriber_is_sent_nothing_and_loses_nothing(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        await house.do("pauseSubscriber", subscriber)
        problems = await reported(client, 2)
        assert (await house.sent(), receiver.taken) == (0, [])
        house.passed += CHANCE * 2
        await house.do("resumeSubscriber", subscriber)
        await house.sent()
        assert [one.event["subject"] for one in receiver.taken] == problems
        await house.do("endSubscriber", subscriber)
        await reported(client, 1)
        assert await house.sent() == 0
        assert client.stage.one("select secret from app.subscriber") == b""


async def test_a_receiver_that_is_gone_says_so_and_is_left_alone(client: Client) -> None:
    async with receiving() as receiver, housed(client) as house:
        receiver.status = "410 Gone"
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 2)
        assert await house.sent() == 1
        house.passed += timedelta(hours=2)
        assert await house.sent() == 0
        assert client.stage.one("select state from app.subscriber") == "GONE"
        receiver.status = "204 Well"
        await house.do("resumeSubscriber", subscriber)
        assert await house.sent() == 2, "what waited is not lost"


async def test_no_redirect_is_followed_and_a_wish_to_wait_is_heard(client: Client) -> None:
    async with receiving() as receiver, receiving() as elsewhere, housed(client) as house:
        receiver.status, receiver.more = "307 Elsewhere", f"Location: {elsewhere.url}\r\n"
        await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 1)
        await house.sent()
        assert (elsewhere.paths, house.deliveries()[0][3]) == ([], "307")
        receiver.status, receiver.more = "429 Busy", "Retry-After: 1800\r\n"
        house.passed += PAUSES[0] * 1.2
        assert await house.sent() == 1
        receiver.status, receiver.more = "204 Well", ""
        house.passed += timedelta(minutes=20)
        assert await house.sent() == 0
        house.passed += timedelta(minutes=11)
        assert await house.sent() == 1


async def test_a_receiver_that_drips_or_floods_holds_nobody_up(client: Client) -> None:
    async def drip(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            for _ in range(round(PATIENCE / 0.02)):
                writer.write(b"H")
                await writer.drain()
                await asyncio.sleep(0.02)
        writer.close()

    async def flood(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            writer.write(b"HTTP/1.1 200 OK\r\n" + b"x: " + b"y" * 100_000)
            await writer.drain()
        writer.close()

    for bad, limit, code in ((drip, 0.3, "timeout"), (flood, PATIENCE, "LimitOverrunError")):
        async with housed(client, change=partial(replace, limit=limit)) as house:
            receiver = Receiver()
            server = await asyncio.start_server(bad, "127.0.0.1", 0)
            receiver.port = server.sockets[0].getsockname()[1]
            subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
            await reported(client, 1)
            assert await house.sent() == 1
            assert house.deliveries()[0][3] == code
            await house.do("endSubscriber", subscriber)
            with psycopg.connect(client.stage.database.superuser_dsn) as connection:
                connection.execute("delete from app.event_delivery")
            server.close()
            await asyncio.sleep(0.05)


async def test_an_address_is_judged_again_when_it_is_connected_to(client: Client) -> None:
    """A name may lead out into the world when it is given, and elsewhere when it is used."""
    async with receiving() as receiver:
        async with housed(client) as house:
            await house.subscribe(receiver, "a.task_force", REPORTED)
        async with housed(client, outward=Outward()) as house:
            await reported(client, 1)
            await house.sent()
            assert house.deliveries()[0][3] == "address_refused"
            assert receiver.paths == []
