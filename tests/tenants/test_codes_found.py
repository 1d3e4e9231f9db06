"""One index of units by code: of those that stand one has a code and kind, those that ended are found as well."""

from pathlib import Path

import psycopg
import pytest
from psycopg import Connection
from psycopg.errors import UniqueViolation

from tests.conftest import Database
from tests.tenants.divisions import imported, migrator
from tests.tenants.test_divisions import SMALL, VILLAGE, write

LOOKUPS = (
    "select t.id from app.tenant t where t.code = %s",
    "select t.id from app.tenant t where t.code = any(array[%s])",
    "select t.id from app.tenant t where t.code = %s and t.valid_until is not null",
    "select t.id from app.tenant t where t.code = %s and t.kind = 'VILLAGE' and t.valid_until is null",
)
"""As the tree of a day, the rows of a backlog, the plan of an import and what founds a unit ask."""


@pytest.fixture
def tree(database: Database, tmp_path: Path) -> Database:
    imported(database, write(tmp_path / "a.csv", SMALL))
    return database


def double(connection: Connection, *, ended: bool) -> int:
    """Writes a unit with the code and kind of the village."""
    row = connection.execute(
        "insert into app.tenant (kind, code, name, name_sort, initials, parent_id, valid_until)"
        " select kind, code, '重名', name_sort, initials, parent_id,"
        " case when %s then current_date end from app.tenant where code = %s limit 1 returning id",
        [ended, VILLAGE.code],
    ).fetchone()
    assert row is not None
    return int(row[0])


def test_one_that_stands_has_a_code_and_kind_and_any_number_that_ended(tree: Database) -> None:
    with migrator(tree) as connection:
        ended = [double(connection, ended=True) for _ in range(3)]
        for statement in (
            "update app.tenant set valid_until = null where id = %s",
            "update app.tenant set valid_until = null, code = code where id = %s",
        ):
            with pytest.raises(UniqueViolation) as refused, connection.transaction():
                connection.execute(statement, [ended[0]])
            assert refused.value.diag.constraint_name == "tenant_code_kind"
        with pytest.raises(UniqueViolation), connection.transaction():
            double(connection, ended=False)
        # The control: where none stands, one may.
        connection.execute(
            "update app.tenant set valid_until = current_date where code = %s", [VILLAGE.code]
        )
        connection.execute("update app.tenant set valid_until = null where id = %s", [ended[0]])
        with pytest.raises(UniqueViolation), connection.transaction():
            double(connection, ended=False)


def by_code(connection: Connection, lookup: str) -> bool:
    """Whether a look-up enters the tree by the first column of the index, as it must in a country."""
    connection.execute("set local enable_seqscan = off")
    explained = f"explain (format json) {lookup}".encode()
    (told,) = connection.execute(explained, [VILLAGE.code]).fetchone() or ([{}],)
    waiting = [told[0]["Plan"]]
    for node in waiting:
        waiting += node.get("Plans", ())
    entered = {one["Index Name"]: one["Index Cond"] for one in waiting if "Index Cond" in one}
    return "code = " in entered.get("tenant_code_kind", "")


@pytest.mark.parametrize("lookup", LOOKUPS)
def test_a_code_is_looked_up_by_the_index_also_of_those_that_ended(
    tree: Database, lookup: str
) -> None:
    with psycopg.connect(tree.app_dsn) as connection:
        assert by_code(connection, lookup)
    # The control: by an index of those that stand alone nobody is found who ended.
    with psycopg.connect(tree.superuser_dsn) as connection:
        connection.execute("drop index app.tenant_code_kind")
        connection.execute(
            "create unique index tenant_code_kind on app.tenant (code, kind) where valid_until is null"
        )
        assert by_code(connection, lookup) == ("valid_until is null" in lookup)
        connection.rollback()
