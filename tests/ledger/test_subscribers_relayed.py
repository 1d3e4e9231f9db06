"""Relays as an attacker and an operator find them: slow receivers, wrong clocks, rights of now."""

import asyncio
import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import psycopg
import pytest

from ledger.problems.admit_problem import AdmitProblem, admit_problem
from ledger.subscribers.addresses import Outward
from server.outgoing import relaying
from server.outgoing.relaying import CHANCE, PAUSES
from server.outgoing.webhooks import Message, Post
from tenants.refusals import DatabaseBusy
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.receiving import Receiver, housed, receiving, reported
from tests.patience import PATIENCE, came

REPORTED = "problem.reported"


@dataclass
class Meddled(Receiver):
    """A receiver during whose requests something else happens."""

    meddle: Any = None
    met: list[Any] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.meddle is not None:
            self.met.append(await self.meddle())
        await super().serve(reader, writer)


def by_hand(client: Client, statement: str, *given: Any) -> None:
    with psycopg.connect(client.stage.database.superuser_dsn) as connection:
        connection.execute(statement, given)


async def test_a_receiver_that_is_slow_takes_its_time_from_itself(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []

    def noting(name: str, seconds: float) -> Meddled:
        async def meddle() -> None:
            order.append(name)
            await asyncio.sleep(seconds)

        return Meddled(meddle=meddle)

    monkeypatch.setattr(relaying, "TURN_SECONDS", 0.05)
    async with (
        receiving(noting("slow", 0.06)) as slow,
        receiving(noting("quick", 0)) as quick,
        housed(client) as house,
    ):
        await house.subscribe(slow, "a.task_force", REPORTED)
        await house.subscribe(quick, "a.head", REPORTED)
        problems = await reported(client, 3)
        await house.sent()
        # One relay alone: the quick one does not wait until the slow one has had everything.
        assert order.index("quick") < 2
        for receiver in (slow, quick):
            assert [one.event["subject"] for one in receiver.taken] == problems


async def test_no_act_waits_for_a_delivery(client: Client) -> None:
    """While a receiver keeps the relay waiting, acts on the very record and subscriber are done."""
    receiver, stage = Meddled(), client.stage

    async def admitted() -> None:
        ladder = Ladder(stage, uuid.UUID(problem.partition("_")[2]))
        await ladder.do("a1.task_force", admit_problem, AdmitProblem, "finding")

    async def meddle() -> str:
        receiver.meddle = None
        assert not sending.done(), "the delivery hangs"
        await reported(client, 1, at="a1")
        await house.do("pauseSubscriber", subscriber)
        # Control: where somebody holds the record, the same act does wait, and in vain.
        with psycopg.connect(stage.database.superuser_dsn) as connection:
            connection.execute("select from app.problem for update")
            with pytest.raises(DatabaseBusy):
                await admitted()
        await admitted()
        return "acted"

    async with receiving(receiver), housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        (problem,) = await reported(client, 1, at="a1")
        receiver.meddle = meddle
        sending = asyncio.create_task(house.relay.once(house.connection))
        assert await sending == 1
        assert receiver.met == ["acted"]
        assert stage.one("select count(*) from app.problem where state = 'BANKED'") == 1


async def test_what_is_taken_away_within_a_turn_counts_from_the_next_attempt_on(
    client: Client,
) -> None:
    receiver = Meddled()
    async with receiving(receiver), housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 2)

        async def rotate() -> str:
            receiver.meddle = None
            told = await house.do("rotateSubscriberSecret", subscriber, bothHours=0)
            return str(told["secret"])

        receiver.meddle = rotate
        assert await house.sent() == 2
        assert len(receiver.taken) == 1, "the second is signed with the new secret"
        assert receiver.forged == 1
        (receiver.secret,) = receiver.met
        await reported(client, 3)

        async def relieve() -> None:
            receiver.meddle = None
            by_hand(client, "update app.post set roles = '{}', actor_type = null where id = %s",
                    client.stage.world.post("a.task_force"))  # fmt: skip  # reads as a sentence

        receiver.meddle = relieve
        await house.sent()
        assert len(receiver.taken) == 2, "the rest of the turn is not sent to whom sees it no more"
        states = client.stage.rows("select state, count(*) from app.event_delivery group by 1")
        assert states == [("DELIVERED", 3)], "and nothing of it is kept"


