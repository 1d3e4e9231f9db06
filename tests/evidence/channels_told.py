"""The channels by which words come unasked: mail, message gateway, events, news, what has changed.

They carry no text at all. Their marks are the ids of records; of a letter, which names none, it is how
many things it counts, and whose address it goes to.
"""

import asyncio
import contextlib
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import psycopg
from websockets.asyncio.client import connect

from ledger.notices.kinds import OF_ONESELF
from ledger.notices.tables import POINTS_AT
from server.outgoing.notifying import Notifier
from server.outgoing.senders.chosen import senders_of
from server.settings import read
from tests.evidence.newsroom import MOVED, POSTED, Room
from tests.ledger.conftest import NOW
from tests.ledger.ladder import Ladder
from tests.ledger.outside import SECRET, MailServer, MessageGateway, open_to
from tests.ledger.receiving import Receiver, housed, receiving
from tests.patience import became, came

INBOX = "subscription { inboxChanged { kind id version inInbox noticeCode notice } }"
NOTICED = "subscription { noticeArrived { unread newest } }"
PROBLEM = "subscription ($id: ID!) { problemChanged(id: $id) { kind id version inInbox } }"
SINCE = "query ($c: String) { eventsSince(cursor: $c, first: 200) { cursor events { id type subject } } }"
CHANGES = (
    "query ($c: String) { changesSince(cursor: $c, first: 200) { cursor changes { id revoked } } }"
)
PULLED = {"eventsSince": SINCE, "changesSince": CHANGES}
HANDED = """select t.name_sort, 'Problem_' || (array_agg(p.id))[1] from app.problem p
  join app.tenant t on t.id = p.holder where p.state = 'PENDING_UPPER' group by t.name_sort"""
LISTENING = ("a1x.head", "b1x.head", "a1.head", "b1.head", "a.head", "b.head")
TYPES = (
    "problem.reported", "problem.screened", "problem.submitted", "problem.changed",
    "problem.supported",
)  # fmt: skip  # columns side by side
FOUND_IN = ("a1x", "b1x", "a2", "b2")
SETTINGS = """insert into app.notice_setting (root, id, person_id, email, gateway, digest_at, quiet_from,
    quiet_until)
  select root, gen_random_uuid(), id, id || '@mail.test', 'wx:' || id, '00:00', '03:00', '03:00'
  from app.person on conflict (root, person_id) do update set email = excluded.email,
    gateway = excluded.gateway, digest_at = excluded.digest_at, quiet_from = excluded.quiet_from,
    quiet_until = excluded.quiet_until"""


async def letters(room: Room) -> None:
    """Everybody wants digests by mail and by gateway; each counts what its reader may see, no more."""
    stage = room.stage
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute(SETTINGS)
        # They were told when they held more: since then the head of a1 sees to other things.
        connection.execute(
            "update app.notice set person_id = %s, post_id = %s where id = (select n.id from app.notice n"
            " join app.problem p on p.id = n.problem_id where p.holder = %s order by n.id limit 1)",
            [stage.world.person(MOVED), stage.world.post(MOVED), stage.world.tenants["b1x"]],
        )  # fmt: skip  # columns side by side
    mail, gateway = MailServer(), MessageGateway()
    async with open_to(mail), open_to(gateway):
        given = {
            "SMTP_URL": f"smtp://127.0.0.1:{mail.port}", "MAIL_FROM": "层层抓落实 <n@levelwise.test>",
            "GATEWAY_URL": f"http://127.0.0.1:{gateway.port}/hook", "GATEWAY_SECRET": SECRET,
            "GATEWAY_INNER_HOSTS": "127.0.0.1",
        }  # fmt: skip  # reads as a table
        enforcer = stage.reach.enforcer
        notifier = Notifier(
            stage.database.relay_dsn,
            lambda: enforcer,
            senders_of(read(given)),
            "https://front.test",
        )
        await notifier.once(NOW + timedelta(days=1))
    for letter in mail.taken:
        said = f"{letter.as_string()} {letter.get_content()} {letter['Subject']}"
        await _letter(room, "mail", str(letter["To"]).partition("@")[0].strip(), said)
    for _, body in gateway.taken:
        data = json.loads(body)["data"]
        await _letter(room, "gateway", data["recipient"].removeprefix("wx:"), body.decode())


async def _letter(room: Room, channel: str, person: str, said: str) -> None:
    """A letter is right when it has no word, no id but its reader's, and counts what they may see."""
    ear, stage = room.ear, room.stage
    ear.read(channel, said, lambda _: False, who=person)
    pointing = {one for one in ear.pointing(said) if str(ear.sown.rows[one][1]) != person}
    ear.judged(channel, not pointing, f"{person} is told of {sorted(pointing)[:3]}: {said[:200]}")
    told = stage.rows(f"select coalesce({', '.join(POINTS_AT)}), post_id, kind from app.notice"
                      " where person_id = %s and read_at is null", uuid.UUID(person))  # fmt: skip  # columns side by side
    keys = {key: mark for mark, (_, key) in enumerate(ear.sown.rows)}
    seen = 0
    for record, post, kind in told:
        reader = await room.person(post)
        if reader is not None and kind in OF_ONESELF:
            seen += 1  # that somebody is named says nothing of the case
        elif reader is not None and record in keys:
            seen += ear.sown.owned(keys[record], reader)
    counted = _counted(said)
    if counted is not None:
        ear.judged(channel, counted <= seen, f"{person}: {counted} told, {seen} seen")


