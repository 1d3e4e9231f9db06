"""The database of a deployment: the embedded one, or the one that the settings name.

Commands ask here for the connection URI of the role they work as; whether a server had to be
started for it is no affair of theirs.
"""

import contextlib
import dataclasses
import sys
from collections.abc import Iterator

import psycopg
from psycopg import sql

from ledger.petitioners.vault import Vault
from migrations.run import dsn_for, upgrade
from server import postgres
from server.settings import Mode, SettingRefused, Settings
from tenants.context import KeySet

DATABASE = "levelwise"
# Whether the embedded server survives the loss of power is not negotiable, not even in the demo.
SETTINGS = postgres.DEMO_SETTINGS

_ELSEWHERE = (
    "The account that runs PostgreSQL cannot enter this folder; the data lie in {place}.\n"
    "运行 PostgreSQL 的账户无法进入本目录，数据存放在 {place}。"
)


@dataclasses.dataclass(frozen=True)
class Deployment:
    """One database, the URIs of the roles that may be used on it, and the keys of its contexts."""

    app_dsn: str
    keys: KeySet
    embedded: bool
    bootstrap_dsn: str | None = None
    migrator_dsn: str | None = None
    relay_dsn: str | None = None
    auditor_dsn: str | None = None
    bench_dsn: str | None = None

    def as_bootstrap(self) -> str:
        """Gives the URI of the role that may create roles.

        Refuses: SettingRefused when the settings name none.
        """
        return _named("BOOTSTRAP_URL", self.bootstrap_dsn)

    def as_migrator(self) -> str:
        """Gives the URI of the role that owns the tables.

        Refuses: SettingRefused when the settings name none.
        """
        return _named("MIGRATOR_URL", self.migrator_dsn)

    def migrate(self) -> None:
        """Brings the database to this release and writes the keys of the context into it."""
        upgrade(self.as_bootstrap(), keys=self.keys)


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Deployment]:
    """Keeps the deployment's database reachable for the length of a block.

    Given: without `database_url` the embedded server is started, or joined if it runs already.
    Refuses: StartError, SettingRefused, KeysRefused; each with one sentence.
    """
    keys = _keys(settings)
    if settings.database_url is not None:
        yield Deployment(
            app_dsn=settings.database_url,
            keys=keys,
            embedded=False,
            bootstrap_dsn=settings.bootstrap_url,
            migrator_dsn=settings.migrator_url,
            relay_dsn=settings.relay_url,
        )
        return
    with postgres.running(settings.database_dir, settings=SETTINGS) as cluster:
        if cluster.lock is not None and cluster.data_dir != settings.database_dir.absolute():
            print(_ELSEWHERE.format(place=cluster.data_dir), file=sys.stderr)
        _make_database(cluster)
        own = cluster.dsn(DATABASE)
        yield Deployment(
            app_dsn=dsn_for("levelwise_app", own),
            keys=keys,
            embedded=True,
            bootstrap_dsn=own,
            migrator_dsn=dsn_for("levelwise_migrator", own),
            relay_dsn=dsn_for("levelwise_relay", own),
            auditor_dsn=dsn_for("levelwise_auditor", own),
            bench_dsn=dsn_for("levelwise_bench", own),
        )


def _keys(settings: Settings) -> KeySet:
    if settings.keys is not None:
        return KeySet.read(settings.keys)
    if settings.mode is Mode.PRODUCTION:
        raise SettingRefused("LEVELWISE_KEYS", "", "production needs it")
    return KeySet.kept_in(settings.home / "context.keys")


def vault_of(settings: Settings) -> Vault:
    """Gives the vault of identities: from the settings, or of the demo's own 0600 file.

    Refuses: SettingRefused in production without keys; KeysRefused for keys that cannot be read.
    """
    if settings.vault_keys is not None:
        return Vault.read(settings.vault_keys)
    if settings.mode is Mode.PRODUCTION:
        raise SettingRefused("LEVELWISE_VAULT_KEYS", "", "production needs it")
    return Vault.kept_in(settings.home / "vault.keys")


def _make_database(cluster: postgres.Cluster) -> None:
    with psycopg.connect(cluster.dsn("postgres"), autocommit=True) as connection:
        found = connection.execute("select from pg_database where datname = %s", [DATABASE])
        if found.fetchone() is None:
            # Somebody who joined the same server may be quicker.
            with contextlib.suppress(psycopg.errors.DuplicateDatabase):
                connection.execute(
                    sql.SQL("create database {} template template0").format(
                        sql.Identifier(DATABASE)
                    )
                )


def _named(name: str, value: str | None) -> str:
    if value is None:
        raise SettingRefused(name, "", "this command needs it beside DATABASE_URL")
    return value
