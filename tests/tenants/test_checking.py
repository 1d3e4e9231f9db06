"""The check of the tree finds every fault that is sown, and nothing in a sound tree."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg import Connection

from tenants.checking import check_tree
from tenants.departments import write_departments
from tenants.lineage import holding_tables, place_again
from tests.conftest import Database
from tests.tenants.divisions import TONGREN, imported, migrator

A_VILLAGE = "(select id from app.tenant where kind = 'VILLAGE' order by code limit 1)"
A_TOWN = "(select id from app.tenant where kind = 'TOWNSHIP' order by code limit 1)"
A_BODY = f"holder = {A_VILLAGE}"
SOWN = {
    "slot": f"update app.tenant set slot = 4 where id = {A_VILLAGE}",
    "lineage": f"update app.tenant set at3 = at2 where id = {A_VILLAGE}",
    "root": f"update app.tenant set root = {A_TOWN} where id = {A_VILLAGE}",
    "root of the topmost": f"update app.tenant set root = {A_TOWN} where parent_id is null",
    "order": f"update app.tenant set parent_id = {A_VILLAGE} where id = {A_TOWN}",
    "edge": f"update app.tenant_edge set valid_until = current_date where child = {A_VILLAGE}",
    "name": f"update app.tenant_name_pair set tenant = 0 where tenant = {A_VILLAGE}",
    "name in part": "delete from app.tenant_name_pair where (tenant, pair) = (select tenant, min(pair)"
    f" from app.tenant_name_pair where tenant = {A_VILLAGE} group by tenant)",
    "ended": f"update app.tenant set valid_until = current_date where id = {A_TOWN}",
    "double": "insert into app.tenant (root, kind, code, name, name_sort, initials, parent_id, slot,"
    " valid_until) select root, kind, code, name, name_sort, initials, parent_id, slot, current_date"
    f" from app.tenant where id = {A_VILLAGE}",
    "place": f"update app.body set at4 = null where {A_BODY}",
    "place by the parent": f"update app.body set holder_parent = null where {A_BODY}",
    "code_level": f"update app.tenant set code = '520602100201' where id = {A_TOWN}",
    "credit_code": "update app.tenant set credit_code = '11520600LW0002013B' where credit_code = '11520600LW0002013A'",
}


@pytest.fixture(scope="module")
def sound(shared_database: Database) -> Database:
    imported(shared_database, TONGREN)
    with migrator(shared_database) as connection:
        write_departments(connection)
        connection.execute(
            "insert into app.body_kind values ('b', 'b', 'b', null) on conflict do nothing"
        )
        connection.execute(
            "insert into app.body (root, id, holder, kind, name, name_sort) "
            "select root, gen_random_uuid(), id, 'b', 'b', 'b' from app.tenant"
        )
        connection.commit()
    return shared_database


@pytest.fixture
def by_hand(sound: Database) -> Iterator[Connection]:
    """A superuser's hand in the database: no trigger, no foreign key; rolled back at the end."""
    with psycopg.connect(sound.superuser_dsn) as connection:
        connection.execute("set local session_replication_role = replica")
        yield connection
        connection.rollback()


def test_a_sound_tree_gives_no_finding(sound: Database) -> None:
    with migrator(sound) as connection:
        assert check_tree(connection) == []
        assert place_again(connection) == 0


def test_every_table_with_a_holder_is_looked_at(sound: Database) -> None:
    with migrator(sound) as connection:
        assert {"body", "person", "post", "appointment"} <= set(holding_tables(connection))


@pytest.mark.parametrize("fault", SOWN)
def test_a_sown_fault_is_found(by_hand: Connection, fault: str) -> None:
    assert by_hand.execute(SOWN[fault]).rowcount > 0
    found = check_tree(by_hand)
    assert fault.split(" ", maxsplit=1)[0] in {finding.fault for finding in found}
    assert all(finding.zh and finding.en and finding.record for finding in found)


def test_placing_again_mends_lineage_and_place(by_hand: Connection) -> None:
    by_hand.execute(SOWN["lineage"])
    by_hand.execute(SOWN["place"])
    by_hand.execute("set local session_replication_role = origin")
    assert place_again(by_hand) >= 2
    assert check_tree(by_hand) == []
