"""Alembic's environment: the connection comes from :func:`migrations.run.upgrade`."""

from alembic import context

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    version_table="revision",
    version_table_schema="release",
    include_schemas=True,
)
with context.begin_transaction():
    context.run_migrations()