async def test_a_new_secret_mends_what_a_lost_one_stopped(client: Client) -> None:
    receiver = Meddled()
    async with receiving(receiver), housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        by_hand(
            client,
            "update app.subscriber set secret = set_byte(secret, 20, 255 - get_byte(secret, 20))",
        )
        await reported(client, 2)
        assert await house.sent() == 0, "the control: it does not open"
        told = await house.do("rotateSubscriberSecret", subscriber, bothHours=24)
        receiver.secret = str(told["secret"])
        house.passed = timedelta(minutes=6)
        assert await house.sent() == 2, "though the one before is the lost one"
        assert (len(receiver.taken), receiver.forged) == (2, 0)


async def test_a_relay_whose_clock_is_wrong_takes_nothing_from_another(client: Client) -> None:
    receiver = Meddled()
    async with receiving(receiver), housed(client) as house, housed(client) as ahead:
        await house.subscribe(receiver, "a.task_force", REPORTED)
        await reported(client, 2)
        ahead.passed = timedelta(days=1)
        receiver.meddle = ahead.sent
        assert await house.sent() == 2
        assert receiver.met == [0, 0], "the other one found nobody to serve"
        assert len(receiver.taken) == len(set(receiver.ids)) == 2
        receiver.meddle = None
        # A relay that died holds its lease; when that is over another one takes its place.
        await reported(client, 1)
        mark = uuid.uuid4()
        await house.connection.execute(
            "select app.claim_subscriber(%s, %s, 60, '3 days')", [mark, house.clock()]
        )
        assert await ahead.sent() == 0
        by_hand(client, "update app.subscriber_progress set leased_until = clock_timestamp()")
        assert await ahead.sent() == 1


async def test_nobody_is_woken_for_nothing_and_what_was_paused_has_its_chance(
    client: Client,
) -> None:
    async with receiving() as receiver, housed(client) as house:
        subscriber = await house.subscribe(receiver, "a.task_force", REPORTED)
        await house.sent()
        by_hand(
            client,
            "insert into app.outbox (root, id, kind, noun, holder, record_id, record_version)"
            " select id, gen_random_uuid(), 'ProblemReported', 'problem', id, gen_random_uuid(), 1"
            " from app.tenant where id = root and id <> (select root from app.subscriber)",
        )
        assert await house.relay.once(house.connection) is None, "it is not of this tree"
        receiver.status = "500 Oops"
        await reported(client, 2)
        assert await house.sent() == 1
        await house.do("pauseSubscriber", subscriber)
        house.passed += CHANCE * 2
        await house.do("resumeSubscriber", subscriber)
        await house.sent()
        assert [row[1:3] for row in house.deliveries()] == [("DEAD", 2), ("WAITING", 1)]
        # A secret that does not open stops nobody else, and is not tried over and over.
        by_hand(client, "update app.subscriber set secret = 'spoilt', version = version + 1")
        assert await house.relay.once(house.connection) == 0
        assert await house.relay.once(house.connection) is None
        house.passed += PAUSES[-1]
        assert await house.relay.once(house.connection) == 0


async def test_of_a_gigabyte_nothing_is_read_and_of_several_addresses_the_next_is_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    sent, ended = 0, asyncio.Event()

    async def pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 1000000000\r\n\r\n")
        with suppress(ConnectionError):
            while sent < 10**9:
                writer.write(b"x" * 65536)
                await writer.drain()
                sent += 65536
        writer.close()
        ended.set()

    server = await asyncio.start_server(pour, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    loop = asyncio.get_running_loop()

    async def lead(*_: object, **__: object) -> list[Any]:
        return [(2, 1, 6, "", (address, port)) for address in ("127.0.0.2", "127.0.0.1")]

    monkeypatch.setattr(loop, "getaddrinfo", lead)
    post = Post(Outward.listing(["127.0.0.0/8"]), limit=PATIENCE)
    async with server:
        message = Message("e", "d", 1, b"{}", [b"k" * 32])
        assert await post.send(f"http://127.0.0.1:{port}/", message) == "200"
        await came(ended.wait())
        assert sent < 50_000_000, "it hangs up"
