"""`levelwise demo`: builds it the first time, then serves it until it is told to stop."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress

import click
import psycopg

from policies import book
from server import serving
from server.content import load_content
from server.database import postgres
from server.database.deployment import Deployment, opened
from server.demo import cast
from server.demo.alone import alone
from server.demo.building import BUILD_STEPS, Region, Telling, build, clock
from server.demo.feed import standing_feed
from server.demo.line import line_of
from server.demo.places import places
from server.demo.tokens import DemoRefused
from server.settings import Settings
from server.sign_in.demo_issuer import DemoIssuer

STATE = "demo-build.json"
"""Says that the folder is a demo's, and how far it was built."""
PARTS = (
    *("postgres", "postgres.log", "postgres.socket", "postgres.lock", "files", "working"),
    *("context.keys", "vault.keys", "audit.keys", "feed.secret", "demo-issuer.pem"),
    *("demo.json", "demo.lock", STATE),
)
"""What a demo leaves in its folder; the last of it says whose it is until all else is gone."""
BUILDING, BUILT = "building", "built"
STEPS = 3
LAST_PORT = 65535


def run(settings: Settings, *, region: Region | None = None) -> None:
    """Runs the demo on its port until it is told to stop.

    Given:   settings in demo mode. The first start builds the demo, one after a build that was cut
             short builds it anew, all others keep the data.
    Refuses: DemoRefused, also when a demo of this folder runs; SettingRefused for a port that is
             taken; StartError, NotFitToServe.
    """
    with serving.door_of(settings) as door, prepared(settings, region=region) as deployment:
        _welcome(settings)
        # Ctrl-C is how one leaves the demo, not a failure.
        with suppress(KeyboardInterrupt):
            serving.serve(settings, deployment, door=door)
        click.echo("\n正在停止 Stopping ... ", nl=False)
    click.echo("已停止 stopped.")


@contextmanager
def prepared(
    settings: Settings, *, region: Region | None = None, say: Callable[..., None] = click.echo
) -> Iterator[Deployment]:
    """Keeps a complete demo open for the length of a block, with fresh tokens in ``demo.json``.

    Refuses: as `run`.
    """
    with alone(settings):
        yield from _prepared(settings, region=region or Region(), say=say)


def _prepared(
    settings: Settings, *, region: Region, say: Callable[..., None]
) -> Iterator[Deployment]:
    state = _state(settings)
    if state == BUILDING:
        _start_over(settings)
    telling = Telling(STEPS if state == BUILT else STEPS + BUILD_STEPS, say=say)
    with _database(settings, telling) as deployment:
        with telling.step("升级数据库", "Bringing the database to this release"):
            deployment.migrate()
        if state == BUILT:
            load_content(deployment.as_migrator())
        else:
            _build(settings, deployment, telling, region=region)
        with telling.step("签发令牌", "Signing tokens") as tell:
            parts, secret = _parts(deployment, settings, region)
            issuer = DemoIssuer.open(settings.home, mode=settings.mode)
            cast.write(
                settings.home,
                parts,
                book=book.load(),
                issuer=issuer,
                base_url=settings.base_url,
                scim_token=secret,
                receiver=receiver_of(settings),
            )
            tell(len(parts))
        yield deployment


def receiver_of(settings: Settings) -> str:
    """Gives the one inner address to which the demo sends events: a port beside its own.

    Whoever looks around lets a receiver listen there; every other inner address stays refused.
    """
    return f"127.0.0.1:{settings.port + (1 if settings.port < LAST_PORT else -1)}"


def reset(settings: Settings) -> None:
    """Throws the demo away: database, files, keys and tokens; what is not the demo's stays.

    Refuses: StartError while it runs; DemoRefused when its database is not the embedded one, or the
             folder is no demo's.
    """
    if settings.database_url is not None:
        raise DemoRefused(
            "The demo's database is the one that DATABASE_URL names: drop it there. "
            "演示数据在 DATABASE_URL 所指的数据库中，请在那里删除。"
        )
    if not _state(settings):
        raise DemoRefused(
            f"There is no demo in {settings.home}; nothing was removed. "
            "该目录中没有演示数据，未作任何删除。"
        )
    postgres.discard(settings.database_dir)
    for path in (settings.home / name for name in PARTS):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    with suppress(OSError):  # Something of somebody else's is in it.
        settings.home.rmdir()


@contextmanager
def _database(settings: Settings, telling: Telling) -> Iterator[Deployment]:
    with ExitStack() as stack:
        with telling.step("启动数据库", "Starting the database"):
            deployment = stack.enter_context(opened(settings))
        yield deployment


def _build(settings: Settings, deployment: Deployment, telling: Telling, *, region: Region) -> None:
    """Builds the demo; whether that came to its end is written down, not guessed."""
    with psycopg.connect(deployment.as_migrator()) as connection:
        if connection.execute("select from app.tenant limit 1").fetchone() is not None:
            raise DemoRefused(
                f"The database of {settings.home} is in use for something else; keep the demo "
                "elsewhere: LEVELWISE_HOME=.levelwise-demo. 该数据库已有其他数据，请另设目录。"
            )
    cast.kept(settings.home / STATE, BUILDING.encode())
    build(deployment, telling, now=clock(), region=region)
    cast.kept(settings.home / STATE, BUILT.encode())


def _state(settings: Settings) -> str:
    try:
        return (settings.home / STATE).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return ""


def _start_over(settings: Settings) -> None:
    """Forgets a build that was cut short."""
    if settings.database_url is not None:
        raise DemoRefused(
            "A build of the demo was cut short in the database that DATABASE_URL names: make it "
            "anew. 上次建立演示数据时中断，请重建 DATABASE_URL 所指的数据库。"
        )
    click.echo("上次建立未完成，重新开始。 The last build was cut short: starting over.")
    postgres.discard(settings.database_dir)
    (settings.home / STATE).unlink()


def _parts(
    deployment: Deployment, settings: Settings, region: Region
) -> tuple[Sequence[cast.Part], str]:
    """Gives the cast, and the secret of the feed over the whole city."""
    with psycopg.connect(deployment.as_migrator()) as connection:
        line = line_of(places(connection, region.root))
        return list(cast.cast_of(line)), standing_feed(connection, line.city, settings.home)


def _welcome(settings: Settings) -> None:
    click.echo(
        f"\n  {settings.base_url}/\n"
        f"  {settings.home / cast.FILE}   人员与令牌 the cast and their tokens\n"
        f"  Ctrl-C 停止 stops everything; make demo-reset 清除数据 starts over\n"
    )
