"""`levelwise relay`: events go out beside any number of servers and other relays."""

import asyncio
import contextlib
import signal

import click

from policies import book
from policies.enforcer import Enforcer
from policies.reach import probed
from server import settings
from server.database.deployment import Deployment, opened
from server.settings import SettingRefused, Settings
from server.wiring import relaying_of

__all__ = ["relay"]


@click.command()
def relay() -> None:
    """Send events to subscribers until stopped. 投递事件，直到停止。

    Servers do so themselves unless RELAY_WORKERS=0; any number of relays may run beside them and
    one another. Needs DATABASE_URL and RELAY_URL.
    """
    chosen = settings.read()
    with opened(chosen) as deployment:
        if deployment.relay_dsn is None:
            raise SettingRefused(
                "RELAY_URL",
                "",
                "the relay works as levelwise_relay",
                zh="投递须以 levelwise_relay 身份连接",
            )
        if not chosen.relay_workers:
            raise SettingRefused(
                "RELAY_WORKERS", "0", "the relay needs one or more", zh="投递至少须有一个"
            )
        click.echo("投递中，Ctrl-C 停止。Relaying; Ctrl-C stops.")
        asyncio.run(_until_stopped(chosen, deployment))


async def _until_stopped(chosen: Settings, deployment: Deployment) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # where the interrupt itself ends it
            loop.add_signal_handler(one, stopped.set)
    reach = probed(Enforcer(book.load()))
    async with relaying_of(chosen, deployment, reach):
        await stopped.wait()
