"""How a test's database is copied from a migrated one."""

from collections.abc import Callable

from psycopg import errors, sql

COPY = "create database {copy} template {template} strategy file_copy"
"""File by file, which costs less than page by page through the log."""
ADMIT = (
    "update pg_database set datacl = of.datacl from pg_database of"
    " where pg_database.datname = {name} and of.datname = {of}"
)
"""The rights on a database are all that PostgreSQL does not copy; a release sets them by `prepare`."""
LEAVE = "select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = {of}"
"""A stage that peopled the template may still have a connection of its own to it."""


def copy(execute: Callable[[sql.Composed], None], template: str, name: str) -> None:
    """Copies a database and the rights on it."""
    made = {"copy": sql.Identifier(name), "template": sql.Identifier(template)}
    try:
        execute(sql.SQL(COPY).format(**made))
    except errors.ObjectInUse:
        execute(sql.SQL(LEAVE).format(of=template))
        execute(sql.SQL(COPY).format(**made))
    if template != "template0":
        execute(sql.SQL(ADMIT).format(name=name, of=template))
