"""One digest a day leaves for each person: words without a case, signed, tried again, written down."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import orjson
import psycopg
import pytest

from server.outgoing.notifying import PAUSES, Notifier, notifying
from server.outgoing.senders.chosen import senders_of
from server.outgoing.senders.gateway import is_public, secret_of, signature
from server.settings import SettingRefused, read
from tests.ledger.acting import Client
from tests.ledger.ladder import Ladder
from tests.ledger.outside import SECRET, MailServer, MessageGateway, open_to
from tests.patience import came
from tests.world import key_of

MORNING = (datetime.now(UTC) + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
"""Nine in the morning of tomorrow: by then, what is told now is old."""
"""Nine o'clock in Beijing."""
LINK = "https://front.test/inbox"
WHO = "a1.task_force"


@dataclass
class House:
    """Somebody with an unread notice, the two ways out, and the process that uses them."""

    client: Client
    mail: MailServer
    gateway: MessageGateway
    notifier: Notifier
    ladder: Ladder

    async def wants(self, who: str = WHO, **given: object) -> None:
        said = {"expectedVersion": 0, "email": "someone@mail.test", "gateway": "wx:someone"}
        told = await self.client.act(who, "setNoticeSettings", SETTING, **{**said, **given})
        assert "noticeSetting" in told, told

    async def once(self, at: datetime = MORNING) -> int:
        return (await self.notifier.once(at))[1]

    def tried(self) -> list[tuple]:
        return self.client.stage.rows(
            "select sender, attempt, result, code from app.delivery order by sender, attempt"
        )


SETTING = "noticeSetting { email gateway digestAt quietFrom quietUntil version }"


@asynccontextmanager
async def housed(client: Client, **env: str) -> AsyncIterator[House]:
    mail, gateway = MailServer(), MessageGateway()
    async with open_to(mail), open_to(gateway):
        settings = read(
            {
                "SMTP_URL": f"smtp://127.0.0.1:{mail.port}",
                "MAIL_FROM": "层层抓落实 <notices@levelwise.test>",
                "GATEWAY_URL": f"http://127.0.0.1:{gateway.port}/hook?to=1",
                "GATEWAY_SECRET": SECRET,
                "GATEWAY_INNER_HOSTS": "127.0.0.1",
                **env,
            }
        )
        stage = client.stage
        notifier = Notifier(
            stage.database.relay_dsn, lambda: stage.reach.enforcer, senders_of(settings), LINK
        )
        ladder = Ladder(stage)
        await ladder.bank("a1x")
        await ladder.submit()
        yield House(client, mail, gateway, notifier, ladder)


async def test_a_digest_leaves_by_mail_and_by_gateway_without_a_word_of_the_case(
    client: Client,
) -> None:
    async with housed(client) as house:
        assert await house.once() == 0, "nobody said that they want any"
        await house.wants()
        assert await house.once() == 2
        (letter,) = house.mail.taken
        text = letter.get_content()
        assert letter["To"] == "someone@mail.test"
        assert letter["Subject"] == "层层抓落实：您有1项提醒"
        assert text.split() == ["下级上报，待您单位收网：1项", LINK]
        ((name, body),) = house.gateway.taken
        assert house.gateway.forged == 0
        said = orjson.loads(body)["data"]
        assert (said["recipient"], said["link"]) == ("wx:someone", LINK)
        assert name.startswith("digest_")
        for word in ("水渠", "村东", "甲一东村", "Problem_"):
            assert word not in text + str(letter["Subject"]) + body.decode()
        assert house.tried() == [("GATEWAY", 1, "SENT", "200"), ("MAIL", 1, "SENT", "250")]
        await house.ladder.back()
        await house.ladder.submit()
        assert await house.once(MORNING + timedelta(hours=2)) == 0, "one a day"
        assert await house.once(MORNING + timedelta(days=1)) == 0, "and only of what is new"


