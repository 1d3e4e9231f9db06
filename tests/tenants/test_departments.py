"""Synthetic departments and their offices."""

import psycopg
import pytest

from tenants.codes import credit_code_fault
from tenants.departments import Region, synthetic_departments, write_departments
from tests.conftest import Database
from tests.tenants.divisions import TONGREN, imported, migrator

CITY = Region("520600000000", "CITY", "铜仁市")
COUNTY = Region("520602000000", "COUNTY", "碧江区")
TOWNSHIP = Region("520602100000", "TOWNSHIP", "坝黄镇")


@pytest.mark.parametrize("region", [CITY, COUNTY, TOWNSHIP])
def test_the_same_region_always_has_the_same_departments(region: Region) -> None:
    assert synthetic_departments(region) == synthetic_departments(region)


@pytest.mark.parametrize("region", [CITY, COUNTY, TOWNSHIP])
def test_every_credit_code_is_right_and_marked_as_made_up(region: Region) -> None:
    for spec in synthetic_departments(region):
        if spec.credit_code is not None:
            assert credit_code_fault(spec.credit_code) is None
            assert spec.credit_code[:2] in {"11", "12", "13"}
            assert spec.credit_code[2:8] == region.code[:6]
            assert spec.credit_code[8:10] == "LW"


def test_city_and_county_have_the_same_trades_for_the_guidance_line() -> None:
    city = {spec.trade for spec in synthetic_departments(CITY)}
    county = {spec.trade for spec in synthetic_departments(COUNTY)}
    assert {"education", "finance", "organisation"} <= county < city


def test_a_village_has_no_departments() -> None:
    assert synthetic_departments(Region("520602100201", "VILLAGE", "某村")) == []


def test_a_pseudo_county_and_its_city_do_not_share_codes() -> None:
    city = synthetic_departments(Region("441900000000", "CITY", "东莞市"))
    county = synthetic_departments(Region("441900000000", "COUNTY", "东莞市"))
    assert not {spec.code for spec in city} & {spec.code for spec in county}


def test_a_development_zone_has_a_working_committee() -> None:
    zone = synthetic_departments(Region("410471000000", "COUNTY", "高新区"))
    assert any(spec.name == "高新区党工委组织部" for spec in zone)


def test_departments_are_written_below_their_regions_once(database: Database) -> None:
    imported(database, TONGREN)
    with migrator(database) as connection:
        written = write_departments(connection)
        assert written > 2000
        assert write_departments(connection) == 0
        slots = connection.execute(
            "select slot, bool_and(at2 is not null and at5 is not null and synthetic) "
            "from app.tenant where kind in ('DEPARTMENT', 'OFFICE') group by slot order by slot"
        ).fetchall()
        bureau = connection.execute(
            "select at2 = parent_id, at3, at4, at5 = id from app.tenant where name = '铜仁市教育局'"
        ).fetchone()
    assert slots == [(5, True), (6, True)]
    assert bureau == (True, None, None, True)


def test_only_the_named_roots_get_departments(database: Database) -> None:
    imported(database, TONGREN)
    with migrator(database) as connection:
        assert write_departments(connection, roots=["410400000000"]) == 0


def test_a_unit_below_the_top_names_no_tree(database: Database) -> None:
    """By the code of a county, only the county was meant: the city's departments are not written."""
    imported(database, TONGREN)
    with migrator(database) as connection:
        county = connection.execute(
            "select code from app.tenant where kind = 'COUNTY' order by code limit 1"
        ).fetchone()
        assert county is not None
        assert write_departments(connection, roots=[county[0]]) == 0
        assert write_departments(connection, roots=["520600000000"]) > 0


def test_two_departments_cannot_have_one_credit_code(database: Database) -> None:
    imported(database, TONGREN)
    with migrator(database) as connection:
        write_departments(connection)
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute(
                "insert into app.tenant (kind, code, credit_code, name, name_sort, initials, parent_id)"
                " select 'DEPARTMENT', 'local-1', credit_code, 'x', 'x', 'x', parent_id"
                " from app.tenant where name = '铜仁市教育局'"
            )
