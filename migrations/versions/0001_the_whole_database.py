"""The whole database, from the metadata: while nothing is released there is one revision."""

from alembic import op

from migrations.blueprint import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Makes tables, wall, triggers and gates."""
    connection = op.get_bind().execution_options(no_parameters=True)
    for statement in statements():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    """Refuses: a database is restored from a backup, not migrated backwards."""
    raise NotImplementedError("There is no way back: restore a backup. 不支持回退，请恢复备份。")