async def test_it_is_quiet_when_somebody_wants_quiet_and_before_their_hour(client: Client) -> None:
    async with housed(client) as house:
        await house.wants(gateway=None, digestAt="10:00", quietFrom="12:00", quietUntil="14:30")
        for hour, left in ((1, 0), (4, 0), (6, 0), (7, 1)):
            assert await house.once(MORNING.replace(hour=hour)) == left, hour + 8


async def test_an_hour_within_the_quiet_ones_is_their_end(client: Client) -> None:
    """At ten in the evening it is quiet until midnight and beyond: it leaves in the morning."""
    async with housed(client) as house:
        await house.wants(gateway=None, digestAt="22:00", quietFrom="20:00", quietUntil="07:30")
        evening = MORNING.replace(hour=14)
        morning = MORNING.replace(hour=23, minute=30)
        for at, left in ((evening, 0), (morning - timedelta(minutes=1), 0), (morning, 1)):
            assert await house.once(at) == left, at


async def test_what_failed_is_tried_again_with_longer_and_longer_pauses(client: Client) -> None:
    async with housed(client) as house:
        await house.wants(email=None, quietFrom="23:00", quietUntil="23:00", digestAt="00:00")
        house.gateway.status = "500 Oops"
        at = MORNING.replace(hour=0) - timedelta(hours=7)
        for pause in PAUSES:
            assert await house.once(at) == 0
            assert await house.once(at + pause - timedelta(seconds=1)) == 0
            at += pause
        assert house.gateway.asked == len(PAUSES)
        house.gateway.status = "204 Well"
        assert await house.once(at) == 1
        results = [(attempt, result, code) for _, attempt, result, code in house.tried()]
        failed = [(one, "FAILED", "500") for one in range(1, 1 + len(PAUSES))]
        assert results == [*failed, (1 + len(PAUSES), "SENT", "204")]
        names = {name for name, _ in house.gateway.taken}
        assert len(names) == 1, "the same id at every attempt"


async def test_no_redirect_is_followed_and_who_is_gone_is_left_alone(client: Client) -> None:
    async with housed(client) as house:
        await house.wants(email=None)
        at = MORNING
        for tries, status in enumerate(("302 Found", "307 Moved", "410 Gone"), start=1):
            house.gateway.status = status
            assert await house.once(at) == 0
            assert house.gateway.asked == tries
            at += PAUSES[tries]
        codes = [code for _, _, _, code in house.tried()]
        assert codes == ["302", "307", "410"]
        assert client.stage.one("select state from app.digest") == "FAILED"


async def test_an_address_that_is_refused_for_good_is_not_tried_again(client: Client) -> None:
    async with housed(client) as house:
        await house.wants(gateway=None)
        house.mail.refusing = "550 no such user"
        assert await house.once() == 0
        assert await house.once(MORNING + timedelta(hours=5)) == 0
        assert (house.mail.asked, house.tried()) == (1, [("MAIL", 1, "FAILED", "550")])


async def test_inner_addresses_are_refused_unless_listed(client: Client) -> None:
    async with housed(client, GATEWAY_INNER_HOSTS="10.0.0.1") as house:
        await house.wants(email=None)
        assert await house.once() == 0
        assert house.gateway.asked == 0
        assert house.tried() == [("GATEWAY", 1, "FAILED", "address_refused")]


async def test_who_may_no_longer_see_it_gets_no_letter(client: Client) -> None:
    async with housed(client) as house:
        await house.wants()
        with psycopg.connect(client.stage.database.superuser_dsn) as connection:
            connection.execute(
                "update app.post set roles = '{grid_worker}' where id = %s",
                [client.stage.world.post(WHO)],
            )
        assert await house.once() == 0
        assert (house.mail.taken, house.gateway.asked) == ([], 0)
        assert {result for _, _, result, _ in house.tried()} == {"EMPTY"}


