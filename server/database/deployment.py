"""The database of a deployment: the embedded one, or the one that the settings name.

Commands ask here for the connection URI of the role they work as; whether a server had to be
started for it is no affair of theirs.
"""

import contextlib
import dataclasses
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from secrets import token_urlsafe
from urllib.parse import unquote, urlsplit

import orjson
import psycopg
from psycopg import sql

from ledger.audit.signing import Signer
from ledger.petitioners.vault import Vault
from migrations.run import LOGINS, dsn_for, set_passwords, upgrade
from server.database import postgres
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
    trial: bool = False
    """Whether it is for looking around: a database behind its security fixes is then a warning."""
    signing: Callable[[], Signer | None] = dataclasses.field(default=lambda: None, repr=False)
    """Makes the signer when it is asked for: a command that signs nothing writes no keys."""
    secrets: Mapping[str, str] = dataclasses.field(default_factory=dict, repr=False)
    """Passwords of our login roles, as their URLs have them; a local socket needs none."""

    @property
    def signer(self) -> Signer | None:
        """Signs heads of the audit and seals editions of the rule book; None without keys for it.

        Refuses: KeysRefused for keys that cannot be read.
        """
        return self.signing()

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

    def as_auditor(self) -> str:
        """Gives the URI of the role that reads the audit.

        Refuses: SettingRefused when the settings name none.
        """
        return _named("AUDITOR_URL", self.auditor_dsn)

    def migrate(self) -> None:
        """Brings the database to this release, writes the keys of the context into it, and gives
        our login roles the passwords that their URLs have.
        """
        upgrade(self.as_bootstrap(), keys=self.keys)
        set_passwords(self.as_bootstrap(), self.secrets)


@contextlib.contextmanager
def opened(settings: Settings) -> Iterator[Deployment]:
    """Keeps the deployment's database reachable for the length of a block.

    Given: without `database_url` the embedded server is started, or joined if it runs already.
    Refuses: StartError, SettingRefused, KeysRefused; each with one sentence.
    """
    keys, signing = _keys(settings), partial(signer_of, settings)
    if settings.database_url is not None:
        found = _elsewhere(settings, settings.database_url, keys)
        yield dataclasses.replace(found, signing=signing)
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
            trial=True,
            signing=signing,
            bootstrap_dsn=own,
            migrator_dsn=dsn_for("levelwise_migrator", own),
            relay_dsn=dsn_for("levelwise_relay", own),
            auditor_dsn=dsn_for("levelwise_auditor", own),
            bench_dsn=dsn_for("levelwise_bench", own),
        )


def _elsewhere(settings: Settings, url: str, keys: KeySet) -> Deployment:
    """The deployment on a server that the settings name.

    The demo may be given the one URL of someone who can make roles: it then makes ours itself, with
    passwords that it keeps beside its keys.
    """
    if settings.demo and settings.bootstrap_url is None and urlsplit(url).username not in LOGINS:
        secrets = _demo_secrets(settings)
        return Deployment(
            app_dsn=dsn_for("levelwise_app", url, secrets),
            keys=keys,
            embedded=False,
            bootstrap_dsn=url,
            migrator_dsn=dsn_for("levelwise_migrator", url, secrets),
            relay_dsn=dsn_for("levelwise_relay", url, secrets),
            auditor_dsn=dsn_for("levelwise_auditor", url, secrets),
            trial=True,
            secrets=secrets,
        )
    known = (url, settings.migrator_url, settings.relay_url, settings.auditor_url)
    parts = [urlsplit(one or "") for one in known]
    return Deployment(
        app_dsn=url,
        keys=keys,
        embedded=False,
        bootstrap_dsn=settings.bootstrap_url,
        migrator_dsn=settings.migrator_url,
        relay_dsn=settings.relay_url,
        auditor_dsn=settings.auditor_url,
        trial=settings.demo,
        secrets={
            part.username: unquote(part.password)
            for part in parts
            if part.username in LOGINS and part.password
        },
    )


def _demo_secrets(settings: Settings) -> Mapping[str, str]:
    """Gives the passwords of the demo's roles on a server elsewhere, made once and kept 0600."""
    path = settings.home / "database.passwords"
    with contextlib.suppress(FileExistsError):
        settings.home.mkdir(parents=True, exist_ok=True)
        made = {role: token_urlsafe(24) for role in LOGINS}
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(orjson.dumps(made))
    kept: Mapping[str, str] = orjson.loads(path.read_bytes())
    return kept


def _keys(settings: Settings) -> KeySet:
    if settings.keys is not None:
        return KeySet.read(settings.keys)
    if settings.mode is Mode.PRODUCTION:
        raise SettingRefused("LEVELWISE_KEYS", "", "production needs it", zh="生产环境必须设置")
    return KeySet.kept_in(settings.home / "context.keys")


def vault_of(settings: Settings) -> Vault:
    """Gives the vault of identities: from the settings, or of the demo's own 0600 file.

    Refuses: SettingRefused in production without keys; KeysRefused for keys that cannot be read.
    """
    if settings.vault_keys is not None:
        return Vault.read(settings.vault_keys)
    if settings.mode is Mode.PRODUCTION:
        raise SettingRefused(
            "LEVELWISE_VAULT_KEYS", "", "production needs it", zh="生产环境必须设置"
        )
    return Vault.kept_in(settings.home / "vault.keys")


def signer_of(settings: Settings) -> Signer | None:
    """Gives the keys that sign heads of the audit: from the settings, or of the demo's own file.

    Gives:   None in production without keys: nothing is signed then.
    Refuses: KeysRefused for keys that cannot be read.
    """
    if settings.audit_keys is not None:
        return Signer.read(settings.audit_keys)
    if settings.mode is Mode.PRODUCTION:
        return None
    return Signer.kept_in(settings.home / "audit.keys")


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
        raise SettingRefused(
            name,
            "",
            "this command needs it beside DATABASE_URL",
            zh="除 DATABASE_URL 外，此命令还须设置它",
        )
    return value
