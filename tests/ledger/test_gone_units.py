"""An import of divisions and a tree in which people work: no unit with anything in it ends, none has a double."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tenants.viewer import CHINA
from tests.ledger.reorganising import faults
from tests.ledger.test_province_above import registered
from tests.tenants.divisions import Tree, imported, read_back, without, write

VILLAGE = "select code, lower(kind) from app.tenant where id = %s"
EMPTIED = """
update app.post set valid_until = current_date where holder = {0};
update app.body set valid_until = current_date where holder = {0};
update app.appointment set relieved_on = current_date where holder = {0};
update app.tenant set valid_until = current_date where parent_id = {0} and valid_until is null"""
"""By hand, without triggers or foreign keys: nothing is left at a unit in which nothing happened."""


def left_out(stage: Any) -> tuple[Tree, Tree, int]:
    """The world's tree, the same without one of its villages, and the number of the village."""
    number = stage.world.tenants["a1x"]
    (key,) = stage.rows(VILLAGE, number)
    tree = read_back(stage.database, [key[0]])
    return tree, without(tree, key), number


def emptied(stage: Any, number: int) -> None:
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        for statement in EMPTIED.format(number).split(";"):
            connection.execute(statement.encode())


@pytest.mark.parametrize("apply", [False, True])
async def test_a_unit_in_which_something_is_left_is_never_gone(
    stage: Any, tmp_path: Path, apply: bool
) -> None:
    await registered(stage)
    _, less, number = left_out(stage)
    before = stage.rows("select t::text from app.tenant t order by id")
    report = imported(stage.database, write(tmp_path / "less.csv", less), apply=apply)
    (fault,) = report.faults
    ((code, *_),) = stage.rows(VILLAGE, number)
    assert (fault.fault, fault.code, report.fault_count) == ("in_use", code, 1)
    held = "select count(*) from app.{0} where holder = %s and {1}"
    for zh, en, table, lives in (
        ("未办结问题", "open problems", "problem", "open"),
        ("任职", "appointments", "appointment", "relieved_on is null"),
        ("职务", "posts", "post", "valid_until is null"),
    ):
        n = stage.one(held.format(table, lives), number)
        assert f"{zh} {n}" in fault.zh
        assert f"{en} {n}" in fault.en
    assert (report.changes, report.applied, report.inserted) == ((), False, 0)
    assert str(fault).startswith("less.csv: 文件中没有 village ")
    assert stage.rows("select t::text from app.tenant t order by id") == before


async def test_what_is_forgotten_in_one_file_and_told_in_the_next_is_one_unit(
    client: Any, tmp_path: Path
) -> None:
    """It keeps its id; days between know nothing of it, days before know it once."""
    stage = client.stage
    tree, less, number = left_out(stage)
    emptied(stage, number)
    ((code, *_),) = stage.rows(VILLAGE, number)
    identity = "select id, uid from app.tenant where code = %s and kind = 'VILLAGE'"
    before = stage.rows(identity, code)
    done = imported(stage.database, write(tmp_path / "less.csv", less), apply=True)
    assert done.change_counts == {"gone": 1}
    waits = imported(stage.database, write(tmp_path / "tree.csv", tree))
    assert (waits.change_counts, waits.applied, waits.inserted) == ({"back": 1}, False, 0)
    assert read_back(stage.database, [code]) == less
    done = imported(stage.database, write(tmp_path / "tree.csv", tree), apply=True)
    assert (done.change_counts, done.inserted) == ({"back": 1}, 0)
    assert "曾撤销，恢复 / had ended, is back" in str(done.changes[0])
    assert stage.rows(identity, code) == before
    assert read_back(stage.database, [code]) == tree
    assert faults(stage) == []
    day = ((datetime.now(UTC) + CHINA).date() - timedelta(days=1)).isoformat()
    query = """query ($code: String!, $day: Date!) {
        tenant(code: $code, kind: VILLAGE) { validUntil }
        tenantsOn(day: $day, code: $code) { name } }"""
    told = (await client.ask("a1.head", query, {"code": code, "day": day}))["data"]
    assert told["tenant"] == {"validUntil": None}
    assert len(told["tenantsOn"]) == 1


async def test_a_code_means_the_unit_that_stands(client: Any) -> None:
    """As a double that an older version made: the first has ended, and comes first in every key."""
    stage = client.stage
    number = stage.world.tenants["a1x"]
    with psycopg.connect(stage.database.superuser_dsn) as connection:
        connection.execute("set session_replication_role = replica")
        (made,) = connection.execute(
            "insert into app.tenant (root, id, uid, kind, code, name, name_sort, initials, parent_id,"
            " slot, at1, at2, at3, at4, valid_until) select root, -id,"
            " '00000000-0000-0000-0000-000000000001', kind, code, '重名', name_sort, initials,"
            " parent_id, slot, at1, at2, at3, at4, current_date - 1 from app.tenant where id = %s"
            " returning code",
            [number],
        ).fetchall()
    query = "query ($code: String!) { tenant(code: $code) { name validUntil } }"
    told = (await client.ask("a1.head", query, {"code": made[0]}))["data"]["tenant"]
    assert told["name"] != "重名"
    assert told["validUntil"] is None