async def test_a_meeting_is_told_in_a_digest_and_stops_nobody_elses(client: Client) -> None:
    async with housed(client) as house:
        for who in (WHO, "a2.head"):
            await house.wants(who, gateway=None)
        said = {"kind": "ANALYSIS", "heldOn": "2026-04-15"}
        units = [f"Tenant_{key_of('tenant', 'a2')}"]
        await client.act("a.head", "conveneMeeting", "meeting { id }", units=units, **said)
        assert await house.once() == 2


async def test_the_minute_loop_goes_on_after_whatever_went_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("server.outgoing.notifying.EVERY_SECONDS", 0)
    again = asyncio.Event()
    rounds = 0

    async def once(_: datetime) -> tuple[int, int]:
        nonlocal rounds
        rounds += 1
        if rounds > 1:
            again.set()
        raise KeyError("meeting")

    notifier = Notifier("", lambda: None, (), "")
    monkeypatch.setattr(Notifier, "once", lambda _, now: once(now))
    async with notifying(notifier):
        await came(again.wait())


async def test_several_processes_send_each_digest_once(client: Client) -> None:
    async with housed(client) as house:
        for who in (WHO, "a1.head"):
            await house.wants(who)
        sent = await asyncio.gather(*(house.once() for _ in range(4)))
        assert sum(sent) == 4
        assert len(house.mail.taken) == len(house.gateway.taken) == 2


async def test_settings_that_cannot_be_meant_are_refused(client: Client) -> None:
    for given, code in (
        ({"digestAt": "25:00"}, "notice.time_refused"),
        ({"quietUntil": "7:3"}, "notice.time_refused"),
        ({"email": "nobody"}, "notice.address_refused"),
        ({"email": "a@b.cn\nBcc: c@d.cn"}, "notice.address_refused"),
        ({"gateway": "two words"}, "notice.address_refused"),
        ({"expectedVersion": 3}, "notice.stale"),
    ):
        asked = {"expectedVersion": 0, **given}
        assert (await client.act("a1.head", "setNoticeSettings", SETTING, **asked))["code"] == code
    assert client.stage.one("select count(*) from app.notice_setting") == 0


async def test_everyone_reads_and_changes_their_own_settings_alone(client: Client) -> None:
    async with housed(client) as house:
        await house.wants()
        query = f"{{ noticeSettings {{ {SETTING.partition('{')[2]} }}"
        mine = (await client.ask(WHO, query))["data"]["noticeSettings"]
        assert [one["email"] for one in mine] == ["someone@mail.test"]
        assert (await client.ask("a1.head", query))["data"]["noticeSettings"] == []
        await house.wants(expectedVersion=1, email=None)
        (mine,) = (await client.ask(WHO, query))["data"]["noticeSettings"]
        assert (mine["email"], mine["version"], mine["quietFrom"]) == (None, 2, "20:00")


def test_a_signature_is_the_one_of_the_published_example() -> None:
    key = secret_of("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    body = b'{"test": 2432232314}'
    signed = signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, body)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("::ffff:10.0.0.1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("2002:0a00:0001::", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
    ],
)
def test_only_addresses_out_in_the_world_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "given",
    [
        {"SMTP_URL": "smtp://mail.test"},
        {"SMTP_URL": "smtp://mail.test", "MAIL_FROM": "nobody"},
        {"GATEWAY_URL": "https://gateway.test"},
        {"GATEWAY_URL": "https://gateway.test", "GATEWAY_SECRET": "whsec_c2hvcnQ="},
        {"GATEWAY_URL": "https://gateway.test", "GATEWAY_SECRET": "plain"},
        {"SMTP_URL": "http://mail.test"},
    ],
)
def test_half_a_sender_is_refused_before_anything_starts(given: dict[str, str]) -> None:
    with pytest.raises(SettingRefused) as refused:
        senders_of(read(given))
    assert "c2hvcnQ" not in str(refused.value)
