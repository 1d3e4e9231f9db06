"""How a test's database is copied from a migrated one."""

COPY = "create database {name} template {template} strategy file_copy"
"""File by file, which costs less than page by page through the log."""
ADMIT = (
    "update pg_database set datacl = of.datacl from pg_database of"
    " where pg_database.datname = {name} and of.datname = {template}"
)
"""The rights on a database are all that PostgreSQL does not copy; a release sets them by `prepare`."""