def _counted(said: str) -> int | None:
    """How many things a letter says are waiting."""
    _, found, rest = said.partition("您有")
    number = rest.partition("项")[0]
    return int(number) if found and number.isdigit() else None


async def news(room: Room) -> None:
    """Events are delivered and pulled, changes pulled, and news come by both kinds of line."""
    with psycopg.connect(room.stage.database.superuser_dsn) as connection:
        # Those of the scene have no address and no secret.
        connection.execute("update app.subscriber set state = 'PAUSED'")
    async with contextlib.AsyncExitStack() as stack:
        house = await stack.enter_async_context(housed(room.client))
        receivers = {}
        for who, unit in POSTED.items():
            receivers[who] = await stack.enter_async_context(receiving(Receiver()))
            admin = f"{unit}.security_administrator"
            await house.subscribe(receivers[who], who, *TYPES, who=admin)
        lines: dict[tuple[str, str], list[str]] = {}
        handed = dict(room.stage.rows(HANDED))
        for who in LISTENING:
            theirs = next(at for at in handed if at[0] != who[0])
            for name, line in (("WS", _socket), ("SSE", _stream)):
                lines[name, who] = await stack.enter_async_context(line(room, who, [INBOX]))
                said = await stack.enter_async_context(line(room, who, [PROBLEM, handed[theirs]]))
                # Of what one may not read one hears at once that there is no such thing.
                room.ear.judged(name, "ENDED" in " ".join(said), f"{who} follows {theirs}: {said}")
        cursors = {(name, who): await _pulled(room, name, who, None)
                   for name in PULLED for who in room.viewers}  # fmt: skip  # columns side by side
        before = {at: len(said) for at, said in lines.items()}
        await _happens(room)
        await house.sent()
        for (name, who), cursor in cursors.items():
            await _pulled(room, name, who, cursor)
        for who, receiver in receivers.items():
            for one in receiver.taken:
                said = one.body.decode() + str(one.headers)
                room.ear.pointed("webhook", room.viewers[who], said)
        for each in ("WS", "SSE"):
            mine = [at for at in lines if at[0] == each]
            await became(lambda mine=mine: any(len(lines[at]) > before[at] for at in mine))
        await asyncio.sleep(1.0)  # for what must not come
        for (name, who), said in lines.items():
            viewer = await room.stage.viewer(who)
            for one in said:
                room.ear.pointed(name, viewer, one)


async def _happens(room: Room) -> None:
    """Problems are found and handed up in two counties; their ids are marks."""
    for at in FOUND_IN:
        ladder = Ladder(room.stage)
        await ladder.bank(at)
        await ladder.submit()
        room.ear.learn("problem", ladder.problem)
    room.ear.sown.forget()


async def _pulled(room: Room, name: str, who: str, cursor: str | None) -> str | None:
    told = await room.client.ask(room.viewers[who], PULLED[name], {"c": cursor})
    found = (told.get("data") or {}).get(name)
    if found is None:
        return None
    if cursor is not None:
        room.ear.pointed(name, room.viewers[who], json.dumps(told))
    given: str | None = found["cursor"]
    return given


@asynccontextmanager
async def _socket(room: Room, who: str, asked: list[str]) -> AsyncIterator[list[str]]:
    """A WebSocket on which somebody follows their inbox, or one problem; notices besides."""
    said: list[str] = []
    url = str(room.served.base_url).replace("http", "ws").rstrip("/") + "/graphql"
    async with connect(url, subprotocols=["graphql-transport-ws"]) as opened:  # type: ignore[list-item]  # a plain name
        hello = {"type": "connection_init", "payload": {"token": room.provider.token(who)}}
        await opened.send(json.dumps(hello))
        await opened.recv()
        for number, payload in enumerate((_payload(asked), _payload([NOTICED]))):
            message = {"id": str(number), "type": "subscribe", "payload": payload}
            await opened.send(json.dumps(message))
            said.append(str(await opened.recv()))

        async def hear() -> None:
            async for one in opened:
                said.append(str(one))  # noqa: PERF401 - each as it comes

        task = asyncio.create_task(hear())
        try:
            yield said
        finally:
            await _ended(task)


@asynccontextmanager
async def _stream(room: Room, who: str, asked: list[str]) -> AsyncIterator[list[str]]:
    """The same by server-sent events, without the notices."""
    said: list[str] = []
    headers = {**room.provider.bearer(who), "accept": "text/event-stream"}
    begun = asyncio.Event()

    async def hear() -> None:
        async with room.served.stream(
            "POST", "/graphql", json=_payload(asked), headers=headers
        ) as response:
            async for line in response.aiter_lines():
                said.append(line)
                if line.startswith("data: {"):
                    begun.set()

    task = asyncio.create_task(hear())
    try:
        await came(begun.wait())
        yield said
    finally:
        await _ended(task)


def _payload(asked: list[str]) -> dict[str, Any]:
    query, *problem = asked
    return {"query": query, "variables": {"id": problem[0]} if problem else None}


async def _ended(task: "asyncio.Task[None]") -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


TOLD = {"letters": letters, "news": news}
