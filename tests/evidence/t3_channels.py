"""T3 in every channel: each is heard to tell its own, and nobody else's; without rules and wall, each
is heard to leak.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import psycopg

from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from tests.conftest import cloned
from tests.evidence.channels import ASKED
from tests.evidence.channels_told import TOLD
from tests.evidence.ear import Ear, Heard
from tests.evidence.ground import Ground
from tests.evidence.lines import Line
from tests.evidence.newsroom import Room, furnish, opened_room, staff
from tests.evidence.sowing import sow

CHANNELS: Mapping[str, tuple[str, str]] = {
    "notices": ("提醒", "notices as they are read"),
    "mail": ("邮件汇总", "digests by SMTP"),
    "gateway": ("消息网关", "digests by a message gateway"),
    "webhook": ("事件投递", "events as delivered"),
    "eventsSince": ("事件补取", "events as pulled"),
    "changesSince": ("变化补取", "changes as pulled"),
    "WS": ("WebSocket 订阅", "news by WebSocket"),
    "SSE": ("SSE 订阅", "news by server-sent events"),
    "export csv": ("导出 CSV", "exports as CSV"),
    "export xlsx": ("导出表格", "exports as sheets, every part"),
    "files": ("附件下载", "file downloads"),
    "SCIM": ("SCIM 答复", "answers of SCIM"),
    "explain": ("explain", "explain and explainAccess"),
    "whoCanSee": ("whoCanSee", "whoCanSee"),
    "whatCanSee": ("whatCanSee", "whatCanSee"),
    "audit": ("审计记录", "records of the audit"),
    "previews": ("权限预演", "previews of changes of rights"),
}
"""Each way by which words leave, besides answers, errors and the log (t3.py)."""
USED: Mapping[str, Callable[[Room], Awaitable[None]]] = {**TOLD, **ASKED}


@dataclass
class Outcome:
    """What was heard at each channel, as it is and without rules."""

    heard: dict[str, Heard] = field(default_factory=dict)
    leaked: dict[str, Heard] = field(default_factory=dict)


def run(ground: Ground) -> list[Line]:
    """Measures each channel and its control: a line for each."""
    started = time.monotonic()
    found = asyncio.run(measured(ground))
    seconds = (time.monotonic() - started) / len(CHANNELS)
    return [_line(name, found, seconds) for name in CHANNELS]


def _line(name: str, found: Outcome, seconds: float) -> Line:
    zh, en = CHANNELS[name]
    heard, leaked = found.heard.get(name, Heard()), found.leaked.get(name, Heard())
    return Line(
        test="T3",
        zh=f"金丝雀：{zh}",
        en=f"canaries in {en}",
        cases=heard.own + len(heard.foreign),
        cases_of=f"marks heard, {heard.own:,} of them own",
        result=f"foreign marks {len(heard.foreign)}",
        passed=not heard.foreign and heard.own > 0,
        control=f"without rules and wall: {len(leaked.foreign)} foreign marks",
        control_failed=bool(leaked.foreign),
        seconds=seconds,
        seed=3,
        examples=tuple(heard.foreign[:3]),
    )


async def measured(ground: Ground, *, few: bool = False) -> Outcome:
    """Uses every channel of one city twice, with an ear at each."""
    reach, outcome = probed(Enforcer(book.load())), Outcome()
    with ground.server.made(ground.template) as city:
        template = ground.server.database(city)
        with psycopg.connect(template.migrator_dsn) as connection:
            built = furnish(connection)
        secrets = await staff(template, built, reach)
        sown = sow(template.superuser_dsn, built)
        for leaking in (False, True):
            with cloned(ground.server, city) as database:
                ear = Ear(sown.over(database.superuser_dsn))
                async with opened_room(
                    database, built, reach, ear=ear, secrets=secrets, leaking=leaking, few=few
                ) as room:
                    for name, use in USED.items():
                        await use(room)
                        ground.say(f"T3 {name}{', without rules' if leaking else ''}")
                ear.sown.close()
                (outcome.leaked if leaking else outcome.heard).update(ear.by)
    return outcome
