"""Brings a database to head: roles, revisions, context keys. Run any number of times."""

from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from psycopg import sql
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection
from sqlalchemy.pool import NullPool

from tenants.context import KeySet
from tenants.wall import APP, AUDITOR, BENCH, MIGRATOR, OWNER, RELAY

__all__ = [
    "LOGINS",
    "at_head",
    "dsn_for",
    "head",
    "prepare",
    "set_passwords",
    "upgrade",
    "write_keys",
]

LOGINS = (MIGRATOR, APP, RELAY, AUDITOR, BENCH)
_FOLDER = Path(__file__).parent
_LOCK = 7_205_759_403_792_794  # any constant: one migration per database at a time


def upgrade(dsn: str, *, keys: KeySet | None = None) -> None:
    """Brings the database of a superuser's DSN to head and writes the context keys.

    Given: a DSN that may create roles; keys that the server will sign with, or None to leave them.
    Refuses: WallMissing when a table names no wall; psycopg's errors when rights are missing.
    """
    prepare(dsn)
    engine = create_engine(_for_sqlalchemy(dsn), poolclass=NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"select pg_advisory_lock({_LOCK})")
        _become_owner(connection)
        connection.commit()
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.exec_driver_sql(f"grant select on release.revision to {APP}, {MIGRATOR}")
        connection.commit()
    engine.dispose()
    if keys is not None:
        write_keys(dsn, keys)


def prepare(dsn: str) -> None:
    """Makes the roles of the cluster and sets the rights of one database.

    A database copied from a template needs this again: PostgreSQL does not copy its rights.
    """
    roles = (_FOLDER / "gates" / "roles.sql").read_text(encoding="utf-8")
    with psycopg.connect(dsn, options="-c client_min_messages=warning") as connection:
        connection.execute(roles.encode())


def write_keys(dsn: str, keys: KeySet) -> None:
    """Makes the key table of the database equal to a key set: the same names, no others."""
    with psycopg.connect(dsn) as connection:
        connection.execute("set local role levelwise_owner")
        connection.execute("delete from ctx.key where kid <> all (%s)", [list(keys.keys)])
        for row in keys.pads():
            connection.execute(
                "insert into ctx.key (kid, ipad, opad) values (%s, %s, %s)"
                " on conflict (kid) do update set ipad = excluded.ipad, opad = excluded.opad",
                row,
            )


def set_passwords(dsn: str, secrets: Mapping[str, str]) -> None:
    """Gives login roles their passwords, for servers that are not reached by a local socket."""
    with psycopg.connect(dsn) as connection:
        for role in LOGINS:
            if role in secrets:
                connection.execute(
                    sql.SQL("alter role {} password {}").format(
                        sql.Identifier(role), sql.Literal(secrets[role])
                    )
                )


def dsn_for(role: str, base_dsn: str, secrets: Mapping[str, str] | None = None) -> str:
    """Gives a DSN URI with another user: with the role's password, or none (a local socket)."""
    parts = urlsplit(base_dsn)
    where = parts.netloc.rpartition("@")[2]
    password = (secrets or {}).get(role)
    who = quote(role, safe="") + (f":{quote(password, safe='')}" if password else "")
    return urlunsplit(parts._replace(netloc=f"{who}@{where}"))


def head() -> str:
    """Names the newest revision of this release."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def at_head(connection: "psycopg.Connection[tuple[str, ...]]") -> bool:
    """Tells whether a database is at the newest revision; the application role may ask."""
    try:
        rows = connection.execute("select version_num from release.revision").fetchall()
    except (psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName):
        connection.rollback()
        return False
    return [row[0] for row in rows] == [head()]


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.set_main_option("path_separator", "os")
    return config


def _become_owner(connection: Connection) -> None:
    """Goes on as the migrator in the owner's role, on the bootstrap connection."""
    for words in (
        "set client_min_messages = warning",
        f"set session authorization {MIGRATOR}",
        f"set role {OWNER}",
        "set lock_timeout = '10s'",
        "set search_path = pg_catalog, public",
        "create schema if not exists release",
        "revoke all on schema release from public",
        f"grant usage on schema release to {APP}, {MIGRATOR}",
    ):
        connection.exec_driver_sql(words)


def _for_sqlalchemy(dsn: str) -> str:
    return "postgresql+psycopg" + dsn[dsn.index("://") :]
