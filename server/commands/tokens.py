"""`levelwise token`: a way into the demo, without importing what serves it."""

import dataclasses

import click

from server import settings
from server.demo import tokens
from server.settings import Mode

__all__ = ["token"]


@click.command()
@click.argument("key", metavar="WHO")
def token(key: str) -> None:
    """Print a fresh token for WHO of the demo's cast, valid for a day. 打印演示人员的令牌。

    \b
    curl -H "Authorization: Bearer $(levelwise token county-task-force)" ...

    WHO is a key of .levelwise/demo.json, or <code of a tenant>.<key of a post> that somebody holds. Outside the demo tokens come from your own identity provider.
    """
    chosen = dataclasses.replace(settings.read(), mode=Mode.DEMO)
    click.echo(tokens.token(chosen, key))
