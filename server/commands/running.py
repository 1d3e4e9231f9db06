"""`levelwise demo` and `serve`: what keeps running."""

import dataclasses
from contextlib import suppress

import click

from server import serving, settings
from server.content import load_content
from server.database.deployment import opened
from server.demo import running as the_demo
from server.settings import Mode

__all__ = ["demo", "serve"]


@click.command()
@click.option("--reset", is_flag=True, help="Throw the demo's database, files and keys away.")
def demo(reset: bool) -> None:
    """Start the city of Tongren with its people, lists and rules on 127.0.0.1:$PORT.

    启动演示：铜仁市的组织树、人员（虚构）、责任清单与工作规则。

    The first start builds it in about a minute, later ones take seconds and keep the data. Ctrl-C
    stops everything. Who you can be, with tokens, stands in .levelwise/demo.json.
    """
    chosen = _as_demo(settings.read())
    if reset:
        the_demo.reset(chosen)
        click.echo("The demo is gone; the next start builds it anew. 演示数据已清除。")
    else:
        the_demo.run(chosen)


@click.command()
def serve() -> None:
    """Serve GraphQL for a deployment whose database is migrated. 启动服务。

    Refuses to start when the rule book, the wall or the keys are not as they must be.
    """
    chosen = settings.read()
    with serving.door_of(chosen) as door, opened(chosen) as deployment:
        if deployment.embedded:
            deployment.migrate()
            load_content(deployment.as_migrator())
        click.echo(f"{chosen.base_url}/  Ctrl-C 停止 stops")
        # Ctrl-C is how one ends it, not a failure.
        with suppress(KeyboardInterrupt):
            serving.serve(chosen, deployment, door=door)
        click.echo("\n正在停止 Stopping ... ", nl=False)
    click.echo("已停止 stopped.")


def _as_demo(found: settings.Settings) -> settings.Settings:
    # Several workers read the environment again, which knows of no demo.
    inner = found.webhook_inner_hosts or (the_demo.receiver_of(found),)
    return dataclasses.replace(found, mode=Mode.DEMO, workers=1, webhook_inner_hosts=inner)
